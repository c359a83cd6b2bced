package org.chainrule.interop.assemble;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.chainrule.likelihood.Bernoulli;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.encode.ColumnEncoding;
import org.chainrule.tabular.encode.Encoder;
import org.chainrule.tabular.encode.ScaledNumeric;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.encode.ValueTarget;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.ModelContents;
import org.chainrule.tabular.model.Provenance;
import org.chainrule.tabular.model.TableIdentity;
import org.chainrule.tabular.model.TrainingHistory;
import org.chainrule.tabular.model.Version;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.Schema;
import org.chainrule.tabular.schema.Task;
import org.chainrule.train.TrainedNetwork;

/** Makes a {@link Model} of a network of another tool: its inputs become columns of numbers, its outputs classes or a value. */
public final class ModelAssembly {
    private ModelAssembly() {}

    /**
     * A model that can be predicted with, explained, saved and trained on.
     *
     * @param imported what was found in the file
     * @param options  what a person says about it
     * @param source   where it comes from
     * @return the model
     * @throws UserException if names do not fit the network, or its outputs are no classes and no single value
     */
    public static Model model(ImportedNetwork imported, ImportOptions options, ImportSource source) {
        TrainedNetwork network = imported.network();
        Likelihood likelihood = network.likelihood();
        boolean classes = likelihood instanceof Categorical || likelihood instanceof Bernoulli;
        List<InputColumn> columns = columns(imported.columns(), options.columns(), options.target());
        TargetEncoding target = classes
                ? new ClassTarget(options.target(), classes(imported, options))
                : value(network, options);
        try {
            return new Model(new ModelContents(
                    schema(columns, options.target(), classes),
                    classes ? Task.CLASSIFICATION : Task.REGRESSION,
                    encoder(columns),
                    target,
                    network,
                    Map.of(),
                    Map.of(),
                    new TrainingHistory(classes ? "logLoss" : "rmse", List.of()),
                    provenance(source)));
        } catch (IllegalArgumentException wrong) {
            throw new UserException(
                    UserException.Kind.DATA,
                    "cannot make a model of " + Display.text(source.file()) + ": "
                            + Display.text(String.valueOf(wrong.getMessage())),
                    wrong);
        }
    }

    private static List<InputColumn> columns(List<InputColumn> found, List<String> names, String target) {
        if (!names.isEmpty() && names.size() != found.size()) {
            throw UserException.usage("expected " + found.size() + " names of columns, one an input of the network,"
                    + " found " + names.size() + "; give as many, in the order of the inputs");
        }
        Set<String> seen = new HashSet<>();
        List<InputColumn> columns = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            InputColumn column = names.isEmpty() ? found.get(i) : found.get(i).named(names.get(i));
            if (column.name().isBlank() || !seen.add(column.name())) {
                throw UserException.usage("expected different names of columns, found "
                        + (column.name().isBlank() ? "an empty one" : "\"" + Display.text(column.name()) + "\" twice")
                        + "; name the columns of the training table with --columns");
            }
            columns.add(column);
        }
        if (target.isBlank() || seen.contains(target)) {
            throw UserException.usage("expected a name for what is predicted that no input has, found \""
                    + Display.text(target) + "\"; name it with --target");
        }
        return columns;
    }

    private static List<String> classes(ImportedNetwork imported, ImportOptions options) {
        int outputs = imported.network().network().outputs();
        int count = imported.network().likelihood() instanceof Bernoulli ? 2 : outputs;
        List<String> names = options.classes().isEmpty() ? imported.classes() : options.classes();
        if (names.isEmpty()) {
            return IntStream.range(0, count).mapToObj(String::valueOf).toList();
        }
        if (names.size() != count || new HashSet<>(names).size() != count) {
            throw UserException.usage("expected " + count + " different names of classes, found " + names.size()
                    + (names.size() == count ? " with one twice" : "")
                    + "; name them with --classes, in the order of the outputs"
                    + (count == 2 ? ", the class of output 0 first" : ""));
        }
        return names;
    }

    private static TargetEncoding value(TrainedNetwork network, ImportOptions options) {
        if (!options.classes().isEmpty() || options.task() == Task.CLASSIFICATION) {
            throw UserException.usage("classes need a network that gives probabilities, but the likelihood is "
                    + network.likelihood().spec() + "; leave --classes out, or say --likelihood categorical");
        }
        int outputs = network.network().outputs();
        int expected = network.likelihood().outputs(1);
        if (outputs != expected) {
            throw UserException.data("expected " + expected + (expected == 1 ? " output" : " outputs")
                    + " for the likelihood " + network.likelihood().spec() + ", found a network of " + outputs
                    + (outputs > 1
                            ? "; if these are the scores (logits) of " + outputs
                                    + " classes say --likelihood categorical; a model predicts one value"
                            : "; choose another --likelihood"));
        }
        return ValueTarget.unscaled(options.target());
    }

    private static Schema schema(List<InputColumn> columns, String target, boolean classes) {
        List<ColumnSchema> schema = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            schema.add(new ColumnSchema(
                    columns.get(i).name(), ColumnKind.NUMERIC, false, "input " + i + " of the imported network"));
        }
        schema.add(new ColumnSchema(target, ColumnKind.TARGET, classes, "what the imported network predicts"));
        return new Schema(schema);
    }

    private static Encoder encoder(List<InputColumn> columns) {
        return new Encoder(columns.stream()
                .map(column -> (ColumnEncoding) new ScaledNumeric(
                        column.name(),
                        column.mean(),
                        column.factor(),
                        column.fill(),
                        ScaledNumeric.UNBOUNDED,
                        false))
                .toList());
    }

    private static Provenance provenance(ImportSource source) {
        Map<String, String> configuration = new LinkedHashMap<>();
        configuration.put(Provenance.IMPORTED_FROM, source.file());
        configuration.put("importedFormat", source.format());
        if (!source.producer().isBlank()) {
            configuration.put("importedProducer", source.producer());
        }
        return new Provenance(
                Version.CURRENT,
                Instant.now().toString(),
                System.getProperty("java.version"),
                new TableIdentity("none: imported from " + source.file(), source.sha256(), 0, Map.of()),
                null,
                0,
                0,
                0,
                0,
                "imported",
                configuration,
                "none",
                0,
                0,
                0,
                "IMPORTED",
                0);
    }
}
