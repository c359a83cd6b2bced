package org.chainrule.bench;

import org.chainrule.data.Dataset;
import org.chainrule.gradient.Batch;
import org.chainrule.gradient.BatchBackpropagation;
import org.chainrule.gradient.Mode;
import org.chainrule.kernel.KernelSelection;
import org.chainrule.kernel.Kernels;
import org.chainrule.kernel.UpdateKernels;
import org.chainrule.network.InitialParameters;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.optim.Optimizer;
import org.chainrule.optim.ParameterGroup;

/**
 * The training step and nothing around it: forward, backward, gradient and update by the engine; no events, validation, early stopping or checks. The only
 * place of this module that knows the engine.
 */
final class BareStep implements AutoCloseable {
    private final BatchBackpropagation engine;
    private final Batch batch;
    private final UpdateKernels updates;
    private final Optimizer rule;
    private final double[] scalars;
    private final float[][] vectors;
    private final BatchBackpropagation.TileListener onTile = this::update;
    private long steps;

    BareStep(Workload workload, int threads) {
        Kernels kernels = KernelSelection.select();
        engine =
                new BatchBackpropagation(workload.network(), workload.likelihood(), kernels, workload.batch(), threads);
        updates = kernels.updates();
        batch = engine.newBatch(workload.batch());
        rule = workload.rule();
        scalars = new double[rule.scalars()];
        rule.initializeScalars(scalars);
        vectors = new float[rule.vectors()][engine.parameters().length];
        for (float[] vector : vectors) {
            java.util.Arrays.fill(vector, (float) rule.initialVectorValue());
        }
        double[] drawn = InitialParameters.draw(engine.plan().layout(), 7);
        float[] flat = new float[drawn.length];
        for (int e = 0; e < drawn.length; e++) {
            flat[e] = (float) drawn[e];
        }
        engine.panels().pack(flat, engine.parameters());
        engine.parametersChanged();
    }

    /** Copies rows into the engine. */
    void gather(Dataset data, int[] order, int from, int count) {
        data.gather(order, from, count, 0, batch.stride(), batch.x(), batch.y(), batch.weights());
        batch.rows(count);
    }

    /** A step on the rows that were gathered last; the mean cost before it. */
    double step() {
        double cost = engine.forwardBackward(batch, 7, steps);
        rule.prepare(++steps, 1e-4, scalars);
        engine.gradients(batch, onTile);
        return cost;
    }

    private void update(int tile, Slice slice, int from, int to) {
        ParameterGroup group = slice.decays() ? ParameterGroup.WEIGHTS : ParameterGroup.UNDECAYED;
        rule.update(updates, group, scalars, engine.parameters(), engine.gradient(), vectors, from, to);
        engine.parametersChanged(tile);
    }

    /** The forward pass alone. */
    double forward() {
        return engine.forward(batch, Mode.PREDICTION);
    }

    @Override
    public void close() {
        engine.close();
    }
}
