package org.chainrule.studio.serve;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.chainrule.studio.http.Access;
import org.chainrule.studio.http.Limits;
import org.chainrule.studio.http.PortChoice;
import org.jspecify.annotations.Nullable;

/**
 * How models are served.
 *
 * @param models      what is served; the names differ
 * @param port        where
 * @param access      for whom
 * @param limits      how much of a request, and how many
 * @param mostRows    in a request
 * @param page        whether the page to try a prediction is there
 * @param log         whether requests are logged
 * @param logFile     to which file; null for standard output
 * @param look        how often the files are looked at; null for never
 */
public record ServeOptions(
        List<ModelSource> models,
        PortChoice port,
        Access access,
        Limits limits,
        int mostRows,
        boolean page,
        boolean log,
        @Nullable Path logFile,
        @Nullable Duration look) {
    /** The most rows of a request unless somebody says otherwise. */
    public static final int ROWS = 10_000;

    /** Copies the list. */
    public ServeOptions {
        models = List.copyOf(models);
    }

    /**
     * Models for this machine alone, as is usual.
     *
     * @param models what is served
     * @param port   where
     * @return the options
     */
    public static ServeOptions of(List<ModelSource> models, PortChoice port) {
        return new ServeOptions(
                models, port, Access.LOCAL, Limits.USUAL, ROWS, true, false, null, Duration.ofSeconds(1));
    }
}
