package org.chainrule.studio.run;

import org.chainrule.data.Dataset;
import org.chainrule.gradient.GradientCheck.Rows;
import org.chainrule.gradient.Mode;
import org.chainrule.gradient.ReferenceEngine;
import org.jspecify.annotations.Nullable;

/** The cost before the first step, so that the curve begins where the training does. By the reference engine, as the network predicts. */
final class StartCost {
    private static final int CHUNK = 256;
    /** Multiplications that it may take; the point is left out where it would take more. */
    private static final double WORK = 3e8;

    private StartCost() {}

    /** The weighted mean cost of a data set; NaN without one, or if it would take too long. */
    static double of(Snapshot at, @Nullable Dataset data) {
        if (data == null || (double) data.rows() * at.parameters().length > WORK) {
            return Double.NaN;
        }
        ReferenceEngine engine = at.engine();
        double sum = 0;
        double total = 0;
        for (int from = 0; from < data.rows(); from += CHUNK) {
            int[] numbers = new int[Math.min(CHUNK, data.rows() - from)];
            for (int n = 0; n < numbers.length; n++) {
                numbers[n] = from + n;
            }
            Rows rows = Snapshot.rows(data, numbers);
            double weight = 0;
            for (double each : rows.weights()) {
                weight += each;
            }
            double cost = engine.cost(
                    engine.forward(at.parameters(), at.statistics(), rows.x(), rows.rows(), Mode.PREDICTION),
                    rows.y(),
                    rows.weights());
            sum += weight * cost;
            total += weight;
        }
        return total == 0 ? Double.NaN : sum / total;
    }
}
