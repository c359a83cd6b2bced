package org.chainrule.train;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.chainrule.data.Dataset;
import org.chainrule.gradient.NodeForward;
import org.chainrule.network.Dense;
import org.chainrule.network.InitialParameters;
import org.chainrule.network.Initializer;
import org.chainrule.network.Layer;
import org.chainrule.network.Network;
import org.chainrule.network.NetworkPlan;
import org.chainrule.network.NetworkPlan.Kind;
import org.chainrule.network.NetworkPlan.Node;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.network.Residual;
import org.chainrule.random.CounterRandom;
import org.chainrule.random.CounterRandom.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Weights and biases that start by the data, layer after layer from the front, on training rows. With X what a dense layer reads, s its
 * {@link Dense#productScale} and W drawn from N(0, 1):
 *
 * <pre>
 * W_j := W_j / deviation(s X W_j)                        (population deviation; a column that does not vary stays as it is)
 * b_j := - sum_k w_k z[r_k, j],   Z = s X W,  k = 1..5    ("he+5")
 * </pre>
 *
 * <p>with rows r_k drawn with replacement and weights w, a normalised draw from Exp(1), for every unit anew: each unit's kink then lies among the rows. What
 * the layer then writes goes through the other layers, without dropout and with the running statistics as they start, to the next one. Computed in double
 * whatever the precision of the training. Source: Holzmueller, Grinsztajn and Steinwart 2024, "Better by default".
 */
final class DataDrivenInitialization {
    /** Rows that a bias is drawn from. */
    private static final int BIAS_ROWS = 5;

    private static final int MOST_ROWS = 8192;
    private static final int FEWEST_ROWS = 256;

    /** Numbers of the widest buffer, at most: a network of width 2048 and less sees MOST_ROWS. */
    private static final int MOST_NUMBERS = 1 << 24;

    private final NetworkPlan plan;
    private final double[] parameters;
    private final BiasDraws draws;
    private final int rows;

    /** Where the random part of a bias comes from. */
    interface BiasDraws {
        /**
         * A row, drawn uniformly.
         *
         * @param bias the bias
         * @param draw number of the draw, from 0: five of each unit
         * @param rows how many there are
         * @return from 0 to rows - 1
         */
        int row(Slice bias, int draw, int rows);

        /**
         * A number from Exp(1).
         *
         * @param bias the bias
         * @param draw as for {@link #row}
         * @return the number
         */
        double exponential(Slice bias, int draw);
    }

    /** Draws 2n and 2n + 1 of the bias's own stream, which nobody else needs: its initialiser's draws are overwritten. */
    private record Counted(List<Slice> slices, long seed) implements BiasDraws {
        @Override
        public int row(Slice bias, int draw, int rows) {
            return random(bias).below(2L * draw, rows);
        }

        @Override
        public double exponential(Slice bias, int draw) {
            return -StrictMath.log(1 - random(bias).uniform(2L * draw + 1));
        }

        private CounterRandom random(Slice bias) {
            return CounterRandom.of(seed, Stream.INITIALIZATION, slices.indexOf(bias));
        }
    }

    private DataDrivenInitialization(NetworkPlan plan, double[] parameters, BiasDraws draws, int rows) {
        this.plan = plan;
        this.parameters = parameters;
        this.draws = draws;
        this.rows = rows;
    }

    /** Whether a network has a layer that starts by the data. */
    static boolean isAskedFor(Network network) {
        return anyOf(network.layers());
    }

    private static boolean anyOf(List<Layer> layers) {
        return layers.stream()
                .anyMatch(layer -> layer instanceof Residual residual
                        ? anyOf(residual.body())
                        : layer instanceof Dense dense
                                && (dense.initializer() == Initializer.DATA_DRIVEN
                                        || dense.biasInitializer() == Initializer.DATA_DRIVEN));
    }

    /**
     * The parameters that a training starts from.
     *
     * @param network the specification
     * @param data    training rows; all of them are used, or a sample drawn without replacement if there are more than 8,192
     * @param seed    the training's seed
     * @return the flat parameters
     */
    static double[] parameters(Network network, Dataset data, long seed) {
        NetworkPlan plan = new NetworkPlan(network);
        int[] sample = sample(plan, data.rows(), seed);
        double[] x = new double[sample.length * data.inputs()];
        data.gather(sample, 0, sample.length, x, new double[sample.length * data.targets()], new double[sample.length]);
        double[] parameters = InitialParameters.draw(plan.layout(), seed);
        apply(plan, parameters, x, sample.length, new Counted(plan.layout().parameters(), seed));
        return parameters;
    }

    /** The rows that {@link #parameters} looks at, ascending. */
    static int[] sample(Network network, int rows, long seed) {
        return sample(new NetworkPlan(network), rows, seed);
    }

    /** Epoch 0 of the shuffle, which no training sees, in the order of the rows. */
    private static int[] sample(NetworkPlan plan, int rows, long seed) {
        int widest = 1;
        for (int k = 0; k <= plan.nodes().size(); k++) {
            widest = Math.max(widest, plan.width(k) * plan.members(k));
        }
        int most = Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, MOST_NUMBERS / widest));
        int[] order = new int[rows];
        Shuffle.fill(order, seed, 0);
        int[] sample = Arrays.copyOf(order, Math.min(most, rows));
        Arrays.sort(sample);
        return sample;
    }

    /**
     * Sets the weights and biases of all layers that start by the data.
     *
     * @param plan       the network
     * @param parameters flat parameters as they were drawn, read and overwritten
     * @param x          [rows x n(0)], read
     * @param rows       how many
     * @param draws      of the biases
     */
    static void apply(NetworkPlan plan, double[] parameters, double[] x, int rows, BiasDraws draws) {
        new DataDrivenInitialization(plan, parameters, draws, rows).walk(x);
    }

    private void walk(double[] x) {
        List<Node> nodes = plan.nodes();
        NodeForward forward = new NodeForward(plan, parameters, InitialParameters.statistics(plan.layout()));
        double[] @Nullable [] buffers = new double[nodes.size() + 1][];
        buffers[0] = x;
        int last = lastDriven(nodes);
        for (int k = 0; k <= last; k++) {
            Node node = nodes.get(k);
            double[] read = Objects.requireNonNull(buffers[k]);
            buffers[k + 1] = node.kind() == Kind.DENSE && node.layer() instanceof Dense dense
                    ? dense(node, dense, read)
                    : forward.run(node, buffers, rows);
            if (node.kind() != Kind.SKIP_START) {
                buffers[k] = null; // read for the last time: it is memory for the next ones
            }
            if (node.kind() == Kind.SKIP_END) {
                buffers[node.partner()] = null;
            }
        }
    }

    private static int lastDriven(List<Node> nodes) {
        int last = -1;
        for (Node node : nodes) {
            last = anyOf(List.of(node.layer())) ? node.index() : last;
        }
        return last;
    }

    /** Z = s X W + b, with W and b set on the way. */
    private double[] dense(Node node, Dense dense, double[] x) {
        double[] z = product(node, x);
        if (dense.initializer() == Initializer.DATA_DRIVEN) {
            normalize(node, z);
        }
        Slice bias = node.bias();
        if (bias != null) {
            if (dense.biasInitializer() == Initializer.DATA_DRIVEN) {
                setBias(bias, z);
            }
            for (int e = 0; e < z.length; e++) {
                z[e] += parameters[bias.offset() + e % bias.columns()];
            }
        }
        return z;
    }

    /** s X W, row by row: the inner loop runs along the rows of W and Z. */
    private double[] product(Node node, double[] x) {
        int in = node.inputs();
        int out = node.outputs();
        int w = node.requireWeight().offset();
        double scale = node.productScale();
        int count = rows * node.members();
        double[] z = new double[count * out];
        for (int n = 0; n < count; n++) {
            for (int i = 0; i < in; i++) {
                double factor = x[n * in + i];
                int from = w + i * out;
                int to = n * out;
                for (int j = 0; j < out; j++) {
                    z[to + j] = Math.fma(factor, parameters[from + j], z[to + j]);
                }
            }
            for (int j = 0; j < out; j++) {
                z[n * out + j] *= scale;
            }
        }
        return z;
    }

    /** Divides the columns of W and Z by the deviations of those of Z. */
    private void normalize(Node node, double[] z) {
        int out = node.outputs();
        int count = z.length / out;
        double[] means = new double[out];
        double[] deviations = new double[out];
        for (int e = 0; e < z.length; e++) {
            means[e % out] += z[e];
        }
        for (int j = 0; j < out; j++) {
            means[j] /= count;
        }
        for (int e = 0; e < z.length; e++) {
            double d = z[e] - means[e % out];
            deviations[e % out] = Math.fma(d, d, deviations[e % out]);
        }
        for (int j = 0; j < out; j++) {
            double deviation = Math.sqrt(deviations[j] / count);
            deviations[j] = deviation > 0 ? deviation : 1;
        }
        for (int e = 0; e < z.length; e++) {
            z[e] /= deviations[e % out];
        }
        Slice weight = node.requireWeight();
        for (int e = 0; e < weight.size(); e++) {
            parameters[weight.offset() + e] /= deviations[e % out];
        }
    }

    private void setBias(Slice bias, double[] z) {
        int count = z.length / bias.columns();
        for (int j = 0; j < bias.columns(); j++) {
            double sum = 0;
            double total = 0;
            for (int k = 0; k < BIAS_ROWS; k++) {
                int draw = j * BIAS_ROWS + k;
                double weight = draws.exponential(bias, draw);
                sum = Math.fma(weight, z[draws.row(bias, draw, count) * bias.columns() + j], sum);
                total += weight;
            }
            parameters[bias.offset() + j] = total > 0 ? -sum / total : 0;
        }
    }
}
