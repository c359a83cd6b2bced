package org.chainrule.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chainrule.gradient.GradientCheck;
import org.chainrule.tabular.encode.BoundEncoder;
import org.chainrule.tabular.encode.BoundTarget;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.read.ChunkReader;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;

/** Rows of a table as a model's network sees them, with their targets: what the gradient of a row is computed from. */
final class ModelRows {
    /** Rows as the network sees them, and the number of each in the table, from 1. */
    record Numbered(GradientCheck.Rows rows, List<Integer> numbers) {}

    private static final int CHUNK = 256;

    private final Model model;
    private final List<double[]> inputs = new ArrayList<>();
    private final List<Double> targets = new ArrayList<>();
    private final List<Integer> numbers = new ArrayList<>();

    private ModelRows(Model model) {
        this.model = model;
    }

    /** The first rows that have a target, at most so many. */
    static Numbered first(Model model, Table table, int most) {
        ModelRows rows = new ModelRows(model);
        rows.read(table, most, 0, Long.MAX_VALUE);
        if (rows.inputs.isEmpty()) {
            throw UserException.data("expected rows with a value in the target column \"" + model.target()
                    + "\", found none in " + table.description() + "; check the data");
        }
        return rows.rows();
    }

    /** One row, counted from 1. */
    static Numbered row(Model model, Table table, int number) {
        ModelRows rows = new ModelRows(model);
        long found = rows.read(table, 1, number - 1L, number);
        if (found < number) {
            throw UserException.data("expected at least " + number + " rows in " + table.description() + ", found "
                    + found + "; --row counts from 1");
        }
        if (rows.inputs.isEmpty()) {
            throw UserException.data(
                    "row " + number + " of " + table.description() + " has no value in the target column \""
                            + model.target() + "\", which its cost needs; take another row");
        }
        return rows.rows();
    }

    /** Reads rows from one number to another, at most so many with a target; gives how many rows were seen. */
    private long read(Table table, int most, long from, long to) {
        List<ColumnSchema> columns = new ArrayList<>(model.inputColumns());
        model.schema().columns().stream()
                .filter(column -> column.kind() == ColumnKind.TARGET)
                .forEach(columns::add);
        long seen = 0;
        try (ChunkReader chunks = table.chunks(columns, CHUNK)) {
            while (inputs.size() < most && seen < to) {
                try (RawTable chunk = chunks.next()) {
                    if (chunk == null) {
                        break;
                    }
                    int last = (int) Math.min(chunk.rows(), to - seen);
                    take(chunk, seen, (int) Math.min(last, Math.max(0, from - seen)), last, most);
                    seen += last;
                }
            }
        }
        return seen;
    }

    private void take(RawTable chunk, long seen, int from, int to, int most) {
        RawColumn column = chunk.column(model.target());
        if (column == null) {
            throw new IllegalStateException("the target was not loaded");
        }
        BoundTarget target = model.targetEncoding().bind(column);
        BoundEncoder encoder = model.encoder().bind(chunk);
        float[] x = new float[model.encoder().width()];
        for (int row = from; row < to && inputs.size() < most; row++) {
            double y = target.encode(row);
            if (!Double.isNaN(y)) {
                encoder.encode(row, x, 0);
                inputs.add(widen(x));
                targets.add(y);
                numbers.add((int) (seen + row + 1));
            }
        }
    }

    private Numbered rows() {
        double[] ones = new double[inputs.size()];
        Arrays.fill(ones, 1);
        GradientCheck.Rows rows = new GradientCheck.Rows(
                inputs.stream().flatMapToDouble(Arrays::stream).toArray(),
                targets.stream().mapToDouble(Double::doubleValue).toArray(),
                ones,
                inputs.size());
        return new Numbered(rows, List.copyOf(numbers));
    }

    private static double[] widen(float[] narrow) {
        double[] wide = new double[narrow.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = narrow[i];
        }
        return wide;
    }
}
