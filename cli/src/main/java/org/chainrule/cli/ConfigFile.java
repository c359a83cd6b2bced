package org.chainrule.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.chainrule.tabular.encode.NearestNames;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * {@code --config FILE.yaml}: options by name ({@code batch-size} or {@code batchSize}), as defaults that the command line overrides. Plain YAML values only;
 * nothing in the file can name a class.
 */
final class ConfigFile {
    private static final String OPTION = "--config";
    private static final int MOST_CHARACTERS = 1 << 20;

    private ConfigFile() {}

    /**
     * If the arguments are a {@code train} with a {@code --config}, its values become the defaults of the command.
     *
     * @param arguments what the user wrote
     * @param line      the root command
     * @throws UserException if the file is missing, no YAML, or names an unknown option
     */
    static void apply(String[] arguments, CommandLine line) {
        int at = Arrays.asList(arguments).indexOf("train");
        String file = at < 0 ? null : fileOf(Arrays.copyOfRange(arguments, at + 1, arguments.length));
        CommandLine train = line.getSubcommands().get("train");
        if (file == null || train == null) {
            return;
        }
        Map<String, String> values = read(file, train.getCommandSpec().options());
        train.setDefaultValueProvider(argument -> {
            if (!(argument instanceof OptionSpec option)) {
                return null;
            }
            // picocli would take a flag on the command line as "not its default"
            boolean given = option.arity().max() == 0
                    && Arrays.stream(option.names()).anyMatch(Arrays.asList(arguments)::contains);
            return given ? null : values.get(option.longestName());
        });
    }

    private static @Nullable String fileOf(String[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].startsWith(OPTION + "=")) {
                return arguments[i].substring(OPTION.length() + 1);
            }
            if (arguments[i].equals(OPTION) && i + 1 < arguments.length) {
                return arguments[i + 1];
            }
        }
        return null;
    }

    private static Map<String, String> read(String file, List<OptionSpec> options) {
        String shown = Display.text(file);
        return values(text(file, shown), shown, options);
    }

    /**
     * The values of a configuration.
     *
     * @param text    YAML
     * @param shown   where it is from, for messages
     * @param options those that may be set
     * @return by the longest name of the option
     * @throws UserException if it is no YAML, or names an unknown option
     */
    static Map<String, String> values(String text, String shown, List<OptionSpec> options) {
        Object root = parse(text, shown);
        Map<String, String> values = new LinkedHashMap<>();
        if (root == null) {
            return values;
        }
        if (!(root instanceof Map<?, ?> map)) {
            throw UserException.usage("expected lines such as \"epochs: 20\" in " + shown
                    + ", found no mapping; write one option a line");
        }
        List<String> known = options.stream()
                .map(OptionSpec::longestName)
                .filter(name -> name.startsWith("--")
                        && !List.of(OPTION, "--help", "--version", "--stacktrace")
                                .contains(name))
                .map(name -> name.substring(2))
                .toList();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (entry.getKey() instanceof Map || entry.getKey() instanceof Iterable) {
                throw UserException.usage("expected names of options in " + shown
                        + ", found a list or mapping in the place of one; write one option a line");
            }
            String key = String.valueOf(entry.getKey());
            String name = kebab(key);
            if (!known.contains(name)) {
                throw unknown(key, name, known, shown);
            }
            values.put("--" + name, value(key, entry.getValue(), shown));
        }
        return values;
    }

    private static UserException unknown(String key, String name, List<String> known, String shown) {
        List<String> near = NearestNames.of(name, known);
        return UserException.usage("expected names of options in " + shown + ", found \"" + Display.text(key) + "\"; "
                + (near.isEmpty()
                        ? "known are " + String.join(", ", known)
                        : "did you mean " + String.join(" or ", near) + "?"));
    }

    private static String text(String file, String shown) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > MOST_CHARACTERS) {
                throw UserException.usage(
                        "expected a configuration of at most 1 MiB, found " + Files.size(path) + " bytes in " + shown);
            }
            return Files.readString(path, StandardCharsets.UTF_8);
        } catch (IOException | InvalidPathException e) {
            throw new UserException(
                    UserException.Kind.USAGE,
                    "cannot read the configuration " + shown + ": "
                            + (Files.isDirectory(Path.of(file))
                                    ? "it is a directory"
                                    : e instanceof java.nio.file.NoSuchFileException
                                            ? "there is no such file"
                                            : String.valueOf(e.getMessage()))
                            + "; check --config",
                    e);
        }
    }

    private static @Nullable Object parse(String text, String shown) {
        LoadSettings settings = LoadSettings.builder()
                .setAllowDuplicateKeys(false)
                .setMaxAliasesForCollections(10)
                .setCodePointLimit(MOST_CHARACTERS)
                .build();
        try {
            return new Load(settings).loadFromString(text);
        } catch (MarkedYamlEngineException e) {
            String where = e.getProblemMark()
                    .map(mark -> " in line " + (mark.getLine() + 1))
                    .orElse("");
            throw new UserException(
                    UserException.Kind.USAGE,
                    "expected YAML in " + shown + ", found " + Display.text(String.valueOf(e.getProblem())) + where
                            + "; write one option a line, such as \"epochs: 20\"",
                    e);
        } catch (YamlEngineException | IllegalArgumentException | StackOverflowError e) {
            // the second for odd tags, the third for what is nested a hundred thousand times
            throw new UserException(
                    UserException.Kind.USAGE,
                    "expected YAML in " + shown + ", found "
                            + (e instanceof StackOverflowError
                                    ? "values nested too deeply"
                                    : Display.text(String.valueOf(e.getMessage())))
                            + "; write one option a line, such as \"epochs: 20\"",
                    e);
        }
    }

    private static String value(String key, @Nullable Object value, String shown) {
        if (value instanceof Iterable<?> list) {
            StringBuilder joined = new StringBuilder();
            for (Object element : list) {
                joined.append(joined.isEmpty() ? "" : ",").append(quoted(scalar(key, element, shown)));
            }
            return joined.toString();
        }
        return scalar(key, value, shown);
    }

    private static String scalar(String key, @Nullable Object value, String shown) {
        if (value == null || value instanceof Map || value instanceof Iterable) {
            throw UserException.usage("expected a value for " + Display.text(key) + " in " + shown + ", found "
                    + (value == null ? "nothing" : value instanceof Map ? "a mapping" : "a list in a list")
                    + "; write \"" + Display.text(key) + ": VALUE\" or leave the line out");
        }
        return String.valueOf(value);
    }

    /** A name with a comma stays one element of a list. */
    private static String quoted(String element) {
        return element.contains(",") ? '"' + element + '"' : element;
    }

    private static String kebab(String key) {
        return key.codePoints()
                .mapToObj(point -> Character.isUpperCase(point)
                        ? "-" + Character.toString(point).toLowerCase(Locale.ROOT)
                        : point == '_' ? "-" : Character.toString(point))
                .collect(Collectors.joining());
    }
}
