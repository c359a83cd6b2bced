package org.chainrule.predict;

import java.util.Objects;
import org.chainrule.gradient.ForwardPass;
import org.chainrule.gradient.Mode;
import org.chainrule.gradient.ReferenceEngine;
import org.chainrule.kernel.KernelSelection;
import org.chainrule.train.Precision;
import org.chainrule.train.TrainedNetwork;
import org.jspecify.annotations.Nullable;

/**
 * Applies a trained network to rows, in the arithmetic that it was trained in. Holds scratch memory: one per thread. The network behind it is shared.
 */
public final class Predictor {
    /** Rows that go through together. */
    private static final int BATCH = 256;

    private final TrainedNetwork trained;
    private final int inputs;
    private final int outputs;
    private final @Nullable ForwardPass fast;
    private final @Nullable ReferenceEngine reference;
    private final float[] results;

    /**
     * A predictor with its own scratch memory.
     *
     * @param trained the network
     */
    public Predictor(TrainedNetwork trained) {
        this.trained = trained;
        this.inputs = trained.network().inputs();
        this.outputs = trained.network().outputs();
        this.results = new float[BATCH * outputs];
        if (trained.precision() == Precision.FLOAT32) {
            fast = new ForwardPass(
                    trained.network(),
                    trained.likelihood(),
                    KernelSelection.select(),
                    Objects.requireNonNull(trained.floatParameters()),
                    Objects.requireNonNull(trained.floatStatistics()),
                    BATCH);
            reference = null;
        } else {
            fast = null;
            reference = new ReferenceEngine(trained.network(), trained.likelihood());
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
     * Predicts o = o(z(L)) [2] for rows of encoded inputs.
     *
     * @param x    [rows x n(0)] row-major, read
     * @param rows how many
     * @param o    [rows x n(L)] row-major, overwritten
     */
    public void predict(float[] x, int rows, double[] o) {
        for (int from = 0; from < rows; from += BATCH) {
            int count = Math.min(BATCH, rows - from);
            if (fast != null) {
                System.arraycopy(x, from * inputs, fast.inputs(), 0, count * inputs);
                fast.run(count, results, 0);
                for (int e = 0; e < count * outputs; e++) {
                    o[from * outputs + e] = results[e];
                }
            } else {
                predictDouble(x, from, count, o);
            }
        }
    }

    private void predictDouble(float[] x, int from, int count, double[] o) {
        ReferenceEngine engine = Objects.requireNonNull(reference);
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
        System.arraycopy(outs, 0, o, from * outputs, outs.length);
    }
}
