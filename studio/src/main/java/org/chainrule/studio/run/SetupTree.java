package org.chainrule.studio.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.chainrule.likelihood.GaussianWithVariance;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.Activation;
import org.chainrule.network.Dropout;
import org.chainrule.network.Network;
import org.chainrule.network.NetworkPlan;
import org.chainrule.optim.Optimizers;
import org.chainrule.studio.problem.Points;
import org.chainrule.studio.problem.Problems;
import org.chainrule.tabular.run.PreparedTraining;
import org.chainrule.train.TrainingConfiguration;
import org.jspecify.annotations.Nullable;

/** What a page has to know of a run once: the network, the names, the points. */
final class SetupTree {
    private SetupTree() {}

    /** The {@code setup} without the settings. */
    static Map<String, @Nullable Object> of(Subject subject, @Nullable Points points, int stepsPerEpoch) {
        NetworkPlan plan = new NetworkPlan(subject.problem().network());
        Map<String, @Nullable Object> tree = Shown.tree();
        tree.put("network", network(subject.problem().network(), plan));
        tree.put("inputs", subject.inputs());
        tree.put("outputs", outputs(subject));
        tree.put("task", subject.classes().isEmpty() ? "regression" : "classification");
        tree.put("target", subject.target().column());
        tree.put("likelihood", subject.problem().likelihood().spec());
        tree.put("stepsPerEpoch", stepsPerEpoch);
        tree.put("epochs", subject.configuration().epochs());
        tree.put("firstStep", subject.firstStep());
        tree.put("parameters", plan.layout().size());
        Map<String, @Nullable Object> rows = Shown.tree();
        rows.put("training", subject.problem().training().rows());
        var validation = subject.problem().validation();
        rows.put("validation", validation == null ? 0 : validation.rows());
        tree.put("rows", rows);
        PreparedTraining prepared = subject.prepared();
        tree.put("points", points == null || prepared == null ? null : points(points, prepared));
        tree.put("classes", subject.classes());
        tree.put("warnings", prepared == null ? List.of() : prepared.warnings());
        return tree;
    }

    /** The {@code setup} of a training that is watched, as far as it is known. */
    static Map<String, @Nullable Object> ofWatched(Watched watched) {
        Map<String, @Nullable Object> tree = Shown.tree();
        Subject subject = watched.subject();
        Snapshot at = watched.look();
        tree.put("settings", subject == null ? Map.of("problem", Problems.TABLE) : settings(subject));
        if (subject != null) {
            tree.putAll(of(subject, null, watched.stepsPerEpoch()));
        } else if (at != null) {
            NetworkPlan plan = new NetworkPlan(at.network().network());
            tree.put("network", network(at.network().network(), plan));
            tree.put("inputs", List.of());
            tree.put("outputs", List.of());
            tree.put("stepsPerEpoch", watched.stepsPerEpoch());
            tree.put("parameters", plan.layout().size());
            tree.put("classes", List.of());
            tree.put("warnings", List.of());
        }
        return tree;
    }

    /** The settings that the studio has a name for. */
    private static Map<String, @Nullable Object> settings(Subject subject) {
        TrainingConfiguration configuration = subject.configuration();
        Network network = subject.problem().network();
        Map<String, @Nullable Object> tree = Shown.tree();
        tree.put("problem", Problems.TABLE);
        tree.put(
                "layers",
                DenseLayer.of(new NetworkPlan(network)).stream()
                        .filter(layer -> layer.activation() != null)
                        .map(layer -> layer.units() + ":"
                                + Objects.requireNonNull(layer.activation()).spec())
                        .collect(Collectors.joining(",")));
        tree.put(
                "dropout",
                network.layers().stream()
                        .mapToDouble(layer -> layer instanceof Dropout dropout ? dropout.rate() : 0)
                        .max()
                        .orElse(0));
        tree.put("likelihood", subject.problem().likelihood().spec());
        tree.put("optimizer", Optimizers.spec(configuration.optimizer()));
        tree.put("learningRate", configuration.learningRate());
        tree.put("l1", configuration.l1());
        tree.put("l2", configuration.l2());
        tree.put("batchSize", configuration.batchSize());
        tree.put("epochs", configuration.epochs());
        tree.put("seed", configuration.seed());
        tree.put("precision", configuration.precision().name().toLowerCase(Locale.ROOT));
        return tree;
    }

    private static Map<String, @Nullable Object> network(Network network, NetworkPlan plan) {
        Map<String, @Nullable Object> tree = Shown.tree();
        tree.put("inputs", network.inputs());
        tree.put("outputs", network.outputs());
        tree.put("layers", DenseLayer.of(plan).stream().map(SetupTree::layer).toList());
        return tree;
    }

    private static Map<String, @Nullable Object> layer(DenseLayer layer) {
        Activation phi = layer.activation();
        Map<String, @Nullable Object> tree = Shown.tree();
        tree.put("block", layer.block());
        tree.put("layer", layer.layer());
        tree.put("inputs", layer.inputs());
        tree.put("units", layer.units());
        tree.put("activation", phi == null ? null : phi.spec());
        return tree;
    }

    private static List<String> outputs(Subject subject) {
        int outputs = subject.problem().network().outputs();
        List<String> classes = subject.classes();
        List<String> names = new ArrayList<>();
        for (int k = 0; k < outputs; k++) {
            names.add(output(subject, classes, outputs, k));
        }
        return names;
    }

    /** The name of an output; a single output of two classes is the probability of the second. */
    private static String output(Subject subject, List<String> classes, int outputs, int k) {
        if (!classes.isEmpty()) {
            return classes.get(Math.min(classes.size() - 1, outputs == 1 ? 1 : k));
        }
        String target = subject.target().column();
        Likelihood likelihood = subject.problem().likelihood();
        if (k == 0 && (outputs == 1 || likelihood instanceof GaussianWithVariance)) {
            return target;
        }
        return likelihood instanceof GaussianWithVariance
                ? "log variance"
                : String.format(Locale.ROOT, "%s %d", target, k);
    }

    private static Map<String, @Nullable Object> points(Points points, PreparedTraining prepared) {
        Boolean[] training = new Boolean[points.count()];
        Arrays.fill(training, false);
        for (int row : prepared.trainingRows()) {
            training[row] = true;
        }
        Map<String, @Nullable Object> tree = Shown.tree();
        tree.put("x", points.x());
        tree.put("y", points.y());
        tree.put("target", points.target());
        tree.put("training", training);
        return tree;
    }
}
