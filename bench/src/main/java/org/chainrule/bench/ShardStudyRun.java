package org.chainrule.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.chainrule.data.Dataset;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.run.PreparedTraining;
import org.chainrule.train.InMemoryShards;
import org.chainrule.train.Rounds;
import org.chainrule.train.ShardAnswer;
import org.chainrule.train.ShardLayout;
import org.chainrule.train.ShardScores;
import org.chainrule.train.ShardTask;
import org.chainrule.train.ShardWorker;
import org.chainrule.train.ShardedProblem;
import org.chainrule.train.ShardedTraining;
import org.chainrule.train.Shards;
import org.chainrule.train.SteppedTraining;
import org.chainrule.train.TrainedNetwork;
import org.chainrule.train.TrainingConfiguration;
import org.chainrule.train.TrainingDivergedException;
import org.chainrule.train.TrainingKeeper;
import org.chainrule.train.TrainingProblem;
import org.chainrule.train.TrainingResult;
import org.jspecify.annotations.Nullable;

/** One training of {@link ShardStudy}: a prepared table on so many shards of this JVM, which give the bits that a cluster gives. */
final class ShardStudyRun {
    /** The order in which rows are dealt out to shards, as good as that of a hash. */
    private static final long DEALER = 20_260_101;

    private ShardStudyRun() {}

    /**
     * What came of it.
     *
     * @param localBatch rows of a shard's step
     * @param steps      of each shard in an epoch
     * @param epochs     that were run
     * @param bestEpoch  whose weights were kept
     * @param rounds     that were needed for all epochs: how often a cluster would have to meet
     * @param metrics    by name; empty if the training diverged
     * @param seconds    of this machine
     */
    record Outcome(
            int localBatch,
            int steps,
            int epochs,
            int bestEpoch,
            long rounds,
            Map<String, Double> metrics,
            double seconds) {}

    /** Counts the rounds. */
    private static final class Counted implements Shards {
        private final Shards shards;
        private long rounds;

        Counted(Shards shards) {
            this.shards = shards;
        }

        @Override
        public ShardLayout layout() {
            return shards.layout();
        }

        @Override
        public ShardAnswer mean(ShardTask task) {
            rounds++;
            return shards.mean(task);
        }

        @Override
        public List<ShardScores> score(float[] parameters, float[] statistics) {
            return shards.score(parameters, statistics);
        }

        @Override
        public void close() {
            shards.close();
        }
    }

    static Outcome run(
            PreparedTraining prepared,
            TrainingConfiguration configuration,
            TrainedNetwork start,
            Rounds rounds,
            int count,
            @Nullable Table test) {
        TrainingProblem problem = prepared.problem();
        ShardLayout layout = layout(problem, count);
        TrainingConfiguration ofShard = rounds.ofShard(configuration, layout);
        int batch = ofShard.passes().batchRows(layout.rowsPerShard());
        int steps = ofShard.passes().stepsPerEpoch(layout.rowsPerShard());
        ShardedProblem sharded =
                new ShardedProblem(problem.network(), problem.likelihood(), problem.metric(), start, true);
        long started = System.nanoTime();
        try (Counted shards = new Counted(shards(problem, configuration, rounds, layout))) {
            TrainingResult result =
                    ShardedTraining.train(sharded, configuration, rounds, shards, () -> false, TrainingKeeper.NONE);
            double seconds = (System.nanoTime() - started) / 1e9;
            Model model = prepared.model(result, 0, seconds);
            Map<String, Double> metrics =
                    test == null ? model.validation() : model.evaluate(test).metrics();
            int epochs = result.history().size();
            return new Outcome(batch, steps, epochs, result.bestEpoch(), shards.rounds, metrics, seconds);
        } catch (TrainingDivergedException diverged) {
            double seconds = (System.nanoTime() - started) / 1e9;
            return new Outcome(batch, steps, 0, 0, 0, Map.of(), seconds);
        }
    }

    /** The weights that the training of one machine starts from. */
    static TrainedNetwork start(TrainingProblem problem, TrainingConfiguration configuration) {
        TrainingConfiguration steps = new TrainingConfiguration(
                configuration.optimizer(),
                configuration.rates(),
                configuration.regularization(),
                configuration.passes(),
                configuration.precision(),
                configuration.threads(),
                configuration.seed(),
                null);
        try (SteppedTraining training = SteppedTraining.start(problem, steps)) {
            return training.network();
        }
    }

    private static ShardLayout layout(TrainingProblem problem, int count) {
        Dataset training = problem.training();
        Dataset validation = problem.validation();
        if (validation == null) {
            throw new IllegalArgumentException("there are no validation rows");
        }
        return new ShardLayout(count, training.rows(), validation.rows(), training.inputs(), training.targets());
    }

    private static int[] deal(int rows) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, rows).boxed().toList());
        Collections.shuffle(order, new Random(DEALER));
        return order.stream().mapToInt(Integer::intValue).toArray();
    }

    private static Shards shards(
            TrainingProblem problem, TrainingConfiguration configuration, Rounds rounds, ShardLayout layout) {
        int[] order = deal(problem.training().rows());
        Dataset validation = problem.validation();
        int[] itself = IntStream.range(0, (int) layout.validationRows()).toArray();
        List<ShardWorker> workers = new ArrayList<>();
        for (int s = 0; s < layout.shards(); s++) {
            Dataset rows = new ShardStudyRows(problem.training(), order, (int) layout.first(s), layout.rowsOf(s));
            int from = (int) (layout.validationRows() * s / layout.shards());
            int to = (int) (layout.validationRows() * (s + 1) / layout.shards());
            Dataset judged =
                    validation == null || from == to ? null : new ShardStudyRows(validation, itself, from, to - from);
            workers.add(
                    s == 0
                            ? new ShardWorker(
                                    problem.network(),
                                    problem.likelihood(),
                                    configuration,
                                    rounds,
                                    layout,
                                    0,
                                    rows,
                                    judged)
                            : workers.get(0).another(s, rows, judged));
        }
        return new InMemoryShards(layout, workers);
    }
}
