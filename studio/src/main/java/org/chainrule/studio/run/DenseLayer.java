package org.chainrule.studio.run;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.NetworkPlan;
import org.chainrule.network.NetworkPlan.Kind;
import org.chainrule.network.NetworkPlan.Node;
import org.chainrule.network.ParameterLayout.Slice;
import org.jspecify.annotations.Nullable;

/**
 * A dense layer of a network as the page shows it: where the reference engine keeps its h(l-1), z(l) and h(l).
 *
 * @param layer      l, from 1
 * @param node       the product H W + b
 * @param zBuffer    buffer of z(l), behind whatever stands between the product and phi
 * @param hBuffer    buffer of h(l); that of z(l) for a layer without phi, such as the last
 * @param dropped    buffer of h(l) behind its dropout; that of h(l) without
 * @param activation phi; null for a layer without
 */
record DenseLayer(
        int layer,
        Node node,
        int zBuffer,
        int hBuffer,
        int dropped,
        @Nullable Activation activation) {

    /** The dense layers of a network, those inside of batch ensembles included; other layers are passed over. */
    static List<DenseLayer> of(NetworkPlan plan) {
        List<DenseLayer> layers = new ArrayList<>();
        for (Node node : plan.nodes()) {
            if (node.kind() == Kind.DENSE) {
                layers.add(of(plan, layers.size() + 1, node));
            }
        }
        return List.copyOf(layers);
    }

    private static DenseLayer of(NetworkPlan plan, int layer, Node node) {
        int z = node.index() + 1;
        for (int k = z; k < plan.nodes().size(); k++) {
            Node next = plan.nodes().get(k);
            switch (next.kind()) {
                case SCALE, BATCH_NORMALIZATION, LAYER_NORMALIZATION -> {
                    // z(l) is what phi reads
                }
                case ACTIVATE -> {
                    boolean drops = k + 1 < plan.nodes().size()
                            && plan.nodes().get(k + 1).kind() == Kind.DROPOUT;
                    Activation phi = ((Activate) next.layer()).activation();
                    return new DenseLayer(layer, node, k, k + 1, drops ? k + 2 : k + 1, phi);
                }
                default -> {
                    return new DenseLayer(layer, node, z, z, z, null);
                }
            }
        }
        return new DenseLayer(layer, node, z, z, z, null);
    }

    /** n(l-1). */
    int inputs() {
        return node.inputs();
    }

    /** n(l). */
    int units() {
        return node.outputs();
    }

    /** Such as {@code dense.1}. */
    String block() {
        return node.displayName();
    }

    /** W(l), [in x out]. */
    Slice weight() {
        return node.requireWeight();
    }

    /** Units that give 0 for all z below 0, and have phi' = 0 there: they can die. */
    boolean canDie() {
        return activation != null && activation.kind() == Activation.Kind.RELU;
    }

    /** How many numbers of a unit a pass has: one for each row and member. */
    static int count(double[] buffer, int units) {
        return buffer.length / units;
    }

    /** Whether a unit gives 0 in every row of a buffer. */
    static boolean silent(double[] h, int units, int unit) {
        for (int e = unit; e < h.length; e += units) {
            if (h[e] != 0) {
                return false;
            }
        }
        return true;
    }
}
