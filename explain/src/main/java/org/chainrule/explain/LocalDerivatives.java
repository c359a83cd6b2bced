package org.chainrule.explain;

import java.util.Arrays;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import org.chainrule.gradient.ReferenceEngine;
import org.chainrule.gradient.ReferencePass;
import org.chainrule.network.NetworkPlan.Node;
import org.chainrule.network.ParameterLayout.Slice;

/**
 * Takes a node's Jacobian from the reference engine: (dy/dx)^T dy for unit vectors dy. Units that share no input are probed at once: an elementwise node needs
 * one probe, a layer normalisation one for each column, a batch normalisation in training one for each row, a scale that makes members one for each member.
 */
final class LocalDerivatives {
    private LocalDerivatives() {}

    /**
     * The derivatives of a node at the values of a pass.
     *
     * @throws IllegalStateException for an embedding: no parameter stands before it, so no path goes through it
     */
    static Edges of(ReferenceEngine engine, ReferencePass pass, double[] parameters, boolean training, Node node) {
        int width = node.outputs();
        int members = node.members();
        return switch (node.kind()) {
            case EMBED -> throw new IllegalStateException("no path goes through an embedding, which reads x alone");
            case DENSE, HEADS -> product(parameters, node);
            case ACTIVATE, PARAMETRIC_ACTIVATE, DROPOUT, SKIP_START, SKIP_END -> diagonal(engine, pass, node);
            case SCALE ->
                engine.plan().members(node.index()) == members
                        ? diagonal(engine, pass, node)
                        : probed(
                                engine,
                                pass,
                                node,
                                members,
                                e -> e / width % members,
                                (e, m) -> (e / width * members + m) * width + e % width);
            case LAYER_NORMALIZATION ->
                probed(engine, pass, node, width, e -> e % width, (e, j) -> e / width * width + j);
            case BATCH_NORMALIZATION ->
                training
                        ? probed(engine, pass, node, pass.rows(), e -> e / width, (e, r) -> r * width + e % width)
                        : diagonal(engine, pass, node);
        };
    }

    private static Edges product(double[] parameters, Node node) {
        Slice weight = node.requireWeight();
        int stride = weight.blocks() == 1 ? 0 : weight.rows() * weight.columns();
        return new Edges.Product(
                parameters,
                weight.offset(),
                stride,
                node.members(),
                node.inputs(),
                node.outputs(),
                node.productScale());
    }

    private static Edges diagonal(ReferenceEngine engine, ReferencePass pass, Node node) {
        double[] ones = new double[pass.values(node.index() + 1).length];
        Arrays.fill(ones, 1);
        return new Edges.Diagonal(engine.pullBack(pass, node.index(), ones));
    }

    private static Edges probed(
            ReferenceEngine engine,
            ReferencePass pass,
            Node node,
            int probes,
            IntUnaryOperator probeOf,
            IntBinaryOperator targets) {
        double[][] answers = new double[probes][];
        double[] dy = new double[pass.values(node.index() + 1).length];
        for (int probe = 0; probe < probes; probe++) {
            int now = probe;
            Arrays.setAll(dy, e -> probeOf.applyAsInt(e) == now ? 1 : 0);
            answers[probe] = engine.pullBack(pass, node.index(), dy);
        }
        return new Edges.Probed(answers, targets);
    }
}
