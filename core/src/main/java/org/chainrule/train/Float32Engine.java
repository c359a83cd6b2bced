package org.chainrule.train;

import java.util.Arrays;
import java.util.Objects;
import org.chainrule.data.Dataset;
import org.chainrule.gradient.Batch;
import org.chainrule.gradient.BatchBackpropagation;
import org.chainrule.gradient.Mode;
import org.chainrule.kernel.KernelSelection;
import org.chainrule.kernel.Kernels;
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
    private final float[][] vectors;
    private final double[] scalars;
    private final double[] tileNorms;
    private final boolean[] tileFinite;
    private final @Nullable Slice[] tileSlices;
    private final BatchBackpropagation.TileListener onGradient;
    private final BatchBackpropagation.TileListener onUpdate;
    private final BatchBackpropagation.TileListener onWholeGradient;
    private final Batch scoring;
    private @Nullable BatchFeed feed;
    private @Nullable TeamFeed wholeFeed;
    private double[] wholeGradient = {};
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
        this.scoring = engine.newBatch(capacity);
        this.optimizer = configuration.optimizer();
        this.vectors = new float[optimizer.vectors()][engine.panels().size()];
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
        this.onWholeGradient = this::addTile;
        if (start == null) {
            copy(InitialParameters.statistics(engine.plan().layout()), engine.statistics());
            place(InitialParameters.draw(engine.plan().layout(), configuration.seed()));
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
    public void startEpoch(Dataset data, int[] order, int batchSize) {
        if (feed == null) {
            boolean spareCore = configuration.threads() == 0
                    && engine.threads() < Runtime.getRuntime().availableProcessors();
            boolean ahead = spareCore || (data.mayBlock() && configuration.threads() != 1);
            feed = ahead ? new ThreadFeed(engine, data, batchSize) : new TeamFeed(engine, data, batchSize);
        }
        feed.startEpoch(order, batchSize);
    }

    @Override
    public double step(long step, double learningRate) {
        BatchFeed batches = Objects.requireNonNull(feed, "startEpoch comes first");
        Batch batch = batches.next();
        double cost = engine.forwardBackward(batch, configuration.seed(), step);
        Arrays.fill(tileFinite, true);
        nonFiniteOutput = null;
        if (!Double.isFinite(cost)) {
            nonFiniteOutput = nonFiniteOutput(batch.rows());
            return cost;
        }
        optimizer.prepare(step + 1, learningRate, scalars);
        gradientScale = 1;
        engine.gradients(batch, onGradient, batches.companion());
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
            kernels.updates().penalize(g, w, l1, l2, from, to);
        }
        if (configuration.clipping().kind() == Clipping.Kind.VALUE) {
            kernels.updates().clip(g, (float) configuration.clipping().bound(), from, to);
        } else if (configuration.clipping().kind() == Clipping.Kind.NORM) {
            tileNorms[tile] = kernels.updates().sumOfSquares(g, from, to);
        }
    }

    private void updateTile(int tile, Slice slice, int from, int to) {
        float[] g = engine.gradient();
        if (gradientScale != 1) {
            kernels.elementwise().scale(g, gradientScale, from, to);
        }
        ParameterGroup group = slice.decays() ? ParameterGroup.WEIGHTS : ParameterGroup.UNDECAYED;
        optimizer.update(kernels.updates(), group, scalars, engine.parameters(), g, vectors, from, to);
        engine.parametersChanged(tile);
        tileFinite[tile] = kernels.elementwise().allFinite(engine.parameters(), from, to);
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
            int buffer = node.index() + 1;
            if (!kernels.elementwise().allFinite(engine.values(buffer), 0, rows * engine.stride(buffer))) {
                return node.displayName();
            }
        }
        return "the likelihood";
    }

    @Override
    public Scores score(Dataset data) {
        int outputs = network.outputs();
        double[][] o = new double[data.rows()][outputs];
        double[] targets = new double[data.rows()];
        double[] weights = new double[data.rows()];
        float[] result = new float[outputs];
        int last = engine.plan().nodes().size();
        double cost = 0;
        double total = 0;
        for (int from = 0; from < data.rows(); from += scoring.weights().length) {
            gather(data, from);
            cost += engine.forward(scoring, Mode.PREDICTION) * engine.weightSum();
            total += engine.weightSum();
            for (int n = 0; n < scoring.rows(); n++) {
                likelihood.output(engine.values(last), n * engine.stride(last), result, 0, outputs);
                for (int k = 0; k < outputs; k++) {
                    o[from + n][k] = result[k];
                }
                targets[from + n] = scoring.y()[n * data.targets()];
                weights[from + n] = scoring.weights()[n];
            }
        }
        return new Scores(o, targets, weights, total == 0 ? 0 : cost / total);
    }

    /** Rows of a data set in their order, as many as are left and fit. */
    private void gather(Dataset data, int from) {
        int count = Math.min(scoring.weights().length, data.rows() - from);
        data.gather(ascending(from, count), 0, count, 0, scoring.stride(), scoring.x(), scoring.y(), scoring.weights());
        scoring.rows(count);
    }

    private static int[] ascending(int from, int count) {
        int[] order = new int[count];
        for (int n = 0; n < count; n++) {
            order[n] = from + n;
        }
        return order;
    }

    @Override
    public double fullBatch(Dataset data, double[] point, double[] gradient) {
        place(point);
        if (wholeFeed == null) {
            wholeFeed = new TeamFeed(engine, data, scoring.weights().length);
            wholeGradient = new double[engine.panels().size()];
        }
        Arrays.fill(wholeGradient, 0);
        wholeFeed.startEpoch(ascending(0, data.rows()), scoring.weights().length);
        double cost = 0;
        double total = 0;
        for (int from = 0; from < data.rows(); from += scoring.weights().length) {
            Batch batch = wholeFeed.next();
            double mean = engine.forwardBackward(batch, configuration.seed(), 0);
            engine.gradients(batch, onWholeGradient, wholeFeed);
            cost += engine.weightSum() * mean;
            total += engine.weightSum();
        }
        engine.panels().unpack(wholeGradient, gradient);
        for (int e = 0; e < gradient.length; e++) {
            gradient[e] /= total == 0 ? 1 : total;
        }
        return (total == 0 ? 0 : cost / total)
                + Penalty.add(configuration, engine.plan().layout().parameters(), point, gradient);
    }

    /** Adds a tile of a batch's gradient, which counts by the weights of its rows, to that of all batches. */
    private void addTile(int tile, Slice slice, int from, int to) {
        double weight = engine.weightSum();
        float[] g = engine.gradient();
        for (int e = from; e < to; e++) {
            wholeGradient[e] = Math.fma(weight, g[e], wholeGradient[e]);
        }
    }

    @Override
    public double[] point() {
        float[] flat = flatParameters();
        double[] point = new double[flat.length];
        for (int e = 0; e < point.length; e++) {
            point[e] = flat[e];
        }
        return point;
    }

    private float[] flatParameters() {
        float[] flat = new float[engine.plan().layout().size()];
        engine.panels().unpack(engine.parameters(), flat);
        return flat;
    }

    @Override
    public void place(double[] point) {
        float[] flat = new float[point.length];
        copy(point, flat);
        place(flat);
    }

    private void place(float[] flat) {
        engine.panels().pack(flat, engine.parameters());
        engine.parametersChanged();
    }

    @Override
    public TrainedNetwork snapshot() {
        return TrainedNetwork.float32(
                network, likelihood, flatParameters(), engine.statistics().clone());
    }

    @Override
    public void restore(TrainedNetwork trained) {
        float[] statistics = Objects.requireNonNull(trained.floatStatistics());
        System.arraycopy(statistics, 0, engine.statistics(), 0, statistics.length);
        place(Objects.requireNonNull(
                trained.floatParameters(), "a float32 training needs float32 weights to start from"));
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
        if (feed != null) {
            feed.close();
        }
        engine.close();
    }
}
