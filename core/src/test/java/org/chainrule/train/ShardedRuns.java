package org.chainrule.train;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.chainrule.data.Dataset;
import org.jspecify.annotations.Nullable;

/** Trains a problem on shards of this JVM, cut as a layout says. */
final class ShardedRuns {
    static final BooleanSupplier NEVER = () -> false;

    private ShardedRuns() {}

    /** Some rows of others, in their order. */
    record Part(Dataset data, int first, int rows) implements Dataset {
        @Override
        public int inputs() {
            return data.inputs();
        }

        @Override
        public int targets() {
            return data.targets();
        }

        private int[] there(int[] order, int from, int count) {
            int[] there = new int[count];
            for (int n = 0; n < count; n++) {
                int row = order[from + n];
                if (row < 0 || row >= rows) {
                    throw new IndexOutOfBoundsException("row " + row + " of " + rows);
                }
                there[n] = first + row;
            }
            return there;
        }

        @Override
        public void gather(
                int[] order, int from, int count, int firstRow, int xStride, float[] x, float[] y, float[] weights) {
            data.gather(there(order, from, count), 0, count, firstRow, xStride, x, y, weights);
        }

        @Override
        public void gather(int[] order, int from, int count, double[] x, double[] y, double[] weights) {
            data.gather(there(order, from, count), 0, count, x, y, weights);
        }
    }

    static ShardLayout layout(TrainingProblem problem, int shards) {
        Dataset validation = problem.validation();
        return new ShardLayout(
                shards,
                problem.training().rows(),
                validation == null ? 0 : validation.rows(),
                problem.training().inputs(),
                problem.training().targets());
    }

    static Part part(Dataset data, ShardLayout layout, int shard) {
        return new Part(data, (int) layout.first(shard), layout.rowsOf(shard));
    }

    private static @Nullable Dataset validation(TrainingProblem problem, int shards, int shard) {
        Dataset all = problem.validation();
        if (all == null) {
            return null;
        }
        int from = (int) ((long) all.rows() * shard / shards);
        int to = (int) ((long) all.rows() * (shard + 1) / shards);
        return from == to ? null : new Part(all, from, to - from);
    }

    /** The rows in shards, each with a worker of its own or all with one memory. */
    static Shards shards(
            TrainingProblem problem,
            TrainingConfiguration configuration,
            Rounds rounds,
            int shards,
            boolean oneMemory) {
        ShardLayout layout = layout(problem, shards);
        List<ShardWorker> workers = new ArrayList<>();
        for (int s = 0; s < shards; s++) {
            Dataset training = part(problem.training(), layout, s);
            Dataset validation = validation(problem, shards, s);
            workers.add(
                    s > 0 && oneMemory
                            ? workers.get(0).another(s, training, validation)
                            : new ShardWorker(
                                    problem.network(),
                                    problem.likelihood(),
                                    configuration,
                                    rounds,
                                    layout,
                                    s,
                                    training,
                                    validation));
        }
        return new InMemoryShards(layout, workers);
    }

    /** The problem without its rows, from the weights that the single trainer would draw. */
    static ShardedProblem without(TrainingProblem problem, TrainingConfiguration configuration) {
        try (TrainingEngine engine = TrainingEngine.start(problem, configuration, 1)) {
            return new ShardedProblem(
                    problem.network(),
                    problem.likelihood(),
                    problem.metric(),
                    engine.snapshot(),
                    problem.validation() != null);
        }
    }

    static TrainingResult train(
            TrainingProblem problem, TrainingConfiguration configuration, Rounds rounds, int shards) {
        return train(problem, configuration, rounds, shards, NEVER, TrainingKeeper.NONE);
    }

    static TrainingResult train(
            TrainingProblem problem,
            TrainingConfiguration configuration,
            Rounds rounds,
            int shards,
            BooleanSupplier stopRequested,
            TrainingKeeper keeper,
            TrainingListener... listeners) {
        try (Shards rows = shards(problem, configuration, rounds, shards, true)) {
            return ShardedTraining.train(
                    without(problem, configuration), configuration, rounds, rows, stopRequested, keeper, listeners);
        }
    }
}
