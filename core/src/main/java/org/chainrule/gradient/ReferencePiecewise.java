package org.chainrule.gradient;

import java.util.List;
import org.chainrule.network.Embedding.PiecewiseLinear;
import org.chainrule.network.NetworkPlan.Part;

/**
 * A piecewise-linear embedding of one feature of one row in plain double precision: e = x w + c + p V, with component t of p = (x - e_t) / (e_(t+1) - e_t)
 * clamped to [0, 1], the first one not from below, the last one not from above. At an edge the slope of p is the one from the left.
 */
final class ReferencePiecewise {
    private final double[] parameters;
    private final List<Double> edges;
    private final int width;
    private final int weight;
    private final int bias;
    private final int bins;

    /** The embedding of feature number {@code c} of a part. */
    ReferencePiecewise(Part part, int c, double[] parameters) {
        PiecewiseLinear embedding = (PiecewiseLinear) part.embedding();
        this.parameters = parameters;
        this.edges = embedding.edges().get(c);
        this.width = embedding.width();
        this.weight = part.slices().get(0).offset() + c * width;
        this.bias = part.slices().get(1).offset() + c * width;
        int before = 0;
        for (int other = 0; other < c; other++) {
            before += embedding.edges().get(other).size() - 1;
        }
        this.bins = part.slices().get(2).offset() + before * width;
    }

    private int components() {
        return edges.size() - 1;
    }

    private double position(double x, int t) {
        return (x - edges.get(t)) / (edges.get(t + 1) - edges.get(t));
    }

    /** Whether component t is held at 0. */
    private boolean below(double x, int t) {
        return t > 0 && x <= edges.get(t);
    }

    /** Whether component t is held at 1. */
    private boolean above(double x, int t) {
        return t < components() - 1 && x > edges.get(t + 1);
    }

    /** The bin that x lies in. */
    int bin(double x) {
        int t = 0;
        while (above(x, t)) {
            t++;
        }
        return t;
    }

    private double component(double x, int t) {
        return below(x, t) ? 0 : above(x, t) ? 1 : position(x, t);
    }

    private double slope(double x, int t) {
        return below(x, t) || above(x, t) ? 0 : 1 / (edges.get(t + 1) - edges.get(t));
    }

    void forward(double x, double[] e, int at) {
        for (int j = 0; j < width; j++) {
            double sum = Math.fma(x, parameters[weight + j], parameters[bias + j]);
            for (int t = 0; t < components(); t++) {
                sum = Math.fma(component(x, t), parameters[bins + t * width + j], sum);
            }
            e[at + j] = sum;
        }
    }

    double backward(double x, double[] de, int at) {
        double dx = 0;
        for (int j = 0; j < width; j++) {
            double slope = parameters[weight + j];
            for (int t = 0; t < components(); t++) {
                slope = Math.fma(slope(x, t), parameters[bins + t * width + j], slope);
            }
            dx = Math.fma(de[at + j], slope, dx);
        }
        return dx;
    }

    void gradient(double x, double[] de, int at, double[] gradient) {
        for (int j = 0; j < width; j++) {
            gradient[weight + j] += x * de[at + j];
            gradient[bias + j] += de[at + j];
            for (int t = 0; t < components(); t++) {
                gradient[bins + t * width + j] += component(x, t) * de[at + j];
            }
        }
    }
}
