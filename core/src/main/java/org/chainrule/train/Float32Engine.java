package org.chainrule.train;

import java.util.Objects;
import org.chainrule.data.Dataset;
import org.chainrule.gradient.Batch;
import org.chainrule.gradient.BatchBackpropagation;
import org.chainrule.gradient.Mode;
import org.chainrule.likelihood.Likelihood;
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
    private static final BatchBackpropagation.TileListener NO_UPDATE = (tile, slice, from, to) -> {};

    private final int outputs;
    private final TrainingConfiguration configuration;
    private final Float32Weights weights;
    private final BatchBackpropagation engine;
    private final TileUpdates updates;
    private final Batch scoring;
    private @Nullable Dataset training;
    private @Nullable Dataset validation;
    private @Nullable BatchFeed feed;
    private @Nullable FullBatchGradient fullBatch;
    private @Nullable String nonFiniteOutput;
    private long seed;

    Float32Engine(
            Network network,
            Likelihood likelihood,
            TrainingConfiguration configuration,
            int capacity,
            @Nullable TrainedNetwork start) {
        this.outputs = network.outputs();
        this.configuration = configuration;
        int parameters = new ParameterLayout(network).size();
        int threads = ThreadChoice.threads(configuration, parameters, stepRows(configuration, capacity));
        this.weights = new Float32Weights(network, likelihood, configuration, capacity, threads, start);
        this.engine = weights.engine();
        this.updates = weights.updates();
        this.scoring = engine.newBatch(capacity);
    }

    /** Gives the engine its rows. */
    void rows(Dataset trainingRows, @Nullable Dataset validationRows) {
        rows(trainingRows, validationRows, configuration.seed());
    }

    /** Gives the engine its rows, other ones than before if need be, and the seed of their dropout masks. */
    void rows(Dataset trainingRows, @Nullable Dataset validationRows, long newSeed) {
        abandonEpoch();
        fullBatch = null;
        seed = newSeed;
        training = trainingRows;
        validation = validationRows;
    }

    private Dataset training() {
        return Objects.requireNonNull(training, "rows come first");
    }

    /** Rows that go through the engine together: L-BFGS takes as many as fit. */
    private static int stepRows(TrainingConfiguration configuration, int capacity) {
        return configuration.lbfgs() == null ? Math.min(configuration.batchSize(), capacity) : capacity;
    }

    @Override
    public void startEpoch(int[] order, int batchSize) {
        if (feed == null) {
            Dataset data = training();
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
        double cost = engine.forwardBackward(batch, seed, step, dropoutFactor);
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
            if (!weights.kernels().elementwise().allFinite(engine.values(buffer), 0, rows * engine.stride(buffer))) {
                return node.displayName();
            }
        }
        return "the likelihood";
    }

    @Override
    public Scores score() {
        Dataset data = Objects.requireNonNull(validation, "there are no validation rows");
        double[][] o = new double[data.rows()][outputs];
        double[] targets = new double[data.rows()];
        double[] rowWeights = new double[data.rows()];
        Judged judged = judge(data, (from, batch, results) -> {
            for (int n = 0; n < batch.rows(); n++) {
                for (int k = 0; k < outputs; k++) {
                    o[from + n][k] = results[n * outputs + k];
                }
                targets[from + n] = batch.y()[n * data.targets()];
                rowWeights[from + n] = batch.weights()[n];
            }
        });
        return new Scores(o, targets, rowWeights, judged.mean());
    }

    /** Takes the outputs [rows x n(L)] of some rows, of which {@code from} is the first. */
    @FunctionalInterface
    interface OutputListener {
        void judged(int from, Batch batch, float[] outputs);
    }

    /** Weighted sum of costs, and sum of the weights. */
    record Judged(double costSum, double weightSum) {
        double mean() {
            return weightSum == 0 ? 0 : costSum / weightSum;
        }
    }

    /** Outputs and costs of rows in prediction mode, piece by piece in their order. */
    Judged judge(Dataset data, OutputListener listener) {
        float[] results = new float[scoring.weights().length * outputs];
        double cost = 0;
        double total = 0;
        for (int from = 0; from < data.rows(); from += scoring.weights().length) {
            gather(data, from);
            cost += engine.forward(scoring, Mode.PREDICTION) * engine.weightSum();
            total += engine.weightSum();
            engine.outputs(scoring.rows(), results);
            listener.judged(from, scoring, results);
        }
        return new Judged(cost, total);
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
    public double fullBatch(double[] point, double[] gradient) {
        weights.place(point);
        return fullBatch(gradient)
                + Penalty.add(
                        configuration.regularization(), engine.plan().layout().parameters(), point, gradient);
    }

    /** Cost and gradient over all rows at the weights as they stand, without penalties. */
    double fullBatch(double[] gradient) {
        if (fullBatch == null) {
            fullBatch = new FullBatchGradient(engine, training(), scoring.weights().length);
        }
        return fullBatch.evaluate(seed, gradient);
    }

    /** Sum of the weights of the rows of {@link #fullBatch(double[])}. */
    double fullBatchWeight() {
        return fullBatch == null ? 0 : fullBatch.weightSum();
    }

    /**
     * The gradient of one batch, of which nothing is updated but the statistics of batch normalisation: afterwards it is in {@link Float32Weights#gradient()}.
     *
     * @param rows          of the training data
     * @param step          from 0
     * @param dropoutFactor on the dropout rates
     * @return the mean cost
     */
    double gradient(int[] rows, long step, double dropoutFactor) {
        training().gather(rows, 0, rows.length, 0, scoring.stride(), scoring.x(), scoring.y(), scoring.weights());
        scoring.rows(rows.length);
        double cost = engine.forwardBackward(scoring, seed, step, dropoutFactor);
        nonFiniteOutput = null;
        if (Double.isFinite(cost)) {
            engine.gradients(scoring, NO_UPDATE);
        } else {
            nonFiniteOutput = nonFiniteOutput(scoring.rows());
        }
        return cost;
    }

    Float32Weights weights() {
        return weights;
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
    public void restore(TrainedNetwork trained) {
        weights.restore(trained);
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
        return weights.kernels().name();
    }

    @Override
    public void close() {
        abandonEpoch();
        weights.close();
    }
}
