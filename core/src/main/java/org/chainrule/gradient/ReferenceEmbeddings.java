package org.chainrule.gradient;

import java.util.Arrays;
import org.chainrule.network.Embedding;
import org.chainrule.network.Embedding.Lookup;
import org.chainrule.network.Embedding.Periodic;
import org.chainrule.network.NetworkPlan.Node;
import org.chainrule.network.NetworkPlan.Part;

/**
 * Embeddings in plain double precision: part by part, feature by feature, row by row. The deltas of a column that several parts read add up; a code has
 * none.
 */
final class ReferenceEmbeddings {
    private ReferenceEmbeddings() {}

    /** What happens to one feature of one part: it reads x[from] and writes {@code width} numbers from y[to] on. */
    private interface Verb {
        void at(int from, int to);
    }

    private static void eachRow(Node node, ReferencePass pass, Part part, int feature, Verb verb) {
        int width = part.embedding().outputs() / part.embedding().columns();
        for (int r = 0; r < pass.rows(node.index()); r++) {
            verb.at(
                    r * node.inputs() + part.embedding().from() + feature,
                    r * node.outputs() + part.output() + feature * width);
        }
    }

    static void forward(Node node, ReferencePass pass) {
        double[] x = pass.values[node.index()];
        double[] y = pass.values[node.index() + 1];
        for (Part part : node.parts()) {
            for (int c = 0; c < part.embedding().columns(); c++) {
                eachRow(node, pass, part, c, forward(part, c, pass.parameters, x, y));
            }
        }
    }

    private static Verb forward(Part part, int c, double[] parameters, double[] x, double[] y) {
        Embedding embedding = part.embedding();
        if (embedding instanceof Embedding.Passed) {
            return (from, to) -> y[to] = x[from];
        } else if (embedding instanceof Lookup lookup) {
            int table = part.slices().get(0).offset();
            return (from, to) ->
                    System.arraycopy(parameters, table + lookup.code(x[from]) * lookup.width(), y, to, lookup.width());
        } else if (embedding instanceof Periodic) {
            ReferencePeriodic periodic = new ReferencePeriodic(part, c, parameters);
            return (from, to) -> periodic.forward(x[from], y, to);
        }
        ReferencePiecewise piecewise = new ReferencePiecewise(part, c, parameters);
        return (from, to) -> piecewise.forward(x[from], y, to);
    }

    static void backward(Node node, ReferencePass pass) {
        double[] dx = pass.deltas[node.index()];
        Arrays.fill(dx, 0);
        for (Part part : node.parts()) {
            for (int c = 0; c < part.embedding().columns(); c++) {
                eachRow(node, pass, part, c, backward(node, part, c, pass, dx));
            }
        }
    }

    private static Verb backward(Node node, Part part, int c, ReferencePass pass, double[] dx) {
        double[] x = pass.values[node.index()];
        double[] y = pass.values[node.index() + 1];
        double[] dy = pass.deltas[node.index() + 1];
        Embedding embedding = part.embedding();
        if (embedding instanceof Embedding.Passed) {
            return (from, to) -> dx[from] += dy[to];
        } else if (embedding instanceof Lookup) {
            return (from, to) -> {
                // a code has no neighbours
            };
        } else if (embedding instanceof Periodic) {
            ReferencePeriodic periodic = new ReferencePeriodic(part, c, pass.parameters);
            return (from, to) -> dx[from] += periodic.backward(x[from], y, dy, to);
        }
        ReferencePiecewise piecewise = new ReferencePiecewise(part, c, pass.parameters);
        return (from, to) -> dx[from] += piecewise.backward(x[from], dy, to);
    }

    static void gradient(Node node, ReferencePass pass, double[] gradient) {
        for (Part part : node.parts()) {
            for (int c = 0; c < part.embedding().columns(); c++) {
                if (!part.slices().isEmpty()) {
                    eachRow(node, pass, part, c, gradient(node, part, c, pass, gradient));
                }
            }
        }
    }

    private static Verb gradient(Node node, Part part, int c, ReferencePass pass, double[] gradient) {
        double[] x = pass.values[node.index()];
        double[] y = pass.values[node.index() + 1];
        double[] dy = pass.deltas[node.index() + 1];
        if (part.embedding() instanceof Lookup lookup) {
            int table = part.slices().get(0).offset();
            return (from, to) -> {
                int row = table + lookup.code(x[from]) * lookup.width();
                for (int j = 0; j < lookup.width(); j++) {
                    gradient[row + j] += dy[to + j];
                }
            };
        } else if (part.embedding() instanceof Periodic) {
            ReferencePeriodic periodic = new ReferencePeriodic(part, c, pass.parameters);
            return (from, to) -> periodic.gradient(x[from], y, dy, to, gradient);
        }
        ReferencePiecewise piecewise = new ReferencePiecewise(part, c, pass.parameters);
        return (from, to) -> piecewise.gradient(x[from], dy, to, gradient);
    }

    /**
     * The side of each kink on which the parts stand, folded into a number: bins, codes, and where a ReLU is on. A difference says nothing across them.
     *
     * @param pattern folded so far
     */
    static long pattern(Node node, ReferencePass pass, long pattern) {
        double[] x = pass.values[node.index()];
        double[] y = pass.values[node.index() + 1];
        long[] folded = {pattern};
        for (Part part : node.parts()) {
            for (int c = 0; c < part.embedding().columns(); c++) {
                if (part.embedding() instanceof Periodic periodic && periodic.relu()) {
                    eachRow(node, pass, part, c, (from, to) -> {
                        for (int j = 0; j < periodic.width(); j++) {
                            folded[0] = folded[0] * 31 + (y[to + j] > 0 ? 1 : 2);
                        }
                    });
                } else if (part.embedding() instanceof Lookup lookup) {
                    eachRow(node, pass, part, c, (from, to) -> folded[0] = folded[0] * 31 + lookup.code(x[from]));
                } else if (part.embedding() instanceof Embedding.PiecewiseLinear) {
                    ReferencePiecewise piecewise = new ReferencePiecewise(part, c, pass.parameters);
                    eachRow(node, pass, part, c, (from, to) -> folded[0] = folded[0] * 31 + piecewise.bin(x[from]));
                }
            }
        }
        return folded[0];
    }
}
