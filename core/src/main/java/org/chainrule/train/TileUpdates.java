package org.chainrule.train;

import java.util.Arrays;
import java.util.Objects;
import org.chainrule.gradient.Batch;
import org.chainrule.gradient.BatchBackpropagation;
import org.chainrule.gradient.BatchBackpropagation.Companion;
import org.chainrule.gradient.BatchBackpropagation.TileListener;
import org.chainrule.kernel.Kernels;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.optim.Clipping;
import org.chainrule.optim.Optimizer;
import org.chainrule.optim.OptimizerState;
import org.jspecify.annotations.Nullable;

/**
 * Phase 2 of a training step: each tile of weights is penalised, clipped, updated and checked by the thread that computed its gradient, while it is in the cache.
 * Only clipping by the norm needs all gradients first. Allocates nothing.
 */
final class TileUpdates {
    private final TrainingConfiguration configuration;
    private final BatchBackpropagation engine;
    private final Kernels kernels;
    private final Optimizer optimizer;
    private final StepGroups groups;
    private final float[][] vectors;
    private final double[] scalars;
    private final double[] norms;
    private final boolean[] finite;
    private final @Nullable Slice[] slices;
    private final boolean byNorm;
    private final TileListener onGradient;
    private final TileListener onUpdate = this::update;
    private float gradientScale = 1;
    private long steps;

    TileUpdates(TrainingConfiguration configuration, BatchBackpropagation engine, Kernels kernels) {
        this.configuration = configuration;
        this.engine = engine;
        this.kernels = kernels;
        this.optimizer = configuration.optimizer();
        this.groups = new StepGroups(configuration.rates().groups());
        this.vectors = new float[optimizer.vectors()][engine.panels().size()];
        for (float[] vector : vectors) {
            Arrays.fill(vector, (float) optimizer.initialVectorValue());
        }
        this.scalars = new double[optimizer.scalars()];
        optimizer.initializeScalars(scalars);
        this.norms = new double[engine.tileCount()];
        this.finite = new boolean[engine.tileCount()];
        this.slices = new Slice[engine.tileCount()];
        this.byNorm = configuration.clipping().kind() == Clipping.Kind.NORM;
        this.onGradient = byNorm ? this::prepare : this::prepareAndUpdate;
        Arrays.fill(finite, true);
    }

    /**
     * The gradient of a batch whose deltas the engine has, and the update.
     *
     * @param batch        the rows
     * @param companion    other work for the same threads
     * @param step         from 0
     * @param learningRate mu of the step
     * @param decayFactor  on the decoupled weight decay
     */
    void run(Batch batch, Companion companion, long step, double learningRate, double decayFactor) {
        begin(step, learningRate, decayFactor);
        engine.gradients(batch, onGradient, companion);
        end();
    }

    /**
     * The update by a gradient from elsewhere: with the gradient of a batch it is that of {@link #run(Batch, Companion, long, double, double)}, bit for bit.
     *
     * @param gradient     flat, laid out as the flat parameters are
     * @param step         from 0
     * @param learningRate mu of the step
     * @param decayFactor  on the decoupled weight decay
     */
    void run(float[] gradient, long step, double learningRate, double decayFactor) {
        begin(step, learningRate, decayFactor);
        engine.panels().pack(gradient, engine.gradient());
        engine.forEachTile(onGradient);
        end();
    }

    private void begin(long step, double learningRate, double decayFactor) {
        Arrays.fill(finite, true);
        groups.decay(decayFactor);
        steps = step + 1;
        optimizer.prepare(steps, learningRate, scalars);
        gradientScale = 1;
    }

    private void end() {
        if (byNorm) {
            double squares = 0;
            for (double part : norms) {
                squares += part;
            }
            gradientScale = (float) configuration.clipping().scale(Math.sqrt(squares));
            engine.forEachTile(onUpdate);
        }
    }

    private void prepareAndUpdate(int tile, Slice slice, int from, int to) {
        prepare(tile, slice, from, to);
        update(tile, slice, from, to);
    }

    /** Penalties and clipping by value; leaves the tile's share of the squared norm. */
    private void prepare(int tile, Slice slice, int from, int to) {
        float[] g = engine.gradient();
        float l1 = slice.decays() ? (float) configuration.l1() : 0;
        float l2 = slice.decays() ? (float) configuration.l2() : 0;
        if (l1 != 0 || l2 != 0) {
            kernels.updates().penalize(g, engine.parameters(), l1, l2, from, to);
        }
        if (byNorm) {
            norms[tile] = kernels.updates().sumOfSquares(g, from, to);
        } else if (configuration.clipping().kind() == Clipping.Kind.VALUE) {
            kernels.updates().clip(g, (float) configuration.clipping().bound(), from, to);
        }
    }

    private void update(int tile, Slice slice, int from, int to) {
        float[] g = engine.gradient();
        if (gradientScale != 1) {
            kernels.elementwise().scale(g, gradientScale, from, to);
        }
        optimizer.update(kernels.updates(), groups.of(slice), scalars, engine.parameters(), g, vectors, from, to);
        engine.parametersChanged(tile);
        finite[tile] = kernels.elementwise().allFinite(engine.parameters(), from, to);
        slices[tile] = slice;
    }

    /** The first slice that the last update left with a number that is not finite; null if all are. */
    @Nullable
    String nonFinite() {
        for (int tile = 0; tile < finite.length; tile++) {
            if (!finite[tile]) {
                return Objects.requireNonNull(slices[tile]).name();
            }
        }
        return null;
    }

    /** A copy of what the rule remembers, laid out as the flat parameters are. */
    OptimizerState state() {
        float[][] flat = new float[vectors.length][engine.plan().layout().size()];
        for (int v = 0; v < flat.length; v++) {
            engine.panels().unpack(vectors[v], flat[v]);
        }
        return OptimizerState.restore(flat, scalars.clone(), steps);
    }

    /** Takes back what {@link #state} gave. */
    void restore(OptimizerState state) {
        for (int v = 0; v < vectors.length; v++) {
            engine.panels().pack(state.floatVectors()[v], vectors[v]);
        }
        System.arraycopy(state.scalars(), 0, scalars, 0, scalars.length);
        steps = state.step();
    }
}
