package org.chainrule.tabular.doctor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chainrule.gradient.GradientCheck;
import org.chainrule.gradient.Mode;
import org.chainrule.gradient.ReferenceEngine;
import org.chainrule.gradient.ReferencePass;
import org.chainrule.network.Activate;
import org.chainrule.network.NetworkPlan;
import org.chainrule.network.NetworkPlan.Kind;
import org.chainrule.network.NetworkPlan.Node;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.network.ParametricActivate;
import org.chainrule.tabular.model.Member;
import org.chainrule.tabular.read.RowSample;
import org.jspecify.annotations.Nullable;

/**
 * How the deltas [9] and gradients [6] flow through a trained network, layer by layer: one forward and backward pass of the reference engine at the final
 * weights, with dropout off. Sources: Glorot and Bengio 2010, "Understanding the difficulty of training deep feedforward neural networks"; Hochreiter 1991.
 *
 * @param rows   rows of the pass
 * @param layers embeddings and layers with a weight matrix, in the order of the forward pass
 */
public record GradientFlow(int rows, List<Layer> layers) {
    /** {@link Layer#activation} of what is no layer of units. */
    public static final String EMBEDDING = "embedding";

    private static final int MOST_ROWS = 64;
    private static final int FEWEST_ROWS = 8;

    /** Multiply-adds of the pass: some tenths of a second. */
    private static final double WORK = 300_000_000;

    /** Forward, backward, gradient. */
    private static final int PRODUCTS = 3;

    /** Copies the list. */
    public GradientFlow {
        layers = List.copyOf(layers);
    }

    /**
     * One layer.
     *
     * @param name         such as {@code dense.1}
     * @param activation   what follows it, in a word; empty if nothing does
     * @param units        n(l) of each member
     * @param members      of an ensemble that shares the layer, else 1
     * @param deltaNorm    root of the mean over the rows of |delta(l)|^2; of an embedding dJ/dy of what it writes
     * @param deltas       |delta| of single units and rows
     * @param gradientNorm |dJ/dW(l)| of the mean over the rows
     * @param weightNorm   |W(l)|
     * @param gradients    |dJ/dw| of single weights
     * @param dead         share of its units that are flat on all rows, where one side of the activation is flat; NaN if none is
     * @param saturated    share of its units that are at their limits on nearly all rows, where both sides are flat; NaN if they are not
     * @param flat         share of units and rows where phi' is (nearly) 0; NaN if it never is
     */
    public record Layer(
            String name,
            String activation,
            int units,
            int members,
            double deltaNorm,
            Spread deltas,
            double gradientNorm,
            double weightNorm,
            Spread gradients,
            double dead,
            double saturated,
            double flat) {}

    /**
     * Quantiles of sizes that are not 0.
     *
     * @param low    5 %
     * @param lower  25 %
     * @param median 50 %
     * @param upper  75 %
     * @param high   95 %
     * @param zeros  share of all that is exactly 0; if all is, the quantiles are NaN
     */
    public record Spread(double low, double lower, double median, double upper, double high, double zeros) {}

    /**
     * How much of the last layer's deltas arrives at the first: |delta(1)| / |delta(L)|.
     *
     * @return NaN if there is nothing to compare
     */
    public double reach() {
        List<Layer> dense = layers.stream()
                .filter(layer -> !layer.activation().equals(EMBEDDING))
                .toList();
        return dense.size() < 2
                ? Double.NaN
                : dense.get(0).deltaNorm() / dense.get(dense.size() - 1).deltaNorm();
    }

    /**
     * Looks at one network.
     *
     * @param member the network with its encoder
     * @param sample rows with the columns of the encoder and the target
     * @return null if no row has a target
     */
    public static @Nullable GradientFlow of(Member member, RowSample sample) {
        ReferenceEngine engine =
                new ReferenceEngine(member.network().network(), member.network().likelihood());
        NetworkPlan plan = engine.plan();
        double work = (double) PRODUCTS
                * plan.layout().size()
                * plan.members(plan.nodes().size());
        int most = (int) Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, WORK / Math.max(1, work)));
        GradientCheck.Rows rows = EncodedRows.of(member, sample, most);
        if (rows == null) {
            return null;
        }
        double[] parameters = member.network().wideParameters();
        double[] statistics = member.network().wideStatistics();
        ReferencePass pass = engine.forward(parameters, statistics, rows.x(), rows.rows(), Mode.PREDICTION);
        double[] gradient = new double[plan.layout().size()];
        engine.backward(pass, rows.y(), rows.weights(), gradient);
        return new GradientFlow(rows.rows(), layers(plan, pass, parameters, gradient));
    }

    private static List<Layer> layers(NetworkPlan plan, ReferencePass pass, double[] parameters, double[] gradient) {
        List<Layer> layers = new ArrayList<>();
        for (Node node : plan.nodes()) {
            if (node.kind() == Kind.DENSE || node.kind() == Kind.HEADS) {
                layers.add(layer(
                        plan, node, node.displayName(), List.of(node.requireWeight()), pass, parameters, gradient));
            } else if (node.kind() == Kind.EMBED) {
                List<Slice> slices = node.parts().stream()
                        .flatMap(part -> part.slices().stream())
                        .toList();
                layers.add(layer(plan, node, EMBEDDING, slices, pass, parameters, gradient));
            }
        }
        return layers;
    }

    private static Layer layer(
            NetworkPlan plan,
            Node node,
            String name,
            List<Slice> slices,
            ReferencePass pass,
            double[] parameters,
            double[] gradient) {
        double[] deltas = pass.deltas(node.index() + 1);
        // The deltas of a pass carry the row's share of the cost; a row by itself has them without.
        double share = (double) pass.rows() * node.members();
        double[] weights = pick(parameters, slices);
        double[] gradients = pick(gradient, slices);
        Node behind = activation(plan, node);
        FlatUnits flat = behind == null ? null : FlatUnits.of(name, behind, parameters);
        double whole = Double.NaN;
        if (flat != null) {
            flat.add(pass);
            whole = (double) flat.flatUnits() / flat.units();
        }
        return new Layer(
                name,
                name.equals(EMBEDDING) ? EMBEDDING : behind == null ? "" : name(behind),
                node.outputs(),
                node.members(),
                norm(deltas) * Math.sqrt(share),
                Spreads.of(deltas, share),
                norm(gradients),
                norm(weights),
                Spreads.of(gradients, 1),
                flat != null && flat.oneSided() ? whole : Double.NaN,
                flat == null || flat.oneSided() ? Double.NaN : whole,
                flat == null ? Double.NaN : flat.share());
    }

    /** The activation behind a node, before the next one with weights. */
    private static @Nullable Node activation(NetworkPlan plan, Node node) {
        for (Node next : plan.nodes().subList(node.index() + 1, plan.nodes().size())) {
            switch (next.kind()) {
                case ACTIVATE, PARAMETRIC_ACTIVATE -> {
                    return next;
                }
                case DENSE, HEADS, EMBED, SKIP_START, SKIP_END -> {
                    return null;
                }
                case SCALE, DROPOUT, BATCH_NORMALIZATION, LAYER_NORMALIZATION -> {}
            }
        }
        return null;
    }

    private static String name(Node activation) {
        return activation.layer() instanceof Activate plain
                ? plain.activation().name()
                : ((ParametricActivate) activation.layer()).activation().name();
    }

    private static double[] pick(double[] values, List<Slice> slices) {
        return slices.stream()
                .flatMapToDouble(slice -> Arrays.stream(values, slice.offset(), slice.offset() + slice.size()))
                .toArray();
    }

    private static double norm(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }
}
