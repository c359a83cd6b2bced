package org.chainrule.studio.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.chainrule.tabular.error.ShellText;
import org.chainrule.text.Numbers;
import org.jspecify.annotations.Nullable;

/** The command that trains the same as settings do. */
final class CommandLine {
    private CommandLine() {}

    /** The command; null for drawn problems, whose points are in no file. */
    static @Nullable String of(Settings settings, @Nullable GivenTable given) {
        ExampleTable example = ExampleTable.of(settings.problem());
        String data;
        if (example != null) {
            data = "examples/" + example.file() + " --target " + example.target();
        } else if (given != null && settings.problem().equals(Problems.TABLE)) {
            data = given.command();
        } else {
            return null;
        }
        return "chainrule train " + data + " "
                + options(settings).entrySet().stream()
                        .map(option -> "--" + option.getKey() + " " + ShellText.quoted(option.getValue()))
                        .collect(Collectors.joining(" "));
    }

    private static Map<String, String> options(Settings settings) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("preset", Problems.PRESET);
        options.put("validation-fraction", Numbers.shortest(Problems.heldOut(settings)));
        List<HiddenLayer> layers = settings.layers();
        options.put(
                "hidden",
                layers.isEmpty()
                        ? "none"
                        : layers.stream()
                                .map(layer -> String.valueOf(layer.width()))
                                .collect(Collectors.joining(",")));
        if (!layers.isEmpty()) {
            options.put(
                    "activation",
                    layers.stream().map(layer -> layer.activation().spec()).collect(Collectors.joining(",")));
        }
        positive(options, "dropout", settings.dropout());
        if (!settings.likelihood().equals(Settings.AUTO)) {
            options.put("likelihood", settings.likelihood());
        }
        options.put("optimizer", settings.optimizer());
        options.put("learning-rate", Numbers.shortest(settings.learningRate()));
        if (!settings.schedule().equals("constant")) {
            options.put("schedule", settings.schedule());
        }
        positive(options, "l1", settings.l1());
        positive(options, "l2", settings.l2());
        Double decay = Problems.decay(settings);
        if (decay != null && (decay > 0 || settings.optimizer().startsWith("adamw"))) {
            options.put("weight-decay", Numbers.shortest(decay));
        }
        positive(options, "clip-norm", settings.clipNorm());
        options.put("batch-size", String.valueOf(settings.batchSize()));
        options.put("epochs", String.valueOf(settings.epochs()));
        options.put("seed", String.valueOf(settings.seed()));
        options.put("precision", settings.precision().name().toLowerCase(Locale.ROOT));
        return options;
    }

    private static void positive(Map<String, String> options, String name, double value) {
        if (value > 0) {
            options.put(name, Numbers.shortest(value));
        }
    }
}
