package org.chainrule.tabular.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.RowSample;
import org.chainrule.tabular.schema.ColumnKind;

/**
 * The values of a column at which a model is asked: quantiles of numbers and dates, frequent levels of text. Each occurs in a row, from which it is read.
 *
 * @param column  its name
 * @param kind    what it was taken for
 * @param ordered whether the values are numbers or dates
 * @param values  the values, or the positions of levels
 * @param labels  the levels; empty where values are ordered
 * @param sources a row for each value
 */
@SuppressWarnings("ArrayRecordComponent")
record ValueGrid(
        String column, ColumnKind kind, boolean ordered, List<Double> values, List<String> labels, int[] sources) {
    private static final int MOST_LEVELS = 12;
    private static final int BINS = 24;

    /** Dates have seasons, which few values would miss. */
    private static final int DATES = 2;

    /** The share of rows beyond the first and the last quantile: far values would squeeze the rest. */
    private static final double TAIL = 0.01;

    static ValueGrid of(RowSample sample, String name, ColumnKind kind, int most) {
        RawColumn column = Objects.requireNonNull(sample.column(name));
        return column instanceof RawColumn.Numeric numbers
                ? quantiles(numbers, kind, sample.rows(), kind.isDate() ? DATES * most : most)
                : levels((RawColumn.Text) column, kind, sample.rows(), Math.min(most, MOST_LEVELS));
    }

    int size() {
        return sources.length;
    }

    private static ValueGrid quantiles(RawColumn.Numeric column, ColumnKind kind, int rows, int most) {
        int[] sorted = sorted(column, rows);
        int distinct = 0;
        for (int n = 0; n < sorted.length; n++) {
            distinct += n == 0 || column.value(sorted[n]) > column.value(sorted[n - 1]) ? 1 : 0;
        }
        List<Integer> sources = new ArrayList<>();
        int steps = distinct <= most ? sorted.length : Math.min(most, sorted.length);
        for (int k = 0; k < steps; k++) {
            int row = sorted[distinct <= most ? k : rank(sorted.length, (double) k / (steps - 1))];
            if (sources.isEmpty() || column.value(row) > column.value(sources.get(sources.size() - 1))) {
                sources.add(row);
            }
        }
        return new ValueGrid(
                column.name(),
                kind,
                true,
                sources.stream().map(column::value).toList(),
                List.of(),
                sources.stream().mapToInt(Integer::intValue).toArray());
    }

    private static int[] sorted(RawColumn.Numeric column, int rows) {
        return IntStream.range(0, rows)
                .filter(row -> !Double.isNaN(column.value(row)))
                .boxed()
                .sorted(Comparator.comparingDouble(column::value))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static int rank(int count, double share) {
        return (int) Math.round((TAIL + (1 - 2 * TAIL) * share) * (count - 1));
    }

    private static ValueGrid levels(RawColumn.Text column, ColumnKind kind, int rows, int most) {
        int[] counts = counts(column, rows);
        List<Integer> codes = IntStream.range(0, counts.length)
                .filter(code -> counts[code] > 0)
                .boxed()
                .sorted(Comparator.comparingInt((Integer code) -> counts[code]).reversed())
                .limit(most)
                .toList();
        List<Double> positions =
                IntStream.range(0, codes.size()).mapToObj(n -> (double) n).toList();
        List<String> labels = codes.stream()
                .map(code -> code == 0 ? "" : column.dictionary().get(code - 1))
                .toList();
        int[] sources = codes.stream()
                .mapToInt(code -> IntStream.range(0, rows)
                        .filter(row -> column.code(row) == code - 1)
                        .findFirst()
                        .orElseThrow())
                .toArray();
        return new ValueGrid(column.name(), kind, false, positions, labels, sources);
    }

    /** Rows of each level; those of missing cells come first. */
    private static int[] counts(RawColumn.Text column, int rows) {
        int[] counts = new int[column.dictionary().size() + 1];
        for (int row = 0; row < rows; row++) {
            counts[column.code(row) + 1]++;
        }
        return counts;
    }

    /** How the rows of the sample are distributed. */
    List<PartialDependence.Bin> bins(RowSample sample) {
        RawColumn column = Objects.requireNonNull(sample.column(this.column));
        if (column instanceof RawColumn.Text text) {
            int[] counts = counts(text, sample.rows());
            return IntStream.range(0, size())
                    .mapToObj(n -> new PartialDependence.Bin(n, n, counts[text.code(sources[n]) + 1]))
                    .toList();
        }
        RawColumn.Numeric numbers = (RawColumn.Numeric) column;
        double low = values.get(0);
        double high = values.get(values.size() - 1);
        int[] counts = new int[BINS];
        for (int row = 0; row < sample.rows(); row++) {
            double value = numbers.value(row);
            if (value >= low && value <= high) {
                counts[(int) Math.min(BINS - 1, BINS * ((value - low) / (high - low)))]++;
            }
        }
        return Arrays.stream(PartialDependence.all(BINS))
                .mapToObj(n -> new PartialDependence.Bin(
                        low + (high - low) * n / BINS, low + (high - low) * (n + 1) / BINS, counts[n]))
                .toList();
    }
}
