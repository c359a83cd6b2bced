package org.chainrule.train;

import java.util.Arrays;
import java.util.Objects;
import org.chainrule.data.Dataset;
import org.chainrule.gradient.Mode;
import org.chainrule.gradient.ReferenceEngine;
import org.chainrule.gradient.ReferencePass;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.InitialParameters;
import org.chainrule.network.Network;
import org.chainrule.network.NetworkPlan.Node;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.optim.Optimizer;
import org.chainrule.optim.OptimizerState;
import org.jspecify.annotations.Nullable;

/** Training in float64 on the reference engine: plain, one thread, the twin of {@link Float32Engine}. */
final class Float64Engine implements TrainingEngine {
    private final Network network;
    private final Likelihood likelihood;
    private final TrainingConfiguration configuration;
    private final ReferenceEngine engine;
    private final Optimizer optimizer;
    private final StepGroups groups;
    private final double[] parameters;
    private final double[] statistics;
    private final double[] gradient;
    private final double[][] vectors;
    private final double[] scalars;
    private long steps;
    private final int capacity;
    private final double[] x;
    private final double[] y;
    private final double[] weights;
    private @Nullable Dataset training;
    private @Nullable Dataset validation;
    private int[] order = {};
    private int batchSize;
    private int position;
    private double batchWeight;
    private @Nullable String nonFinite;

    Float64Engine(
            Network network,
            Likelihood likelihood,
            TrainingConfiguration configuration,
            int capacity,
            @Nullable TrainedNetwork start) {
        this.network = network;
        this.likelihood = likelihood;
        this.configuration = configuration;
        this.capacity = capacity;
        this.engine = new ReferenceEngine(network, likelihood);
        this.optimizer = configuration.optimizer();
        this.groups = new StepGroups(configuration.rates().groups());
        this.parameters = InitialParameters.draw(engine.plan().layout(), configuration.seed());
        this.statistics = InitialParameters.statistics(engine.plan().layout());
        this.gradient = new double[parameters.length];
        this.vectors = new double[optimizer.vectors()][parameters.length];
        for (double[] vector : vectors) {
            Arrays.fill(vector, optimizer.initialVectorValue());
        }
        this.scalars = new double[optimizer.scalars()];
        optimizer.initializeScalars(scalars);
        this.x = new double[capacity * network.inputs()];
        this.y = new double[capacity * likelihood.targets(network.outputs())];
        this.weights = new double[capacity];
        if (start != null) {
            restore(start);
        }
    }

    /** Gives the engine its rows. */
    void rows(Dataset trainingRows, @Nullable Dataset validationRows) {
        training = trainingRows;
        validation = validationRows;
    }

    private Dataset training() {
        return Objects.requireNonNull(training, "rows come first");
    }

    @Override
    public void startEpoch(int[] newOrder, int newBatchSize) {
        order = newOrder;
        batchSize = newBatchSize;
        position = 0;
    }

    @Override
    public double step(long step, double learningRate, double decayFactor, double dropoutFactor) {
        nonFinite = null;
        int count = Math.min(batchSize, order.length - position);
        training().gather(order, position, count, x, y, weights);
        position += count;
        Mode mode = Mode.training(configuration.seed(), step, dropoutFactor);
        ReferencePass pass = engine.forward(parameters, statistics, x, count, mode);
        double cost = engine.cost(pass, y, weights);
        batchWeight = sum(weights, count);
        if (!Double.isFinite(cost)) {
            nonFinite = nonFiniteOutput(pass);
            return cost;
        }
        engine.backward(pass, y, weights, gradient);
        engine.updateStatistics(pass, statistics);
        Penalty.add(configuration.regularization(), engine.plan().layout().parameters(), parameters, gradient);
        configuration.clipping().apply(gradient);
        steps = step + 1;
        optimizer.prepare(steps, learningRate, scalars);
        groups.decay(decayFactor);
        for (Slice slice : engine.plan().layout().parameters()) {
            int to = slice.offset() + slice.size();
            optimizer.update(groups.of(slice), scalars, parameters, gradient, vectors, slice.offset(), to);
            for (int e = slice.offset(); e < to && nonFinite == null; e++) {
                nonFinite = Double.isFinite(parameters[e]) ? null : slice.name();
            }
        }
        return cost;
    }

    @Override
    public double batchWeight() {
        return batchWeight;
    }

    private static double sum(double[] values, int count) {
        double sum = 0;
        for (int n = 0; n < count; n++) {
            sum += values[n];
        }
        return sum;
    }

    private String nonFiniteOutput(ReferencePass pass) {
        for (Node node : engine.plan().nodes()) {
            for (double value : pass.values(node.index() + 1)) {
                if (!Double.isFinite(value)) {
                    return node.displayName();
                }
            }
        }
        return "the likelihood";
    }

    @Override
    public @Nullable String nonFiniteLayer() {
        return nonFinite;
    }

    @Override
    public Scores score() {
        Dataset data = Objects.requireNonNull(validation, "there are no validation rows");
        int rows = data.rows();
        int outputs = network.outputs();
        double[][] o = new double[rows][];
        double[] targets = new double[rows];
        double[] rowWeights = new double[rows];
        double cost = 0;
        double total = 0;
        for (int from = 0; from < rows; from += capacity) {
            int count = Math.min(capacity, rows - from);
            data.gather(range(from, count), 0, count, x, y, weights);
            ReferencePass pass = engine.forward(parameters, statistics, x, count, Mode.PREDICTION);
            double[] out = engine.outputs(pass);
            double batchWeight = 0;
            for (int n = 0; n < count; n++) {
                o[from + n] = Arrays.copyOfRange(out, n * outputs, (n + 1) * outputs);
                targets[from + n] = y[n * data.targets()];
                rowWeights[from + n] = weights[n];
                batchWeight += weights[n];
            }
            cost += engine.cost(pass, y, weights) * batchWeight;
            total += batchWeight;
        }
        return new Scores(o, targets, rowWeights, total == 0 ? 0 : cost / total);
    }

    private static int[] range(int from, int count) {
        int[] order = new int[count];
        for (int n = 0; n < count; n++) {
            order[n] = from + n;
        }
        return order;
    }

    @Override
    public double fullBatch(double[] point, double[] total) {
        Dataset data = training();
        place(point);
        Arrays.fill(total, 0);
        double cost = 0;
        double weightSum = 0;
        for (int from = 0; from < data.rows(); from += capacity) {
            int count = Math.min(capacity, data.rows() - from);
            data.gather(range(from, count), 0, count, x, y, weights);
            ReferencePass pass =
                    engine.forward(parameters, statistics, x, count, Mode.training(configuration.seed(), 0));
            engine.backward(pass, y, weights, gradient);
            engine.updateStatistics(pass, statistics);
            double weight = sum(weights, count);
            for (int e = 0; e < total.length; e++) {
                total[e] = Math.fma(weight, gradient[e], total[e]);
            }
            cost += weight * engine.cost(pass, y, weights);
            weightSum += weight;
        }
        for (int e = 0; e < total.length; e++) {
            total[e] /= weightSum == 0 ? 1 : weightSum;
        }
        return (weightSum == 0 ? 0 : cost / weightSum)
                + Penalty.add(
                        configuration.regularization(), engine.plan().layout().parameters(), point, total);
    }

    @Override
    public double[] point() {
        return parameters.clone();
    }

    @Override
    public void place(double[] point) {
        System.arraycopy(point, 0, parameters, 0, parameters.length);
    }

    @Override
    public TrainedNetwork snapshot() {
        return TrainedNetwork.float64(network, likelihood, parameters.clone(), statistics.clone());
    }

    @Override
    public void restore(TrainedNetwork trained) {
        double[] from = Objects.requireNonNull(
                trained.doubleParameters(), "a float64 training needs float64 weights to start from");
        System.arraycopy(from, 0, parameters, 0, from.length);
        double[] running = Objects.requireNonNull(trained.doubleStatistics());
        System.arraycopy(running, 0, statistics, 0, running.length);
    }

    @Override
    public OptimizerState optimizerState() {
        return OptimizerState.restore(vectors, scalars, steps).copy();
    }

    @Override
    public void restore(OptimizerState state) {
        for (int v = 0; v < vectors.length; v++) {
            System.arraycopy(state.doubleVectors()[v], 0, vectors[v], 0, parameters.length);
        }
        System.arraycopy(state.scalars(), 0, scalars, 0, scalars.length);
        steps = state.step();
    }

    @Override
    public void abandonEpoch() {
        position = order.length;
    }

    @Override
    public int threads() {
        return 1;
    }

    @Override
    public String kernel() {
        return "reference";
    }

    @Override
    public void close() {
        // nothing to release
    }
}
