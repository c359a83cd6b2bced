package org.chainrule.train;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.chainrule.data.Dataset;
import org.chainrule.gradient.BatchBackpropagation;
import org.chainrule.gradient.Mode;
import org.chainrule.kernel.KernelSelection;
import org.chainrule.kernel.Kernels;
import org.chainrule.kernel.ScalarUpdates;
import org.chainrule.kernel.UpdateKernels;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.InitialParameters;
import org.chainrule.network.Network;
import org.chainrule.network.NetworkPlan.Node;
import org.chainrule.network.ParameterLayout;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.optim.Clipping;
import org.chainrule.optim.Optimizer;
import org.chainrule.optim.ParameterGroup;
import org.jspecify.annotations.Nullable;

/**
 * Training in float32 on the batched engine. Each tile of weights is penalised, clipped, updated and checked by the thread that computed its gradient; only
 * clipping by the norm needs all gradients first. A step allocates nothing.
 */
final class Float32Engine implements TrainingEngine {
    private final Network network;
    private final Likelihood likelihood;
    private final TrainingConfiguration configuration;
    private final Kernels kernels;
    private final BatchBackpropagation engine;
    private final Optimizer optimizer;
    private final UpdateKernels updates = new ScalarUpdates();
    private final float[][] vectors;
    private final double[] scalars;
    private final double[] tileNorms;
    private final boolean[] tileFinite;
    private final @Nullable Slice[] tileSlices;
    private final BatchBackpropagation.TileListener onGradient;
    private final BatchBackpropagation.TileListener onUpdate;
    private final int capacity;
    private float gradientScale = 1;
    private @Nullable String nonFiniteOutput;

    Float32Engine(
            Network network,
            Likelihood likelihood,
            TrainingConfiguration configuration,
            int capacity,
            @Nullable TrainedNetwork start) {
        this.network = network;
        this.likelihood = likelihood;
        this.configuration = configuration;
        this.capacity = capacity;
        this.kernels = KernelSelection.select();
        this.engine = new BatchBackpropagation(
                network,
                likelihood,
                kernels,
                capacity,
                ThreadChoice.threads(
                        configuration,
                        new ParameterLayout(network).size(),
                        Math.min(configuration.batchSize(), capacity)));
        this.optimizer = configuration.optimizer();
        this.vectors = new float[optimizer.vectors()][engine.parameters().length];
        for (float[] vector : vectors) {
            Arrays.fill(vector, (float) optimizer.initialVectorValue());
        }
        this.scalars = new double[optimizer.scalars()];
        optimizer.initializeScalars(scalars);
        this.tileNorms = new double[engine.tileCount()];
        this.tileFinite = new boolean[engine.tileCount()];
        this.tileSlices = new Slice[engine.tileCount()];
        boolean byNorm = configuration.clipping().kind() == Clipping.Kind.NORM;
        this.onGradient = byNorm ? this::prepareTile : this::prepareAndUpdateTile;
        this.onUpdate = this::updateTile;
        if (start == null) {
            copy(InitialParameters.draw(engine.plan().layout(), configuration.seed()), engine.parameters());
            copy(InitialParameters.statistics(engine.plan().layout()), engine.statistics());
            engine.parametersChanged();
        } else {
            restore(start);
        }
    }

    private static void copy(double[] from, float[] to) {
        for (int e = 0; e < to.length; e++) {
            to[e] = (float) from[e];
        }
    }

    @Override
    public double step(Dataset data, int[] order, int from, int count, long step, double learningRate) {
        data.gather(order, from, count, engine.inputs(), engine.targets(), engine.weights());
        double cost = engine.forwardBackward(count, configuration.seed(), step);
        Arrays.fill(tileFinite, true);
        nonFiniteOutput = null;
        if (!Double.isFinite(cost)) {
            nonFiniteOutput = nonFiniteOutput(count);
            return cost;
        }
        optimizer.prepare(step + 1, learningRate, scalars);
        gradientScale = 1;
        engine.gradients(onGradient);
        if (configuration.clipping().kind() == Clipping.Kind.NORM) {
            double squares = 0;
            for (double part : tileNorms) {
                squares += part;
            }
            double norm = Math.sqrt(squares);
            gradientScale = norm > configuration.clipping().bound()
                    ? (float) (configuration.clipping().bound() / norm)
                    : 1;
            engine.forEachTile(onUpdate);
        }
        return cost;
    }

    @Override
    public double batchWeight() {
        return engine.weightSum();
    }

    private void prepareAndUpdateTile(int tile, Slice slice, int from, int to) {
        prepareTile(tile, slice, from, to);
        updateTile(tile, slice, from, to);
    }

    /** Penalties and clipping by value; leaves the tile's share of the squared norm. */
    private void prepareTile(int tile, Slice slice, int from, int to) {
        float[] g = engine.gradient();
        float[] w = engine.parameters();
        float l1 = slice.decays() ? (float) configuration.l1() : 0;
        float l2 = slice.decays() ? (float) configuration.l2() : 0;
        if (l1 != 0 || l2 != 0) {
            for (int e = from; e < to; e++) {
                g[e] += l2 * w[e] + l1 * Math.signum(w[e]);
            }
        }
        if (configuration.clipping().kind() == Clipping.Kind.VALUE) {
            float bound = (float) configuration.clipping().bound();
            for (int e = from; e < to; e++) {
                g[e] = Math.max(-bound, Math.min(bound, g[e]));
            }
        } else if (configuration.clipping().kind() == Clipping.Kind.NORM) {
            double squares = 0;
            for (int e = from; e < to; e++) {
                squares = Math.fma((double) g[e], (double) g[e], squares);
            }
            tileNorms[tile] = squares;
        }
    }

    private void updateTile(int tile, Slice slice, int from, int to) {
        float[] g = engine.gradient();
        if (gradientScale != 1) {
            for (int e = from; e < to; e++) {
                g[e] *= gradientScale;
            }
        }
        ParameterGroup group = slice.decays() ? ParameterGroup.WEIGHTS : ParameterGroup.UNDECAYED;
        optimizer.update(updates, group, scalars, engine.parameters(), g, vectors, from, to);
        engine.parametersChanged(slice, from, to);
        tileFinite[tile] = kernels.allFinite(engine.parameters(), from, to);
        tileSlices[tile] = slice;
    }

    @Override
    public @Nullable String nonFiniteLayer() {
        if (nonFiniteOutput != null) {
            return nonFiniteOutput;
        }
        for (int tile = 0; tile < tileFinite.length; tile++) {
            if (!tileFinite[tile]) {
                return Objects.requireNonNull(tileSlices[tile]).name();
            }
        }
        return null;
    }

    /** The first layer whose output is not finite in the last pass over {@code rows} rows. */
    private String nonFiniteOutput(int rows) {
        for (Node node : engine.plan().nodes()) {
            if (!kernels.allFinite(engine.values(node.index() + 1), 0, rows * node.outputs())) {
                return node.displayName();
            }
        }
        return "the likelihood";
    }

    @Override
    public Scores score(Dataset data) {
        int rows = data.rows();
        int outputs = network.outputs();
        double[][] o = new double[rows][outputs];
        double[] targets = new double[rows];
        double[] weights = new double[rows];
        int[] order = new int[Math.min(capacity, rows)];
        float[] result = new float[outputs];
        double cost = 0;
        double total = 0;
        for (int from = 0; from < rows; from += capacity) {
            int count = Math.min(capacity, rows - from);
            for (int n = 0; n < count; n++) {
                order[n] = from + n;
            }
            data.gather(order, 0, count, engine.inputs(), engine.targets(), engine.weights());
            double mean = engine.forward(count, Mode.PREDICTION);
            double batchWeight = 0;
            for (int n = 0; n < count; n++) {
                likelihood.output(engine.outputPreActivations(), n * outputs, result, 0, outputs);
                for (int k = 0; k < outputs; k++) {
                    o[from + n][k] = result[k];
                }
                targets[from + n] = engine.targets()[n * data.targets()];
                weights[from + n] = engine.weights()[n];
                batchWeight += weights[from + n];
            }
            cost += mean * batchWeight;
            total += batchWeight;
        }
        return new Scores(o, targets, weights, total == 0 ? 0 : cost / total);
    }

    @Override
    public double fullBatch(Dataset data, double[] point, double[] gradient) {
        place(point);
        int[] order = new int[Math.min(capacity, data.rows())];
        Arrays.fill(gradient, 0);
        double cost = 0;
        double total = 0;
        for (int from = 0; from < data.rows(); from += capacity) {
            int count = Math.min(capacity, data.rows() - from);
            for (int n = 0; n < count; n++) {
                order[n] = from + n;
            }
            data.gather(order, 0, count, engine.inputs(), engine.targets(), engine.weights());
            double mean = engine.forwardBackward(count, configuration.seed(), 0);
            engine.gradients((tile, slice, first, last) -> {});
            double weight = engine.weightSum();
            for (int e = 0; e < gradient.length; e++) {
                gradient[e] += weight * engine.gradient()[e];
            }
            cost += weight * mean;
            total += weight;
        }
        for (int e = 0; e < gradient.length; e++) {
            gradient[e] /= total == 0 ? 1 : total;
        }
        return (total == 0 ? 0 : cost / total)
                + Penalty.add(configuration, List.copyOf(engine.plan().layout().parameters()), point, gradient);
    }

    @Override
    public double[] point() {
        double[] point = new double[engine.parameters().length];
        for (int e = 0; e < point.length; e++) {
            point[e] = engine.parameters()[e];
        }
        return point;
    }

    @Override
    public void place(double[] point) {
        copy(point, engine.parameters());
        engine.parametersChanged();
    }

    @Override
    public TrainedNetwork snapshot() {
        return TrainedNetwork.float32(
                network,
                likelihood,
                engine.parameters().clone(),
                engine.statistics().clone());
    }

    @Override
    public void restore(TrainedNetwork trained) {
        float[] parameters = Objects.requireNonNull(
                trained.floatParameters(), "a float32 training needs float32 weights to start from");
        System.arraycopy(parameters, 0, engine.parameters(), 0, parameters.length);
        float[] statistics = Objects.requireNonNull(trained.floatStatistics());
        System.arraycopy(statistics, 0, engine.statistics(), 0, statistics.length);
        engine.parametersChanged();
    }

    @Override
    public int threads() {
        return engine.threads();
    }

    @Override
    public String kernel() {
        return kernels.name();
    }

    @Override
    public void close() {
        engine.close();
    }
}
