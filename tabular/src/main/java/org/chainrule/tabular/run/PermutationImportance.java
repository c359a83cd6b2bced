package org.chainrule.tabular.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.chainrule.math.RunningMoments;
import org.chainrule.metric.Metrics;
import org.chainrule.random.CounterRandom;
import org.chainrule.random.CounterRandom.Stream;
import org.chainrule.tabular.encode.ColumnEncoding;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.read.RowSample;
import org.chainrule.tabular.run.TrainingRun.Importance;

/**
 * How much the model relies on each column: how much worse the watched metric gets (a rise of log loss or RMSE, a fall of accuracy) when the column's
 * cells are shuffled among the rows.
 * Source: Breiman 2001, "Random forests", section 10; here on rows that were not trained on, over several shuffles.
 */
final class PermutationImportance {
    /** Rows that are looked at, at most; more change little and cost much. */
    private static final int MOST_ROWS = 1_000;

    /** Columns that are looked at, at most. */
    private static final int MOST_COLUMNS = 200;

    private static final int SHUFFLES = 3;

    private PermutationImportance() {}

    /**
     * Measures every column that the network sees.
     *
     * @param model  the model
     * @param table  rows of it
     * @param rows   which rows; a spread of at most 1,000 of them is used
     * @param metric name of a metric, as {@link Metrics#parse} knows it
     * @return the columns, most important first; empty if there are more than 200
     */
    static List<Importance> of(Model model, RawTable table, int[] rows, String metric) {
        return of(model, table, rows, metric, () -> true);
    }

    /** The same under a time limit: of some columns only it would mislead, so there is nothing if the time does not reach. */
    static List<Importance> of(Model model, RawTable table, int[] rows, String metric, BooleanSupplier time) {
        List<ColumnEncoding> columns = model.encoder().columns();
        if (columns.size() > MOST_COLUMNS) {
            return List.of();
        }
        int[] sample = RowSample.spread(rows, MOST_ROWS);
        double worse = Metrics.parse(metric).higherIsBetter() ? -1 : 1;
        double base =
                Objects.requireNonNull(model.evaluate(table, sample).metrics().get(metric));
        List<Importance> importance = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            RunningMoments losses = new RunningMoments();
            for (int shuffle = 0; shuffle < SHUFFLES; shuffle++) {
                if (!time.getAsBoolean()) {
                    return List.of();
                }
                int[] source = shuffled(
                        sample, CounterRandom.of(0, Stream.RESAMPLING, (long) c * SHUFFLES + shuffle), table.rows());
                RawTable view = new RedirectedTable(
                        table, table.rows(), columns.get(c).column(), row -> source[row], row -> row);
                double shuffledTo = Objects.requireNonNull(
                        model.evaluate(view, sample).metrics().get(metric));
                losses.add(worse * (shuffledTo - base));
            }
            importance.add(new Importance(columns.get(c).column(), losses.mean(), losses.standardDeviation()));
        }
        importance.sort(Comparator.comparingDouble(Importance::drop).reversed());
        return importance;
    }

    /** For each row of the table the row to read instead: a permutation of the sample, itself elsewhere. */
    private static int[] shuffled(int[] sample, CounterRandom random, int tableRows) {
        int[] order = sample.clone();
        for (int n = order.length - 1; n > 0; n--) {
            int other = random.below(n, n + 1);
            int swapped = order[n];
            order[n] = order[other];
            order[other] = swapped;
        }
        int[] source = new int[tableRows];
        for (int n = 0; n < sample.length; n++) {
            source[sample[n]] = order[n];
        }
        return source;
    }
}
