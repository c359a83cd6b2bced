package org.chainrule.train;

import org.chainrule.data.Dataset;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.metric.Metric;
import org.chainrule.network.Network;
import org.jspecify.annotations.Nullable;

/**
 * What is to be trained, and on what.
 *
 * @param network    the specification
 * @param likelihood output activation, cost and delta(L)
 * @param training   training rows
 * @param validation rows that early stopping watches; null for none
 * @param metric     what early stopping watches on them; null for the mean cost
 * @param start      weights to start from (warm start); null draws them
 */
public record TrainingProblem(
        Network network,
        Likelihood likelihood,
        Dataset training,
        @Nullable Dataset validation,
        @Nullable Metric metric,
        @Nullable TrainedNetwork start) {

    /** Checks that the parts fit together. */
    public TrainingProblem {
        int targets = likelihood.targets(network.outputs());
        check("training", training, network.inputs(), targets);
        if (validation != null) {
            check("validation", validation, network.inputs(), targets);
        }
        if (start != null && !start.network().equals(network)) {
            throw new IllegalArgumentException(
                    "a warm start needs weights of the same network, found weights of another; "
                            + "use the network of the weights, or start afresh");
        }
    }

    private static void check(String name, Dataset data, int inputs, int targets) {
        if (data.rows() < 1) {
            throw new IllegalArgumentException("the " + name + " data has no rows; at least 1 is needed");
        }
        if (data.inputs() != inputs) {
            throw new IllegalArgumentException("the network expects " + inputs + " inputs but the " + name
                    + " data has " + data.inputs() + "; set the network's inputs to " + data.inputs());
        }
        if (data.targets() != targets) {
            throw new IllegalArgumentException("the likelihood expects " + targets + " targets a row but the " + name
                    + " data has " + data.targets() + "; choose another likelihood or output width");
        }
    }

    /**
     * A problem without validation rows.
     *
     * @param network    the specification
     * @param likelihood output activation, cost and delta(L)
     * @param training   training rows
     */
    public TrainingProblem(Network network, Likelihood likelihood, Dataset training) {
        this(network, likelihood, training, null, null, null);
    }
}
