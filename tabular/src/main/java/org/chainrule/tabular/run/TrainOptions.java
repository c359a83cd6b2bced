package org.chainrule.tabular.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.chainrule.network.Activation;
import org.chainrule.tabular.checkpoint.CheckpointOptions;
import org.chainrule.tabular.encode.TargetTransform;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.schema.Task;
import org.chainrule.train.Precision;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be said about a training from a table; what is null is decided by the preset. The command line's options of the same names end here.
 *
 * @param target             the column to be predicted
 * @param task               null finds it from the target
 * @param validation         rows to validate on; null splits them off the training rows
 * @param test               rows that are only scored at the end; null for none
 * @param validationFraction share of the training rows to validate on when {@code validation} is null; 0 trains without
 * @param drop               columns to leave out
 * @param weight             column of row weights, null for none
 * @param group              column whose rows of equal value stay on one side of the split, null for none
 * @param time               column of dates or numbers; the rows that are latest by it validate. null for none. The network does not see the elapsed time
 * @param classWeights       true weights every class alike, whatever its share
 * @param doctor             whether the data are looked at before the training and the weights after it; never changes a training
 * @param preset             name of the recipe
 * @param hiddenLayers       widths of the hidden layers
 * @param activations        activations of the hidden layers: one a layer, or one for all of them
 * @param dropout            dropout rate
 * @param likelihood         name of the likelihood
 * @param labelSmoothing     label smoothing of a categorical likelihood
 * @param targetTransform    transform of a number to be predicted before it is standardised; null for none
 * @param clamp              whether predicted numbers are kept within the range of the training rows; null leaves it to the preset
 * @param optimizer          name of the optimizer
 * @param learningRate       base learning rate
 * @param schedule           name of the learning-rate schedule
 * @param weightDecay        decoupled weight decay (adamw), else L2
 * @param l1                 L1 penalty
 * @param l2                 L2 penalty
 * @param clipNorm           bound on the gradient's norm
 * @param clipValue          bound on each gradient element
 * @param batchSize          rows of a step
 * @param epochs             passes over the training rows, at most
 * @param patience           epochs without improvement before training stops, 0 for never
 * @param timeLimit          wall-clock bound
 * @param trials             configurations that the preset {@code tune} draws; null goes on until the time is up
 * @param tuneDirectory      where the preset {@code tune} keeps its trials, to be continued; null keeps nothing
 * @param checkpoint         where a training keeps its state, to be taken up again; null keeps nothing
 * @param threads            0 for automatic
 * @param seed               seed of all randomness
 * @param precision          engine
 */
public record TrainOptions(
        String target,
        @Nullable Task task,
        @Nullable Table validation,
        @Nullable Table test,
        double validationFraction,
        List<String> drop,
        @Nullable String weight,
        @Nullable String group,
        @Nullable String time,
        boolean classWeights,
        boolean doctor,
        String preset,
        @Nullable List<Integer> hiddenLayers,
        @Nullable List<Activation> activations,
        @Nullable Double dropout,
        @Nullable String likelihood,
        @Nullable Double labelSmoothing,
        @Nullable TargetTransform targetTransform,
        @Nullable Boolean clamp,
        @Nullable String optimizer,
        @Nullable Double learningRate,
        @Nullable String schedule,
        @Nullable Double weightDecay,
        @Nullable Double l1,
        @Nullable Double l2,
        @Nullable Double clipNorm,
        @Nullable Double clipValue,
        @Nullable Integer batchSize,
        @Nullable Integer epochs,
        @Nullable Integer patience,
        @Nullable Duration timeLimit,
        @Nullable Integer trials,
        @Nullable Path tuneDirectory,
        @Nullable CheckpointOptions checkpoint,
        int threads,
        long seed,
        Precision precision) {

    /** Copies the lists. */
    public TrainOptions {
        drop = List.copyOf(drop);
        hiddenLayers = hiddenLayers == null ? null : List.copyOf(hiddenLayers);
        activations = activations == null ? null : List.copyOf(activations);
        if (!(validationFraction >= 0 && validationFraction < 1)) {
            throw new IllegalArgumentException("validationFraction must be in [0, 1), found " + validationFraction);
        }
    }

    /**
     * All defaults: a fifth of the rows validates, the preset decides, seed 0, float32.
     *
     * @param target the column to be predicted
     * @return the options
     */
    public static TrainOptions of(String target) {
        return builder(target).build();
    }

    /**
     * These options, to be changed one by one.
     *
     * @return a builder
     */
    public TrainOptionsBuilder toBuilder() {
        return new TrainOptionsBuilder(this);
    }

    /**
     * Options one by one, starting from the defaults.
     *
     * @param target the column to be predicted
     * @return a builder
     */
    public static TrainOptionsBuilder builder(String target) {
        return new TrainOptionsBuilder(target);
    }
}
