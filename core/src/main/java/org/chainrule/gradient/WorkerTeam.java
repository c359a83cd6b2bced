package org.chainrule.gradient;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads that work on one stage at a time, the caller among them. A stage is cut into pieces whose results do not depend on who computes them. Each thread begins
 * with a share of its own, the same in every step, since what it wrote there last time is still in its cache; whoever has finished helps the others. Between stages the workers spin briefly, then yield, then sleep, so that a training neither wastes a core while it waits nor pays for
 * a wake-up at every step. Running a stage allocates nothing.
 */
final class WorkerTeam implements AutoCloseable {
    /** A part of a step that is cut into pieces. */
    interface Stage {
        /**
         * How many pieces there are.
         *
         * @return the number, fixed while the stage runs
         */
        int pieces();

        /**
         * Where the share of a thread begins.
         *
         * @param thread  from 0; {@code threads} for the end of the last share
         * @param threads of the team
         * @return a piece, not below that of the thread before
         */
        default int firstPiece(int thread, int threads) {
            return (int) ((long) pieces() * thread / threads);
        }

        /**
         * Computes one piece.
         *
         * @param piece from 0
         */
        void run(int piece);
    }

    private static final int LINE = 32;
    private static final int SPINS = 2_000;
    private static final int YIELDS = 200;
    private static final long NAP_NANOS = 50_000;

    private final Thread[] workers;
    /** The next piece of each thread's share, a cache line apart. */
    private final AtomicIntegerArray nextPiece;

    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicInteger round = new AtomicInteger();
    private final AtomicInteger sleeping = new AtomicInteger();
    private volatile @Nullable Stage stage;
    private volatile @Nullable Throwable failure;
    private volatile boolean closed;

    /**
     * A team.
     *
     * @param threads how many, the caller included, at least 1
     */
    WorkerTeam(int threads) {
        nextPiece = new AtomicIntegerArray(threads * LINE);
        workers = new Thread[threads - 1];
        for (int t = 0; t < workers.length; t++) {
            int number = t + 1;
            workers[t] = new Thread(() -> work(number), "chainrule-worker-" + number);
            workers[t].setDaemon(true);
            workers[t].start();
        }
    }

    int threads() {
        return workers.length + 1;
    }

    /** Runs a stage to its end; what a piece throws is thrown here, once no thread works on the stage any more. */
    void run(Stage work) {
        if (closed) {
            throw new IllegalStateException("the threads of this engine have ended; it was closed");
        }
        if (workers.length == 0 || work.pieces() == 1) {
            for (int piece = 0; piece < work.pieces(); piece++) {
                work.run(piece);
            }
            return;
        }
        stage = work;
        for (int t = 0; t < threads(); t++) {
            nextPiece.set(t * LINE, work.firstPiece(t, threads()));
        }
        busy.set(workers.length);
        round.incrementAndGet();
        if (sleeping.get() > 0) {
            wake();
        }
        takeAndCatch(work, 0);
        for (int waited = 0; busy.get() > 0; waited++) {
            if (!spin(waited)) {
                LockSupport.parkNanos(NAP_NANOS);
            }
        }
        Throwable thrown = failure;
        if (thrown != null) {
            failure = null;
            if (thrown instanceof Error error) {
                throw error;
            }
            throw thrown instanceof RuntimeException exception
                    ? exception
                    : new IllegalStateException("a worker failed", thrown);
        }
    }

    private void takeAndCatch(Stage work, int thread) {
        try {
            takePieces(work, thread);
        } catch (Throwable thrown) { // handed to the caller of run
            failure = thrown;
        }
    }

    /** The thread's own share, then what is left of the others'. */
    private void takePieces(Stage work, int thread) {
        int threads = threads();
        for (int t = 0; t < threads; t++) {
            int owner = (thread + t) % threads;
            int end = work.firstPiece(owner + 1, threads);
            for (int piece = nextPiece.getAndIncrement(owner * LINE);
                    piece < end;
                    piece = nextPiece.getAndIncrement(owner * LINE)) {
                work.run(piece);
            }
        }
    }

    private void work(int thread) {
        int seen = 0;
        while (!closed) {
            for (int waited = 0; round.get() == seen && !closed; waited++) {
                if (!spin(waited)) {
                    sleep(seen);
                }
            }
            Stage work = stage;
            if (closed || work == null) {
                return;
            }
            seen++;
            takeAndCatch(work, thread);
            busy.decrementAndGet();
        }
    }

    /** Waits a little without sleeping; false if it is time to sleep. */
    @SuppressWarnings("ThreadPriorityCheck") // between spinning and sleeping; nothing depends on who runs next
    private static boolean spin(int waited) {
        if (waited < SPINS) {
            Thread.onSpinWait();
        } else if (waited < SPINS + YIELDS) {
            Thread.yield();
        } else {
            return false;
        }
        return true;
    }

    /** Sleeps until a new round, in naps, so that a wake-up that came too early costs one nap and no more. */
    private void sleep(int seen) {
        sleeping.incrementAndGet();
        while (round.get() == seen && !closed) {
            LockSupport.parkNanos(NAP_NANOS);
        }
        sleeping.decrementAndGet();
    }

    private void wake() {
        for (Thread worker : workers) {
            LockSupport.unpark(worker);
        }
    }

    @Override
    public void close() {
        closed = true;
        wake();
    }
}
