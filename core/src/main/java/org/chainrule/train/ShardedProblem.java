package org.chainrule.train;

import org.chainrule.likelihood.Likelihood;
import org.chainrule.metric.Metric;
import org.chainrule.network.Network;
import org.jspecify.annotations.Nullable;

/**
 * What is to be trained on rows that are elsewhere: {@link TrainingProblem} without its rows.
 *
 * @param network    the specification
 * @param likelihood output activation, cost and delta(L)
 * @param metric     what early stopping watches on the validation rows; null for the mean cost
 * @param start      weights to start from
 * @param validates  whether there are validation rows
 */
public record ShardedProblem(
        Network network, Likelihood likelihood, @Nullable Metric metric, TrainedNetwork start, boolean validates) {}
