package org.chainrule.gradient;

import org.chainrule.network.Embedding.Periodic;
import org.chainrule.network.NetworkPlan.Part;

/**
 * A periodic embedding of one feature of one row in plain double precision: a = 2 pi f x (+ b), u = cos(a) or [cos(a), sin(a)], e = u W + c, with or without
 * ReLU. Backward: du = de W^T, da = -sin(a) ⊙ du (+ cos(a) ⊙ du of the sines), dx = 2 pi sum(f ⊙ da).
 */
final class ReferencePeriodic {
    private final Periodic embedding;
    private final double[] parameters;
    private final int frequency;
    private final int phase;
    private final int weight;
    private final int bias;
    private final double[] angles;
    private final double[] waves;
    private final double[] deltas;

    /** The embedding of feature number {@code c} of a part. */
    ReferencePeriodic(Part part, int c, double[] parameters) {
        this.embedding = (Periodic) part.embedding();
        this.parameters = parameters;
        int next = 0;
        this.frequency = part.slices().get(next++).offset() + c * embedding.frequencies();
        this.phase = embedding.phase() ? part.slices().get(next++).offset() + c * embedding.frequencies() : -1;
        int block = embedding.shared() ? 0 : c;
        this.weight = part.slices().get(next++).offset() + block * embedding.waves() * embedding.width();
        this.bias = part.slices().get(next).offset() + block * embedding.width();
        this.angles = new double[embedding.frequencies()];
        this.waves = new double[embedding.waves()];
        this.deltas = new double[embedding.frequencies()];
    }

    private void turn(double x) {
        for (int t = 0; t < angles.length; t++) {
            angles[t] = 2 * Math.PI * parameters[frequency + t] * x + (embedding.phase() ? parameters[phase + t] : 0);
            waves[t] = StrictMath.cos(angles[t]);
            if (!embedding.phase()) {
                waves[angles.length + t] = StrictMath.sin(angles[t]);
            }
        }
    }

    void forward(double x, double[] e, int at) {
        turn(x);
        for (int j = 0; j < embedding.width(); j++) {
            double sum = parameters[bias + j];
            for (int t = 0; t < waves.length; t++) {
                sum = Math.fma(waves[t], parameters[weight + t * embedding.width() + j], sum);
            }
            e[at + j] = embedding.relu() && sum <= 0 ? 0 : sum;
        }
    }

    /** de of one number; ReLU passes it on where its output is positive. */
    private double delta(double[] e, double[] de, int k) {
        return embedding.relu() && e[k] <= 0 ? 0 : de[k];
    }

    /** Leaves da in {@link #deltas}. */
    private void turnBack(double x, double[] e, double[] de, int at) {
        turn(x);
        for (int t = 0; t < angles.length; t++) {
            double sine = StrictMath.sin(angles[t]);
            deltas[t] = -sine * waveDelta(t, e, de, at);
            if (!embedding.phase()) {
                deltas[t] += waves[t] * waveDelta(angles.length + t, e, de, at);
            }
        }
    }

    private double waveDelta(int t, double[] e, double[] de, int at) {
        double sum = 0;
        for (int j = 0; j < embedding.width(); j++) {
            sum = Math.fma(parameters[weight + t * embedding.width() + j], delta(e, de, at + j), sum);
        }
        return sum;
    }

    double backward(double x, double[] e, double[] de, int at) {
        turnBack(x, e, de, at);
        double dx = 0;
        for (int t = 0; t < angles.length; t++) {
            dx += 2 * Math.PI * parameters[frequency + t] * deltas[t];
        }
        return dx;
    }

    void gradient(double x, double[] e, double[] de, int at, double[] gradient) {
        turnBack(x, e, de, at);
        for (int t = 0; t < angles.length; t++) {
            gradient[frequency + t] += 2 * Math.PI * x * deltas[t];
            if (embedding.phase()) {
                gradient[phase + t] += deltas[t];
            }
        }
        for (int j = 0; j < embedding.width(); j++) {
            double d = delta(e, de, at + j);
            for (int t = 0; t < waves.length; t++) {
                gradient[weight + t * embedding.width() + j] += waves[t] * d;
            }
            gradient[bias + j] += d;
        }
    }
}
