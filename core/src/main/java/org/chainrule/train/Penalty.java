package org.chainrule.train;

import java.util.List;
import org.chainrule.network.ParameterLayout.Slice;

/** The penalties l1 sum abs(w) + l2/2 sum w^2 over weight matrices. */
public final class Penalty {
    private Penalty() {}

    /**
     * Adds the penalties' gradient.
     *
     * @param regularization l1 and l2
     * @param slices         the layout
     * @param weights        flat parameters, read
     * @param gradient       added to
     * @return the penalties' value
     */
    public static double add(Regularization regularization, List<Slice> slices, double[] weights, double[] gradient) {
        double l1 = regularization.l1();
        double l2 = regularization.l2();
        double value = 0;
        for (Slice slice : slices) {
            if (slice.decays() && (l1 != 0 || l2 != 0)) {
                for (int e = slice.offset(); e < slice.offset() + slice.size(); e++) {
                    gradient[e] += l2 * weights[e] + l1 * Math.signum(weights[e]);
                    value += l1 * Math.abs(weights[e]) + l2 / 2 * weights[e] * weights[e];
                }
            }
        }
        return value;
    }
}
