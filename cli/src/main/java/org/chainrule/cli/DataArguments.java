package org.chainrule.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.ShellText;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.run.TrainOptions;
import org.chainrule.tabular.run.TrainOptionsBuilder;
import org.chainrule.tabular.schema.Task;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what is in the table, for every command that trains from one; picocli fills the fields. */
final class DataArguments {
    private static final int SHOWN = 50;

    @Option(names = "--target", paramLabel = "COLUMN", description = "Column to be predicted (required with DATA).")
    private @Nullable String target;

    @Option(
            names = "--task",
            paramLabel = "TASK",
            converter = Converters.TaskName.class,
            description = "auto, classification or regression; auto looks at the target.")
    private @Nullable Task task;

    @Option(
            names = "--validation",
            paramLabel = "DATA",
            description = "Rows to validate on; otherwise some are split off.")
    private @Nullable String validation;

    @Option(
            names = "--drop",
            paramLabel = "COLUMN",
            split = ",",
            description = "Columns to leave out: COL,... or the option again.")
    private @Nullable List<String> drop;

    @Option(names = "--weight", paramLabel = "COLUMN", description = "Column of row weights.")
    private @Nullable String weight;

    @Option(
            names = "--group",
            paramLabel = "COLUMN",
            description = "Rows of equal value here stay on one side of the split.")
    private @Nullable String group;

    @Option(
            names = "--time",
            paramLabel = "COLUMN",
            description = "Dates or numbers that order the rows: the latest validate.")
    private @Nullable String time;

    @Option(names = "--class-weights", description = "Weigh every class alike, whatever its share.")
    private boolean classWeights;

    /**
     * The column to be predicted.
     *
     * @param table the rows
     * @return its name
     * @throws UserException if it was not given, with the columns that there are
     */
    String target(Table table) {
        if (target == null) {
            throw UserException.usage("expected --target COLUMN, the column to be predicted; the columns of "
                    + table.description() + " are "
                    + table.columnNames().stream()
                            .limit(SHOWN)
                            .map(Display::text)
                            .collect(Collectors.joining(", "))
                    + (table.columnNames().size() > SHOWN
                            ? " and " + (table.columnNames().size() - SHOWN) + " more"
                            : ""));
        }
        return target;
    }

    /**
     * Makes sure that none of these is given where there is no table.
     *
     * @param command what takes the table, for the message
     * @throws UserException if one is
     */
    void refuseWithoutTable(String command) {
        String words = Display.text(words("DATA"));
        if (!words.equals("DATA")) {
            throw UserException.usage("expected a table with " + words.substring("DATA ".length())
                    + ", found none; write " + command + " " + words + ", or leave that out");
        }
    }

    /** The validation table, if there is one. */
    @Nullable
    String validation() {
        return validation;
    }

    /** The options that were given though a model file says them. */
    List<String> decidedByModel() {
        List<String> given = new ArrayList<>();
        add(given, "--target", target);
        add(given, "--task", task == null ? null : "");
        add(given, "--drop", drop == null ? null : "");
        add(given, "--weight", weight);
        add(given, "--group", group);
        add(given, "--time", time);
        if (classWeights) {
            given.add("--class-weights");
        }
        given.removeIf(word -> !word.startsWith("--"));
        return given;
    }

    /**
     * Options of these; opens the validation table.
     *
     * @param column the column to be predicted
     * @return to be completed
     */
    TrainOptionsBuilder options(String column) {
        return TrainOptions.builder(column)
                .task(task)
                .validation(validation == null ? null : Table.of(validation))
                .drop(drop == null ? List.of() : drop)
                .weight(weight)
                .group(group)
                .time(time)
                .classWeights(classWeights);
    }

    /**
     * The words that say the same to {@code train}, quoted for a shell.
     *
     * @param data the table
     * @return one line
     */
    String words(String data) {
        List<String> words = new ArrayList<>(List.of(data));
        add(words, "--target", target);
        add(words, "--task", task == null ? null : task.name().toLowerCase(Locale.ROOT));
        add(words, "--validation", validation);
        for (String column : Objects.requireNonNullElse(drop, List.<String>of())) {
            // a name with a comma is one name
            add(words, "--drop", column.contains(",") ? '"' + column + '"' : column);
        }
        add(words, "--weight", weight);
        add(words, "--group", group);
        add(words, "--time", time);
        if (classWeights) {
            words.add("--class-weights");
        }
        return words.stream().map(ShellText::quoted).collect(Collectors.joining(" "));
    }

    private static void add(List<String> words, String option, @Nullable String value) {
        if (value != null) {
            words.add(option);
            words.add(value);
        }
    }
}
