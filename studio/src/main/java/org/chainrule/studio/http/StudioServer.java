package org.chainrule.studio.http;

import java.net.URI;
import java.util.function.Consumer;
import org.chainrule.studio.problem.Problems;
import org.chainrule.studio.run.Runs;

/** The studio: a page, its runs, and the server between them. */
public final class StudioServer implements AutoCloseable {
    /** Runs can be made and played with. */
    public static final String STUDIO = "studio";

    /** One training is watched. */
    public static final String WATCH = "watch";

    private final LocalServer server;
    private final Runs runs;

    private StudioServer(LocalServer server, Runs runs) {
        this.server = server;
        this.runs = runs;
    }

    /**
     * Starts it.
     *
     * @param port     where
     * @param mode     {@link #STUDIO} or {@link #WATCH}
     * @param problems what can be chosen
     * @param runs     what answers about runs; closed with the studio, or if it cannot start
     * @param defects  told of failures that are defects of ours
     * @return the studio, listening
     * @throws org.chainrule.tabular.error.UserException if no port is free
     */
    public static StudioServer start(
            PortChoice port, String mode, Problems problems, Runs runs, Consumer<Throwable> defects) {
        try {
            return new StudioServer(LocalServer.start(new StudioRoutes(problems, runs, mode), port, defects), runs);
        } catch (RuntimeException e) {
            runs.close();
            throw e;
        }
    }

    /**
     * Where the page is.
     *
     * @return such as {@code http://127.0.0.1:8181/}
     */
    public URI address() {
        return server.address();
    }

    /** Ends the server and all runs. */
    @Override
    public void close() {
        server.close();
        runs.close();
    }
}
