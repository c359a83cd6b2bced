package org.chainrule.train;

import org.chainrule.metric.Metric;
import org.chainrule.network.Network;
import org.jspecify.annotations.Nullable;

/**
 * What the loop of a training knows of its problem: everything but the rows, which may be elsewhere.
 *
 * @param network        the specification
 * @param metric         what early stopping watches; null for the mean cost
 * @param rows           training rows
 * @param validationRows rows that early stopping watches; 0 for none
 */
record TrainingExtent(Network network, @Nullable Metric metric, long rows, long validationRows) {
    static TrainingExtent of(TrainingProblem problem) {
        var validation = problem.validation();
        return new TrainingExtent(
                problem.network(),
                problem.metric(),
                problem.training().rows(),
                validation == null ? 0 : validation.rows());
    }

    boolean validates() {
        return validationRows > 0;
    }
}
