package org.chainrule.train;

import java.util.Arrays;
import org.chainrule.data.Dataset;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.Network;
import org.chainrule.network.ParameterLayout;
import org.chainrule.optim.OptimizerState;
import org.chainrule.random.CounterRandom;
import org.chainrule.random.CounterRandom.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Computes with the rows of one shard. Every answer is a pure function of the task, so that a worker may serve any number of tasks, in any order, and another one with the
 * same rows gives the same bits. One thread at a time.
 *
 * <p>A shard draws the order of its rows and its dropout masks from a seed of its own; that of shard 0 is the seed of the training. All shards take the same number of
 * steps: where one has a row less than the largest and none is left for the last step of an epoch, it takes that step with a row of weight 0.
 */
public final class ShardWorker implements AutoCloseable {
    private final Memory memory;
    private final int shard;
    private final long seed;
    private final Dataset training;
    private final @Nullable Dataset validation;
    private final StepPlan plan;

    /** What shards can use one after the other: the engine, and who used it last. */
    private static final class Memory {
        private final Float32Engine engine;
        private final TrainingConfiguration configuration;
        private final ShardLayout layout;
        private final int outputs;
        private @Nullable ShardWorker user;
        /** The weights of the engine, if nobody has changed them since they were placed: many shards are asked with the same array. */
        private float @Nullable [] placed;

        Memory(Float32Engine engine, TrainingConfiguration configuration, ShardLayout layout, int outputs) {
            this.engine = engine;
            this.configuration = configuration;
            this.layout = layout;
            this.outputs = outputs;
        }
    }

    /**
     * A worker with its memory.
     *
     * @param network       the specification
     * @param likelihood    output activation, cost and delta(L)
     * @param configuration of the whole training, with its batch size over all shards; the worker finds its own share ({@link Rounds#batchRows})
     * @param rounds        how the shards train together
     * @param layout        how the rows are cut
     * @param shard         from 0
     * @param training      the shard's training rows
     * @param validation    the shard's validation rows; null if it has none
     * @throws IllegalArgumentException if the rows are not those of the layout, or the training is not in float32
     */
    public ShardWorker(
            Network network,
            Likelihood likelihood,
            TrainingConfiguration configuration,
            Rounds rounds,
            ShardLayout layout,
            int shard,
            Dataset training,
            @Nullable Dataset validation) {
        this(
                memory(network, likelihood, rounds.ofShard(configuration, layout), rounds, layout),
                shard,
                training,
                validation);
    }

    private ShardWorker(Memory memory, int shard, Dataset training, @Nullable Dataset validation) {
        this.memory = memory;
        this.shard = shard;
        ShardLayout layout = memory.layout;
        check(layout, layout.rowsOf(shard), training);
        if (validation != null) {
            check(layout, validation.rows(), validation);
        }
        long common = memory.configuration.seed();
        this.seed = shard == 0
                ? common
                : CounterRandom.of(common, Stream.SHARDS, shard).bits(0);
        this.training = training.rows() < layout.rowsPerShard() ? new PaddedRows(training) : training;
        this.validation = validation;
        this.plan = new StepPlan(memory.configuration, seed, training.rows(), layout.rowsPerShard());
    }

    private static Memory memory(
            Network network,
            Likelihood likelihood,
            TrainingConfiguration configuration,
            Rounds rounds,
            ShardLayout layout) {
        if (configuration.precision() != Precision.FLOAT32) {
            throw new IllegalArgumentException("shards train in FLOAT32, found " + configuration.precision());
        }
        int most = rounds instanceof Rounds.FullBatch ? TrainingEngine.FULL_BATCH_ROWS : TrainingEngine.SCORING_ROWS;
        int capacity = TrainingEngine.capacity(configuration, layout.rowsPerShard(), most);
        TrainedNetwork zeros = TrainedNetwork.float32( // every task brings its own
                network,
                likelihood,
                new float[new ParameterLayout(network).size()],
                new float[new ParameterLayout(network).statisticsSize()]);
        return new Memory(
                new Float32Engine(network, likelihood, configuration, capacity, zeros),
                configuration,
                layout,
                network.outputs());
    }

    private void check(ShardLayout layout, int rows, Dataset data) {
        if (data.rows() != rows || data.inputs() != layout.inputs() || data.targets() != layout.targets()) {
            throw new IllegalArgumentException("shard " + shard + " should have " + rows + " rows of " + layout.inputs()
                    + " inputs and " + layout.targets() + " targets, found " + data.rows() + " of " + data.inputs()
                    + " and " + data.targets());
        }
    }

    /**
     * A worker for another shard of the same training, which shares this one's memory: for whoever asks several shards one after the other. Not while this one answers; the
     * memory goes when either is closed.
     *
     * @param other            from 0
     * @param otherTraining    that shard's training rows
     * @param otherValidation  that shard's validation rows; null if it has none
     * @return the worker
     */
    public ShardWorker another(int other, Dataset otherTraining, @Nullable Dataset otherValidation) {
        return new ShardWorker(memory, other, otherTraining, otherValidation);
    }

    /**
     * Does what is asked.
     *
     * @param task what
     * @return the shard's answer
     */
    public ShardAnswer answer(ShardTask task) {
        Float32Engine engine = engine();
        if (task instanceof ShardTask.Steps steps) {
            return steps(engine, steps);
        } else if (task instanceof ShardTask.Gradient gradient) {
            return gradient(engine, gradient);
        }
        return fullGradient(engine, (ShardTask.FullGradient) task);
    }

    /** The engine, with this shard's rows. */
    private Float32Engine engine() {
        if (memory.user != this) {
            memory.engine.rows(training, validation, seed);
            memory.user = this;
        }
        return memory.engine;
    }

    private ShardAnswer steps(Float32Engine engine, ShardTask.Steps task) {
        RoundState from = task.from();
        place(engine, from.parameters(), from.statistics());
        memory.placed = null; // the steps change them
        engine.restore(from.optimizer());
        EpochSoFar sums = new EpochSoFar(plan.batchSize, training.rows());
        String nonFinite = null;
        engine.startEpoch(plan.order(task.firstStep(), task.steps()), plan.batchSize);
        for (long step = task.firstStep(); step < task.firstStep() + task.steps() && nonFinite == null; step++) {
            float[] idle = plan.isIdle(step) ? engine.weights().statistics() : null;
            double loss = engine.step(
                    step,
                    plan.learningRate(step) * task.plateauFactor(),
                    plan.decayFactor(step),
                    plan.dropoutFactor(step));
            if (idle != null) {
                engine.weights().statistics(idle); // nobody was seen
            }
            String layer = engine.nonFiniteLayer();
            if (Double.isFinite(loss) && layer == null) {
                sums.add(loss, engine.batchWeight(), 0);
            } else {
                nonFinite = where(step) + EpochJudge.what(loss, layer);
                engine.abandonEpoch();
            }
        }
        OptimizerState optimizer = engine.optimizerState();
        RoundState to = new RoundState(
                engine.weights().parameters(),
                engine.weights().statistics(),
                optimizer.floatVectors(),
                optimizer.scalars(),
                optimizer.step());
        return new ShardAnswer(to.packed(), null, sums.weightSum(), sums.loss(), to.scalars(), nonFinite);
    }

    private void place(Float32Engine engine, float[] parameters, float[] statistics) {
        if (memory.placed != parameters) {
            engine.weights().place(parameters);
            memory.placed = parameters;
        }
        engine.weights().statistics(statistics);
    }

    /** Names a step for a person. */
    private String where(long step) {
        int shards = memory.layout.shards();
        return "epoch " + plan.epoch(step) + ", batch " + (plan.inEpoch(step) + 1)
                + (shards == 1 ? "" : " of shard " + shard + " (of " + shards + ", from 0)") + ": ";
    }

    private ShardAnswer gradient(Float32Engine engine, ShardTask.Gradient task) {
        place(engine, task.parameters(), task.statistics());
        long step = task.step();
        double cost = engine.gradient(plan.order(step, 1), step, plan.dropoutFactor(step));
        String layer = engine.nonFiniteLayer();
        float[] statistics =
                plan.isIdle(step) ? task.statistics() : engine.weights().statistics();
        float[] floats = new float[task.parameters().length + statistics.length];
        engine.weights().gradient(floats);
        System.arraycopy(statistics, 0, floats, task.parameters().length, statistics.length);
        String nonFinite = Double.isFinite(cost) ? null : where(step) + EpochJudge.what(cost, layer);
        return new ShardAnswer(floats, null, engine.batchWeight(), cost, new double[0], nonFinite);
    }

    private ShardAnswer fullGradient(Float32Engine engine, ShardTask.FullGradient task) {
        place(engine, task.parameters(), task.statistics());
        double[] gradient = new double[task.parameters().length];
        double cost = engine.fullBatch(gradient);
        double[] doubles = Arrays.copyOf(gradient, gradient.length + task.statistics().length);
        float[] statistics = engine.weights().statistics();
        for (int e = 0; e < statistics.length; e++) {
            doubles[gradient.length + e] = statistics[e];
        }
        return new ShardAnswer(null, doubles, engine.fullBatchWeight(), cost, new double[0], null);
    }

    /**
     * Judges the shard's validation rows.
     *
     * @param parameters flat
     * @param statistics of batch normalisation
     * @return empty arrays without validation rows
     */
    public ShardScores score(float[] parameters, float[] statistics) {
        Dataset data = validation;
        if (data == null) {
            return new ShardScores(new float[0], new float[0], new float[0], 0, 0);
        }
        Float32Engine engine = engine();
        place(engine, parameters, statistics);
        int outputs = memory.outputs;
        float[] o = new float[Math.multiplyExact(data.rows(), outputs)];
        float[] targets = new float[data.rows()];
        float[] weights = new float[data.rows()];
        Float32Engine.Judged judged = engine.judge(data, (from, batch, results) -> {
            System.arraycopy(results, 0, o, from * outputs, batch.rows() * outputs);
            System.arraycopy(batch.weights(), 0, weights, from, batch.rows());
            for (int n = 0; n < batch.rows(); n++) {
                targets[from + n] = batch.y()[n * data.targets()];
            }
        });
        return new ShardScores(o, targets, weights, judged.costSum(), judged.weightSum());
    }

    @Override
    public void close() {
        memory.engine.close();
    }
}
