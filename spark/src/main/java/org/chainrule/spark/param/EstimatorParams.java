package org.chainrule.spark.param;

/**
 * What every estimator has.
 *
 * @param <S> what setters return
 */
public interface EstimatorParams<S>
        extends InputParams<S>,
                TableParams<S>,
                NetworkParams<S>,
                TrainingParams<S>,
                PenaltyParams<S>,
                ClusterParams<S>,
                PredictionParams<S> {}
