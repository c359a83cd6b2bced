package org.chainrule.tabular.doctor;

import java.util.Arrays;

/** Quantiles of sizes. */
final class Spreads {
    /** More values say no more, and would have to be sorted. */
    private static final int MOST = 100_000;

    private Spreads() {}

    /** Of |values| x factor, an even spread of them. */
    static GradientFlow.Spread of(double[] values, double factor) {
        int step = Math.max(1, values.length / MOST);
        double[] sizes = new double[(values.length + step - 1) / step];
        int found = 0;
        for (int e = 0; e < values.length; e += step) {
            double size = Math.abs(values[e]) * factor;
            if (size > 0) {
                sizes[found++] = size;
            }
        }
        Arrays.sort(sizes, 0, found);
        return new GradientFlow.Spread(
                at(sizes, found, 0.05),
                at(sizes, found, 0.25),
                at(sizes, found, 0.5),
                at(sizes, found, 0.75),
                at(sizes, found, 0.95),
                sizes.length == 0 ? 0 : 1 - (double) found / sizes.length);
    }

    private static double at(double[] sorted, int count, double share) {
        return count == 0 ? Double.NaN : sorted[(int) Math.round(share * (count - 1))];
    }
}
