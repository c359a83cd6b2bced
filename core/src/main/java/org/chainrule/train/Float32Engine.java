package org.chainrule.train;

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
import org.chainrule.optim.OptimizerState;
import org.jspecify.annotations.Nullable;

/**
 * Training in float32 on the batched engine: phase 1 of a step is the engine's, phase 2 that of {@link TileUpdates}, and a {@link BatchFeed} gathers the next batch
 * meanwhile. A step allocates nothing, but one small object a role where the decay has a schedule.
 */
final class Float32Engine implements TrainingEngine {
    private final Network network;
    private final Likelihood likelihood;
    private final TrainingConfiguration configuration;
    private final Kernels kernels;
    private final BatchBackpropagation engine;
    private final TileUpdates updates;
    private final Batch scoring;
    private @Nullable BatchFeed feed;
    private @Nullable FullBatchGradient fullBatch;
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
        int parameters = new ParameterLayout(network).size();
        this.kernels = KernelSelection.select();
        this.engine = new BatchBackpropagation(
                network,
                likelihood,
                kernels,
                capacity,
                ThreadChoice.threads(configuration, parameters, stepRows(configuration, capacity)));
        this.updates = new TileUpdates(configuration, engine, kernels);
        this.scoring = engine.newBatch(capacity);
        if (start == null) {
            copy(InitialParameters.statistics(engine.plan().layout()), engine.statistics());
            place(InitialParameters.draw(engine.plan().layout(), configuration.seed()));
        } else {
            restore(start);
        }
    }

    /** Rows that go through the engine together: L-BFGS takes as many as fit. */
    private static int stepRows(TrainingConfiguration configuration, int capacity) {
        return configuration.lbfgs() == null ? Math.min(configuration.batchSize(), capacity) : capacity;
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
    public double step(long step, double learningRate, double decayFactor, double dropoutFactor) {
        BatchFeed batches = Objects.requireNonNull(feed, "startEpoch comes first");
        Batch batch = batches.next();
        double cost = engine.forwardBackward(batch, configuration.seed(), step, dropoutFactor);
        nonFiniteOutput = null;
        if (Double.isFinite(cost)) {
            updates.run(batch, batches.companion(), step, learningRate, decayFactor);
        } else {
            nonFiniteOutput = nonFiniteOutput(batch.rows());
        }
        return cost;
    }

    @Override
    public double batchWeight() {
        return engine.weightSum();
    }

    @Override
    public @Nullable String nonFiniteLayer() {
        return nonFiniteOutput != null ? nonFiniteOutput : updates.nonFinite();
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
        float[] results = new float[scoring.weights().length * outputs];
        double cost = 0;
        double total = 0;
        for (int from = 0; from < data.rows(); from += scoring.weights().length) {
            gather(data, from);
            cost += engine.forward(scoring, Mode.PREDICTION) * engine.weightSum();
            total += engine.weightSum();
            engine.outputs(scoring.rows(), results);
            for (int n = 0; n < scoring.rows(); n++) {
                for (int k = 0; k < outputs; k++) {
                    o[from + n][k] = results[n * outputs + k];
                }
                targets[from + n] = scoring.y()[n * data.targets()];
                weights[from + n] = scoring.weights()[n];
            }
        }
        return new Scores(o, targets, weights, total == 0 ? 0 : cost / total);
    }

    /** Rows of a data set in their order, as many as are left and fit. */
    private void gather(Dataset data, int from) {
        int[] order = new int[Math.min(scoring.weights().length, data.rows() - from)];
        for (int n = 0; n < order.length; n++) {
            order[n] = from + n;
        }
        data.gather(order, 0, order.length, 0, scoring.stride(), scoring.x(), scoring.y(), scoring.weights());
        scoring.rows(order.length);
    }

    @Override
    public double fullBatch(Dataset data, double[] point, double[] gradient) {
        if (fullBatch == null) {
            fullBatch = new FullBatchGradient(engine, data, scoring.weights().length);
        }
        place(point);
        return fullBatch.evaluate(configuration.seed(), gradient)
                + Penalty.add(
                        configuration.regularization(), engine.plan().layout().parameters(), point, gradient);
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
    public OptimizerState optimizerState() {
        return updates.state();
    }

    @Override
    public void restore(OptimizerState state) {
        updates.restore(state);
    }

    @Override
    public void abandonEpoch() {
        if (feed != null) {
            feed.close();
            feed = null;
        }
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
        abandonEpoch();
        engine.close();
    }
}
