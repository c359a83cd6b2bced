package org.chainrule.studio.problem;

import org.jspecify.annotations.Nullable;

/** The problems to choose from, and the way from settings to a training. Safe for concurrent use. */
public final class Problems implements AutoCloseable {
    /** The user's own table. */
    public static final String TABLE = "table";

    private final @Nullable GivenTable given;

    /**
     * The problems of a studio.
     *
     * @param given the user's own table; null for none
     */
    public Problems(@Nullable GivenTable given) {
        this.given = given;
    }

    /**
     * The user's own table.
     *
     * @return null for none
     */
    public @Nullable GivenTable given() {
        return given;
    }

    /**
     * What settings amount to.
     *
     * @param settings checked settings
     * @return the training's start
     * @throws org.chainrule.tabular.error.UserException if they do not fit the problem
     */
    public StudioProblem problem(Settings settings) {
        throw new UnsupportedOperationException(settings.problem());
    }

    /** Removes the temporary files. */
    @Override
    public void close() {}
}
