package org.chainrule.train;

import org.chainrule.data.Dataset;
import org.chainrule.gradient.Batch;
import org.chainrule.gradient.BatchBackpropagation;
import org.chainrule.gradient.BatchBackpropagation.Companion;

/** Two batches in turn: while the engine's threads work on one, they gather the other as pieces of the same phase. */
final class TeamFeed implements BatchFeed, Companion {
    private static final int PIECE_ROWS = 64;

    private final Dataset data;
    private Batch current;
    private Batch upcoming;
    private int[] order = {};
    private int batchSize;
    private int batches;
    private int handedOut;
    private int upcomingRows;

    TeamFeed(BatchBackpropagation engine, Dataset data, int capacity) {
        this.data = data;
        this.current = engine.newBatch(capacity);
        this.upcoming = engine.newBatch(capacity);
    }

    @Override
    public void startEpoch(int[] newOrder, int newBatchSize) {
        order = newOrder;
        batchSize = newBatchSize;
        batches = BatchFeed.batches(newOrder.length, newBatchSize);
        handedOut = 0;
        upcomingRows = rowsOf(0);
        for (int piece = 0; piece < pieces(); piece++) {
            run(piece);
        }
    }

    private int rowsOf(int batch) {
        return batch < batches ? Math.min(batchSize, order.length - batch * batchSize) : 0;
    }

    @Override
    public Batch next() {
        if (handedOut == batches) {
            throw new IllegalStateException("the epoch has no further batch; start the next one");
        }
        Batch filled = upcoming;
        upcoming = current;
        current = filled;
        filled.rows(upcomingRows);
        handedOut++;
        upcomingRows = rowsOf(handedOut);
        return filled;
    }

    @Override
    public Companion companion() {
        return this;
    }

    @Override
    public int pieces() {
        return (upcomingRows + PIECE_ROWS - 1) / PIECE_ROWS;
    }

    @Override
    public void run(int piece) {
        int first = piece * PIECE_ROWS;
        data.gather(
                order,
                handedOut * batchSize + first,
                Math.min(PIECE_ROWS, upcomingRows - first),
                first,
                upcoming.stride(),
                upcoming.x(),
                upcoming.y(),
                upcoming.weights());
    }

    @Override
    public void close() {
        // nothing to release
    }
}
