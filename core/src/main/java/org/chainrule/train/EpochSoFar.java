package org.chainrule.train;

/** What the steps of an epoch add up to, until it ends. */
final class EpochSoFar {
    private final long batchRows;
    private final long rows;
    private double lossSum;
    private double weightSum;
    private double learningRate;
    private long started;
    private int firstStep;

    /** Of {@code rows} rows, of which a step takes {@code batchRows}. */
    EpochSoFar(long batchRows, long rows) {
        this.batchRows = batchRows;
        this.rows = rows;
    }

    /** The steps begin, or go on after so many. */
    void begin(int stepsBefore) {
        started = System.nanoTime();
        firstStep = stepsBefore;
    }

    void add(double loss, double weight, double mu) {
        lossSum += loss * weight;
        weightSum += weight;
        learningRate = mu;
    }

    /** The next epoch has sums of its own. */
    void clear() {
        lossSum = 0;
        weightSum = 0;
    }

    void restore(Checkpoint checkpoint) {
        lossSum = checkpoint.lossSum();
        weightSum = checkpoint.weightSum();
        learningRate = checkpoint.learningRate();
    }

    double loss() {
        return weightSum == 0 ? 0 : lossSum / weightSum;
    }

    double lossSum() {
        return lossSum;
    }

    double weightSum() {
        return weightSum;
    }

    double learningRate() {
        return learningRate;
    }

    /** Rows a second of the steps since {@link #begin}, when so many of the epoch are taken. */
    double rowsPerSecond(int steps) {
        double seconds = Math.max(1e-9, (System.nanoTime() - started) / 1e9);
        long trained = Math.min(rows, steps * batchRows) - Math.min(rows, firstStep * batchRows);
        return trained / seconds;
    }
}
