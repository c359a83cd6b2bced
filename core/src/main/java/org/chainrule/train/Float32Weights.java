package org.chainrule.train;

import java.util.Objects;
import org.chainrule.gradient.BatchBackpropagation;
import org.chainrule.kernel.KernelSelection;
import org.chainrule.kernel.Kernels;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.InitialParameters;
import org.chainrule.network.Network;
import org.jspecify.annotations.Nullable;

/** Weights of a float32 training, what the update rule remembers of them, and the engine that holds both in its own layout; outside they are flat. */
final class Float32Weights implements AutoCloseable {
    private final Network network;
    private final Likelihood likelihood;
    private final Kernels kernels;
    private final BatchBackpropagation engine;
    private final TileUpdates updates;

    /**
     * The weights of a start.
     *
     * @param network       the specification
     * @param likelihood    output activation, cost and delta(L)
     * @param configuration how it is trained
     * @param capacity      most rows of a batch
     * @param threads       that work on a step
     * @param start         null draws them
     */
    Float32Weights(
            Network network,
            Likelihood likelihood,
            TrainingConfiguration configuration,
            int capacity,
            int threads,
            @Nullable TrainedNetwork start) {
        this.network = network;
        this.likelihood = likelihood;
        this.kernels = KernelSelection.select();
        this.engine = new BatchBackpropagation(network, likelihood, kernels, capacity, threads);
        this.updates = new TileUpdates(configuration, engine, kernels);
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

    BatchBackpropagation engine() {
        return engine;
    }

    TileUpdates updates() {
        return updates;
    }

    Kernels kernels() {
        return kernels;
    }

    /** A copy of the parameters. */
    float[] parameters() {
        return flat(engine.parameters());
    }

    /** A copy of the gradient. */
    float[] gradient() {
        return flat(engine.gradient());
    }

    /** The gradient, into the beginning of a longer array. */
    void gradient(float[] into) {
        engine.panels().unpack(engine.gradient(), into);
    }

    private float[] flat(float[] packed) {
        float[] flat = new float[engine.plan().layout().size()];
        engine.panels().unpack(packed, flat);
        return flat;
    }

    double[] point() {
        float[] flat = parameters();
        double[] point = new double[flat.length];
        for (int e = 0; e < point.length; e++) {
            point[e] = flat[e];
        }
        return point;
    }

    void place(double[] point) {
        float[] flat = new float[point.length];
        copy(point, flat);
        place(flat);
    }

    void place(float[] flat) {
        engine.panels().pack(flat, engine.parameters());
        engine.parametersChanged();
    }

    /** A copy of the running statistics. */
    float[] statistics() {
        return engine.statistics().clone();
    }

    void statistics(float[] from) {
        System.arraycopy(from, 0, engine.statistics(), 0, engine.statistics().length);
    }

    TrainedNetwork snapshot() {
        return TrainedNetwork.float32(network, likelihood, parameters(), statistics());
    }

    void restore(TrainedNetwork trained) {
        statistics(Objects.requireNonNull(trained.floatStatistics()));
        place(Objects.requireNonNull(
                trained.floatParameters(), "a float32 training needs float32 weights to start from"));
    }

    @Override
    public void close() {
        engine.close();
    }
}
