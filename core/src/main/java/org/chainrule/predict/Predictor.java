package org.chainrule.predict;

import java.util.Objects;
import org.chainrule.gradient.ForwardPass;
import org.chainrule.gradient.Mode;
import org.chainrule.gradient.ParameterPanels;
import org.chainrule.gradient.ReferenceEngine;
import org.chainrule.kernel.KernelSelection;
import org.chainrule.kernel.Kernels;
import org.chainrule.network.NetworkPlan;
import org.chainrule.train.Precision;
import org.chainrule.train.TrainedNetwork;
import org.jspecify.annotations.Nullable;

/**
 * Applies a trained network to rows, in the arithmetic that it was trained in. Immutable and safe to share between threads; the memory of a call is a
 * {@link Scratch}, one a thread, with which a float32 prediction allocates nothing. One row, a batch and training's forward pass agree bit for bit.
 */
public final class Predictor {
    /** Rows that go through together. */
    private static final int BATCH = 256;

    private final TrainedNetwork trained;
    private final NetworkPlan plan;
    private final ParameterPanels panels;
    private final Kernels kernels;
    private final float[] packed;
    private final int inputs;
    private final int outputs;

    /** The memory of one call at a time. */
    public static final class Scratch {
        private final @Nullable ForwardPass pass;
        private final @Nullable ReferenceEngine reference;
        private final float[] results;

        private Scratch(@Nullable ForwardPass pass, @Nullable ReferenceEngine reference, int results) {
            this.pass = pass;
            this.reference = reference;
            this.results = new float[results];
        }
    }

    /**
     * A predictor.
     *
     * @param trained the network
     */
    public Predictor(TrainedNetwork trained) {
        this.trained = trained;
        this.plan = new NetworkPlan(trained.network());
        this.inputs = trained.network().inputs();
        this.outputs = trained.network().outputs();
        this.kernels = KernelSelection.select();
        this.panels = new ParameterPanels(plan);
        boolean single = trained.precision() == Precision.FLOAT32;
        this.packed = new float[single ? panels.size() : 0];
        if (single) {
            panels.pack(Objects.requireNonNull(trained.floatParameters()), packed);
        }
    }

    /**
     * The width of an output row.
     *
     * @return n(L)
     */
    public int outputs() {
        return outputs;
    }

    /**
     * Memory for calls of one thread.
     *
     * @return fresh scratch, for this predictor only
     */
    public Scratch newScratch() {
        return newScratch(BATCH);
    }

    /**
     * Memory for calls of one thread that predict so many rows, or a multiple: fewer need less memory, more go through in pieces.
     *
     * @param rows how many go through together, at least 1
     * @return fresh scratch, for this predictor only
     * @throws IllegalArgumentException for less than one row
     */
    public Scratch newScratch(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("expected scratch for at least 1 row, found " + rows);
        }
        if (trained.precision() == Precision.FLOAT64) {
            return new Scratch(null, new ReferenceEngine(trained.network(), trained.likelihood()), 0);
        }
        ForwardPass pass = new ForwardPass(
                plan,
                trained.likelihood(),
                kernels,
                panels,
                packed,
                Objects.requireNonNull(trained.floatStatistics()),
                rows);
        return new Scratch(pass, null, rows * outputs);
    }

    /**
     * Predicts with memory of its own.
     *
     * @param x    [rows x n(0)] row-major, read
     * @param rows how many
     * @param o    [rows x n(L)] row-major, overwritten
     */
    public void predict(float[] x, int rows, double[] o) {
        predict(x, rows, o, newScratch(Math.max(1, Math.min(rows, BATCH))));
    }

    /**
     * Predicts o = o(z(L)) [2] for rows of encoded inputs.
     *
     * @param x       [rows x n(0)] row-major, read
     * @param rows    how many
     * @param o       [rows x n(L)] row-major, overwritten
     * @param scratch of this predictor, not in use by another thread
     */
    public void predict(float[] x, int rows, double[] o, Scratch scratch) {
        predict(x, rows, o, 0, scratch);
    }

    /**
     * Predicts o = o(z(L)) [2] for rows of encoded inputs, to a place within an array.
     *
     * @param x       [rows x n(0)] row-major, read
     * @param rows    how many
     * @param o       [rows x n(L)] row-major, overwritten from {@code to} on
     * @param to      where the first output stands
     * @param scratch of this predictor, not in use by another thread
     */
    public void predict(float[] x, int rows, double[] o, int to, Scratch scratch) {
        ForwardPass pass = scratch.pass;
        if (pass == null) {
            predictDouble(x, rows, o, to, Objects.requireNonNull(scratch.reference));
            return;
        }
        int capacity = pass.batch().weights().length;
        int stride = pass.batch().stride();
        for (int from = 0; from < rows; from += capacity) {
            int count = Math.min(capacity, rows - from);
            for (int n = 0; n < count; n++) {
                System.arraycopy(x, (from + n) * inputs, pass.batch().x(), n * stride, inputs);
            }
            pass.run(count, scratch.results);
            for (int e = 0; e < count * outputs; e++) {
                o[to + from * outputs + e] = scratch.results[e];
            }
        }
    }

    private void predictDouble(float[] x, int rows, double[] o, int to, ReferenceEngine engine) {
        for (int from = 0; from < rows; from += BATCH) {
            int count = Math.min(BATCH, rows - from);
            double[] xs = new double[count * inputs];
            for (int e = 0; e < xs.length; e++) {
                xs[e] = x[from * inputs + e];
            }
            double[] outs = engine.outputs(engine.forward(
                    Objects.requireNonNull(trained.doubleParameters()),
                    Objects.requireNonNull(trained.doubleStatistics()),
                    xs,
                    count,
                    Mode.PREDICTION));
            System.arraycopy(outs, 0, o, to + from * outputs, outs.length);
        }
    }
}
