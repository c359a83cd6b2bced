package org.chainrule.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chainrule.data.ArrayDataset;
import org.chainrule.gradient.Mode;
import org.chainrule.likelihood.Bernoulli;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.likelihood.GaussianWithVariance;
import org.chainrule.likelihood.Huber;
import org.chainrule.likelihood.Laplace;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.likelihood.Poisson;
import org.chainrule.likelihood.Quantile;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.BatchNormalization;
import org.chainrule.network.Dense;
import org.chainrule.network.Draw;
import org.chainrule.network.Dropout;
import org.chainrule.network.Initializer;
import org.chainrule.network.Layer;
import org.chainrule.network.LayerNormalization;
import org.chainrule.network.Network;
import org.chainrule.network.ParameterLayout;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.network.Residual;

/**
 * A random network with a random likelihood, rows, weights and parameters, drawn from its number alone. Every number in it is a float, so that both engines
 * see the same problem.
 *
 * @param network    every kind of layer occurs, those of recipes where they are asked for
 * @param likelihood every kind occurs, in turn
 * @param mode       training (with dropout masks drawn from the number) or, once in four, prediction
 * @param rows       rows of x, y and weights
 * @param x          [rows x inputs]
 * @param y          [rows x targets]
 * @param weights    [rows], zeros among them, not all zero
 * @param parameters flat
 * @param statistics flat
 */
@SuppressWarnings("ArrayRecordComponent")
public record RandomProblem(
        Network network,
        Likelihood likelihood,
        Mode mode,
        int rows,
        double[] x,
        double[] y,
        double[] weights,
        double[] parameters,
        double[] statistics) {
    /** Every activation, variants included. */
    public static final List<Activation> ACTIVATIONS = List.of(
            Activation.IDENTITY,
            Activation.RELU,
            Activation.LEAKY_RELU,
            Activation.leakyRelu(0.25),
            Activation.ELU,
            Activation.elu(0.5),
            Activation.SELU,
            Activation.GELU,
            Activation.SILU,
            Activation.MISH,
            Activation.SOFTPLUS,
            Activation.TANH,
            Activation.LOGISTIC);

    /** Every likelihood, variants included. */
    public static final List<Likelihood> LIKELIHOODS = List.of(
            new Gaussian(),
            new GaussianWithVariance(),
            new Laplace(),
            new Huber(0.75),
            new Quantile(List.of(0.125, 0.5)),
            new Bernoulli(),
            new Categorical(0),
            new Categorical(0.125),
            new Poisson());

    /**
     * How large problems are.
     *
     * @param minimumWidth of hidden layers
     * @param maximumWidth of hidden layers
     * @param minimumRows  of the batch
     * @param maximumRows  of the batch
     */
    public record Sizes(int minimumWidth, int maximumWidth, int minimumRows, int maximumRows) {
        /** As small as it gets, degenerate ones included: one row, one unit. */
        public static final Sizes TINY = new Sizes(1, 4, 1, 4);

        /** Large enough for float32 normalisations to be well conditioned. */
        public static final Sizes MEDIUM = new Sizes(6, 20, 16, 45);
    }

    /**
     * Draws a problem.
     *
     * @param number which one
     * @param sizes  how large
     * @return the problem
     */
    public static RandomProblem draw(int number, Sizes sizes) {
        return draw(number, sizes, false);
    }

    /**
     * Draws a problem.
     *
     * @param number  which one
     * @param sizes   how large
     * @param recipes whether its layers are those of the published recipes for tables (see {@link RecipeLayers}) or those of all other networks
     * @return the problem
     */
    public static RandomProblem draw(int number, Sizes sizes, boolean recipes) {
        Draws draws = new Draws(1_000_003L * sizes.maximumWidth + number + (recipes ? 1L << 40 : 0));
        Likelihood likelihood = LIKELIHOODS.get(number % LIKELIHOODS.size());
        int targetColumns = likelihood instanceof Categorical ? draws.between(2, 4) : draws.between(1, 3);
        int outputs = likelihood.outputs(targetColumns);
        int inputs = draws.between(sizes.minimumWidth, sizes.maximumWidth);
        Network network = new Network(
                inputs,
                recipes ? RecipeLayers.draw(draws, inputs, outputs, sizes) : layers(draws, inputs, outputs, sizes));
        int rows = draws.between(sizes.minimumRows, sizes.maximumRows);
        ParameterLayout layout = new ParameterLayout(network);
        double[] parameters = new double[layout.size()];
        layout.parameters().forEach(slice -> fill(slice, draws, parameters));
        double[] statistics = new double[layout.statisticsSize()];
        layout.statistics().forEach(slice -> fill(slice, draws, statistics));
        Mode mode = draws.rarely(3) ? Mode.PREDICTION : Mode.training(number, draws.between(0, 1000));
        double[] x = draws.normals(rows * inputs, 1);
        RecipeLayers.codes(network, rows, draws, x);
        double[] y = targets(draws, likelihood, rows, likelihood.targets(outputs), outputs);
        return new RandomProblem(network, likelihood, mode, rows, x, y, weights(draws, rows), parameters, statistics);
    }

    private static List<Layer> layers(Draws draws, int inputs, int outputs, Sizes sizes) {
        List<Layer> layers = new ArrayList<>();
        int width = inputs;
        int blocks = draws.between(1, 4);
        for (int b = 0; b < blocks; b++) {
            switch (draws.between(0, 8)) {
                case 0, 1 -> {
                    width = draws.between(sizes.minimumWidth, sizes.maximumWidth);
                    layers.add(dense(draws, width));
                    layers.add(activate(draws));
                }
                case 2, 3 -> {
                    width = draws.between(sizes.minimumWidth, sizes.maximumWidth);
                    layers.add(dense(draws, width));
                    layers.add(normalization(draws));
                    layers.add(activate(draws));
                }
                case 4 -> layers.add(new Dropout(0.125 * draws.between(0, 5)));
                case 5 -> layers.add(normalization(draws));
                case 6 -> layers.add(activate(draws));
                case 7 -> layers.add(new Residual(dense(draws, width), activate(draws), new Dropout(0.25)));
                default ->
                    layers.add(new Residual(
                            normalization(draws),
                            activate(draws),
                            new Residual(dense(draws, width), activate(draws)),
                            dense(draws, width)));
            }
        }
        layers.add(dense(draws, outputs));
        switch (draws.between(0, 11)) { // the last layer need not be dense
            case 0 -> layers.add(outputs < sizes.minimumWidth ? new BatchNormalization() : normalization(draws));
            case 1 -> layers.add(new Residual(dense(draws, outputs)));
            case 2 -> layers.add(new Activate(Activation.TANH));
            default -> {
                // dense
            }
        }
        return layers;
    }

    static Layer dense(Draws draws, int units) {
        return new Dense(units, !draws.rarely(3), Initializer.LECUN_NORMAL);
    }

    static Layer activate(Draws draws) {
        return new Activate(ACTIVATIONS.get(draws.between(0, ACTIVATIONS.size() - 1)));
    }

    static Layer normalization(Draws draws) {
        return draws.rarely(2) ? new BatchNormalization(0.125, 0.001) : new LayerNormalization(0.001);
    }

    private static void fill(Slice slice, Draws draws, double[] values) {
        for (int e = slice.offset(); e < slice.offset() + slice.size(); e++) {
            values[e] = switch (slice.role()) {
                case WEIGHT -> draws.normal(slice.draw().equals(Draw.normal(1)) ? 1 : 1 / Math.sqrt(slice.rows()));
                case BIAS, SHIFT, RUNNING_MEAN, LINEAR, BINS -> draws.normal(0.3);
                case PERIODIC, TABLE -> draws.normal(0.5);
                case GAIN, SCALE, SLOPE, ADAPTER -> (float) (0.5 + draws.uniform());
                case RUNNING_VARIANCE -> (float) (0.25 + 2 * draws.uniform());
            };
        }
    }

    private static double[] targets(Draws draws, Likelihood likelihood, int rows, int targets, int outputs) {
        double[] y = new double[rows * targets];
        for (int e = 0; e < y.length; e++) {
            if (likelihood instanceof Categorical) {
                y[e] = draws.between(0, outputs - 1);
            } else if (likelihood instanceof Bernoulli) {
                y[e] = draws.rarely(8) ? draws.uniform() : draws.between(0, 1);
            } else if (likelihood instanceof Poisson) {
                y[e] = draws.between(0, 4);
            } else {
                y[e] = draws.normal(1);
            }
        }
        return y;
    }

    private static double[] weights(Draws draws, int rows) {
        double[] weights = new double[rows];
        Arrays.fill(weights, 1);
        if (!draws.rarely(3)) {
            for (int n = 1; n < rows; n++) {
                weights[n] = draws.rarely(4) ? 0 : (float) (0.25 + 2 * draws.uniform());
            }
        }
        return weights;
    }

    /**
     * The numbers as floats, without loss.
     *
     * @param values each a float
     * @return the same
     */
    public static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int e = 0; e < values.length; e++) {
            floats[e] = (float) values[e];
        }
        return floats;
    }

    /**
     * The rows as a data set.
     *
     * @return x, y and weights
     */
    public ArrayDataset dataset() {
        return new ArrayDataset(rows(x), rows(y), weights);
    }

    private double[][] rows(double[] values) {
        int width = values.length / rows;
        double[][] split = new double[rows][];
        for (int n = 0; n < rows; n++) {
            split[n] = Arrays.copyOfRange(values, n * width, (n + 1) * width);
        }
        return split;
    }
}
