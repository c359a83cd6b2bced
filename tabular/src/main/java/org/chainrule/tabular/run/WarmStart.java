package org.chainrule.tabular.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.chainrule.metric.Metrics;
import org.chainrule.network.Activate;
import org.chainrule.network.Dense;
import org.chainrule.network.Layer;
import org.chainrule.optim.AdamW;
import org.chainrule.optim.Optimizers;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.encode.NearestNames;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.encode.ValueTarget;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.infer.InferredSchema;
import org.chainrule.tabular.infer.SchemaInference;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.ModelContents;
import org.chainrule.tabular.read.ColumnProfile;
import org.chainrule.tabular.read.TableProfile;
import org.chainrule.tabular.recipe.Presets;
import org.chainrule.tabular.recipe.Recipe;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.Schema;
import org.chainrule.train.Precision;
import org.chainrule.train.TrainedNetwork;
import org.chainrule.train.TrainingConfiguration;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.jspecify.annotations.Nullable;

/**
 * A training that starts from the weights of a model. What the model is stays as it is: its columns and their encoding, its target's encoding, its network and
 * likelihood. How it is trained is for the options to say; the preset {@code default} means as the model was trained, and {@code plain} for an imported one.
 */
final class WarmStart {
    private static final Set<ColumnKind> ROLES =
            Set.of(ColumnKind.WEIGHT, ColumnKind.GROUP, ColumnKind.TIME, ColumnKind.CALENDAR);

    private WarmStart() {}

    /** Refuses options that say otherwise than the model. */
    static void check(TrainOptions options) {
        Model start = options.startFrom();
        if (start == null) {
            return;
        }
        if (start.contents().members().size() > 1) {
            throw UserException.usage("expected a model of one network to start from, found one of "
                    + start.contents().members().size() + " members; start from a model of another preset than best");
        }
        if (Presets.SEARCHES.contains(options.preset())) {
            throw UserException.usage("the preset " + options.preset() + " trains many networks, which cannot all start"
                    + " from one; choose another preset, or start afresh");
        }
        Map<String, Boolean> said = new LinkedHashMap<>();
        said.put("the hidden layers", options.hiddenLayers() != null);
        said.put("the activation", options.activations() != null);
        said.put("dropout", options.dropout() != null);
        said.put("label smoothing", options.labelSmoothing() != null);
        said.put("the target transform", options.targetTransform() != null);
        said.put("the clamp", options.clamp() != null);
        said.put(
                "the likelihood",
                options.likelihood() != null
                        && !options.likelihood()
                                .equals(start.network().likelihood().name())
                        && !options.likelihood()
                                .equals(start.network().likelihood().spec()));
        List<String> contradicting = said.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
        if (!contradicting.isEmpty()) {
            throw UserException.usage("the model to start from decides what is trained, and "
                    + String.join(", ", contradicting) + " would change it; leave "
                    + (contradicting.size() == 1 ? "it" : "them") + " out, or start afresh");
        }
        if (options.task() != null && options.task() != start.task()) {
            throw UserException.usage("expected the task of the model to start from, "
                    + start.task().name().toLowerCase(Locale.ROOT)
                    + ", found "
                    + options.task().name().toLowerCase(Locale.ROOT) + "; leave the task out");
        }
    }

    /** The columns of the model, and of the table those with a role. */
    static InferredSchema inferred(Model start, TableProfile profile, TrainOptions options) {
        Set<String> read = start.inputColumns().stream().map(ColumnSchema::name).collect(Collectors.toSet());
        List<String> drop = new ArrayList<>(options.drop());
        drop.removeAll(read);
        if (drop.size() < options.drop().size()) {
            throw UserException.usage("--drop names a column that the model to start from reads ("
                    + Display.text(String.join(", ", options.drop())) + "); leave it in, or start afresh");
        }
        requireColumns(profile, start, options);
        InferredSchema found = SchemaInference.infer(
                profile, options.target(), start.task(), drop, options.weight(), options.group(), options.time());
        List<ColumnSchema> columns = new ArrayList<>(start.inputColumns());
        for (ColumnSchema column : found.schema().columns()) {
            boolean role = ROLES.contains(column.kind());
            if (role && read.contains(column.name())) {
                throw UserException.usage(
                        "the column \"" + Display.text(column.name()) + "\" is an input of the model to"
                                + " start from, so it can have no other role; leave out --weight, --group or --time");
            }
            if (role || column.kind() == ColumnKind.TARGET) {
                columns.add(column);
            }
        }
        return new InferredSchema(
                new Schema(columns),
                start.task(),
                start.task().name().toLowerCase(Locale.ROOT) + ", as the model to start from",
                List.of("starts from the weights " + start.weightsSha256().substring(0, 12) + "... of a model of "
                        + Display.text(start.target()) + "; its columns, encoding and network stay"));
    }

    private static void requireColumns(TableProfile profile, Model start, TrainOptions options) {
        Set<String> present =
                profile.columns().stream().map(ColumnProfile::name).collect(Collectors.toSet());
        for (ColumnSchema column : start.inputColumns()) {
            if (!present.contains(column.name())) {
                List<String> near = NearestNames.of(column.name(), present);
                throw UserException.data("the model to start from reads the column \"" + Display.text(column.name())
                        + "\", which " + profile.description() + " does not have; "
                        + (near.isEmpty()
                                ? "name its columns as the model has them (chainrule inspect shows them), or import it with --columns"
                                : "did you mean \"" + Display.text(near.get(0)) + "\"? Rename it"));
            }
            if (column.name().equals(options.target())) {
                throw UserException.usage(
                        "the column \"" + Display.text(options.target())
                                + "\" is an input of the model to start from, so it cannot be the target; choose another --target");
            }
        }
    }

    /** The target's encoding under the name that the table has for it. */
    static TargetEncoding target(Model start, String column) {
        if (start.targetEncoding() instanceof ClassTarget classes) {
            return new ClassTarget(column, classes.classes());
        }
        ValueTarget value = (ValueTarget) start.targetEncoding();
        return new ValueTarget(column, value.mean(), value.scale(), value.curve(), value.lowest(), value.highest());
    }

    /** The weights, in the precision that is trained in. */
    static TrainedNetwork network(Model start, Precision precision) {
        TrainedNetwork network = start.network();
        return network.precision() == precision
                ? network
                : TrainedNetwork.float64(
                        network.network(), network.likelihood(), network.wideParameters(), network.wideStatistics());
    }

    /** Weights of 64 bits are not rounded; others are trained in what the options say. */
    static Precision precision(Model start, TrainOptions options) {
        return start.network().precision() == Precision.FLOAT64 ? Precision.FLOAT64 : options.precision();
    }

    /** What holds where the options say nothing. */
    static Recipe recipe(TrainOptions options, Model start, int rows, int quantities) {
        boolean asBefore = options.preset().equals("default");
        TrainingConfiguration known = asBefore ? TrainedBy.of(start) : null;
        Recipe recipe = Presets.of(asBefore ? "plain" : options.preset(), start.task(), rows, quantities);
        if (known == null) {
            return recipe;
        }
        Map<String, String> settings = start.provenance().configuration();
        String metric = TrainingSettings.validationMetric(settings);
        return new Recipe(
                start.provenance().preset(),
                TrainingSettings.encoding(settings),
                recipe.network(),
                0,
                false,
                known.lbfgs() != null ? "lbfgs" : Optimizers.spec(known.optimizer()),
                known.optimizer() instanceof AdamW adamW ? adamW.weightDecay() : known.l2(),
                known.rates(),
                known.clipping(),
                known.passes(),
                metric == null ? recipe.metric() : metric);
    }

    /** The L1 penalty where the options say nothing. */
    static double l1(TrainOptions options) {
        Model start = options.startFrom();
        TrainingConfiguration known = start != null && options.preset().equals("default") ? TrainedBy.of(start) : null;
        return known == null ? 0 : known.l1();
    }

    /** What the model file says of the start and of what was trained. */
    static Map<String, String> settings(Model start) {
        Map<String, String> settings = new LinkedHashMap<>();
        List<Layer> layers = start.network().network().layers();
        List<String> widths = layers.stream()
                .filter(Dense.class::isInstance)
                .map(layer -> String.valueOf(((Dense) layer).units()))
                .toList();
        settings.put("hiddenLayers", String.join(",", widths.subList(0, Math.max(0, widths.size() - 1))));
        settings.put(
                "activation",
                layers.stream()
                        .filter(Activate.class::isInstance)
                        .map(layer -> ((Activate) layer).activation().spec())
                        .distinct()
                        .collect(Collectors.joining(",")));
        settings.put("likelihood", start.network().likelihood().spec());
        settings.put(TrainingSettings.START_FROM, start.weightsSha256());
        return settings;
    }

    /** What the start was worth on the validation rows, and what is kept; null without such rows. */
    static @Nullable String comparison(TrainOptions options, InferredSchema inferred, Fit fit) {
        Model start = options.startFrom();
        Rows split = fit.split();
        EpochFinished kept = null;
        for (EpochFinished epoch : fit.history()) {
            kept = epoch.best() ? epoch : kept;
        }
        if (start == null || kept == null || split.validation().length == 0) {
            return null;
        }
        ModelContents before = new ModelContents(
                inferred.schema(),
                inferred.task(),
                fit.encoder(),
                fit.target(),
                network(start, fit.network().precision()),
                Map.of(),
                Map.of(),
                start.history(),
                start.provenance());
        Double was = new Model(before)
                .evaluate(split.validationTable(), split.validation())
                .metrics()
                .get(fit.watched());
        if (was == null) {
            return null;
        }
        boolean worse = Metrics.parse(fit.watched()).higherIsBetter()
                ? kept.validationMetric() < was
                : kept.validationMetric() > was;
        return String.format(
                Locale.ROOT,
                "on the validation rows the start has %s %.6g, and epoch %d, which is kept, %.6g%s",
                fit.watched(),
                was,
                kept.epoch(),
                kept.validationMetric(),
                worse ? ": worse; lower --learning-rate, or keep the start" : "");
    }

    /** The start that a model file names; null if it started from drawn weights. */
    static @Nullable String named(Map<String, String> settings) {
        return settings.get(TrainingSettings.START_FROM);
    }

    /** The start to train a model again from. */
    static @Nullable Model again(Map<String, String> settings, @Nullable Model given) {
        String expected = named(settings);
        if (expected == null && given != null) {
            throw UserException.usage(
                    "the model was trained from drawn weights, not from those of another model; leave --start-from out");
        }
        if (expected != null && given == null) {
            throw UserException.usage("the model was trained from the weights of another model (SHA-256 " + expected
                    + "), which take part: add --start-from with the file of that model");
        }
        if (given != null && !given.weightsSha256().equals(expected)) {
            throw UserException.data(
                    "the model was trained from the weights " + expected + ", but --start-from has the weights "
                            + given.weightsSha256() + "; give the file that it started from");
        }
        return given;
    }
}
