package org.chainrule.explain;

import java.util.List;
import java.util.Locale;
import org.chainrule.gradient.GradientCheck;
import org.chainrule.gradient.GradientCheck.Rows;
import org.chainrule.gradient.Mode;
import org.chainrule.gradient.ReferenceEngine;
import org.chainrule.gradient.ReferencePass;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.Network;
import org.chainrule.network.NetworkPlan.Node;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.train.TrainedNetwork;
import org.jspecify.annotations.Nullable;

/**
 * The gradient microscope: takes dJ/dw of any one parameter of any network apart into the lecture's factors, the strongest paths, the causes, the optimiser's
 * step and the rows. All in double precision, on the reference engine. Immutable and safe to share between threads: a call keeps its numbers to itself.
 */
public final class Microscope {
    private final Network network;
    private final Likelihood likelihood;
    private final ReferenceEngine engine;
    private final double[] parameters;
    private final double[] statistics;

    /**
     * A microscope over a network.
     *
     * @param network    the specification
     * @param likelihood output activation, cost and delta(L)
     * @param parameters flat parameters, copied
     * @param statistics running statistics, copied
     * @throws IllegalArgumentException if the numbers of parameters or statistics are not those of the network
     */
    public Microscope(Network network, Likelihood likelihood, double[] parameters, double[] statistics) {
        this.network = network;
        this.likelihood = likelihood;
        this.engine = new ReferenceEngine(network, likelihood);
        this.parameters = parameters.clone();
        this.statistics = statistics.clone();
        require("parameters", engine.plan().layout().size(), parameters.length);
        require("running statistics", engine.plan().layout().statisticsSize(), statistics.length);
    }

    /**
     * A microscope over a trained network; float32 numbers are widened.
     *
     * @param trained the network and its numbers
     * @return the microscope
     */
    public static Microscope of(TrainedNetwork trained) {
        return new Microscope(
                trained.network(), trained.likelihood(), trained.wideParameters(), trained.wideStatistics());
    }

    private static void require(String what, int expected, int found) {
        if (found != expected) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "the network has %d %s, found %d; give those of this network", expected, what, found));
        }
    }

    private void require(Rows rows) {
        int targets = likelihood.targets(network.outputs());
        boolean fits = rows.rows() > 0
                && rows.x().length >= rows.rows() * network.inputs()
                && rows.y().length >= rows.rows() * targets
                && rows.weights().length >= rows.rows();
        if (!fits) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "the network expects at least 1 row of %d inputs, %d targets and a weight; found %d rows, %d inputs,"
                            + " %d targets and %d weights",
                    network.inputs(),
                    targets,
                    rows.rows(),
                    rows.x().length,
                    rows.y().length,
                    rows.weights().length));
        }
    }

    /**
     * Explains a parameter's gradient on one example, as the network predicts.
     *
     * @param x       encoded inputs, [n(0)], read
     * @param y       targets, read
     * @param address which parameter
     * @return the explanation
     * @throws IllegalArgumentException if the network has no such parameter or the example does not fit it
     */
    public WeightExplanation explain(double[] x, double[] y, ParameterAddress address) {
        return explain(new Rows(x, y, new double[] {1}, 1), Mode.PREDICTION, address, ExplainOptions.DEFAULT);
    }

    /**
     * Explains a parameter's gradient on the rows of a batch, of which J is the weighted mean.
     *
     * @param rows    the rows, read
     * @param mode    training (dropout masks and batch statistics as in that step) or prediction
     * @param address which parameter
     * @param options how much is said
     * @return the explanation
     * @throws IllegalArgumentException if the network has no such parameter or the rows do not fit it
     */
    public WeightExplanation explain(Rows rows, Mode mode, ParameterAddress address, ExplainOptions options) {
        require(rows);
        Slice slice = address.slice(engine.plan().layout());
        ParameterAddress resolved = address.resolved(slice);
        int within = resolved.row() * slice.columns() + resolved.column();
        int index = slice.offset() + within;
        ReferencePass pass = engine.forward(parameters, statistics, rows.x(), rows.rows(), mode);
        double[] gradient = new double[parameters.length];
        engine.backward(pass, rows.y(), rows.weights(), gradient);
        Node node = Starts.node(engine, slice);
        Starts origin = new Starts(engine, pass, node, slice, within);
        UnitGraph graph = new UnitGraph(engine, pass, parameters, mode.training(), node.index() + 1, origin.list());
        PathSums sums = new PathSums(graph);
        Chains chains = new Chains(engine, likelihood, graph, origin);
        List<UnitGraph.Start> strongest = chains.strongest(options.chains());
        Causes causes = new Causes(engine, graph, sums, options, mode.training());
        List<Chain> listed = strongest.stream().map(chains::chain).toList();
        for (int c = 0; c < listed.size(); c++) {
            UnitGraph.Start start = strongest.get(c);
            causes.chain(start, listed.get(c), chains.input(start), origin.input(start.element()));
        }
        PathSummary summary = sums.total();
        causes.sum(summary);
        double derivative = gradient[index];
        UpdateSteps update = update(options, slice, index, gradient);
        if (update != null) {
            causes.update(update, slice.role().name().toLowerCase(Locale.ROOT));
        }
        double cost = engine.cost(pass, rows.y(), rows.weights());
        UnitGraph.Start largest = chains.strongest(1).stream().findFirst().orElse(null);
        return new WeightExplanation(
                resolved,
                parameters[index],
                rows.rows(),
                cost,
                derivative,
                GradientCheck.difference(network, likelihood, parameters, statistics, rows, mode, index),
                chains.outputs(strongest, rows.y(), rows.weights()),
                listed,
                graph.starts.size(),
                summary,
                new StrongestPaths(graph, sums)
                        .list(options.paths()).stream().map(chains::path).toList(),
                causes.list(),
                update,
                new PicturePainter(engine, likelihood, parameters, graph, largest, origin)
                        .paint(sums, cost, parameters[index]));
    }

    /** Overwrites the gradient. */
    private @Nullable UpdateSteps update(ExplainOptions options, Slice slice, int index, double[] gradient) {
        UpdateRule rule = options.rule();
        return rule == null
                ? null
                : new UpdateTrace(rule, options.state())
                        .steps(engine.plan().layout(), slice, index, parameters, gradient);
    }

    /**
     * All parameters.
     *
     * @return flat, a copy
     */
    public double[] parameters() {
        return parameters.clone();
    }

    /**
     * The gradient of all parameters [6], to find those worth a look.
     *
     * @param rows the rows, read
     * @param mode training (dropout masks and batch statistics as in that step) or prediction
     * @return dJ/dw, flat
     * @throws IllegalArgumentException if the rows do not fit the network
     */
    public double[] gradient(Rows rows, Mode mode) {
        require(rows);
        ReferencePass pass = engine.forward(parameters, statistics, rows.x(), rows.rows(), mode);
        double[] gradient = new double[parameters.length];
        engine.backward(pass, rows.y(), rows.weights(), gradient);
        return gradient;
    }

    /**
     * Sets each row of a data set against the batch: what it adds to the gradient of one parameter.
     *
     * @param rows    the rows, read
     * @param mode    training (dropout masks and batch statistics as in that step) or prediction
     * @param address which parameter
     * @param most    rows to list in each direction
     * @return the gradient of the batch and of each row
     * @throws IllegalArgumentException if the network has no such parameter or the rows do not fit it
     */
    public RowGradients rows(Rows rows, Mode mode, ParameterAddress address, int most) {
        require(rows);
        Slice slice = address.slice(engine.plan().layout());
        ParameterAddress resolved = address.resolved(slice);
        int within = resolved.row() * slice.columns() + resolved.column();
        double[] gradients = new RowSplit(engine, parameters, statistics, mode).gradients(rows, slice, within);
        return RowGradients.of(resolved, gradients, rows.weights(), most);
    }
}
