package org.chainrule.tabular.doctor;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.chainrule.gradient.ReferencePass;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.NetworkPlan.Node;
import org.chainrule.network.ParametricActivate;
import org.jspecify.annotations.Nullable;

/**
 * Counts on how many rows each unit of an activation is flat, in each member: dh/dz, which is phi'(z) or 1 + alpha (phi'(z) - 1), is 0, or nearly so beside its
 * largest value.
 */
final class FlatUnits {
    /** Of the largest slope. */
    private static final double FLAT = 0.02;

    /** Of the rows, from which on a bounded unit counts as flat. */
    static final double ROWS = 0.99;

    private final String layer;
    private final Node node;
    private final Activation activation;
    private final double @Nullable [] alpha;
    private final int[] counts;
    private int rows;

    private FlatUnits(String layer, Node node, Activation activation, double @Nullable [] alpha) {
        this.layer = layer;
        this.node = node;
        this.activation = activation;
        this.alpha = alpha;
        this.counts = new int[node.members() * node.outputs()];
    }

    /** A counter for a node, if it is an activation that can be flat. */
    static @Nullable FlatUnits of(String layer, Node node, double[] parameters) {
        if (node.layer() instanceof Activate plain) {
            return canBeFlat(plain.activation()) ? new FlatUnits(layer, node, plain.activation(), null) : null;
        }
        if (node.layer() instanceof ParametricActivate mixed && canBeFlat(mixed.activation())) {
            int from = node.requireWeight().offset();
            return new FlatUnits(
                    layer, node, mixed.activation(), Arrays.copyOfRange(parameters, from, from + node.outputs()));
        }
        return null;
    }

    private static boolean canBeFlat(Activation activation) {
        return switch (activation.kind()) {
            case IDENTITY, LEAKY_RELU -> false;
            case RELU, ELU, SELU, GELU, SILU, MISH, SOFTPLUS, TANH, LOGISTIC -> true;
        };
    }

    /** Whether one side is flat and the other is not. */
    boolean oneSided() {
        return switch (activation.kind()) {
            case RELU, ELU, SELU, GELU, SILU, MISH, SOFTPLUS -> true;
            case TANH, LOGISTIC, IDENTITY, LEAKY_RELU -> false;
        };
    }

    /** Counts the rows of a forward pass. */
    void add(ReferencePass pass) {
        double[] z = pass.values(node.index()); // [rows x members x units]
        int units = node.outputs();
        double top = activation.kind() == Activation.Kind.LOGISTIC ? 0.25 : 1;
        for (int unit = 0; unit < units; unit++) {
            double a = alpha == null ? 1 : alpha[unit];
            double flat = FLAT * Math.max(Math.abs(1 - a), Math.abs(1 + a * (top - 1)));
            for (int e = unit; e < z.length; e += units) {
                double slope = 1 + a * (activation.derivative(z[e], activation.value(z[e])) - 1);
                counts[e % counts.length] += Math.abs(slope) <= flat ? 1 : 0;
            }
        }
        rows += pass.rows();
    }

    /** In how many members a unit is flat: on all rows if one side is flat, else on nearly all. */
    int members(int unit) {
        double most = oneSided() ? rows : ROWS * rows;
        int flat = 0;
        for (int e = unit; e < counts.length; e += node.outputs()) {
            flat += counts[e] >= most ? 1 : 0;
        }
        return flat;
    }

    /** Units that are flat in every member. */
    int flatUnits() {
        return (int) IntStream.range(0, units())
                .filter(unit -> members(unit) == members())
                .count();
    }

    /** The share of rows, units and members that are flat. */
    double share() {
        return (double) Arrays.stream(counts).asLongStream().sum() / ((double) rows * counts.length);
    }

    String layer() {
        return layer;
    }

    Activation activation() {
        return activation;
    }

    int units() {
        return node.outputs();
    }

    int members() {
        return node.members();
    }

    int rows() {
        return rows;
    }

    /** The units in words. */
    String named() {
        return units() + " " + (alpha == null ? "" : "parametric ") + activation.name() + " units after " + layer;
    }
}
