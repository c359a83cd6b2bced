package org.chainrule.spark;

import static org.chainrule.spark.param.Defaults.orNull;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.SparkSession;
import org.chainrule.network.Activation;
import org.chainrule.spark.fit.ClusterSettings;
import org.chainrule.spark.param.ClassParams;
import org.chainrule.spark.param.EstimatorParams;
import org.chainrule.spark.param.ValueParams;
import org.chainrule.tabular.encode.TargetTransform;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.run.TrainOptions;
import org.chainrule.tabular.run.TrainOptionsBuilder;
import org.chainrule.tabular.schema.Task;
import org.chainrule.train.Rounds;
import org.jspecify.annotations.Nullable;

/** From the parameters of an estimator to the options of a training; refuses those that contradict each other. */
final class Choices {
    private static final String LBFGS = "lbfgs";
    private static final String LOCAL_STEPS = "localSteps";
    private static final double MILLIS = 1e3;

    private Choices() {}

    static TrainOptions classes(EstimatorParams<?> of, ClassParams<?> classes, SparkSession spark) {
        return common(of, Task.CLASSIFICATION, spark)
                .classWeights(Boolean.TRUE.equals(orNull(classes, classes.classWeights())))
                .labelSmoothing(number(classes, classes.labelSmoothing()))
                .build();
    }

    static TrainOptions values(EstimatorParams<?> of, ValueParams<?> values, SparkSession spark) {
        String transform = orNull(values, values.targetTransform());
        return common(of, Task.REGRESSION, spark)
                .targetTransform(transform == null ? null : TargetTransform.valueOf(transform.toUpperCase(Locale.ROOT)))
                .clamp((Boolean) orNull(values, values.clamp()))
                .build();
    }

    private static TrainOptionsBuilder common(EstimatorParams<?> of, Task task, SparkSession spark) {
        int[] hidden = orNull(of, of.hiddenLayers());
        String[] activations = orNull(of, of.activations());
        Double seconds = number(of, of.timeLimit());
        String start = orNull(of, of.initialModel());
        return TrainOptions.builder(of.getLabelCol())
                .task(task)
                .validationFraction(of.isSet(of.validationIndicatorCol()) ? 0 : of.getValidationFraction())
                .weight(orNull(of, of.weightCol()))
                .seed(of.getSeed())
                .preset(of.getPreset())
                .hiddenLayers(
                        hidden == null ? null : Arrays.stream(hidden).boxed().toList())
                .activations(
                        activations == null
                                ? null
                                : Arrays.stream(activations)
                                        .map(Activation::parse)
                                        .toList())
                .dropout(number(of, of.dropout()))
                .likelihood(orNull(of, of.likelihood()))
                .startFrom(start == null ? null : start(start, task, spark))
                .optimizer(isFullBatch(of) ? LBFGS : orNull(of, of.optimizer()))
                .learningRate(number(of, of.learningRate()))
                .schedule(orNull(of, of.schedule()))
                .batchSize(whole(of, of.batchSize()))
                .epochs(whole(of, of.epochs()))
                .patience(whole(of, of.patience()))
                .timeLimit(seconds == null ? null : Duration.ofMillis(Math.max(1, Math.round(seconds * MILLIS))))
                .weightDecay(number(of, of.weightDecay()))
                .l1(number(of, of.l1()))
                .l2(number(of, of.l2()))
                .clipNorm(number(of, of.clipNorm()))
                .clipValue(number(of, of.clipValue()));
    }

    private static Model start(String path, Task task, SparkSession spark) {
        Model model = ModelPath.of(path, spark).read().model();
        if (model.task() != task) {
            throw UserException.usage("initialModel: expected a model for " + name(task) + ", found one for "
                    + name(model.task()) + "; start from another one, or use the other estimator");
        }
        return model;
    }

    private static String name(Task task) {
        return task == Task.CLASSIFICATION ? "classes" : "values";
    }

    static ClusterSettings settings(EstimatorParams<?> of) {
        ClusterSettings settings = ClusterSettings.defaults()
                .withShards(of.getNumShards())
                .withRounds(rounds(of))
                .withPlan(of.getPlan());
        String directory = orNull(of, of.checkpointDir());
        if (directory == null && of.isSet(of.checkpointInterval())) {
            throw UserException.usage(
                    "checkpointInterval is set, but checkpointDir is not: nothing would be kept; set both or neither");
        }
        return directory == null ? settings : settings.withCheckpoint(directory, of.getCheckpointInterval());
    }

    private static Rounds rounds(EstimatorParams<?> of) {
        if (isFullBatch(of)) {
            requireUnset(of, LBFGS, of.localSteps(), of.outerLearningRate(), of.outerMomentum(), of.batchSize());
            return new Rounds.FullBatch();
        }
        if (of.getRounds().equals(LOCAL_STEPS)) {
            return localSteps(of);
        }
        requireUnset(of, of.getRounds(), of.localSteps(), of.outerLearningRate(), of.outerMomentum());
        return new Rounds.Synchronous();
    }

    /** What nobody has set is chosen when the number of steps is known. */
    private static Rounds localSteps(EstimatorParams<?> of) {
        return of.isSet(of.outerLearningRate()) || of.isSet(of.outerMomentum())
                ? new Rounds.LocalSteps(of.getLocalSteps(), of.getOuterLearningRate(), of.getOuterMomentum())
                : Rounds.LocalSteps.automatic(of.getLocalSteps());
    }

    /** L-BFGS is an optimizer and a way to train together; to say one of them is enough. */
    private static boolean isFullBatch(EstimatorParams<?> of) {
        String optimizer = orNull(of, of.optimizer());
        boolean byOptimizer = LBFGS.equals(optimizer);
        boolean byRounds = of.getRounds().equals(LBFGS);
        if (byOptimizer && !byRounds && of.isSet(of.rounds())) {
            throw UserException.usage("optimizer is lbfgs, which sees all rows at every step, but rounds is "
                    + of.getRounds() + "; set rounds to lbfgs or choose another optimizer");
        }
        if (byRounds && optimizer != null && !byOptimizer) {
            throw UserException.usage("rounds is lbfgs, but optimizer is " + optimizer + "; clear one of them");
        }
        return byOptimizer || byRounds;
    }

    private static void requireUnset(Params of, String rounds, Param<?>... params) {
        List<String> set =
                Arrays.stream(params).filter(of::isSet).map(Param::name).toList();
        if (!set.isEmpty()) {
            throw UserException.usage(
                    String.join(", ", set) + (set.size() == 1 ? " has" : " have") + " no meaning with rounds = "
                            + rounds + "; clear " + (set.size() == 1 ? "it" : "them") + " or choose other rounds");
        }
    }

    private static @Nullable Double number(Params of, DoubleParam param) {
        return (Double) orNull(of, param);
    }

    private static @Nullable Integer whole(Params of, IntParam param) {
        return (Integer) orNull(of, param);
    }
}
