package org.chainrule.spark.param;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.chainrule.train.Rounds;
import org.jspecify.annotations.Nullable;

/** What parameters are while nobody sets them, and what they are now. Whatever a preset decides has no default. */
public final class Defaults {
    private static final double VALIDATION = 0.2;
    private static final double COVERAGE = 0.9;

    private Defaults() {}

    /**
     * Gives an estimator its defaults.
     *
     * @param of the estimator
     */
    public static void set(EstimatorParams<?> of) {
        predictions(of, of);
        of.setDefault(of.labelCol(), "label");
        of.setDefault(of.validationFraction(), VALIDATION);
        of.setDefault(of.seed(), 0L);
        of.setDefault(of.preset(), "default");
        of.setDefault(of.numShards(), 0);
        of.setDefault(of.rounds(), "localSteps");
        of.setDefault(of.localSteps(), 0);
        of.setDefault(of.outerLearningRate(), Rounds.LocalSteps.OUTER_LEARNING_RATE);
        of.setDefault(of.outerMomentum(), Rounds.LocalSteps.OUTER_MOMENTUM);
        of.setDefault(of.checkpointInterval(), 20);
        of.setDefault(of.plan(), true);
    }

    /**
     * Gives whoever predicts its defaults.
     *
     * @param inputs  the same one
     * @param outputs the same one
     */
    public static void predictions(InputParams<?> inputs, PredictionParams<?> outputs) {
        inputs.setDefault(inputs.handleInvalid(), "keep");
        outputs.setDefault(outputs.predictionCol(), "prediction");
    }

    /**
     * Gives whoever predicts classes the names of its columns.
     *
     * @param of the estimator or model
     */
    public static void set(ProbabilityParams<?> of) {
        of.setDefault(of.probabilityCol(), "probability");
        of.setDefault(of.rawPredictionCol(), "rawPrediction");
        of.setDefault(of.predictedLabelCol(), "");
    }

    /**
     * Gives whoever predicts values the names of its columns.
     *
     * @param of the estimator or model
     */
    public static void set(IntervalParams<?> of) {
        of.setDefault(of.standardDeviationCol(), "");
        of.setDefault(of.quantilesCol(), "");
        of.setDefault(of.intervalCol(), "");
        of.setDefault(of.coverage(), COVERAGE);
    }

    /**
     * What a parameter is.
     *
     * @param owner whose
     * @param param which
     * @param <T>   of its value
     * @return what was set, else the default, else null
     */
    public static <T> @Nullable T orNull(Params owner, Param<T> param) {
        return owner.isDefined(param) ? owner.getOrDefault(param) : null;
    }
}
