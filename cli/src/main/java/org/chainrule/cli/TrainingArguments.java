package org.chainrule.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.chainrule.tabular.encode.TargetTransform;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.run.TrainOptions;
import org.chainrule.tabular.run.TrainOptionsBuilder;
import org.chainrule.train.Precision;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code train} that decide the weights; picocli fills the fields. What is not given is left to the preset. */
final class TrainingArguments {
    @Mixin
    private DataArguments data = new DataArguments();

    @Option(names = "--test", paramLabel = "DATA", description = "Rows that are only scored at the end.")
    private @Nullable String test;

    @Option(
            names = "--validation-fraction",
            paramLabel = "P",
            converter = Converters.Share.class,
            description = "Share of the rows to validate on, usually 0.2; 0 trains on all rows.")
    private @Nullable Double validationFraction;

    @Option(names = "--no-doctor", description = "Do not look for what hurts a training.")
    private boolean noDoctor;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            converter = Converters.Preset.class,
            description =
                    "Recipe: default, fast, realmlp, realmlp-s, tabm, plain (no tricks), best (an ensemble) or tune (a search).")
    private @Nullable String preset;

    @Option(
            names = "--hidden",
            paramLabel = "N,...",
            converter = Converters.Widths.class,
            description = "Widths of the hidden layers, such as 256,128; none for a linear model.")
    private Converters.@Nullable Layers hidden;

    @Option(
            names = "--activation",
            paramLabel = "NAME,...",
            converter = Converters.Activations.class,
            description =
                    "One for all hidden layers, or one a layer: relu, leaky_relu(0.01), elu, selu, gelu, silu, mish, softplus, tanh, logistic or identity.")
    private Converters.@Nullable Phis activation;

    @Option(
            names = "--dropout",
            paramLabel = "P",
            converter = Converters.Share.class,
            description = "Dropout rate of the hidden layers.")
    private @Nullable Double dropout;

    @Option(
            names = "--likelihood",
            paramLabel = "NAME",
            converter = Converters.Likelihood.class,
            description =
                    "categorical, bernoulli, gaussian, gaussian-variance, laplace, huber(1), quantile(0.1,0.5,0.9) or poisson.")
    private @Nullable String likelihood;

    @Option(
            names = "--label-smoothing",
            paramLabel = "P",
            converter = Converters.Share.class,
            description = "Of a categorical likelihood.")
    private @Nullable Double labelSmoothing;

    @Option(
            names = "--target-transform",
            paramLabel = "NAME",
            converter = Converters.Transform.class,
            description =
                    "Of a number to be predicted, against heavy tails: none, log (of 1 + y), asinh or quantile. Metrics and predictions stay in its units.")
    private @Nullable TargetTransform targetTransform;

    @Option(
            names = "--clamp",
            arity = "1",
            paramLabel = "BOOL",
            converter = Converters.YesNo.class,
            description = "true or false: keep predicted numbers within the range of the training rows.")
    private @Nullable Boolean clamp;

    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            converter = Converters.Optimizer.class,
            description =
                    "sgd, momentum, nesterov, adagrad, rmsprop, adam, adamw, nadam or lbfgs; parameters as adamw(beta2=0.95).")
    private @Nullable String optimizer;

    @Option(
            names = "--learning-rate",
            paramLabel = "X",
            converter = Converters.Positive.class,
            description = "Base learning rate.")
    private @Nullable Double learningRate;

    @Option(
            names = "--schedule",
            paramLabel = "NAME",
            converter = Converters.Schedule.class,
            description =
                    "Of the learning rate: constant, cosine, flat-cos, coslog4, step(0.5,10), exponential(0.95), one-cycle, plateau(0.5,5), warmup(0.05,cosine).")
    private @Nullable String schedule;

    @Option(
            names = "--weight-decay",
            paramLabel = "X",
            converter = Converters.NotNegative.class,
            description = "Decoupled weight decay (adamw); L2 for other optimizers.")
    private @Nullable Double weightDecay;

    @Option(
            names = "--l1",
            paramLabel = "X",
            converter = Converters.NotNegative.class,
            description = "L1 penalty on the weight matrices.")
    private @Nullable Double l1;

    @Option(
            names = "--l2",
            paramLabel = "X",
            converter = Converters.NotNegative.class,
            description = "L2 penalty on the weight matrices.")
    private @Nullable Double l2;

    @Option(
            names = "--clip-norm",
            paramLabel = "X",
            converter = Converters.Positive.class,
            description = "Bound on the norm of the gradient.")
    private @Nullable Double clipNorm;

    @Option(
            names = "--clip-value",
            paramLabel = "X",
            converter = Converters.Positive.class,
            description = "Bound on each element of the gradient.")
    private @Nullable Double clipValue;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "Rows of a step.")
    private @Nullable Integer batchSize;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "Passes over the training rows, at most.")
    private @Nullable Integer epochs;

    @Option(
            names = "--patience",
            paramLabel = "N",
            converter = Converters.CountOrZero.class,
            description = "Epochs without improvement before training stops; 0 never stops early.")
    private @Nullable Integer patience;

    @Option(
            names = "--time-limit",
            paramLabel = "TIME",
            converter = Converters.Time.class,
            description =
                    "Bound on the training time, such as 60s, 5m or 1h30m; 20m for the presets best and tune if none is given.")
    private @Nullable Duration timeLimit;

    @Option(
            names = "--trials",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "Configurations that the preset tune draws; otherwise as many as the time allows.")
    private @Nullable Integer trials;

    @Option(
            names = "--tune-dir",
            paramLabel = "DIR",
            description = "Where the preset tune keeps its trials; the same command continues them.")
    private @Nullable Path tuneDirectory;

    @Option(
            names = "--start-from",
            paramLabel = "MODEL",
            description = "Start from the weights of a model, which says columns, encoding and network.")
    private @Nullable Path startFrom;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = Converters.Threads.class,
            description = "Threads; 0 chooses. The weights do not depend on it.")
    private @Nullable Integer threads;

    @Option(
            names = "--seed",
            paramLabel = "N",
            converter = Converters.Seed.class,
            description = "Seed of all randomness, usually 0.")
    private @Nullable Long seed;

    @Option(
            names = "--precision",
            paramLabel = "NAME",
            converter = Converters.PrecisionName.class,
            description = "float32 (fast) or float64 (the reference engine).")
    private @Nullable Precision precision;

    /** The options that say what is in the table. */
    DataArguments data() {
        return data;
    }

    /** The data arguments beside the training table. */
    List<String> otherData() {
        return Stream.of(data.validation(), test, startFrom)
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .toList();
    }

    /**
     * What the options amount to; opens the validation and test tables.
     *
     * @param column the column to be predicted
     * @return the options
     */
    TrainOptions options(String column) {
        TrainOptionsBuilder builder = data.options(column)
                .test(test == null ? null : Table.of(test))
                .doctor(!noDoctor)
                .hiddenLayers(hidden == null ? null : hidden.widths())
                .activations(activation == null ? null : activation.activations())
                .dropout(dropout)
                .likelihood(likelihood)
                .labelSmoothing(labelSmoothing)
                .targetTransform(targetTransform)
                .clamp(clamp)
                .optimizer(optimizer)
                .learningRate(learningRate)
                .schedule(schedule)
                .weightDecay(weightDecay)
                .l1(l1)
                .l2(l2)
                .clipNorm(clipNorm)
                .clipValue(clipValue)
                .batchSize(batchSize)
                .epochs(epochs)
                .patience(patience)
                .timeLimit(timeLimit)
                .trials(trials)
                .tuneDirectory(tuneDirectory)
                .startFrom(startFrom == null ? null : Model.load(startFrom));
        if (validationFraction != null) {
            builder.validationFraction(validationFraction);
        }
        if (preset != null) {
            builder.preset(preset);
        }
        if (threads != null) {
            builder.threads(threads);
        }
        if (seed != null) {
            builder.seed(seed);
        }
        return precision == null
                ? builder.build()
                : builder.precision(precision).build();
    }
}
