package org.chainrule.tabular.checkpoint;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.chainrule.data.ArrayDataset;
import org.chainrule.likelihood.Categorical;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.BatchNormalization;
import org.chainrule.network.Dense;
import org.chainrule.network.Dropout;
import org.chainrule.network.Network;
import org.chainrule.optim.LBfgs;
import org.chainrule.optim.Optimizers;
import org.chainrule.random.CounterRandom;
import org.chainrule.schedule.Cosine;
import org.chainrule.schedule.ReduceOnPlateau;
import org.chainrule.tabular.model.ModelFile;
import org.chainrule.train.Precision;
import org.chainrule.train.Trainer;
import org.chainrule.train.TrainingConfiguration;
import org.chainrule.train.TrainingEvent;
import org.chainrule.train.TrainingKeeper;
import org.chainrule.train.TrainingProblem;
import org.chainrule.train.TrainingResult;

/** A small training in a process of its own, for {@link CrashTest} to kill: its state is kept after every step, if the one before is written. */
final class CrashChild {
    /** What is trained. */
    static final List<String> KINDS = List.of("adamw", "plateau", "float64", "lbfgs");

    private CrashChild() {}

    /** Goes on with the training of a kind, seed and folder; says "begun" before the first step, and what it came to after the last. */
    public static void main(String[] arguments) {
        String kind = arguments[0];
        long seed = Long.parseLong(arguments[1]);
        CheckpointOptions options =
                CheckpointOptions.in(Path.of(arguments[2])).every(Duration.ZERO).resumed();
        TrainingConfiguration configuration = configuration(kind, seed);
        try (CheckpointFolder folder = CheckpointFolder.open(options)) {
            TrainingKeeper keeper = folder.keeper("training", Map.of("kind", kind), configuration.optimizer());
            TrainingResult result = Trainer.train(problem(), configuration, () -> false, keeper, event -> {
                if (event instanceof TrainingEvent.Started) {
                    System.out.println("begun");
                }
            });
            System.out.println(verdict(result));
        }
    }

    /** The same, uninterrupted and without a folder. */
    static String whole(String kind, long seed) {
        return verdict(Trainer.train(problem(), configuration(kind, seed), () -> false));
    }

    /** All but the times. */
    private static String verdict(TrainingResult result) {
        return ModelFile.weightsSha256(result.network()) + " " + result.stopReason() + " " + result.bestEpoch() + " "
                + (result.optimizerState() == null
                        ? ""
                        : result.optimizerState().step())
                + " "
                + result.history().stream()
                        .map(e -> e.epoch() + ":" + e.trainingLoss() + ":" + e.validationLoss() + ":"
                                + e.validationMetric() + ":" + e.learningRate() + ":" + e.best())
                        .collect(Collectors.joining(","));
    }

    private static TrainingConfiguration configuration(String kind, long seed) {
        TrainingConfiguration usual = TrainingConfiguration.of(Optimizers.parse("adamw"), 0.005, 60, seed)
                .withBatchSize(32)
                .withThreads(1);
        return switch (kind) {
            case "plateau" ->
                usual.withSchedule(new ReduceOnPlateau(0.5, 2, 0.01)).withPatience(25);
            case "float64" ->
                TrainingConfiguration.of(Optimizers.parse("nadam"), 0.01, 15, seed)
                        .withBatchSize(64)
                        .withThreads(1)
                        .withPrecision(Precision.FLOAT64);
            case "lbfgs" ->
                TrainingConfiguration.of(Optimizers.parse("sgd"), 1, 150, seed)
                        .withThreads(1)
                        .withLBfgs(LBfgs.defaults());
            default -> usual.withSchedule(new Cosine(0.1));
        };
    }

    private static TrainingProblem problem() {
        Network network = Network.of(
                6,
                new Dense(24),
                new BatchNormalization(),
                new Activate(Activation.GELU),
                new Dropout(0.1),
                new Dense(16),
                new Activate(Activation.TANH),
                new Dense(3));
        return new TrainingProblem(network, new Categorical(0), rows(400, 1), rows(150, 2), null, null);
    }

    private static ArrayDataset rows(int count, long seed) {
        CounterRandom random = CounterRandom.of(seed, CounterRandom.Stream.RESAMPLING, 0);
        double[][] x = new double[count][6];
        double[][] y = new double[count][1];
        for (int n = 0; n < count; n++) {
            for (int i = 0; i < 6; i++) {
                x[n][i] = ((random.bits(n * 6L + i) >>> 11) * 0x1p-53 - 0.5) * 3;
            }
            double score = x[n][0] + x[n][1] * x[n][2] - x[n][3];
            y[n][0] = score < -0.5 ? 0 : score < 0.5 ? 1 : 2;
        }
        return new ArrayDataset(x, y);
    }
}
