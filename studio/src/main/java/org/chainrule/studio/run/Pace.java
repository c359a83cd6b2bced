package org.chainrule.studio.run;

import org.jspecify.annotations.Nullable;

/** The clock of a run: how fast it goes, how fast it may go, and when a checkpoint is worth its time. */
final class Pace {
    private static final long WINDOW_NANOS = 500_000_000;
    /** Time between checkpoints: about what going back to a step takes. */
    private static final long KEEP_NANOS = 50_000_000;
    /** Checkpoints take at most this share of the time. */
    private static final int KEEP_SHARE = 20;

    private long stepNanos;
    private long next;
    private long windowStart;
    private long windowSteps;
    private double speed;
    private long kept;
    private long keepCost;

    void start(@Nullable Double stepsPerSecond) {
        long now = System.nanoTime();
        stepNanos = stepsPerSecond == null ? 0 : (long) Math.max(1, 1e9 / stepsPerSecond);
        next = now;
        windowStart = now;
        windowSteps = 0;
        speed = Double.NaN;
        kept = now;
    }

    long nanosToStep(long now) {
        return stepNanos == 0 ? 0 : next - now;
    }

    void took() {
        long now = System.nanoTime();
        windowSteps++;
        // What was missed is not caught up, so that a slow play does not rush behind a pause.
        next = Math.max(next + stepNanos, now - stepNanos);
        if (now - windowStart >= WINDOW_NANOS) {
            speed = windowSteps * 1e9 / (now - windowStart);
            windowStart = now;
            windowSteps = 0;
        }
    }

    double stepsPerSecond() {
        long elapsed = System.nanoTime() - windowStart;
        return Double.isNaN(speed) && windowSteps > 0 ? windowSteps * 1e9 / Math.max(1, elapsed) : speed;
    }

    /** Whether a checkpoint is due. */
    boolean keeps(boolean epochEnd) {
        long elapsed = System.nanoTime() - kept;
        return elapsed >= Math.max(epochEnd ? KEEP_NANOS / 5 : KEEP_NANOS, KEEP_SHARE * keepCost);
    }

    void kept(long cost) {
        keepCost = cost;
        kept = System.nanoTime();
    }
}
