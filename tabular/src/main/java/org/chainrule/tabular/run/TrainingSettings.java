package org.chainrule.tabular.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chainrule.optim.Clipping;
import org.chainrule.optim.LBfgs;
import org.chainrule.optim.Optimizer;
import org.chainrule.optim.Optimizers;
import org.chainrule.optim.Sgd;
import org.chainrule.schedule.Schedules;
import org.chainrule.tabular.encode.EncoderOptions;
import org.chainrule.tabular.encode.TargetOptions;
import org.chainrule.tabular.encode.TargetTransform;
import org.chainrule.tabular.error.UserException;
import org.chainrule.text.Call;
import org.chainrule.text.Numbers;
import org.chainrule.train.ParameterGroups;
import org.chainrule.train.Passes;
import org.chainrule.train.Precision;
import org.chainrule.train.Rates;
import org.chainrule.train.Regularization;
import org.chainrule.train.Ties;
import org.chainrule.train.TrainingConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The effective settings of a training as text by name: written into the model file, and read back to train again. They are resolved: no preset and no default
 * is asked when they are read, so a version with other presets trains the same network.
 */
final class TrainingSettings {
    /** The metric that early stopping watches. */
    static final String VALIDATION_METRIC = "validationMetric";

    /** The step whose weights were kept, in a model of a training that somebody looked at; absent if the best epoch decided. */
    static final String KEPT_STEP = "keptStep";

    /** Weights that were changed by hand on the way there, {@code STEP:LAYER:FROM:TO:VALUE} with commas between; absent if none were. */
    static final String EDITS = "edits";

    /** The digest of the weights that a training started from; absent if they were drawn. */
    static final String START_FROM = "startFrom";

    private static final String LBFGS = "lbfgs";

    /** Those that the first model files have; what came later has the value that was the only one before. */
    private static final List<String> NEEDED = List.of(
            "encoding",
            "optimizer",
            "learningRate",
            "schedule",
            "l1",
            "l2",
            "clipping",
            "batchSize",
            "epochs",
            "patience",
            "seed",
            "classWeights",
            "validationFraction");

    private TrainingSettings() {}

    /** The settings that are needed to train again and are not there. */
    static List<String> missing(Map<String, String> settings) {
        return NEEDED.stream().filter(name -> !settings.containsKey(name)).toList();
    }

    /** What a training is configured with, the parts that only the options know included. */
    static Map<String, String> write(
            TrainOptions options, EncoderOptions encoding, TrainingConfiguration configuration) {
        Map<String, String> settings = new LinkedHashMap<>();
        LBfgs lbfgs = configuration.lbfgs();
        Rates rates = configuration.rates();
        settings.put("encoding", encoding.spec());
        settings.put("optimizer", lbfgs != null ? spec(lbfgs) : Optimizers.spec(configuration.optimizer()));
        settings.put("learningRate", String.valueOf(configuration.learningRate()));
        settings.put("schedule", Schedules.spec(rates.schedule()));
        settings.put("weightDecaySchedule", Schedules.spec(rates.weightDecaySchedule()));
        settings.put("dropoutSchedule", Schedules.spec(rates.dropoutSchedule()));
        settings.put("parameterGroups", rates.groups().spec());
        settings.put("l1", String.valueOf(configuration.l1()));
        settings.put("l2", String.valueOf(configuration.l2()));
        settings.put("clipping", spec(configuration.clipping()));
        settings.put("batchSize", String.valueOf(configuration.batchSize()));
        settings.put("dropLastBatch", String.valueOf(configuration.passes().dropLastBatch()));
        settings.put("epochs", String.valueOf(configuration.epochs()));
        settings.put("patience", String.valueOf(configuration.patience()));
        settings.put("ties", configuration.passes().ties().name().toLowerCase(Locale.ROOT));
        settings.put("precision", configuration.precision().name().toLowerCase(Locale.ROOT));
        settings.put("seed", String.valueOf(configuration.seed()));
        settings.put("classWeights", String.valueOf(options.classWeights()));
        settings.put(
                "validationFraction", String.valueOf(options.validation() == null ? options.validationFraction() : 0));
        if (options.timeLimit() != null) {
            settings.put("timeLimit", options.timeLimit().toString());
        }
        return settings;
    }

    /**
     * How a network was trained, but for the time limit, which never decides what the steps do.
     *
     * @param settings  what {@link #write} gave
     * @param precision of the model's network
     * @param threads   0 for automatic
     * @return the configuration
     * @throws UserException            if a setting is absent
     * @throws IllegalArgumentException if one cannot be read
     */
    static TrainingConfiguration configuration(Map<String, String> settings, Precision precision, int threads) {
        Call rule = Call.parse(text(settings, "optimizer"));
        boolean fullBatch = rule.name().equals(LBFGS);
        Optimizer optimizer = fullBatch ? new Sgd() : Optimizers.parse(rule.toString());
        Rates rates = new Rates(
                number(settings, "learningRate"),
                Schedules.parse(text(settings, "schedule")),
                Schedules.parse(settings.getOrDefault("weightDecaySchedule", "constant")),
                Schedules.parse(settings.getOrDefault("dropoutSchedule", "constant")),
                ParameterGroups.parse(settings.getOrDefault("parameterGroups", ParameterGroups.DEFAULT.spec())));
        Passes passes = new Passes(
                whole(settings, "epochs"),
                whole(settings, "batchSize"),
                settings.getOrDefault("dropLastBatch", "false").equals("true"),
                whole(settings, "patience"),
                Ties.valueOf(
                        settings.getOrDefault("ties", Ties.LOWER_LOSS.name()).toUpperCase(Locale.ROOT)),
                null);
        return new TrainingConfiguration(
                optimizer,
                rates,
                new Regularization(
                        number(settings, "l1"), number(settings, "l2"), clipping(text(settings, "clipping"))),
                passes,
                precision,
                threads,
                Long.parseLong(text(settings, "seed")),
                fullBatch ? lbfgs(rule) : null);
    }

    /** The metric that early stopping watched; null if an earlier version wrote the settings, which knew one for each task. */
    static @Nullable String validationMetric(Map<String, String> settings) {
        return settings.get(VALIDATION_METRIC);
    }

    /** What happens to a number to be predicted. */
    static Map<String, String> write(TargetOptions target) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("targetTransform", target.transform().name().toLowerCase(Locale.ROOT));
        settings.put("clamp", String.valueOf(target.clamp()));
        return settings;
    }

    /** What happened to a number to be predicted; earlier versions did nothing. */
    static TargetOptions target(Map<String, String> settings) {
        TargetOptions usual = TargetOptions.defaults();
        String transform = settings.get("targetTransform");
        String clamp = settings.get("clamp");
        return new TargetOptions(
                transform == null ? usual.transform() : TargetTransform.valueOf(transform.toUpperCase(Locale.ROOT)),
                clamp == null ? usual.clamp() : clamp.equals("true"));
    }

    /** The step whose weights were kept; null if the best epoch decided. */
    static @Nullable Long keptStep(Map<String, String> settings) {
        String step = settings.get(KEPT_STEP);
        return step == null ? null : (Long) Long.parseLong(step);
    }

    /** How the columns were encoded. */
    static EncoderOptions encoding(Map<String, String> settings) {
        return EncoderOptions.parse(text(settings, "encoding"));
    }

    /** Whether every class counted alike. */
    static boolean classWeights(Map<String, String> settings) {
        return text(settings, "classWeights").equals("true");
    }

    /** The share of the rows that was split off to validate on. */
    static double validationFraction(Map<String, String> settings) {
        return number(settings, "validationFraction");
    }

    private static String text(Map<String, String> settings, String name) {
        String text = settings.get(name);
        if (text == null) {
            throw UserException.data(
                    "the model file does not say with which " + name
                            + " it was trained: an earlier version of Chainrule wrote it; train again to get one that can be reproduced");
        }
        return text;
    }

    private static double number(Map<String, String> settings, String name) {
        return Call.number(name, text(settings, name));
    }

    private static int whole(Map<String, String> settings, String name) {
        return Integer.parseInt(text(settings, name));
    }

    private static String spec(LBfgs method) {
        return new Call(
                        LBFGS,
                        List.of(
                                "history=" + method.history(),
                                "gradientTolerance=" + Numbers.shortest(method.gradientTolerance())))
                .toString();
    }

    /** Its iterations are bounded by the epochs. */
    private static LBfgs lbfgs(Call rule) {
        LBfgs usual = LBfgs.defaults();
        if (rule.arguments().size() != 2
                || !rule.arguments().get(0).startsWith("history=")
                || !rule.arguments().get(1).startsWith("gradientTolerance=")) {
            throw new IllegalArgumentException("expected lbfgs(history=N,gradientTolerance=X), found " + rule);
        }
        return new LBfgs(
                Integer.parseInt(rule.arguments().get(0).substring("history=".length())),
                usual.maxIterations(),
                Call.number("gradientTolerance", rule.arguments().get(1).substring("gradientTolerance=".length())));
    }

    private static String spec(Clipping clipping) {
        return switch (clipping.kind()) {
            case NONE -> "none";
            case NORM -> "norm " + clipping.bound();
            case VALUE -> "value " + clipping.bound();
        };
    }

    private static Clipping clipping(String text) {
        if (text.equals("none")) {
            return Clipping.NONE;
        } else if (text.startsWith("norm ")) {
            return Clipping.byNorm(Call.number("clipping", text.substring("norm ".length())));
        } else if (text.startsWith("value ")) {
            return Clipping.byValue(Call.number("clipping", text.substring("value ".length())));
        }
        throw new IllegalArgumentException("expected a clipping such as none, norm 1.0 or value 0.5, found " + text);
    }
}
