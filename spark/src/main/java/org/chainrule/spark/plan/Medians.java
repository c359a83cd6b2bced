package org.chainrule.spark.plan;

import java.util.List;

/** The middle of what was measured: on a machine with other work the mean says little. */
public final class Medians {
    private Medians() {}

    /**
     * The median.
     *
     * @param values in any order
     * @return the mean of the two in the middle; 0 of none
     */
    public static double of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int n = sorted.size();
        return n == 0 ? 0 : (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
    }
}
