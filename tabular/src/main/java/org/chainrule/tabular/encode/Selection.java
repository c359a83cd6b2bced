package org.chainrule.tabular.encode;

import java.util.Arrays;

/**
 * Order statistics by quickselect with fixed pivots: linear time, the same result for the same numbers in any order.
 */
final class Selection {
    private Selection() {}

    /**
     * The k-th smallest of a[0..n); reorders them such that smaller ones stand before k and larger ones after.
     */
    static double select(double[] a, int n, int k) {
        int low = 0;
        int high = n - 1;
        int budget = 2 * (32 - Integer.numberOfLeadingZeros(n)) + 8;
        while (low < high) {
            if (budget-- == 0) {
                Arrays.sort(a, low, high + 1);
                return a[k];
            }
            double pivot = pivot(a, low, high);
            int less = low;
            int more = high;
            for (int i = low; i <= more; ) {
                if (a[i] < pivot) {
                    swap(a, i++, less++);
                } else if (a[i] > pivot) {
                    swap(a, i, more--);
                } else {
                    i++;
                }
            }
            if (k < less) {
                high = less - 1;
            } else if (k > more) {
                low = more + 1;
            } else {
                return a[k];
            }
        }
        return a[k];
    }

    /** The quantile by linear interpolation at position (n - 1) q, n at least 1; reorders a[0..n). */
    static double quantile(double[] a, int n, double q) {
        double position = (n - 1) * q;
        int k = (int) position;
        double low = select(a, n, k);
        double fraction = position - k;
        if (fraction == 0) {
            return low;
        }
        double next = Double.POSITIVE_INFINITY;
        for (int i = k + 1; i < n; i++) {
            next = Math.min(next, a[i]);
        }
        return between(low, next, fraction);
    }

    /** low + fraction (high - low), without overflow, exact at the ends and for equal values. */
    static double between(double low, double high, double fraction) {
        double range = high - low;
        if (range > Double.MAX_VALUE) {
            return low * (1 - fraction) + high * fraction;
        }
        return fraction < 0.5 ? low + fraction * range : high - (1 - fraction) * range;
    }

    private static double pivot(double[] a, int low, int high) {
        int size = high - low + 1;
        int middle = low + size / 2;
        if (size < 64) {
            return median(a[low], a[middle], a[high]);
        }
        int step = size / 8;
        return median(
                median(a[low], a[low + step], a[low + 2 * step]),
                median(a[middle - step], a[middle], a[middle + step]),
                median(a[high - 2 * step], a[high - step], a[high]));
    }

    private static double median(double a, double b, double c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }

    private static void swap(double[] a, int i, int j) {
        double kept = a[i];
        a[i] = a[j];
        a[j] = kept;
    }
}
