package org.chainrule.studio.problem;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.likelihood.Likelihoods;
import org.chainrule.network.Dense;
import org.chainrule.network.Network;
import org.chainrule.network.NetworkPlan;
import org.chainrule.network.ParameterLayout;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.run.PreparedTraining;
import org.chainrule.tabular.schema.Task;
import org.jspecify.annotations.Nullable;

/**
 * What settings would make and cost, without training: cheap enough to be asked at every keystroke. Of a table the encoder is fitted once; another seed may see
 * another level of a rare category, so the run itself has the last word.
 */
public final class Planner {
    private final Problems problems;
    private final Speed speed = new Speed();

    /**
     * A planner.
     *
     * @param problems the problems
     */
    public Planner(Problems problems) {
        this.problems = problems;
    }

    /**
     * The plan.
     *
     * @param settings checked settings
     * @return the tree, as docs/studio-api.md has it
     * @throws UserException if the settings do not fit the problem, or the network is too large
     */
    public Map<String, @Nullable Object> of(Settings settings) {
        GivenModel model = problems.model();
        if (model != null && settings.problem().equals(Problems.MODEL)) {
            return of(model.opened().prepared());
        }
        Shape shape = problems.shape(settings);
        Network network = network(settings, shape);
        int parameters = parameters(network);
        int validation = shape.given() > 0 ? shape.given() : heldOut(settings, shape);
        int training = shape.given() > 0 ? shape.rows() : shape.rows() - validation;
        int batch = Math.min(settings.batchSize(), training);
        int steps = (training + batch - 1) / batch;
        // a product forward, one for the deltas and one for the gradient, two operations a weight each
        double flops = 6.0 * weights(network) * training;
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("parameters", parameters);
        tree.put("layers", layers(settings, network));
        tree.put("inputs", network.inputs());
        tree.put("outputs", network.outputs());
        tree.put("trainingRows", training);
        tree.put("validationRows", validation);
        tree.put("stepsPerEpoch", steps);
        tree.put("epochFlops", flops);
        tree.put("secondsPerEpoch", speed.seconds(settings.precision(), steps, flops));
        tree.put("command", CommandLine.of(settings, problems.given()));
        return tree;
    }

    /** The plan of a model: what there is. */
    private Map<String, @Nullable Object> of(PreparedTraining prepared) {
        Network network = prepared.problem().network();
        int training = prepared.trainingRows().length;
        int steps = prepared.configuration().passes().stepsPerEpoch(training);
        double flops = 6.0 * weights(network) * training;
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("parameters", parameters(network));
        tree.put("layers", List.of());
        tree.put("inputs", network.inputs());
        tree.put("outputs", network.outputs());
        tree.put("trainingRows", training);
        tree.put("validationRows", prepared.validationRows().length);
        tree.put("stepsPerEpoch", steps);
        tree.put("epochFlops", flops);
        tree.put("secondsPerEpoch", speed.seconds(prepared.configuration().precision(), steps, flops));
        tree.put("command", null);
        return tree;
    }

    /**
     * Refuses what cannot be trained, as {@link #of} does.
     *
     * @param settings checked settings
     * @throws UserException if the settings do not fit the problem, or the network is too large
     */
    public void check(Settings settings) {
        parameters(network(settings, problems.shape(settings)));
    }

    /**
     * Refuses a network of too many parameters.
     *
     * @param network any network
     * @return its parameters
     * @throws UserException if it is too large for a studio
     */
    public static int parameters(Network network) {
        int parameters = new ParameterLayout(network).size();
        if (parameters > Catalogue.MOST_PARAMETERS) {
            throw UserException.usage("\"layers\": expected at most " + Catalogue.MOST_PARAMETERS
                    + " parameters, found " + parameters + "; use fewer or narrower layers, or chainrule train");
        }
        return parameters;
    }

    private static int heldOut(Settings settings, Shape shape) {
        return settings.problem().equals(DrawnProblem.TOUR.id())
                ? 0
                : Math.min(shape.rows() - 1, (int) Math.max(1, Math.round(Problems.heldOut(settings) * shape.rows())));
    }

    private static Network network(Settings settings, Shape shape) {
        Likelihood likelihood = likelihood(settings, shape);
        List<HiddenLayer> layers = settings.layers();
        return Network.perceptron(
                shape.inputs(),
                layers.stream().map(HiddenLayer::width).toList(),
                layer -> layers.get(layer).activation(),
                settings.dropout(),
                likelihood.outputs(likelihood instanceof Categorical ? shape.classes() : 1));
    }

    private static Likelihood likelihood(Settings settings, Shape shape) {
        boolean classes = shape.task() == Task.CLASSIFICATION;
        String text = settings.likelihood();
        Likelihood likelihood =
                Likelihoods.parse(text.equals(Settings.AUTO) ? (classes ? "categorical" : "gaussian") : text);
        List<String> fitting = classes ? Catalogue.OF_CLASSES : Catalogue.OF_VALUES;
        boolean fits =
                fitting.stream().anyMatch(name -> Likelihoods.parse(name).name().equals(likelihood.name()));
        if (!fits || likelihood.name().equals("bernoulli") && shape.classes() != 2) {
            throw UserException.usage("\"likelihood\": expected one of "
                    + String.join(", ", shape.classes() == 2 || !classes ? fitting : fitting.subList(0, 1)) + " for "
                    + (classes ? shape.classes() + " classes" : "numbers") + ", found " + text + "; change it");
        }
        return likelihood;
    }

    private static double weights(Network network) {
        return new NetworkPlan(network)
                .nodes().stream()
                        .filter(node -> node.layer() instanceof Dense)
                        .mapToDouble(node -> (double) node.inputs() * node.outputs())
                        .sum();
    }

    private static List<Object> layers(Settings settings, Network network) {
        List<Object> list = new ArrayList<>();
        int inputs = network.inputs();
        for (int l = 1; l <= settings.layers().size() + 1; l++) {
            boolean hidden = l <= settings.layers().size();
            int units = hidden ? settings.layers().get(l - 1).width() : network.outputs();
            Map<String, @Nullable Object> layer = new LinkedHashMap<>();
            layer.put("block", "dense." + l);
            layer.put("layer", l);
            layer.put("inputs", inputs);
            layer.put("units", units);
            layer.put(
                    "activation",
                    hidden ? settings.layers().get(l - 1).activation().spec() : null);
            layer.put("parameters", inputs * units + units);
            list.add(layer);
            inputs = units;
        }
        return list;
    }
}
