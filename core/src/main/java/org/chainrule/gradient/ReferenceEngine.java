package org.chainrule.gradient;

import java.util.Arrays;
import java.util.List;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.Network;
import org.chainrule.network.NetworkPlan;
import org.chainrule.network.NetworkPlan.Node;

/**
 * The reference engine: plain double precision, batches, every layer and likelihood. It is the oracle of the tests, the engine behind the gradient check and
 * explanations, and the choice of a user who asks for float64. {@link Backpropagation} is the same mathematics beside the lecture's slides.
 *
 * <p>The cost of a batch is the weighted mean J = sum_n w_n J_n / sum_n w_n. Where the network is an ensemble of k members, J_n is the mean of theirs,
 * 1/k sum_m J(z_nm, y_n), and o the mean of their outputs. Each layer has three verbs: forward [2], backward (the delta of what it read
 * from the delta of what it wrote [9]) and gradient (of its parameters [6]); they stand in {@link ReferenceLayers}. All rows and all layers go through in
 * order; no value depends on anything but the arguments.
 */
public final class ReferenceEngine {
    private final NetworkPlan plan;
    private final List<Node> nodes;
    private final Likelihood likelihood;
    private final int inputs;
    private final int outputs;
    private final int targets;
    private final int members;

    /**
     * An engine for a network.
     *
     * @param network    the specification
     * @param likelihood output activation, cost and delta(L)
     * @throws IllegalArgumentException if the likelihood cannot follow the network's last width
     */
    public ReferenceEngine(Network network, Likelihood likelihood) {
        this.plan = new NetworkPlan(network);
        this.nodes = plan.nodes();
        this.likelihood = likelihood;
        this.inputs = network.inputs();
        this.members = network.members();
        this.outputs = network.outputs();
        this.targets = likelihood.targets(outputs);
    }

    /**
     * The network as a straight line of nodes.
     *
     * @return the plan
     */
    public NetworkPlan plan() {
        return plan;
    }

    /**
     * Forward [2]: from x to z(L).
     *
     * @param parameters flat parameters, read and kept for the backward pass
     * @param statistics running statistics, read
     * @param x          [rows x n(0)], read
     * @param rows       rows of the batch
     * @param mode       training or prediction
     * @return the pass
     */
    public ReferencePass forward(double[] parameters, double[] statistics, double[] x, int rows, Mode mode) {
        ReferencePass pass = new ReferencePass(plan, parameters, statistics, rows, mode);
        pass.values[0] = Arrays.copyOf(x, rows * inputs); // h(0) = x [10]
        for (Node node : nodes) {
            ReferenceLayers.forward(node, pass);
        }
        return pass;
    }

    /**
     * The outputs o = o(z(L)) [2] of a pass, the mean over the members of an ensemble.
     *
     * @param pass a forward pass
     * @return [rows x n(L)]
     */
    public double[] outputs(ReferencePass pass) {
        double[] z = pass.values[nodes.size()];
        double[] o = new double[pass.rows * outputs];
        double[] member = new double[outputs];
        for (int n = 0; n < pass.rows; n++) {
            likelihood.output(z, n * members * outputs, o, n * outputs, outputs);
            for (int m = 1; m < members; m++) {
                likelihood.output(z, (n * members + m) * outputs, member, 0, outputs);
                for (int j = 0; j < outputs; j++) {
                    o[n * outputs + j] += member[j];
                }
            }
            for (int j = 0; j < outputs; j++) {
                o[n * outputs + j] /= members;
            }
        }
        return o;
    }

    /**
     * The cost of a batch, J = sum_n w_n J_n / sum_n w_n, without penalties.
     *
     * @param pass    a forward pass
     * @param y       [rows x targets], read
     * @param weights [rows], read
     * @return J, or 0 if all weights are 0
     */
    public double cost(ReferencePass pass, double[] y, double[] weights) {
        double[] z = pass.values[nodes.size()];
        double sum = 0;
        for (int n = 0; n < pass.rows; n++) {
            if (weights[n] != 0) {
                double cost = 0;
                for (int m = 0; m < members; m++) {
                    cost += likelihood.cost(z, (n * members + m) * outputs, y, n * targets, outputs);
                }
                sum += weights[n] * (cost / members);
            }
        }
        double total = total(weights, pass.rows);
        return total == 0 ? 0 : sum / total;
    }

    /**
     * Backward: delta(L) from the likelihood [10], every delta by the recursion [9], every gradient by the outer product [6].
     *
     * @param pass     a forward pass; its deltas are overwritten
     * @param y        [rows x targets], read
     * @param weights  [rows], read
     * @param gradient flat gradient dJ/dw, overwritten
     */
    public void backward(ReferencePass pass, double[] y, double[] weights, double[] gradient) {
        int last = nodes.size();
        double[] z = pass.values[last];
        double[] delta = pass.deltas[last];
        double total = total(weights, pass.rows);
        for (int n = 0; n < pass.rows; n++) {
            double share = weights[n] == 0 ? 0 : weights[n] / total / members;
            for (int r = n * members; r < (n + 1) * members; r++) {
                likelihood.delta(z, r * outputs, y, n * targets, delta, r * outputs, outputs); // [10]
                for (int k = r * outputs; k < (r + 1) * outputs; k++) {
                    delta[k] = share == 0 ? 0 : delta[k] * share;
                }
            }
        }
        Arrays.fill(gradient, 0);
        for (int k = last - 1; k >= 0; k--) {
            ReferenceLayers.gradient(nodes.get(k), pass, gradient); // [6]
            ReferenceLayers.backward(nodes.get(k), pass); // [9]
        }
    }

    /**
     * One node's share of the recursion [9]: dx = (dy/dx)^T dy at the values of a pass, for any dy. Unit vectors give the rows of the node's Jacobian, which is
     * how explanations come by local derivatives. The way around a residual block belongs to neither of its ends: that derivative is 1.
     *
     * @param pass a forward pass, read; its deltas stay as they are
     * @param node index of the node
     * @param dy   [rows members outputs], read
     * @return dx, [rows members inputs]
     */
    public double[] pullBack(ReferencePass pass, int node, double[] dy) {
        if (nodes.get(node).kind() == NetworkPlan.Kind.SKIP_START) {
            return dy.clone();
        }
        ReferencePass local = pass.at(node, dy);
        ReferenceLayers.backward(nodes.get(node), local);
        return local.deltas[node];
    }

    /**
     * One node's gradients [6] at the values of a pass, for any dy: unit vectors give dy/dw of the node's parameters.
     *
     * @param pass     a forward pass, read; its deltas stay as they are
     * @param node     index of the node
     * @param dy       [rows members outputs], read
     * @param gradient flat; must be 0 at the node's parameters, which are overwritten
     */
    public void parameterGradient(ReferencePass pass, int node, double[] dy, double[] gradient) {
        ReferenceLayers.gradient(nodes.get(node), pass.at(node, dy), gradient);
    }

    /**
     * Moves the running statistics of batch normalisations towards those of a training pass.
     *
     * @param pass       a forward pass in training mode
     * @param statistics running statistics, read and overwritten
     */
    public void updateStatistics(ReferencePass pass, double[] statistics) {
        for (Node node : nodes) {
            if (node.kind() == NetworkPlan.Kind.BATCH_NORMALIZATION) {
                ReferenceNormalization.updateStatistics(node, pass, statistics);
            }
        }
    }

    private static double total(double[] weights, int rows) {
        double total = 0;
        for (int n = 0; n < rows; n++) {
            total += weights[n];
        }
        return total;
    }
}
