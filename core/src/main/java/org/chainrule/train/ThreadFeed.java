package org.chainrule.train;

import java.util.concurrent.locks.LockSupport;
import org.chainrule.data.Dataset;
import org.chainrule.gradient.Batch;
import org.chainrule.gradient.BatchBackpropagation;
import org.chainrule.gradient.BatchBackpropagation.Companion;
import org.jspecify.annotations.Nullable;

/**
 * A ring of batches that a thread of its own fills ahead: it waits for memory and disk while others compute. One thread fills, one takes; the two numbers that
 * they share only grow.
 */
final class ThreadFeed implements BatchFeed {
    /** The ring holds about so many numbers of x, within these bounds on batches. */
    private static final int RING_NUMBERS = 1 << 19;

    private static final int FEWEST = 3;
    private static final int MOST = 64;
    private static final int SPINS = 1_000;
    private static final long NAP_NANOS = 50_000;

    private final Dataset data;
    private final Batch[] ring;
    private final Thread filler;
    private int[] order = {};
    private int batchSize = 1;
    /** Batches filled, wanted and given back since the beginning; the last batch that was handed out is still in use. */
    private volatile long filled;

    private volatile long wanted;
    private volatile long released;
    private long handedOut;
    private long epochStart;
    private volatile boolean closed;
    private volatile @Nullable Throwable failure;

    ThreadFeed(BatchBackpropagation engine, Dataset data, int capacity) {
        this.data = data;
        Batch first = engine.newBatch(capacity);
        int size = Math.max(FEWEST, Math.min(MOST, RING_NUMBERS / Math.max(1, first.x().length)));
        ring = new Batch[size];
        ring[0] = first;
        for (int b = 1; b < size; b++) {
            ring[b] = engine.newBatch(capacity);
        }
        filler = new Thread(this::fill, "chainrule-input");
        filler.setDaemon(true);
        filler.start();
    }

    @Override
    public void startEpoch(int[] newOrder, int newBatchSize) {
        if (handedOut != wanted) {
            throw new IllegalStateException("an epoch begins after the last batch of the one before was taken");
        }
        order = newOrder;
        batchSize = newBatchSize;
        epochStart = handedOut;
        released = handedOut;
        wanted = handedOut + BatchFeed.batches(newOrder.length, newBatchSize); // publishes what stands above
        LockSupport.unpark(filler);
    }

    @Override
    public Batch next() {
        if (handedOut == wanted) {
            throw new IllegalStateException("the epoch has no further batch; start the next one");
        }
        released = handedOut;
        for (int waited = 0; filled == handedOut; waited++) {
            Throwable thrown = failure;
            if (thrown != null) {
                throw thrown instanceof RuntimeException exception
                        ? exception
                        : new IllegalStateException("gathering a batch failed", thrown);
            }
            pause(waited);
        }
        return ring[(int) (handedOut++ % ring.length)];
    }

    @Override
    public Companion companion() {
        return BatchBackpropagation.NOBODY;
    }

    private void fill() {
        try {
            for (int waited = 0; !closed; waited++) {
                if (filled < wanted && filled - released < ring.length) {
                    fillNext();
                    waited = 0;
                } else {
                    pause(waited);
                }
            }
        } catch (Throwable thrown) { // handed to the one who takes
            failure = thrown;
        }
    }

    private void fillNext() {
        long number = filled;
        Batch batch = ring[(int) (number % ring.length)];
        int from = (int) (number - epochStart) * batchSize;
        int rows = Math.min(batchSize, order.length - from);
        data.gather(order, from, rows, 0, batch.stride(), batch.x(), batch.y(), batch.weights());
        batch.rows(rows);
        filled = number + 1;
    }

    private static void pause(int waited) {
        if (waited < SPINS) {
            Thread.onSpinWait();
        } else {
            LockSupport.parkNanos(NAP_NANOS);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(filler);
        boolean interrupted = false;
        while (filler.isAlive()) {
            try {
                filler.join();
            } catch (InterruptedException stop) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
