package org.chainrule.studio.problem;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.network.Activation;
import org.chainrule.optim.Optimizers;
import org.chainrule.tabular.model.Version;
import org.chainrule.tabular.run.PreparedTraining;
import org.chainrule.tabular.schema.Task;
import org.jspecify.annotations.Nullable;

/** What a page can choose from, as a tree for JSON. */
public final class Catalogue {
    /** The most parameters of a run. */
    public static final int MOST_PARAMETERS = 4_000_000;

    static final List<String> OF_CLASSES = List.of("categorical", "bernoulli");
    static final List<String> OF_VALUES =
            List.of("gaussian", "gaussian-variance", "laplace", "huber(1)", "quantile(0.1,0.5,0.9)", "poisson");

    private static final List<String> SCHEDULES = List.of(
            "constant",
            "cosine",
            "flat-cos",
            "coslog4",
            "step(0.5,10)",
            "exponential(0.95)",
            "one-cycle",
            "plateau(0.5,5)",
            "warmup(0.05,cosine)");

    private static final List<Activation> ACTIVATIONS = List.of(
            Activation.TANH,
            Activation.RELU,
            Activation.LOGISTIC,
            Activation.IDENTITY,
            Activation.LEAKY_RELU,
            Activation.ELU,
            Activation.SELU,
            Activation.GELU,
            Activation.SILU,
            Activation.MISH,
            Activation.SOFTPLUS);

    private Catalogue() {}

    /**
     * The catalogue.
     *
     * @param mode     {@code studio} or {@code watch}
     * @param problems the problems
     * @return the tree, as docs/studio-api.md has it
     */
    public static Map<String, @Nullable Object> of(String mode, Problems problems) {
        GivenTable given = problems.given();
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("version", Version.CURRENT);
        tree.put("mode", mode);
        tree.put("problems", problems(given, problems));
        tree.put("table", given == null ? null : table(given, problems.rows()));
        tree.put("model", problems.model() == null ? null : model(problems.model()));
        tree.put("activations", ACTIVATIONS.stream().map(Activation::spec).toList());
        tree.put("likelihoods", Map.of("classification", OF_CLASSES, "regression", OF_VALUES));
        tree.put(
                "optimizers",
                Optimizers.NAMES.stream().filter(name -> !name.equals("lbfgs")).toList());
        tree.put("schedules", SCHEDULES);
        tree.put("defaults", Map.of("drawn", Defaults.DRAWN.toTree(), "tables", Defaults.TABLES.toTree()));
        tree.put("first", problems.first());
        tree.put(
                "limits",
                Map.of(
                        "layers", SettingsReader.MOST_LAYERS,
                        "width", SettingsReader.MOST_UNITS,
                        "parameters", MOST_PARAMETERS));
        return tree;
    }

    private static List<Object> problems(@Nullable GivenTable given, Problems problems) {
        List<Object> list = new ArrayList<>();
        GivenModel model = problems.model();
        if (model != null) {
            PreparedTraining prepared = model.opened().prepared();
            list.add(entry(
                    Problems.MODEL,
                    model.name(),
                    kind(prepared.task() == Task.CLASSIFICATION),
                    false,
                    "Your model: it predicts " + prepared.target().column() + ".",
                    prepared.schema().features().size()));
        }
        if (given != null) {
            list.add(entry(
                    Problems.TABLE,
                    given.name(),
                    kind(problems.shape(Defaults.TABLES).task() == Task.CLASSIFICATION),
                    false,
                    "Your table: " + given.options().target() + " is to be predicted.",
                    given.table().columnNames().size() - 1));
        }
        for (DrawnProblem problem : DrawnProblem.values()) {
            Map<String, @Nullable Object> entry =
                    entry(problem.id(), problem.title(), kind(problem.classification()), true, problem.text(), 2);
            if (problem == DrawnProblem.TOUR) {
                entry.put("suggested", TourStart.suggested().toTree());
            }
            list.add(entry);
        }
        for (ExampleTable example : ExampleTable.values()) {
            list.add(entry(
                    example.id(),
                    example.title(),
                    kind(example.classification()),
                    false,
                    example.text(),
                    example.columns()));
        }
        return list;
    }

    private static Map<String, @Nullable Object> entry(
            String id, String title, String kind, boolean drawn, String text, int inputs) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        entry.put("id", id);
        entry.put("title", title);
        entry.put("kind", kind);
        entry.put("drawn", drawn);
        entry.put("text", text);
        entry.put("inputs", inputs);
        return entry;
    }

    private static String kind(boolean classification) {
        return classification ? "classification" : "regression";
    }

    private static Map<String, Object> model(GivenModel model) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", model.name());
        tree.put("data", model.data());
        tree.put("text", model.text());
        tree.put("goesOn", model.opened().obstacle() == null);
        return tree;
    }

    private static Map<String, Object> table(GivenTable given, int rows) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", given.name());
        tree.put("target", given.options().target());
        tree.put("rows", rows);
        tree.put("columns", given.table().columnNames().size());
        return tree;
    }
}
