package org.chainrule.studio.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.chainrule.gradient.GradientCheck.Rows;
import org.chainrule.gradient.ReferenceEngine;
import org.chainrule.gradient.ReferencePass;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.Activation;
import org.chainrule.network.ParameterLayout.Slice;
import org.jspecify.annotations.Nullable;

/**
 * One example through the next step, in the order of the lecture: z and h of every layer [2], o and the cost, grad_o J and Jac_o(z) [10], every delta [9], every
 * dW [6] and the weights after the step [7, 8]. By the reference engine, with the dropout mask of the batch's first row.
 */
final class PassTree {
    /** Matrices up to this size are written out. */
    private static final int MATRIX = 400;

    private static final int UNITS = 64;

    private final Snapshot at;
    private final ReferenceEngine engine;
    private final ReferencePass pass;
    private final double[] gradient;
    private final double @Nullable [] after;

    private PassTree(Snapshot at, Rows rows) {
        this.at = at;
        this.engine = at.engine();
        this.pass = engine.forward(at.parameters(), at.statistics(), rows.x(), 1, at.mode());
        this.gradient = new double[at.parameters().length];
        engine.backward(pass, rows.y(), rows.weights(), gradient);
        Snapshot.NextStep next = at.next();
        this.after = next == null ? null : SingleStep.weights(engine.plan().layout(), at, next, gradient.clone());
    }

    /** The pass of one training row. */
    static Map<String, @Nullable Object> of(Snapshot at, int row) {
        Rows rows = Snapshot.rows(at.subject().problem().training(), new int[] {row});
        rows.weights()[0] = 1;
        return new PassTree(at, rows).tree(row, rows);
    }

    private Map<String, @Nullable Object> tree(int row, Rows rows) {
        Map<String, @Nullable Object> tree = Shown.tree();
        tree.put("step", at.step());
        tree.put("row", row);
        tree.put("learningRate", at.next() == null ? null : at.next().learningRate());
        tree.put("x", limited(rows.x()));
        tree.put("more", Math.max(0, rows.x().length - UNITS));
        tree.put("y", rows.y());
        List<Map<String, @Nullable Object>> layers = new ArrayList<>();
        double[] o = engine.outputs(pass);
        for (DenseLayer layer : DenseLayer.of(engine.plan())) {
            layers.add(layer(layer, o));
        }
        tree.put("layers", layers);
        tree.put("o", limited(o));
        tree.put("cost", engine.cost(pass, rows.y(), rows.weights()));
        Likelihood likelihood = at.network().likelihood();
        int width = o.length;
        double[] outputGradient = new double[width];
        likelihood.outputGradient(o, rows.y(), outputGradient);
        tree.put("outputGradient", limited(outputGradient));
        double[] z = pass.values(engine.plan().nodes().size());
        double[] jacobian = new double[width * width];
        likelihood.outputJacobian(Arrays.copyOf(z, width), jacobian);
        List<double[]> lines = new ArrayList<>();
        for (int k = 0; k < Math.min(UNITS, width); k++) {
            lines.add(Arrays.copyOfRange(jacobian, k * width, k * width + Math.min(UNITS, width)));
        }
        tree.put("outputJacobian", lines);
        return tree;
    }

    private Map<String, @Nullable Object> layer(DenseLayer layer, double[] o) {
        double[] z = pass.values(layer.zBuffer());
        double[] h = pass.values(layer.hBuffer());
        boolean last = layer.zBuffer() == engine.plan().nodes().size();
        Map<String, @Nullable Object> tree = Shown.tree();
        tree.put("layer", layer.layer());
        tree.put("z", limited(z));
        tree.put("h", limited(last ? o : h));
        Activation phi = layer.activation();
        tree.put("phiPrime", phi == null ? null : limited(derivatives(phi, z, h)));
        tree.put("dropped", layer.dropped() == layer.hBuffer() ? null : limited(pass.values(layer.dropped())));
        tree.put("delta", limited(pass.deltas(layer.zBuffer())));
        tree.put("more", Math.max(0, z.length - UNITS));
        Slice weight = layer.weight();
        Slice bias = layer.node().bias();
        boolean whole = weight.size() <= MATRIX;
        tree.put("W", whole ? part(at.parameters(), weight) : null);
        tree.put("b", bias == null ? null : limited(part(at.parameters(), bias)));
        tree.put("dW", whole ? part(gradient, weight) : null);
        tree.put("newW", whole && after != null ? part(after, weight) : null);
        return tree;
    }

    private static double[] derivatives(Activation phi, double[] z, double[] h) {
        double[] derivatives = new double[Math.min(UNITS, z.length)];
        Arrays.setAll(derivatives, j -> phi.derivative(z[j], h[j]));
        return derivatives;
    }

    private static double[] part(double[] values, Slice slice) {
        return Arrays.copyOfRange(values, slice.offset(), slice.offset() + slice.size());
    }

    private static double[] limited(double[] values) {
        return values.length > UNITS ? Arrays.copyOf(values, UNITS) : values;
    }
}
