package org.chainrule.tabular.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.model.TableIdentity;
import org.chainrule.tabular.read.LoadedTable;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A table, and how it differs from the one that a model was trained on. To be closed.
 *
 * @param rows    the columns of the model that the table has; null if it has none of them
 * @param changes one line each; empty if the cells that the training read are the same
 */
record DataChanges(@Nullable LoadedTable rows, List<String> changes) implements AutoCloseable {
    private static final int MOST_NAMES = 10;

    /**
     * Reads a table and compares it. Columns that the training did not read may differ.
     *
     * @param what    before each line: which table it is
     * @param trained what the training read
     * @param schema  the columns of the model
     * @param table   the table now
     * @return the rows and the changes
     */
    static DataChanges read(String what, TableIdentity trained, Schema schema, Table table) {
        List<ColumnSchema> columns = TableTraining.readColumns(schema);
        List<String> names = table.columnNames();
        List<ColumnSchema> present =
                columns.stream().filter(column -> names.contains(column.name())).toList();
        List<String> changes = new ArrayList<>();
        if (present.size() < columns.size()) {
            changes.add(what + missing(columns, present, schema, names));
        }
        if (present.isEmpty()) {
            return new DataChanges(null, changes);
        }
        LoadedTable rows = table.load(present);
        boolean judged = false;
        try {
            cells(trained, present, rows).forEach(line -> changes.add(what + line));
            if (changes.isEmpty() && !rows.fingerprint().equals(trained.fingerprint())) {
                changes.add(what + "the cells differ");
            }
            judged = true;
        } finally {
            if (!judged) {
                rows.close();
            }
        }
        return new DataChanges(rows, changes);
    }

    private static String missing(
            List<ColumnSchema> columns, List<ColumnSchema> present, Schema schema, List<String> names) {
        Set<String> lost = new LinkedHashSet<>();
        columns.stream().filter(column -> !present.contains(column)).forEach(column -> lost.add(column.name()));
        Set<String> added = new LinkedHashSet<>(names);
        schema.columns().forEach(column -> added.remove(column.name()));
        return (lost.size() == 1 ? "column " : lost.size() + " columns ")
                + quoted(lost)
                + (lost.size() == 1 ? " is missing" : " are missing")
                + (added.isEmpty() ? "" : "; new in the table: " + quoted(added));
    }

    private static List<String> cells(TableIdentity trained, List<ColumnSchema> columns, LoadedTable rows) {
        int more = rows.rows() - trained.rows();
        if (more == 0) {
            Set<String> differ = differing(trained, rows.columnFingerprints());
            return differ.isEmpty() ? List.of() : List.of(cellsOf(differ) + " differ");
        }
        String counted = count(Math.abs(more)) + (Math.abs(more) == 1 ? " row " : " rows ")
                + (more > 0 ? "more" : "fewer") + ": " + count(rows.rows()) + ", trained on " + count(trained.rows());
        if (more < 0) {
            return List.of(counted);
        }
        Set<String> differ = differing(trained, rows.columnFingerprints(columns, trained.rows()));
        return List.of(
                counted,
                "among the first " + count(trained.rows()) + " rows "
                        + (differ.isEmpty() ? "no cell differs" : cellsOf(differ) + " differ"));
    }

    private static String count(int rows) {
        return String.format(Locale.ROOT, "%,d", rows);
    }

    private static Set<String> differing(TableIdentity trained, Map<String, String> found) {
        return found.entrySet().stream()
                .filter(column ->
                        !column.getValue().equals(trained.columnFingerprints().get(column.getKey())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String cellsOf(Set<String> columns) {
        return "cells of " + (columns.size() == 1 ? "column " : columns.size() + " columns (") + quoted(columns)
                + (columns.size() == 1 ? "" : ")");
    }

    private static String quoted(Set<String> names) {
        return names.stream()
                        .limit(MOST_NAMES)
                        .map(name -> '"' + Display.text(name) + '"')
                        .collect(Collectors.joining(", "))
                + (names.size() > MOST_NAMES ? ", ..." : "");
    }

    /** The rows of a table without changes. */
    LoadedTable same() {
        return Objects.requireNonNull(rows);
    }

    @Override
    public void close() {
        if (rows != null) {
            rows.close();
        }
    }
}
