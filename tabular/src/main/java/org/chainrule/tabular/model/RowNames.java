package org.chainrule.tabular.model;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.chainrule.tabular.encode.NearestNames;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.Schema;

/**
 * Tells rows that leave a column out from rows that misspell it: an absent column is a missing value, but not when a key that names no column comes close,
 * nor when all columns are absent.
 */
public final class RowNames {
    private RowNames() {}

    /**
     * Checks the keys of a row.
     *
     * @param schema  all columns of the training table
     * @param columns the columns that the model reads
     * @param keys    the keys of the row
     * @param row     its number from 0, for the message
     * @throws UserException if a column seems misspelt, or all are absent
     */
    public static void check(Schema schema, List<ColumnSchema> columns, Set<String> keys, int row) {
        Set<String> strangers = new TreeSet<>(keys);
        schema.columns().forEach(column -> strangers.remove(column.name()));
        boolean none = columns.stream().noneMatch(column -> keys.contains(column.name()));
        for (ColumnSchema column : columns) {
            List<String> nearest = keys.contains(column.name()) ? List.of() : NearestNames.of(column.name(), strangers);
            if (none || !nearest.isEmpty()) {
                throw UserException.data("expected a value for column \"" + Display.text(column.name()) + "\" in row "
                        + (row + 1) + ", found none"
                        + (nearest.isEmpty() ? "" : " (but \"" + Display.text(nearest.get(0)) + "\")")
                        + "; add it, as null if it is missing");
            }
        }
    }

    /** Refuses a column that a model does not read. */
    static UserException unknown(String name, List<ColumnSchema> columns) {
        Set<String> names = new TreeSet<>();
        columns.forEach(column -> names.add(column.name()));
        List<String> nearest = NearestNames.of(name, names);
        return UserException.usage("expected a column that the model reads, found \"" + Display.text(name) + "\""
                + (nearest.isEmpty()
                        ? "; it reads " + names.size() + " columns, see columns()"
                        : "; did you mean \"" + Display.text(nearest.get(0)) + "\"?"));
    }
}
