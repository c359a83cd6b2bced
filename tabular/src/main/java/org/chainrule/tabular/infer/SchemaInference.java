package org.chainrule.tabular.infer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.ColumnProfile;
import org.chainrule.tabular.read.ColumnProfile.Content;
import org.chainrule.tabular.read.Names;
import org.chainrule.tabular.read.TableProfile;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.Schema;
import org.chainrule.tabular.schema.Task;
import org.jspecify.annotations.Nullable;

/**
 * Decides what each column is taken for and what is asked of the model, from the figures of a profile alone: the same figures give the same schema. The rules
 * for features are those of {@link FeatureRules}, for the target those of {@link TargetRules}; both can be read as lists.
 */
public final class SchemaInference {
    private final TableProfile profile;
    private final List<String> names;
    private final List<String> notes = new ArrayList<>();

    private SchemaInference(TableProfile profile) {
        this.profile = profile;
        this.names = profile.columns().stream().map(ColumnProfile::name).toList();
    }

    /**
     * Infers a schema. Columns are named exactly, or without regard to case where that is unique (a note says so).
     *
     * @param profile figures of the training rows
     * @param target  the column to be predicted
     * @param task    what is asked, or null to find it from the target
     * @param drop    columns to leave out
     * @param weight  column of row weights, or null
     * @param group   column whose equal values stay on one side of a split, or null
     * @return the schema, the task and the reasons
     * @throws UserException if a named column is absent or used twice, the target is constant or empty or does not fit the task, the weights are not numbers of
     *                       at least zero, or no feature is left
     */
    public static InferredSchema infer(
            TableProfile profile,
            String target,
            @Nullable Task task,
            List<String> drop,
            @Nullable String weight,
            @Nullable String group) {
        return infer(profile, target, task, drop, weight, group, null);
    }

    /**
     * As {@link #infer(TableProfile, String, Task, List, String, String)}, with a column that orders the rows in time.
     *
     * @param profile figures of the training rows
     * @param target  the column to be predicted
     * @param task    what is asked, or null to find it from the target
     * @param drop    columns to leave out
     * @param weight  column of row weights, or null
     * @param group   column whose equal values stay on one side of a split, or null
     * @param time    dates or numbers that order the rows, or null
     * @return the schema, the task and the reasons
     * @throws UserException as the other, and if the time is neither dates nor numbers
     */
    public static InferredSchema infer(
            TableProfile profile,
            String target,
            @Nullable Task task,
            List<String> drop,
            @Nullable String weight,
            @Nullable String group,
            @Nullable String time) {
        return new SchemaInference(profile).find(target, task, drop, weight, group, time);
    }

    private InferredSchema find(
            String targetName,
            @Nullable Task wanted,
            List<String> drop,
            @Nullable String weightName,
            @Nullable String groupName,
            @Nullable String timeName) {
        String target = find(targetName, "target column");
        String weight = weightName == null ? null : find(weightName, "weight column");
        String group = groupName == null ? null : find(groupName, "group column");
        String time = timeName == null ? null : find(timeName, "time column");
        Set<String> dropped =
                drop.stream().map(name -> find(name, "column to drop")).collect(Collectors.toSet());
        checkRoles(target, weight, group, time, dropped);
        TargetRules.Decision decision = TargetRules.decide(profile.description(), column(target), wanted);
        notes.addAll(decision.notes());
        if (weight != null) {
            checkWeight(column(weight));
        }
        FeatureRules rules = new FeatureRules(profile);
        List<ColumnSchema> columns = new ArrayList<>();
        for (ColumnProfile column : profile.columns()) {
            String name = column.name();
            if (name.equals(target)) {
                boolean text = decision.task() == Task.CLASSIFICATION;
                columns.add(new ColumnSchema(name, ColumnKind.TARGET, text, decision.note()));
            } else if (dropped.contains(name)) {
                columns.add(new ColumnSchema(
                        name, ColumnKind.DROPPED, column.content() == Content.TEXT, "left out on request"));
            } else if (name.equals(weight)) {
                columns.add(new ColumnSchema(name, ColumnKind.WEIGHT, false, "weight of each row"));
            } else if (name.equals(group)) {
                columns.add(new ColumnSchema(name, ColumnKind.GROUP, true, column.distinct() + " groups"));
            } else if (name.equals(time)) {
                columns.add(time(column));
            } else {
                columns.add(rules.decide(column));
            }
        }
        Schema schema = new Schema(withSomeFeature(columns));
        noteAssumedDates(schema);
        return new InferredSchema(schema, decision.task(), decision.why(), notes);
    }

    /** Nothing in such a column says whether 05/06/2024 is in May or in June. */
    private void noteAssumedDates(Schema schema) {
        for (ColumnSchema column : schema.columns()) {
            String order = column(column.name()).assumedOrder();
            if (column.kind().isDate() && !order.isEmpty()) {
                notes.add("every date of column \"" + Display.text(column.name())
                        + "\" could be read day first or month first; read " + order
                        + (order.startsWith("day") ? ", 05.06.2024 is June 5" : ", 05/06/2024 is May 6")
                        + ": if that is wrong, write the dates as 2024-05-31");
            }
        }
    }

    private ColumnProfile column(String name) {
        ColumnProfile column = profile.column(name);
        if (column == null) {
            throw new IllegalStateException("no column " + name);
        }
        return column;
    }

    private String find(String wanted, String role) {
        if (names.contains(wanted)) {
            return wanted;
        }
        List<String> alike =
                names.stream().filter(name -> name.equalsIgnoreCase(wanted)).toList();
        if (alike.size() == 1) {
            notes.add("the " + role + " is called \"" + Display.text(alike.get(0)) + "\", not \"" + Display.text(wanted)
                    + "\"; it is taken");
            return alike.get(0);
        }
        throw UserException.data(profile.description() + ": there is no column \"" + Display.text(wanted) + "\" ("
                + role + "); " + Names.nearest(wanted, names, profile.headerless()));
    }

    /** A date says the month and the weekday, too; a number says nothing but the order. */
    private ColumnSchema time(ColumnProfile column) {
        return switch (column.content()) {
            case DATE ->
                new ColumnSchema(
                        column.name(),
                        ColumnKind.CALENDAR,
                        false,
                        FeatureRules.dates(column) + "; the latest rows validate",
                        column.dateFormat());
            case NUMBER ->
                new ColumnSchema(
                        column.name(),
                        ColumnKind.TIME,
                        false,
                        FeatureRules.range(column) + "; the latest rows validate");
            case EMPTY, BOOLEAN, TEXT ->
                throw UserException.data(profile.description() + ": time column \"" + Display.text(column.name())
                        + "\" should hold dates or numbers but holds " + FeatureRules.words(column)
                        + "; write dates as 2024-05-31 or 2024-05-31 08:15, or name another column");
        };
    }

    private void checkRoles(
            String target,
            @Nullable String weight,
            @Nullable String group,
            @Nullable String time,
            Set<String> dropped) {
        Set<String> different = new HashSet<>();
        for (String name : new String[] {target, weight, group, time}) {
            if (name != null && !different.add(name)) {
                throw UserException.usage("one column cannot be two of target, weight, group and time; found target "
                        + quoted(target) + ", weight " + quoted(weight) + ", group " + quoted(group) + ", time "
                        + quoted(time));
            }
            if (name != null && dropped.contains(name)) {
                throw UserException.usage("column \"" + Display.text(name)
                        + "\" is to be dropped but is needed as target, weight, group or time; take it out of"
                        + " the list");
            }
        }
    }

    private static String quoted(@Nullable String name) {
        return name == null ? "none" : "\"" + Display.text(name) + "\"";
    }

    private void checkWeight(ColumnProfile weight) {
        String where = profile.description() + ": weight column \"" + Display.text(weight.name()) + "\" ";
        if (weight.content() != Content.NUMBER) {
            throw UserException.data(
                    where + "should hold numbers but holds " + FeatureRules.words(weight) + "; name another column");
        }
        if (weight.minimum() < 0) {
            throw UserException.data(where + "has the negative value " + FeatureRules.number(weight.minimum())
                    + "; weights are at least 0");
        }
        if (!(weight.maximum() > 0)) {
            throw UserException.data(where + "has no value above 0; some row needs a weight");
        }
    }

    /** Where nothing else is left, a column of different integers is more likely the one quantity of a small table than a row number. */
    private List<ColumnSchema> withSomeFeature(List<ColumnSchema> columns) {
        if (columns.stream().anyMatch(column -> column.kind().isFeature())) {
            return columns;
        }
        List<ColumnSchema> kept = columns.stream()
                .map(column -> column.kind() == ColumnKind.IDENTIFIER && !column.text()
                        ? new ColumnSchema(
                                column.name(), ColumnKind.NUMERIC, false, "the only column there is to learn from")
                        : column)
                .toList();
        if (kept.stream().noneMatch(column -> column.kind().isFeature())) {
            String why = columns.stream()
                    .filter(column -> column.kind() != ColumnKind.TARGET)
                    .limit(5)
                    .map(column -> "\"" + Display.text(column.name()) + "\" is left out (" + column.note() + ")")
                    .collect(Collectors.joining(", "));
            throw UserException.data(profile.description() + ": no column is left to learn from"
                    + (why.isEmpty() ? "; the target is the only column" : ": " + why)
                    + "; add columns that repeat or vary");
        }
        return kept;
    }
}
