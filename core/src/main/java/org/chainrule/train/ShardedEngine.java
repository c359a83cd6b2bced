package org.chainrule.train;

import java.util.Arrays;
import java.util.List;
import org.chainrule.kernel.Kernels;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.optim.OptimizerState;
import org.jspecify.annotations.Nullable;

/**
 * The engine of a training whose rows are in {@link Shards}: it holds the common weights, asks the shards, and takes the common step. The update of a step on a gradient
 * that the shards have worked out together is {@link TileUpdates}, as for rows that are here.
 */
final class ShardedEngine implements TrainingEngine {
    private final Shards shards;
    private final TrainingConfiguration configuration;
    private final Float32Weights weights;
    private final Kernels kernels;
    private final int outputs;
    private final Rounds rounds;
    private final @Nullable OuterStep outer;
    private double batchWeight;
    private @Nullable String divergence;

    ShardedEngine(ShardedProblem problem, TrainingConfiguration configuration, Rounds rounds, Shards shards) {
        this.shards = shards;
        this.configuration = configuration;
        this.rounds = rounds;
        this.outputs = problem.network().outputs();
        this.weights =
                new Float32Weights(problem.network(), problem.likelihood(), configuration, 1, 1, problem.start());
        this.kernels = weights.kernels();
        boolean several = shards.layout().shards() > 1;
        this.outer = several && rounds instanceof Rounds.LocalSteps local ? new OuterStep(local) : null;
    }

    @Override
    public void startEpoch(StepPlan plan, long step) {
        // the shards know it from the number of the step
    }

    @Override
    public void startEpoch(int[] order, int batchSize) {
        throw new UnsupportedOperationException("the rows are elsewhere");
    }

    @Override
    public int roundSteps(int taken, int stepsPerEpoch) {
        if (outer == null && shards.layout().shards() > 1) {
            return 0;
        }
        boolean chosen = outer != null || rounds instanceof Rounds.LocalSteps asked && asked.steps() > 0;
        int steps =
                chosen && rounds instanceof Rounds.LocalSteps local ? local.stepsOfRound(stepsPerEpoch) : stepsPerEpoch;
        return Math.min(steps - taken % steps, stepsPerEpoch - taken);
    }

    @Override
    public double step(long step, double learningRate, double decayFactor, double dropoutFactor) {
        ShardAnswer mean = shards.mean(new ShardTask.Gradient(weights.parameters(), weights.statistics(), step));
        heard(mean);
        if (divergence == null) {
            float[] numbers = floats(mean);
            int parameters = weights.engine().plan().layout().size();
            weights.statistics(Arrays.copyOfRange(numbers, parameters, numbers.length));
            weights.updates().run(Arrays.copyOf(numbers, parameters), step, learningRate, decayFactor);
        }
        return mean.cost();
    }

    private void heard(ShardAnswer mean) {
        divergence = mean.nonFinite();
        batchWeight = mean.weight();
    }

    private static float[] floats(ShardAnswer answer) {
        float[] floats = answer.floats();
        if (floats == null) {
            throw new IllegalStateException("the shards answer with doubles where floats are expected");
        }
        return floats;
    }

    @Override
    public double round(long first, int steps, double plateauFactor) {
        RoundState from = state(first);
        ShardAnswer mean = shards.mean(new ShardTask.Steps(from, first, steps, plateauFactor));
        heard(mean);
        if (divergence == null) {
            RoundState to = RoundState.unpacked(floats(mean), mean.scalars(), first + steps, from);
            if (outer != null) {
                outer.take(from.parameters(), to.parameters());
            }
            place(to);
            divergence = overflow(to.parameters());
        }
        return mean.cost();
    }

    private RoundState state(long step) {
        OptimizerState optimizer = weights.updates().state();
        return new RoundState(
                weights.parameters(), weights.statistics(), optimizer.floatVectors(), optimizer.scalars(), step);
    }

    private void place(RoundState state) {
        weights.place(state.parameters());
        weights.statistics(state.statistics());
        weights.updates().restore(state.optimizer());
    }

    /** The outer step alone can leave numbers that are not finite where all shards have finite ones. */
    private @Nullable String overflow(float[] parameters) {
        for (Slice slice : weights.engine().plan().layout().parameters()) {
            if (!kernels.elementwise().allFinite(parameters, slice.offset(), slice.offset() + slice.size())) {
                return "the common step of the shards: the weights of " + slice.name() + " are not finite";
            }
        }
        return null;
    }

    @Override
    public double batchWeight() {
        return batchWeight;
    }

    @Override
    public @Nullable String divergence() {
        return divergence;
    }

    @Override
    public @Nullable String nonFiniteLayer() {
        return weights.updates().nonFinite();
    }

    @Override
    public Scores score() {
        List<ShardScores> parts = shards.score(weights.parameters(), weights.statistics());
        return Scores.of(parts, outputs);
    }

    @Override
    public double fullBatch(double[] point, double[] gradient) {
        weights.place(point);
        ShardAnswer mean = shards.mean(new ShardTask.FullGradient(weights.parameters(), weights.statistics()));
        double[] numbers = mean.doubles();
        if (numbers == null) {
            throw new IllegalStateException("the shards answer with floats where doubles are expected");
        }
        System.arraycopy(numbers, 0, gradient, 0, gradient.length);
        float[] statistics = weights.statistics();
        for (int e = 0; e < statistics.length; e++) {
            statistics[e] = (float) numbers[gradient.length + e];
        }
        weights.statistics(statistics);
        return mean.cost()
                + Penalty.add(
                        configuration.regularization(),
                        weights.engine().plan().layout().parameters(),
                        point,
                        gradient);
    }

    @Override
    public double[] point() {
        return weights.point();
    }

    @Override
    public void place(double[] point) {
        weights.place(point);
    }

    @Override
    public TrainedNetwork snapshot() {
        return weights.snapshot();
    }

    @Override
    public void restore(TrainedNetwork network) {
        weights.restore(network);
    }

    @Override
    public OptimizerState optimizerState() {
        return weights.updates().state();
    }

    @Override
    public void restore(OptimizerState state) {
        weights.updates().restore(state);
    }

    @Override
    public double @Nullable [] outerMomentum() {
        return outer == null ? null : outer.momentum();
    }

    @Override
    public void restoreOuter(double @Nullable [] momentum) {
        if (outer != null) {
            outer.restore(momentum);
        }
    }

    @Override
    public void abandonEpoch() {
        // no epoch is begun
    }

    @Override
    public int threads() {
        return weights.engine().threads();
    }

    @Override
    public String kernel() {
        return kernels.name();
    }

    @Override
    public void close() {
        weights.close();
    }
}
