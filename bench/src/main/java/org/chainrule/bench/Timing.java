package org.chainrule.bench;

import java.util.Arrays;

/** Measures a piece of work by repeating it. What is best of several is robust against a busy machine: nothing makes code faster than it is. */
final class Timing {
    private Timing() {}

    /** How many calls take about so many seconds, at least 1; warms the work up, too. */
    static int calibrate(Runnable work, double seconds) {
        for (int calls = 1; ; calls = Math.multiplyExact(calls, 2)) {
            double took = seconds(work, calls);
            if (took >= seconds || calls > 1 << 28) {
                return Math.max(1, (int) Math.round(calls * seconds / took));
            }
        }
    }

    /** Seconds that so many calls take. */
    static double seconds(Runnable work, int calls) {
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            work.run();
        }
        return Math.max(1e-9, (System.nanoTime() - start) / 1e9);
    }

    /** Seconds of one call: the best of so many samples of about {@code sampleSeconds}. */
    static double best(Runnable work, int samples, double sampleSeconds) {
        calibrate(work, sampleSeconds);
        int calls = calibrate(work, sampleSeconds);
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < samples; i++) {
            best = Math.min(best, seconds(work, calls) / calls);
        }
        return best;
    }

    static double median(double[] values) {
        return quantile(values, 0.5);
    }

    /** The value at rank q (n - 1), rounded down. */
    static double quantile(double[] values, double q) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) (q * (sorted.length - 1))];
    }

    static double geometricMean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += StrictMath.log(value);
        }
        return StrictMath.exp(sum / values.length);
    }
}
