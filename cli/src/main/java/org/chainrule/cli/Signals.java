package org.chainrule.cli;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The signals of a program that runs until it is told to end: SIGTERM and Ctrl-C ask for the end, once; the second Ctrl-C is the system's. SIGHUP asks to
 * read again. Where the system has no signals, Ctrl-C ends the process as always.
 */
final class Signals implements AutoCloseable {
    private static final List<String> ENDING = List.of("TERM", "INT");
    private static final String AGAIN = "HUP";

    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable String by;

    /**
     * Listens from now on.
     *
     * @param again what SIGHUP does
     */
    Signals(Runnable again) {
        ENDING.forEach(name -> org.jline.utils.Signals.register(name, () -> end(name)));
        org.jline.utils.Signals.register(AGAIN, again);
    }

    private void end(String name) {
        if (by == null) {
            by = name;
        }
        ENDING.forEach(org.jline.utils.Signals::registerDefault);
        ended.countDown();
    }

    /**
     * Waits for the end.
     *
     * @return whether a person pressed Ctrl-C
     * @throws InterruptedException if the thread is interrupted
     */
    boolean await() throws InterruptedException {
        ended.await();
        return "INT".equals(by);
    }

    @Override
    public void close() {
        ENDING.forEach(org.jline.utils.Signals::registerDefault);
        org.jline.utils.Signals.registerDefault(AGAIN);
    }
}
