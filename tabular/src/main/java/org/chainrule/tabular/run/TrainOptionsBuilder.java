package org.chainrule.tabular.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.chainrule.network.Activation;
import org.chainrule.tabular.checkpoint.CheckpointOptions;
import org.chainrule.tabular.encode.TargetTransform;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.recipe.Presets;
import org.chainrule.tabular.schema.Task;
import org.chainrule.train.Precision;
import org.jspecify.annotations.Nullable;

/** Builds {@link TrainOptions} one by one; what is not set keeps its default. Each method returns this builder. Not safe for concurrent use. */
public final class TrainOptionsBuilder {
    private final String target;
    private @Nullable Task task;
    private @Nullable Table validation;
    private @Nullable Table test;
    private double validationFraction = 0.2;
    private List<String> drop = List.of();
    private @Nullable String weight;
    private @Nullable String group;
    private @Nullable String time;
    private boolean classWeights = false;
    private boolean doctor = true;
    private String preset = "default";
    private @Nullable List<Integer> hiddenLayers;
    private @Nullable List<Activation> activations;
    private @Nullable Double dropout;
    private @Nullable String likelihood;
    private @Nullable Double labelSmoothing;
    private @Nullable TargetTransform targetTransform;
    private @Nullable Boolean clamp;
    private @Nullable String optimizer;
    private @Nullable Double learningRate;
    private @Nullable String schedule;
    private @Nullable Double weightDecay;
    private @Nullable Double l1;
    private @Nullable Double l2;
    private @Nullable Double clipNorm;
    private @Nullable Double clipValue;
    private @Nullable Integer batchSize;
    private @Nullable Integer epochs;
    private @Nullable Integer patience;
    private @Nullable Duration timeLimit;
    private @Nullable Integer trials;
    private @Nullable Path tuneDirectory;
    private @Nullable CheckpointOptions checkpoint;
    private int threads = 0;
    private long seed = 0;
    private Precision precision = Precision.FLOAT32;

    TrainOptionsBuilder(String target) {
        this.target = target;
    }

    /** Starts from options; a test finds a field that is forgotten here. */
    TrainOptionsBuilder(TrainOptions options) {
        target = options.target();
        task = options.task();
        validation = options.validation();
        test = options.test();
        validationFraction = options.validationFraction();
        drop = options.drop();
        weight = options.weight();
        group = options.group();
        time = options.time();
        classWeights = options.classWeights();
        doctor = options.doctor();
        targetTransform = options.targetTransform();
        clamp = options.clamp();
        preset = options.preset();
        hiddenLayers = options.hiddenLayers();
        activations = options.activations();
        dropout = options.dropout();
        likelihood = options.likelihood();
        labelSmoothing = options.labelSmoothing();
        optimizer = options.optimizer();
        learningRate = options.learningRate();
        schedule = options.schedule();
        weightDecay = options.weightDecay();
        l1 = options.l1();
        l2 = options.l2();
        clipNorm = options.clipNorm();
        clipValue = options.clipValue();
        batchSize = options.batchSize();
        epochs = options.epochs();
        patience = options.patience();
        timeLimit = options.timeLimit();
        trials = options.trials();
        tuneDirectory = options.tuneDirectory();
        checkpoint = options.checkpoint();
        threads = options.threads();
        seed = options.seed();
        precision = options.precision();
    }

    /**
     * Sets the task.
     *
     * @param value what is asked; null finds it from the target
     * @return this
     */
    public TrainOptionsBuilder task(@Nullable Task value) {
        task = value;
        return this;
    }

    /**
     * Sets rows to validate on.
     *
     * @param value rows to validate on; null splits them off
     * @return this
     */
    public TrainOptionsBuilder validation(@Nullable Table value) {
        validation = value;
        return this;
    }

    /**
     * Sets rows that are only scored at the end.
     *
     * @param value rows that are only scored at the end; null for none
     * @return this
     */
    public TrainOptionsBuilder test(@Nullable Table value) {
        test = value;
        return this;
    }

    /**
     * Sets share of the rows to validate on, in [0, 1).
     *
     * @param value share of the rows to validate on, in [0, 1); 0 trains without
     * @return this
     */
    public TrainOptionsBuilder validationFraction(double value) {
        validationFraction = value;
        return this;
    }

    /**
     * Sets columns to leave out.
     *
     * @param value columns to leave out
     * @return this
     */
    public TrainOptionsBuilder drop(List<String> value) {
        drop = value;
        return this;
    }

    /**
     * Sets column of row weights.
     *
     * @param value column of row weights; null for none
     * @return this
     */
    public TrainOptionsBuilder weight(@Nullable String value) {
        weight = value;
        return this;
    }

    /**
     * Sets column whose rows of equal value stay on one side of the split.
     *
     * @param value column whose rows of equal value stay on one side of the split; null for none
     * @return this
     */
    public TrainOptionsBuilder group(@Nullable String value) {
        group = value;
        return this;
    }

    /**
     * Sets column that orders the rows in time: the latest validate.
     *
     * @param value column of dates or numbers; null for none
     * @return this
     */
    public TrainOptionsBuilder time(@Nullable String value) {
        time = value;
        return this;
    }

    /**
     * Sets whether every class counts alike.
     *
     * @param value whether every class counts alike
     * @return this
     */
    public TrainOptionsBuilder classWeights(boolean value) {
        classWeights = value;
        return this;
    }

    /**
     * Sets whether the doctor looks for what will hurt, and for what hurt; the weights are the same either way.
     *
     * @param value whether there are findings
     * @return this
     */
    public TrainOptionsBuilder doctor(boolean value) {
        doctor = value;
        return this;
    }

    /**
     * Sets name of the recipe.
     *
     * @param value name of the recipe
     * @return this
     */
    public TrainOptionsBuilder preset(String value) {
        preset = value;
        return this;
    }

    /**
     * Sets widths of the hidden layers.
     *
     * @param value widths of the hidden layers; null leaves it to the preset
     * @return this
     */
    public TrainOptionsBuilder hiddenLayers(@Nullable List<Integer> value) {
        hiddenLayers = value;
        return this;
    }

    /**
     * Sets one activation for all hidden layers.
     *
     * @param value activation of the hidden layers; null leaves it to the preset
     * @return this
     */
    public TrainOptionsBuilder activation(@Nullable Activation value) {
        return activations(value == null ? null : List.of(value));
    }

    /**
     * Sets the activations of the hidden layers.
     *
     * @param value one a hidden layer, or one for all of them; null leaves it to the preset
     * @return this
     */
    public TrainOptionsBuilder activations(@Nullable List<Activation> value) {
        activations = value;
        return this;
    }

    /**
     * Sets dropout rate.
     *
     * @param value dropout rate; null leaves it to the preset
     * @return this
     */
    public TrainOptionsBuilder dropout(@Nullable Double value) {
        dropout = value;
        return this;
    }

    /**
     * Sets name of the likelihood.
     *
     * @param value name of the likelihood; null leaves it to the preset
     * @return this
     */
    public TrainOptionsBuilder likelihood(@Nullable String value) {
        likelihood = value;
        return this;
    }

    /**
     * Sets label smoothing of a categorical likelihood.
     *
     * @param value label smoothing of a categorical likelihood; null leaves it to the preset
     * @return this
     */
    public TrainOptionsBuilder labelSmoothing(@Nullable Double value) {
        labelSmoothing = value;
        return this;
    }

    /**
     * Sets the transform of a number to be predicted.
     *
     * @param value applied before the target is standardised; null for none
     * @return this
     */
    public TrainOptionsBuilder targetTransform(@Nullable TargetTransform value) {
        targetTransform = value;
        return this;
    }

    /**
     * Sets whether predicted numbers are kept within the range of the training rows.
     *
     * @param value true or false; null leaves it to the preset
     * @return this
     */
    public TrainOptionsBuilder clamp(@Nullable Boolean value) {
        clamp = value;
        return this;
    }

    /**
     * Sets name of the update rule.
     *
     * @param value name of the update rule; null leaves it to the preset
     * @return this
     */
    public TrainOptionsBuilder optimizer(@Nullable String value) {
        optimizer = value;
        return this;
    }

    /**
     * Sets base learning rate.
     *
     * @param value base learning rate; null leaves it to the preset
     * @return this
     */
    public TrainOptionsBuilder learningRate(@Nullable Double value) {
        learningRate = value;
        return this;
    }

    /**
     * Sets name of the learning-rate schedule.
     *
     * @param value name of the learning-rate schedule; null leaves it to the preset
     * @return this
     */
    public TrainOptionsBuilder schedule(@Nullable String value) {
        schedule = value;
        return this;
    }

    /**
     * Sets decoupled weight decay.
     *
     * @param value decoupled weight decay; null leaves it to the preset
     * @return this
     */
    public TrainOptionsBuilder weightDecay(@Nullable Double value) {
        weightDecay = value;
        return this;
    }

    /**
     * Sets L1 penalty.
     *
     * @param value L1 penalty; null leaves it to the preset
     * @return this
     */
    public TrainOptionsBuilder l1(@Nullable Double value) {
        l1 = value;
        return this;
    }

    /**
     * Sets L2 penalty.
     *
     * @param value L2 penalty; null leaves it to the preset
     * @return this
     */
    public TrainOptionsBuilder l2(@Nullable Double value) {
        l2 = value;
        return this;
    }

    /**
     * Sets bound on the norm of the gradient.
     *
     * @param value bound on the norm of the gradient; null leaves it to the preset
     * @return this
     */
    public TrainOptionsBuilder clipNorm(@Nullable Double value) {
        clipNorm = value;
        return this;
    }

    /**
     * Sets bound on each element of the gradient.
     *
     * @param value bound on each element of the gradient; null leaves it to the preset
     * @return this
     */
    public TrainOptionsBuilder clipValue(@Nullable Double value) {
        clipValue = value;
        return this;
    }

    /**
     * Sets rows of a step.
     *
     * @param value rows of a step; null leaves it to the preset
     * @return this
     */
    public TrainOptionsBuilder batchSize(@Nullable Integer value) {
        batchSize = value;
        return this;
    }

    /**
     * Sets passes over the training rows, at most.
     *
     * @param value passes over the training rows, at most; null leaves it to the preset
     * @return this
     */
    public TrainOptionsBuilder epochs(@Nullable Integer value) {
        epochs = value;
        return this;
    }

    /**
     * Sets epochs without improvement before training stops.
     *
     * @param value epochs without improvement before training stops; 0 never stops early; null leaves it to the preset
     * @return this
     */
    public TrainOptionsBuilder patience(@Nullable Integer value) {
        patience = value;
        return this;
    }

    /**
     * Sets wall-clock bound.
     *
     * @param value wall-clock bound; null for none
     * @return this
     */
    public TrainOptionsBuilder timeLimit(@Nullable Duration value) {
        timeLimit = value;
        return this;
    }

    /**
     * Sets the configurations that the preset {@code tune} draws.
     *
     * @param value at least 1; null goes on until the time is up
     * @return this
     */
    public TrainOptionsBuilder trials(@Nullable Integer value) {
        trials = value;
        return this;
    }

    /**
     * Sets where the preset {@code tune} keeps its trials.
     *
     * @param value a directory, made if it is absent; null keeps nothing
     * @return this
     */
    public TrainOptionsBuilder tuneDirectory(@Nullable Path value) {
        tuneDirectory = value;
        return this;
    }

    /**
     * Sets where a training keeps its state, so that it can be taken up again if it is broken off.
     *
     * @param value a folder of one training, and how often; null keeps nothing
     * @return this
     */
    public TrainOptionsBuilder checkpoint(@Nullable CheckpointOptions value) {
        checkpoint = value;
        return this;
    }

    /**
     * Sets where a new training keeps its state every 30 seconds and at its end; see {@link CheckpointOptions} for more.
     *
     * @param directory a folder of one training, made if it is absent
     * @return this
     */
    public TrainOptionsBuilder checkpoint(Path directory) {
        return checkpoint(CheckpointOptions.in(directory));
    }

    /**
     * Sets threads.
     *
     * @param value threads; 0 chooses
     * @return this
     */
    public TrainOptionsBuilder threads(int value) {
        threads = value;
        return this;
    }

    /**
     * Sets seed of all randomness.
     *
     * @param value seed of all randomness
     * @return this
     */
    public TrainOptionsBuilder seed(long value) {
        seed = value;
        return this;
    }

    /**
     * Sets engine.
     *
     * @param value engine
     * @return this
     */
    public TrainOptionsBuilder precision(Precision value) {
        precision = value;
        return this;
    }

    /**
     * The options.
     *
     * @return what was set, and defaults
     * @throws IllegalArgumentException if a value is out of range
     * @throws UserException if there are trials or a directory of them, and the preset is not {@code tune}
     */
    public TrainOptions build() {
        if (!preset.equals(Presets.TUNE) && (trials != null || tuneDirectory != null)) {
            throw UserException.usage("trials and their directory are for the preset tune, but the preset is " + preset
                    + "; leave them out, or choose the preset tune");
        }
        return new TrainOptions(
                target,
                task,
                validation,
                test,
                validationFraction,
                drop,
                weight,
                group,
                time,
                classWeights,
                doctor,
                preset,
                hiddenLayers,
                activations,
                dropout,
                likelihood,
                labelSmoothing,
                targetTransform,
                clamp,
                optimizer,
                learningRate,
                schedule,
                weightDecay,
                l1,
                l2,
                clipNorm,
                clipValue,
                batchSize,
                epochs,
                patience,
                timeLimit,
                trials,
                tuneDirectory,
                checkpoint,
                threads,
                seed,
                precision);
    }
}
