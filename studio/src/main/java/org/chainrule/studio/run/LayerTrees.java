package org.chainrule.studio.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chainrule.data.Dataset;
import org.chainrule.gradient.GradientCheck.Rows;
import org.chainrule.gradient.Mode;
import org.chainrule.gradient.ReferenceEngine;
import org.chainrule.gradient.ReferencePass;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.Activation;
import org.chainrule.network.Network;
import org.chainrule.network.ParameterLayout;
import org.chainrule.network.ParameterLayout.Slice;
import org.jspecify.annotations.Nullable;

/**
 * What a frame says about each dense layer: its weights, and how the probe rows go through it, by the reference engine as the network predicts. Deltas are those
 * of single rows, gradients those of the mean over the probe rows.
 */
final class LayerTrees {
    /** Matrices up to this size are sent as they are. */
    static final int WHOLE = 4096;

    private static final int UNITS = 256;
    private static final double FLAT = 0.001;
    private static final double FLAT_SHARE = 0.95;

    private final ReferenceEngine engine;
    private final List<DenseLayer> layers;
    private final @Nullable Rows probe;

    /**
     * The layers of a network.
     *
     * @param probe rows to look at; null leaves out what needs rows
     */
    LayerTrees(Network network, Likelihood likelihood, @Nullable Rows probe) {
        this.engine = new ReferenceEngine(network, likelihood);
        this.layers = DenseLayer.of(engine.plan());
        this.probe = probe;
    }

    /** The layers of a run's network, with its probe rows. */
    static LayerTrees of(Subject subject) {
        Network network = subject.problem().network();
        return new LayerTrees(
                network, subject.problem().likelihood(), probe(subject, new ParameterLayout(network).size()));
    }

    /** 64 training rows at equal distances, of large networks 32. */
    static Rows probe(Subject subject, int parameters) {
        Dataset training = subject.problem().training();
        return Snapshot.rows(training, Snapshot.spread(training, parameters > 50_000 ? 32 : 64));
    }

    /** Parameters of the network. */
    int parameters() {
        return engine.plan().layout().size();
    }

    /** The {@code layers} of a frame. */
    List<Map<String, @Nullable Object>> of(Snapshot at) {
        List<Map<String, @Nullable Object>> trees = new ArrayList<>();
        for (DenseLayer layer : layers) {
            trees.add(weights(layer, at.parameters()));
        }
        Rows rows = probe;
        if (rows != null) {
            ReferencePass pass =
                    engine.forward(at.parameters(), at.statistics(), rows.x(), rows.rows(), Mode.PREDICTION);
            double[] gradient = new double[at.parameters().length];
            engine.backward(pass, rows.y(), rows.weights(), gradient);
            for (int l = 0; l < trees.size(); l++) {
                addProbe(trees.get(l), layers.get(l), rows, pass, gradient);
            }
        }
        return trees;
    }

    private static Map<String, @Nullable Object> weights(DenseLayer layer, double[] parameters) {
        Map<String, @Nullable Object> tree = Shown.tree();
        Slice weight = layer.weight();
        tree.put("layer", layer.layer());
        if (weight.size() <= WHOLE) {
            Map<String, @Nullable Object> matrix = Shown.tree();
            matrix.put("rows", weight.rows());
            matrix.put("columns", weight.columns());
            matrix.put("values", Shown.figures(parameters, weight.offset(), weight.size()));
            tree.put("weights", matrix);
        } else {
            tree.put("heat", Shown.heat(parameters, weight.offset(), weight.rows(), weight.columns()));
        }
        Slice bias = layer.node().bias();
        tree.put(
                "bias",
                bias == null ? null : Shown.figures(parameters, bias.offset(), Math.min(UNITS, bias.columns())));
        Map<String, @Nullable Object> norms = Shown.tree();
        norms.put("weights", Shown.figures(Shown.norm(parameters, weight.offset(), weight.size())));
        tree.put("norms", norms);
        Map<String, @Nullable Object> histograms = Shown.tree();
        histograms.put("weights", Shown.histogram(parameters, weight.offset(), weight.size()));
        tree.put("histograms", histograms);
        return tree;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> inner(Map<String, @Nullable Object> tree, String key) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(tree.get(key));
    }

    private void addProbe(
            Map<String, @Nullable Object> tree, DenseLayer layer, Rows rows, ReferencePass pass, double[] gradient) {
        Slice weight = layer.weight();
        double[] h = h(layer, pass);
        double[] deltas = deltas(layer, rows, pass);
        Map<String, @Nullable Object> norms = inner(tree, "norms");
        norms.put("gradient", Shown.figures(Shown.norm(gradient, weight.offset(), weight.size())));
        norms.put("delta", Shown.figures(Shown.norm(deltas, 0, deltas.length) / Math.sqrt(rows.rows())));
        Map<String, @Nullable Object> histograms = inner(tree, "histograms");
        histograms.put("gradients", Shown.histogram(gradient, weight.offset(), weight.size()));
        histograms.put("activations", Shown.histogram(h, 0, h.length));
        histograms.put("deltas", Shown.histogram(deltas, 0, deltas.length));
        tree.put("activations", means(h, layer.units()));
        tree.put("dead", dead(layer, pass));
        tree.put("saturated", saturated(layer, pass));
    }

    /** h(l); of the last layer o(z(L)). */
    private double[] h(DenseLayer layer, ReferencePass pass) {
        boolean last = layer.zBuffer() == engine.plan().nodes().size() && layer.activation() == null;
        return last ? engine.outputs(pass) : pass.values(layer.hBuffer());
    }

    /** delta(l) of each row for itself: the engine has them times the row's share of the mean. */
    private static double[] deltas(DenseLayer layer, Rows probe, ReferencePass pass) {
        double[] shared = pass.deltas(layer.zBuffer());
        double total = 0;
        for (double weight : probe.weights()) {
            total += weight;
        }
        double[] deltas = new double[shared.length];
        int perRow = shared.length / probe.rows();
        for (int e = 0; e < deltas.length; e++) {
            double weight = probe.weights()[e / perRow];
            deltas[e] = weight == 0 ? 0 : shared[e] * total / weight;
        }
        return deltas;
    }

    private static double[] means(double[] h, int units) {
        double[] means = new double[Math.min(UNITS, units)];
        int count = DenseLayer.count(h, units);
        for (int unit = 0; unit < means.length; unit++) {
            double sum = 0;
            for (int n = 0; n < count; n++) {
                sum += h[n * units + unit];
            }
            means[unit] = Shown.figures(sum / count);
        }
        return means;
    }

    /** Units behind relu with h = 0 on every probe row. */
    static List<Integer> dead(DenseLayer layer, ReferencePass pass) {
        List<Integer> dead = new ArrayList<>();
        for (int unit = 0; unit < layer.units() && layer.canDie(); unit++) {
            if (DenseLayer.silent(pass.values(layer.hBuffer()), layer.units(), unit)) {
                dead.add(unit);
            }
        }
        return dead;
    }

    /** Units with a flat phi on nearly every probe row; those behind relu are flat or not, and dead if always. */
    static List<Integer> saturated(DenseLayer layer, ReferencePass pass) {
        List<Integer> saturated = new ArrayList<>();
        if (layer.activation() == null || layer.canDie()) {
            return saturated;
        }
        Activation phi = Objects.requireNonNull(layer.activation());
        double[] z = pass.values(layer.zBuffer());
        double[] h = pass.values(layer.hBuffer());
        int count = DenseLayer.count(z, layer.units());
        for (int unit = 0; unit < layer.units(); unit++) {
            int flat = 0;
            for (int e = unit; e < z.length; e += layer.units()) {
                flat += Math.abs(phi.derivative(z[e], h[e])) < FLAT ? 1 : 0;
            }
            if (flat >= FLAT_SHARE * count) {
                saturated.add(unit);
            }
        }
        return saturated;
    }
}
