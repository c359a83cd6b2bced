package org.chainrule.studio.problem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.chainrule.likelihood.Likelihoods;
import org.chainrule.network.Activation;
import org.chainrule.optim.Optimizers;
import org.chainrule.schedule.Schedules;
import org.chainrule.tabular.encode.NearestNames;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.train.Precision;
import org.jspecify.annotations.Nullable;

/**
 * Settings from JSON. What is absent has its default; numbers may be written as text, as an address has them. What is wrong is said by key, with what was
 * expected and what was found.
 */
public final class SettingsReader {
    /** The most hidden layers. */
    public static final int MOST_LAYERS = 6;

    /** The most units of a layer. */
    public static final int MOST_UNITS = 1024;

    private static final int MOST_CHARACTERS = 1_000;

    private final Map<String, @Nullable Object> tree;
    private final Settings defaults;

    private SettingsReader(Map<String, @Nullable Object> tree, Settings defaults) {
        this.tree = tree;
        this.defaults = defaults;
    }

    /**
     * Reads settings.
     *
     * @param tree  an object of JSON
     * @param table whether there is a table of the user's own
     * @return the settings
     * @throws UserException if a key is unknown, or a value not possible
     */
    public static Settings read(Map<String, @Nullable Object> tree, boolean table) {
        return read(tree, Problems.names(table), Defaults.problem(table));
    }

    /** Reads settings of the problems of these names. */
    static Settings read(Map<String, @Nullable Object> tree, List<String> problems, String first) {
        Set<String> known = Defaults.DRAWN.toTree().keySet();
        for (String key : tree.keySet()) {
            if (!known.contains(key)) {
                List<String> near = NearestNames.of(key, known);
                throw UserException.usage("expected names of settings, found \"" + Display.text(key) + "\"; "
                        + (near.isEmpty()
                                ? "known are " + String.join(", ", known)
                                : "did you mean " + String.join(" or ", near) + "?"));
            }
        }
        String problem = problem(tree.get("problem"), problems, first);
        return new SettingsReader(tree, Defaults.of(problem)).read(problem);
    }

    private static String problem(@Nullable Object given, List<String> names, String first) {
        String problem = given == null ? first : String.valueOf(given);
        if (problem.equals(Problems.TABLE) && !names.contains(problem)) {
            throw wrong(
                    "problem",
                    "one of " + String.join(", ", names),
                    "table, but the studio was started without one: chainrule studio DATA --target COLUMN");
        }
        if (!names.contains(problem)) {
            throw wrong("problem", "one of " + String.join(", ", names), problem);
        }
        return problem;
    }

    private Settings read(String problem) {
        return new Settings(
                problem,
                number("noise", defaults.noise(), 0, 0.5),
                whole("points", defaults.points(), 50, 5000),
                number("trainShare", defaults.trainShare(), 0.1, 0.9),
                seed("dataSeed", defaults.dataSeed()),
                features(),
                layers(),
                number("dropout", defaults.dropout(), 0, 0.9),
                parsed("likelihood", defaults.likelihood(), text -> {
                    if (!text.equals(Settings.AUTO)) {
                        Likelihoods.parse(text);
                    }
                }),
                parsed("optimizer", defaults.optimizer(), Optimizers::parse),
                positive("learningRate", defaults.learningRate()),
                parsed("schedule", defaults.schedule(), Schedules::parse),
                number("l1", defaults.l1(), 0, Float.MAX_VALUE),
                number("l2", defaults.l2(), 0, Float.MAX_VALUE),
                number("weightDecay", defaults.weightDecay(), 0, Float.MAX_VALUE),
                number("clipNorm", defaults.clipNorm(), 0, Float.MAX_VALUE),
                whole("batchSize", defaults.batchSize(), 1, 4096),
                whole("epochs", defaults.epochs(), 1, 1_000_000),
                seed("seed", defaults.seed()),
                precision());
    }

    private double positive(String key, double usual) {
        double value = number(key, usual, 0, Float.MAX_VALUE);
        if (value == 0) {
            throw wrong(key, "a positive number", "0");
        }
        return value;
    }

    private double number(String key, double usual, double least, double most) {
        Object given = tree.get(key);
        if (given == null) {
            return usual;
        }
        String expected = most == Float.MAX_VALUE ? "a number, not negative" : "a number from " + least + " to " + most;
        double value = value(key, given, expected);
        if (!(value >= least && value <= most)) {
            throw wrong(key, expected, given);
        }
        return value;
    }

    private int whole(String key, int usual, int least, int most) {
        Object given = tree.get(key);
        if (given == null) {
            return usual;
        }
        String expected = "a whole number from " + least + " to " + most;
        double value = value(key, given, expected);
        if (value != Math.rint(value) || value < least || value > most) {
            throw wrong(key, expected, given);
        }
        return (int) value;
    }

    /** A seed is any long: a double would lose digits. */
    private long seed(String key, long usual) {
        Object given = tree.get(key);
        if (given == null) {
            return usual;
        }
        try {
            return given instanceof Double number && number == Math.rint(number) && Math.abs(number) < 0x1p53
                    ? number.longValue()
                    : Long.parseLong(String.valueOf(given));
        } catch (NumberFormatException e) {
            throw wrong(key, "a whole number", given);
        }
    }

    private static double value(String key, Object given, String expected) {
        try {
            if (given instanceof Number || given instanceof String) {
                double value = Double.parseDouble(given.toString());
                if (Double.isFinite(value)) {
                    return value;
                }
            }
        } catch (NumberFormatException e) {
            // said below, as for other types
        }
        throw wrong(key, expected, given);
    }

    private String parsed(String key, String usual, Consumer<String> parse) {
        String text = text(key, usual);
        try {
            parse.accept(text);
        } catch (IllegalArgumentException e) {
            throw new UserException(
                    UserException.Kind.USAGE,
                    "\"" + key + "\": " + Display.text(String.valueOf(e.getMessage()), MOST_CHARACTERS),
                    e);
        }
        return text;
    }

    private String text(String key, String usual) {
        Object given = tree.get(key);
        if (given == null) {
            return usual;
        }
        if (given instanceof String text && text.length() <= MOST_CHARACTERS) {
            return text.strip();
        }
        throw wrong(key, "text of at most " + MOST_CHARACTERS + " characters", given);
    }

    private List<String> features() {
        List<String> given = list("features", defaults.features());
        for (String feature : given) {
            if (!Points.FEATURES.contains(feature)) {
                throw wrong("features", "some of " + String.join(",", Points.FEATURES), feature);
            }
        }
        if (given.isEmpty() && DrawnProblem.of(defaults.problem()) != null) {
            throw wrong("features", "at least one of " + String.join(",", Points.FEATURES), "none");
        }
        return Points.FEATURES.stream().filter(given::contains).toList();
    }

    private List<HiddenLayer> layers() {
        if (!tree.containsKey("layers") || tree.get("layers") == null) {
            return defaults.layers();
        }
        List<HiddenLayer> layers = new ArrayList<>();
        for (String layer : list("layers", List.of())) {
            layers.add(layer(layer));
        }
        if (layers.size() > MOST_LAYERS) {
            throw wrong("layers", "at most " + MOST_LAYERS + " hidden layers", layers.size() + " of them");
        }
        return layers;
    }

    private static HiddenLayer layer(String text) {
        String expected = "layers as WIDTH:ACTIVATION of 1 to " + MOST_UNITS + " units, such as 4:tanh,2:tanh";
        int colon = text.indexOf(':');
        try {
            int width =
                    Integer.parseInt(colon < 0 ? text : text.substring(0, colon).strip());
            if (colon > 0 && width >= 1 && width <= MOST_UNITS) {
                return new HiddenLayer(width, Activation.parse(text.substring(colon + 1)));
            }
        } catch (NumberFormatException e) {
            // said below
        } catch (IllegalArgumentException e) {
            throw new UserException(
                    UserException.Kind.USAGE, "\"layers\": " + Display.text(String.valueOf(e.getMessage())), e);
        }
        throw wrong("layers", expected, text);
    }

    /** Text with commas, or a list of texts. */
    private List<String> list(String key, List<String> usual) {
        Object given = tree.get(key);
        if (given == null) {
            return usual;
        }
        String text = given instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                : text(key, "");
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private Precision precision() {
        String text = text("precision", defaults.precision().name()).toUpperCase(Locale.ROOT);
        return switch (text) {
            case "FLOAT32" -> Precision.FLOAT32;
            case "FLOAT64" -> Precision.FLOAT64;
            default -> throw wrong("precision", "float32 or float64", text);
        };
    }

    private static UserException wrong(String key, String expected, Object found) {
        return UserException.usage("\"" + key + "\": expected " + expected + ", found "
                + Display.text(String.valueOf(found)) + "; change it");
    }
}
