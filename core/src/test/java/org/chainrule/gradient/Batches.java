package org.chainrule.gradient;

import org.chainrule.testing.RandomProblem;

/** Fills the fast engine with what the plain one takes. */
public final class Batches {
    private Batches() {}

    /** The rows of a problem. */
    static Batch of(RandomProblem problem, BatchBackpropagation engine) {
        Batch batch = engine.newBatch(problem.rows());
        fill(batch, floats(problem.x()), problem.rows());
        copy(problem.y(), batch.y());
        copy(problem.weights(), batch.weights());
        return batch;
    }

    /** Fills x alone, from rows without padding. */
    public static void fill(Batch batch, float[] x, int rows) {
        int inputs = x.length / rows;
        for (int n = 0; n < rows; n++) {
            System.arraycopy(x, n * inputs, batch.x(), n * batch.stride(), inputs);
        }
        batch.rows(rows);
    }

    /** Sets parameters and running statistics. */
    public static void place(double[] parameters, double[] statistics, BatchBackpropagation engine) {
        engine.panels().pack(floats(parameters), engine.parameters());
        copy(statistics, engine.statistics());
        engine.parametersChanged();
    }

    private static float[] floats(double[] from) {
        float[] to = new float[from.length];
        copy(from, to);
        return to;
    }

    private static void copy(double[] from, float[] to) {
        for (int e = 0; e < from.length; e++) {
            to[e] = (float) from[e];
        }
    }
}
