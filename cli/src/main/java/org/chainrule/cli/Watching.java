package org.chainrule.cli;

import java.util.concurrent.TimeUnit;
import org.chainrule.studio.http.PortChoice;
import org.chainrule.studio.http.StudioServer;
import org.chainrule.studio.problem.Problems;
import org.chainrule.studio.run.WatchRun;
import org.chainrule.tabular.run.PreparedTraining;
import org.chainrule.train.TrainingListener;
import org.jspecify.annotations.Nullable;

/** A page that looks on while a network is trained; whatever happens to it, the training goes on. */
final class Watching implements AutoCloseable {
    /** So that the last picture arrives before the server goes. */
    private static final long LAST_PICTURE_MILLIS = 700;

    private final Problems problems = new Problems(null);
    private final WatchRun run = new WatchRun();
    private final StudioServer server;

    private Watching(PortChoice port, Console console) {
        server = StudioServer.start(
                port,
                StudioServer.WATCH,
                problems,
                run,
                wrong -> console.say(
                        "studio      a picture was lost to a defect in Chainrule: " + wrong + "; please report it"));
    }

    /**
     * Starts the server and opens the page.
     *
     * @param prepared what will be trained; stays open until this is closed
     * @param port     null for the usual one
     * @param console  where to say the address
     * @return to be closed when the training has ended
     */
    static Watching start(PreparedTraining prepared, @Nullable Integer port, Console console) {
        Watching watching = new Watching(StudioCommand.port(port, "--studio-port"), console);
        watching.run.begin(prepared);
        String address = watching.server.address().toString();
        console.say("studio      " + address);
        Browser.open(address, console);
        return watching;
    }

    /** What the training tells. */
    TrainingListener listener() {
        return run.listener();
    }

    /** The training has ended; with what went wrong, if it did. */
    void ended(@Nullable String divergence) {
        if (divergence != null) {
            run.failed(divergence);
        }
        try {
            TimeUnit.MILLISECONDS.sleep(LAST_PICTURE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.close();
        problems.close();
    }
}
