package org.chainrule.spark.data;

import java.io.Serializable;
import java.util.Arrays;

/** Counts and extremes of numbers, in any order and in parts. */
final class NumberTally implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int SAMPLES = 5;

    private final LongSet distinct;
    private long present;
    private long finite;
    private boolean integer = true;
    private double minimum = Double.POSITIVE_INFINITY;
    private double maximum = Double.NEGATIVE_INFINITY;
    private double last = Double.NaN;

    /** The smallest distinct numbers, ascending. */
    private final double[] smallest = new double[SAMPLES];

    private int samples;

    NumberTally(int bound) {
        distinct = new LongSet(bound);
    }

    /** Adds a number that comes so many times; NaN is none. */
    void add(double value, long count) {
        if (Double.isNaN(value)) {
            return;
        }
        present += count;
        if (!Double.isInfinite(value)) {
            finite += count;
        }
        if (value != last) {
            last = value;
            look(value);
        }
    }

    private void look(double value) {
        distinct.add(Double.doubleToRawLongBits(value));
        if (samples < SAMPLES || value < smallest[SAMPLES - 1]) {
            sample(value);
        }
        if (!Double.isInfinite(value)) {
            integer &= value == Math.rint(value);
            minimum = Math.min(minimum, value);
            maximum = Math.max(maximum, value);
        }
    }

    private void sample(double value) {
        int at = samples;
        while (at > 0 && smallest[at - 1] >= value) {
            if (smallest[at - 1] == value) {
                return;
            }
            at--;
        }
        int end = Math.min(samples, SAMPLES - 1);
        System.arraycopy(smallest, at, smallest, at + 1, end - at);
        smallest[at] = value;
        samples = end + 1;
    }

    /** Adds another part. */
    void add(NumberTally other) {
        distinct.add(other.distinct);
        present += other.present;
        finite += other.finite;
        integer &= other.integer;
        minimum = Math.min(minimum, other.minimum);
        maximum = Math.max(maximum, other.maximum);
        for (int i = 0; i < other.samples; i++) {
            if (samples < SAMPLES || other.smallest[i] < smallest[SAMPLES - 1]) {
                sample(other.smallest[i]);
            }
        }
    }

    LongSet distinct() {
        return distinct;
    }

    long present() {
        return present;
    }

    long infinite() {
        return present - finite;
    }

    /** Whether all finite numbers are integers; false without any. */
    boolean integer() {
        return finite > 0 && integer;
    }

    double minimum() {
        return finite > 0 ? minimum : Double.NaN;
    }

    double maximum() {
        return finite > 0 ? maximum : Double.NaN;
    }

    /** The smallest distinct numbers. */
    double[] samples() {
        return Arrays.copyOf(smallest, samples);
    }
}
