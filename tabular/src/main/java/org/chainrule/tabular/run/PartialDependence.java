package org.chainrule.tabular.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.chainrule.network.ParameterLayout;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.Predictions;
import org.chainrule.tabular.read.RowSample;
import org.chainrule.tabular.run.TrainingRun.Importance;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.Task;

/**
 * How the prediction of a model moves with one column: f(v) = 1/n sum_i f(v, the other cells of row i), for values v that occur, and the curves of single rows
 * beside the mean. All predictions are the model's own. Sources: Friedman 2001, "Greedy function approximation", section 8.2; Goldstein, Kapelner, Bleich and
 * Pitkin 2015, "Peeking inside the black box" (the single curves).
 *
 * @param curves the most important columns, in this order
 * @param rows   n, rows that the means are over
 * @param note   why there are no curves, or fewer than usual; else empty
 */
public record PartialDependence(List<Curve> curves, int rows, String note) {
    private static final int MOST_COLUMNS = 6;
    private static final int MOST_ROWS = 200;

    /** Multiply-adds of all predictions: well below a second. The networks of an ensemble trained for longer, and are allowed more. */
    private static final double WORK = 2e10;

    private static final double WORK_OF_SEVERAL = 6e10;

    /** What a cell costs beside the network, in multiply-adds. */
    private static final double CELL = 1_000;

    /** Once it has taken so long no further column is begun: the clock decides only how much is shown. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** From the best look to the cheapest that is still worth showing. */
    private static final List<Effort> EFFORTS = List.of(
            new Effort(MOST_COLUMNS, 20, 50),
            new Effort(MOST_COLUMNS, 10, 40),
            new Effort(4, 10, 20),
            new Effort(3, 8, 12));

    private record Effort(int columns, int values, int fewestRows) {}

    /** Copies the list. */
    public PartialDependence {
        curves = List.copyOf(curves);
    }

    /**
     * The dependence on one column.
     *
     * @param column  its name
     * @param kind    what it was taken for
     * @param ordered whether its values are numbers or dates on an axis; otherwise they are levels
     * @param values  the values, ascending, where they are ordered: dates as seconds since 1970; else their positions
     * @param labels  the levels, most frequent first; empty where values are ordered. An empty label is a missing value
     * @param series  what is predicted: the value, or probabilities of classes
     * @param bins    how the rows of the sample are distributed: over ranges, or over the levels
     */
    public record Curve(
            String column,
            ColumnKind kind,
            boolean ordered,
            List<Double> values,
            List<String> labels,
            List<Series> series,
            List<Bin> bins) {
        /** Copies the lists. */
        public Curve {
            values = List.copyOf(values);
            labels = List.copyOf(labels);
            series = List.copyOf(series);
            bins = List.copyOf(bins);
        }
    }

    /**
     * One line.
     *
     * @param name the class, or the target
     * @param mean the prediction at each value, mean over the rows
     * @param rows the same of single rows
     */
    public record Series(String name, List<Double> mean, List<List<Double>> rows) {
        /** Copies the lists. */
        public Series {
            mean = List.copyOf(mean);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /**
     * Rows whose cells lie in a range.
     *
     * @param from  lower end; of levels their position
     * @param to    upper end; of levels their position
     * @param count rows
     */
    public record Bin(double from, double to, int count) {}

    /**
     * Looks at a model.
     *
     * @param model      the whole model, with all its members
     * @param sample     rows with the columns that it reads
     * @param importance the columns, most important first; if it is empty the first columns are taken
     * @return the curves, or a sentence that says why there are none
     */
    public static PartialDependence of(Model model, RowSample sample, List<Importance> importance) {
        List<String> columns = (importance.isEmpty()
                        ? model.inputColumns().stream().map(ColumnSchema::name)
                        : importance.stream().map(Importance::column))
                .filter(name -> sample.column(name) != null)
                .limit(MOST_COLUMNS)
                .toList();
        double allowed = model.contents().members().size() == 1 ? WORK : WORK_OF_SEVERAL;
        double predictions = allowed / work(model);
        for (Effort effort : EFFORTS) {
            double rows = predictions / (effort.values() * Math.max(1, Math.min(effort.columns(), columns.size())));
            if (rows >= Math.min(effort.fewestRows(), sample.rows())) {
                return of(model, sample, columns, effort, (int) Math.min(rows, Math.min(MOST_ROWS, sample.rows())));
            }
        }
        return new PartialDependence(
                List.of(), 0, "Not shown: the model is so large that the predictions for it would take too long.");
    }

    private static PartialDependence of(Model model, RowSample sample, List<String> columns, Effort effort, int rows) {
        long began = System.nanoTime();
        List<Curve> curves = new ArrayList<>();
        for (String column : columns.subList(0, Math.min(effort.columns(), columns.size()))) {
            if (late(began)) {
                break;
            }
            ValueGrid grid = ValueGrid.of(sample, column, kind(model, column), effort.values());
            if (grid.size() > 1) {
                curves.add(curve(model, sample, grid, rows));
            }
        }
        String note = !effort.equals(EFFORTS.get(0)) || curves.size() < columns.size() && late(began)
                ? "The model takes long: fewer rows, values or columns than usual are looked at."
                : "";
        return new PartialDependence(curves, rows, note);
    }

    private static boolean late(long began) {
        return System.nanoTime() - began > PATIENCE.toNanos();
    }

    /** What a prediction costs, in multiply-adds. */
    private static double work(Model model) {
        return model.contents().members().stream()
                .mapToDouble(
                        member -> (double) new ParameterLayout(member.network().network()).size()
                                        * member.network().network().members()
                                + CELL * member.encoder().columns().size())
                .sum();
    }

    private static ColumnKind kind(Model model, String column) {
        return model.schema().columns().stream()
                .filter(one -> one.name().equals(column))
                .map(ColumnSchema::kind)
                .findFirst()
                .orElseThrow();
    }

    private static Curve curve(Model model, RowSample sample, ValueGrid grid, int count) {
        int[] rows = RowSample.spread(all(sample.rows()), count);
        int[] sources = grid.sources();
        Predictions predictions = model.predict(new RedirectedTable(
                sample,
                rows.length * sources.length,
                grid.column(),
                row -> sources[row / rows.length],
                row -> rows[row % rows.length]));
        List<Series> series = new ArrayList<>();
        if (predictions.task() == Task.REGRESSION) {
            double[] values = predictions.values();
            series.add(PartialSeries.of(model.target(), sources.length, rows.length, row -> values[row]));
        } else {
            double[][] probabilities = predictions.probabilities();
            for (int k : PartialSeries.classes(probabilities)) {
                series.add(PartialSeries.of(
                        predictions.classes().get(k), sources.length, rows.length, row -> probabilities[row][k]));
            }
        }
        return new Curve(
                grid.column(), grid.kind(), grid.ordered(), grid.values(), grid.labels(), series, grid.bins(sample));
    }

    static int[] all(int rows) {
        int[] all = new int[rows];
        for (int row = 0; row < rows; row++) {
            all[row] = row;
        }
        return all;
    }
}
