package org.chainrule.gradient;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.chainrule.likelihood.Laplace;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.likelihood.Quantile;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.Network;
import org.chainrule.network.NetworkPlan.Kind;
import org.chainrule.network.NetworkPlan.Node;
import org.chainrule.network.ParameterLayout;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.network.ParametricActivate;
import org.chainrule.random.CounterRandom;
import org.chainrule.random.CounterRandom.Stream;

/**
 * The witness of backpropagation: compares the reference engine's gradient with central differences of the cost, parameter by parameter.
 *
 * <p>The difference is of fourth order, dJ/dw = (8 (J(w + h) - J(w - h)) - (J(w + 2h) - J(w - 2h))) / 12h, with h = 1e-3 max(1, |w|) / 4. Where a step
 * crosses the kink of a piecewise function (ReLU at 0, the Laplace cost at o = y) a difference means nothing: such parameters are counted, not compared.
 */
public final class GradientCheck {
    private static final double STEP = 2.5e-4;
    private static final double FLOOR = 1e-5;
    /** Differences carry rounding errors of about 1e-12 J, so they say nothing about gradients far below 1e-6 J. */
    private static final double RESOLUTION = 1e-6;

    private static final int WORST = 20;

    /**
     * One parameter.
     *
     * @param parameter  name of its slice
     * @param row        row in the slice, counted through all its matrices: for a weight, the unit that it comes from
     * @param column     column in the slice: for a weight, the unit that it feeds
     * @param gradient   dJ/dw by backpropagation
     * @param difference dJ/dw by central differences
     * @param error      relative error: |gradient - difference| / max(|gradient|, |difference|, 1e-5 of the largest gradient of the slice, 1e-6 of the
     *                   larger of |J| and the largest gradient of all): the last two keep rounding from passing for an error where the gradient is 0, as
     *                   that of a bias before a batch normalisation is
     */
    public record Entry(String parameter, int row, int column, double gradient, double difference, double error) {}

    /**
     * The outcome.
     *
     * @param cost       J of the rows
     * @param parameters parameters of the network
     * @param checked    parameters compared
     * @param kinks      parameters left out because a step crossed a kink
     * @param worst      the comparisons with the largest error, largest first
     */
    public record Result(double cost, int parameters, int checked, int kinks, List<Entry> worst) {
        /** Copies the list. */
        public Result {
            worst = List.copyOf(worst);
        }

        /**
         * The largest relative error.
         *
         * @return 0 if nothing was compared
         */
        public double worstError() {
            return worst.isEmpty() ? 0 : worst.get(0).error();
        }

        /**
         * A table of the worst for a person.
         *
         * @return lines of text
         */
        public String table() {
            StringBuilder text = new StringBuilder(String.format(
                    Locale.ROOT,
                    "%-24s %12s %24s %24s %10s%n",
                    "parameter",
                    "[from, to]",
                    "backpropagation",
                    "central difference",
                    "error"));
            for (Entry entry : worst) {
                text.append(String.format(
                        Locale.ROOT,
                        "%-24s %12s %24.16e %24.16e %10.1e%n",
                        entry.parameter,
                        "[" + entry.row + ", " + entry.column + "]",
                        entry.gradient,
                        entry.difference,
                        entry.error));
            }
            return text.toString();
        }
    }

    /**
     * The rows to check on.
     *
     * @param x       [rows x n(0)]
     * @param y       [rows x targets]
     * @param weights [rows]
     * @param rows    how many
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Rows(double[] x, double[] y, double[] weights, int rows) {}

    /**
     * dJ/dw of one parameter without backpropagation.
     *
     * @param value  the central difference
     * @param step   h
     * @param kinked whether a step crossed a kink, so that the value means nothing
     */
    public record Difference(double value, double step, boolean kinked) {}

    private final ReferenceEngine engine;
    private final Network network;
    private final Likelihood likelihood;
    private final Rows rows;
    private final Mode mode;
    private final double[] statistics;

    private GradientCheck(Network network, Likelihood likelihood, double[] statistics, Rows rows, Mode mode) {
        this.engine = new ReferenceEngine(network, likelihood);
        this.network = network;
        this.likelihood = likelihood;
        this.statistics = statistics;
        this.rows = rows;
        this.mode = mode;
    }

    /**
     * Checks a network at given parameters.
     *
     * @param network    the specification
     * @param likelihood output activation, cost and delta(L)
     * @param parameters flat parameters, read
     * @param statistics running statistics, read
     * @param rows       the rows to check on
     * @param mode       training (dropout masks and batch statistics as in that step) or prediction
     * @param most       most parameters to compare; when there are more, this many are drawn
     * @return the outcome
     */
    public static Result run(
            Network network,
            Likelihood likelihood,
            double[] parameters,
            double[] statistics,
            Rows rows,
            Mode mode,
            int most) {
        return new GradientCheck(network, likelihood, statistics, rows, mode).check(parameters, most);
    }

    /**
     * The central difference of one parameter.
     *
     * @param network    the specification
     * @param likelihood output activation, cost and delta(L)
     * @param parameters flat parameters, read
     * @param statistics running statistics, read
     * @param rows       the rows that J is the mean of
     * @param mode       training (dropout masks and batch statistics as in that step) or prediction
     * @param index      which parameter, an index into the flat array
     * @return the difference
     */
    public static Difference difference(
            Network network,
            Likelihood likelihood,
            double[] parameters,
            double[] statistics,
            Rows rows,
            Mode mode,
            int index) {
        GradientCheck check = new GradientCheck(network, likelihood, statistics, rows, mode);
        long pattern = check.pattern(check.engine.forward(parameters, statistics, rows.x, rows.rows, mode));
        double[] value = new double[1];
        boolean kinked = check.crossesKink(parameters.clone(), index, pattern, value);
        return new Difference(value[0], step(parameters[index]), kinked);
    }

    private static double step(double w) {
        return STEP * Math.max(1, Math.abs(w));
    }

    private Result check(double[] parameters, int most) {
        ReferencePass pass = engine.forward(parameters, statistics, rows.x, rows.rows, mode);
        double cost = engine.cost(pass, rows.y, rows.weights);
        double[] gradient = new double[parameters.length];
        engine.backward(pass, rows.y, rows.weights, gradient);
        long pattern = pattern(pass);
        ParameterLayout layout = engine.plan().layout();
        double[] point = parameters.clone();
        List<Entry> entries = new ArrayList<>();
        int kinks = 0;
        int count = Math.min(most, parameters.length);
        CounterRandom random = CounterRandom.of(0, Stream.SAMPLE, parameters.length);
        for (int c = 0; c < count; c++) {
            int e = count == parameters.length ? c : random.below(c, parameters.length);
            double[] difference = new double[1];
            if (crossesKink(point, e, pattern, difference)) {
                kinks++;
            } else {
                Slice slice = layout.sliceAt(e);
                int index = e - slice.offset();
                entries.add(new Entry(
                        slice.name(),
                        index / slice.columns(),
                        index % slice.columns(),
                        gradient[e],
                        difference[0],
                        error(gradient, slice, e, difference[0], cost)));
            }
        }
        entries.sort(Comparator.comparingDouble(Entry::error).reversed());
        return new Result(
                cost, parameters.length, entries.size(), kinks, entries.subList(0, Math.min(WORST, entries.size())));
    }

    private static double error(double[] gradient, Slice slice, int e, double difference, double cost) {
        double floor = Math.max(
                FLOOR * largest(gradient, slice.offset(), slice.offset() + slice.size()),
                RESOLUTION * Math.max(Math.abs(cost), largest(gradient, 0, gradient.length)));
        double scale = Math.max(Math.max(Math.abs(gradient[e]), Math.abs(difference)), floor);
        double distance = Math.abs(gradient[e] - difference);
        return distance == 0 ? 0 : distance / scale;
    }

    private static double largest(double[] values, int from, int to) {
        double largest = 0;
        for (int k = from; k < to; k++) {
            largest = Math.max(largest, Math.abs(values[k]));
        }
        return largest;
    }

    /** Leaves the central difference in {@code difference[0]}; true if one of the points lies beyond a kink. */
    private boolean crossesKink(double[] point, int e, long pattern, double[] difference) {
        double w = point[e];
        double h = step(w);
        double[] costs = new double[5];
        boolean crossed = false;
        for (int step = -2; step <= 2; step++) {
            if (step != 0) {
                point[e] = w + step * h;
                ReferencePass pass = engine.forward(point, statistics, rows.x, rows.rows, mode);
                costs[step + 2] = engine.cost(pass, rows.y, rows.weights);
                crossed |= pattern(pass) != pattern;
            }
        }
        point[e] = w;
        difference[0] = (8 * (costs[3] - costs[1]) - (costs[4] - costs[0])) / (12 * h);
        return crossed;
    }

    /** On which side of its kink each piecewise element stands, folded into 64 bits. */
    private long pattern(ReferencePass pass) {
        long pattern = 1;
        for (Node node : engine.plan().nodes()) {
            if (hasKink(node)) {
                for (double z : pass.values(node.index())) {
                    pattern = pattern * 31 + (z > 0 ? 1 : 2);
                }
            } else if (node.kind() == Kind.EMBED) {
                pattern = ReferenceEmbeddings.pattern(node, pass, pattern);
            }
        }
        if (likelihood instanceof Laplace || likelihood instanceof Quantile) {
            int width = network.outputs();
            int targets = likelihood.targets(width);
            int members = network.members();
            double[] delta = new double[width];
            double[] z = pass.values(engine.plan().nodes().size());
            for (int r = 0; r < rows.rows * members; r++) {
                likelihood.delta(z, r * width, rows.y, r / members * targets, delta, 0, width);
                for (double d : delta) {
                    pattern = pattern * 31 + (d > 0 ? 1 : 2);
                }
            }
        }
        return pattern;
    }

    private static boolean hasKink(Node node) {
        return node.layer() instanceof Activate activate && hasKink(activate.activation())
                || node.layer() instanceof ParametricActivate parametric && hasKink(parametric.activation());
    }

    private static boolean hasKink(Activation phi) {
        return switch (phi.kind()) {
            case RELU, LEAKY_RELU, SELU, ELU -> true;
            default -> false;
        };
    }
}
