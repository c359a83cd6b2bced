package org.chainrule.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * What Ctrl-C does while a network is trained: the step is finished, the best weights so far are saved, and then the process ends, with 130 by the signal. The
 * virtual machine runs its shutdown hooks while the main thread goes on, so the hook asks for the end of the training and waits until all is written.
 */
final class Interruption implements BooleanSupplier, AutoCloseable {
    private static final long PATIENCE_SECONDS = 120;

    private final CountDownLatch saved = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupted, "chainrule-interrupt");
    private final Console console;
    private final String tooEarly;
    private final String halfway;
    private volatile boolean requested;
    private volatile boolean worthWaiting;

    /**
     * Listens from now on.
     *
     * @param console where to write
     * @param tooEarly what to say when it comes before training has begun
     * @param halfway  what to say when it comes while a network is trained
     */
    Interruption(Console console, String tooEarly, String halfway) {
        this.console = console;
        this.tooEarly = tooEarly;
        this.halfway = halfway;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Training has begun: from now on there is something to save. */
    void begun() {
        worthWaiting = true;
    }

    @Override
    public boolean getAsBoolean() {
        return requested;
    }

    private void interrupted() {
        requested = true;
        if (!worthWaiting) {
            console.complain(tooEarly);
            return;
        }
        console.complain(halfway);
        try {
            if (!saved.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                console.complain("could not save within " + PATIENCE_SECONDS + " s; nothing more is written");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** All is written: an interruption now, or one that waits, ends the process at once. */
    @Override
    public void close() {
        saved.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is about to end by the signal
        }
    }
}
