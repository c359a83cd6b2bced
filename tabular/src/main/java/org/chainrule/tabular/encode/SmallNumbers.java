package org.chainrule.tabular.encode;

/** How often -1, 0 and 1 occur: what fitting needs to know of a coded level, without its rows. */
final class SmallNumbers {
    private final long[] counts = new long[3];

    /** Adds a number several times. */
    void add(int number, long times) {
        counts[number + 1] += times;
    }

    boolean isConstant() {
        return lowest() == highest();
    }

    /** The quantile by linear interpolation at position (n - 1) q; n is at least 1. */
    double quantile(double q) {
        double position = (counts[0] + counts[1] + counts[2] - 1) * q;
        long k = (long) position;
        double fraction = position - k;
        return fraction == 0 ? at(k) : Selection.between(at(k), at(k + 1), fraction);
    }

    /** 1 / (q75 - q25); if that range is 0, 2 / (highest - lowest); if that is 0 too, 0. */
    double robustFactor() {
        double range = quantile(0.75) - quantile(0.25);
        return range != 0 ? 1 / range : isConstant() ? 0 : 2.0 / (highest() - lowest());
    }

    private int at(long k) {
        return k < counts[0] ? -1 : k < counts[0] + counts[1] ? 0 : 1;
    }

    private int lowest() {
        return counts[0] > 0 ? -1 : counts[1] > 0 ? 0 : 1;
    }

    private int highest() {
        return counts[2] > 0 ? 1 : counts[1] > 0 ? 0 : -1;
    }
}
