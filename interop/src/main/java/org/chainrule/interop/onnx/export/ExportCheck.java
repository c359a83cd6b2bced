package org.chainrule.interop.onnx.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxReader;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.interop.onnx.export.OnnxExport.Exported;
import org.chainrule.interop.onnx.run.EvaluationLimits;
import org.chainrule.interop.onnx.run.OnnxEvaluator;
import org.chainrule.predict.Predictor;
import org.chainrule.tabular.encode.BoundEncoder;
import org.chainrule.tabular.model.Member;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.ModelContents;
import org.chainrule.tabular.model.Predictions;
import org.chainrule.tabular.read.LoadedTable;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.schema.Task;
import org.chainrule.train.TrainedNetwork;
import org.jspecify.annotations.Nullable;

/**
 * Whether the bytes of an exported file predict as the model does, on {@link SampleRows}, by the evaluator of this project. A difference is measured relative to
 * the number, or where that is small to a scale: 0.1 for probabilities, a tenth of the standard deviation of the predictions for values. It may be {@value #TOLERANCE}, or as much as
 * twice the difference that float32 itself makes to the same network in float64, which for a network with large weights is more.
 */
final class ExportCheck {
    /** The largest difference that is taken for rounding without a further look. */
    static final double TOLERANCE = 1e-5;

    /** Two probabilities nearer to each other than this are a tie. */
    private static final double TIE = 1e-6;

    private static final double SCALE = 0.1;
    private static final int MOST_ROWS = 128;
    private static final int FEWEST_ROWS = 16;
    private static final long MOST_PRODUCTS = 1L << 30;

    /**
     * What was found.
     *
     * @param rows    rows compared
     * @param largest the largest difference
     * @param failure what is wrong; empty if nothing
     */
    record Outcome(int rows, double largest, String failure) {}

    private ExportCheck() {}

    /** Compares a whole model. */
    static Outcome ofModel(Model model, Exported exported, byte[] bytes) {
        try (LoadedTable table = SampleRows.of(model, rows(model))) {
            Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
            exported.inputs().forEach((column, input) -> inputs.put(input, tensor(table, column)));
            Map<String, OnnxTensor> outputs = run(bytes, inputs);
            List<double[]> found = found(exported, outputs, table.rows());
            List<double[]> expected = expected(model.predict(table));
            Outcome outcome = compare(
                    model.task(),
                    expected,
                    found,
                    () -> expected(inFloat64(model).predict(table)));
            return outcome.failure.isEmpty() && model.task() == Task.CLASSIFICATION
                    ? labels(
                            model.predict(table), outputs.get(exported.outputs().get("label")), outcome)
                    : outcome;
        }
    }

    /** Compares the networks of a model. */
    static Outcome ofBody(Model model, Exported exported, byte[] bytes) {
        List<Member> members = model.contents().members();
        try (LoadedTable table = SampleRows.of(model, rows(model))) {
            int rows = table.rows();
            List<float[]> encoded = new ArrayList<>();
            Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
            List<String> names = List.copyOf(exported.inputs().values());
            for (int m = 0; m < members.size(); m++) {
                BoundEncoder encoder = members.get(m).encoder().bind(table);
                float[] x = new float[rows * encoder.width()];
                for (int row = 0; row < rows; row++) {
                    encoder.encode(row, x, row * encoder.width());
                }
                encoded.add(x);
                inputs.put(names.get(m), OnnxTensor.ofFloats(x, rows, encoder.width()));
            }
            Map<String, OnnxTensor> outputs = run(bytes, inputs);
            List<String> outputNames = List.copyOf(exported.outputs().values());
            Outcome worst = new Outcome(rows, 0, "");
            for (int m = 0; m < members.size() && worst.failure.isEmpty(); m++) {
                int member = m;
                TrainedNetwork network = members.get(m).network();
                List<double[]> found = split(doubles(outputs.get(outputNames.get(m))), rows);
                Outcome one = compare(
                        model.task(),
                        predict(network, encoded.get(m), rows),
                        found,
                        () -> predict(inFloat64(network), encoded.get(member), rows));
                worst = one.largest >= worst.largest || !one.failure.isEmpty() ? one : worst;
            }
            return worst;
        }
    }

    private static int rows(Model model) {
        long fit = MOST_PRODUCTS / Math.max(1, model.contents().parameters() * 32);
        return (int) Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, fit));
    }

    private static Map<String, OnnxTensor> run(byte[] bytes, Map<String, OnnxTensor> inputs) {
        return OnnxEvaluator.of(OnnxReader.read(bytes, "the exported graph"))
                .run(inputs, new EvaluationLimits(Long.MAX_VALUE / 2, Long.MAX_VALUE / 2));
    }

    /** A column as the input of a graph. */
    static OnnxTensor tensor(RawTable table, String name) {
        RawColumn column = table.column(name);
        int rows = table.rows();
        if (column instanceof RawColumn.Text text) {
            String[] cells = new String[rows];
            Arrays.setAll(
                    cells, row -> text.code(row) < 0 ? "" : text.dictionary().get(text.code(row)));
            return OnnxTensor.ofTexts(cells, rows, 1);
        }
        RawColumn.Numeric numbers = (RawColumn.Numeric) Objects.requireNonNull(column);
        double[] cells = new double[rows];
        Arrays.setAll(cells, numbers::value);
        return OnnxTensor.ofDoubles(cells, rows, 1);
    }

    /** All numbers of each row. */
    private static List<double[]> expected(Predictions predictions) {
        List<double[]> rows = new ArrayList<>();
        for (int row = 0; row < predictions.rows(); row++) {
            if (predictions.task() == Task.CLASSIFICATION) {
                rows.add(predictions.probabilities()[row]);
            } else {
                boolean deviates = predictions.standardDeviations().length > 0;
                double[] quantiles = predictions.quantiles()[row];
                double[] all = new double[1 + (deviates ? 1 : 0) + quantiles.length];
                all[0] = predictions.value(row);
                if (deviates) {
                    all[1] = predictions.standardDeviations()[row];
                }
                System.arraycopy(quantiles, 0, all, all.length - quantiles.length, quantiles.length);
                rows.add(all);
            }
        }
        return rows;
    }

    private static List<double[]> found(Exported exported, Map<String, OnnxTensor> outputs, int rows) {
        List<List<double[]>> parts = new ArrayList<>();
        exported.outputs().forEach((name, output) -> {
            if (!name.equals("label")) {
                parts.add(split(doubles(outputs.get(output)), rows));
            }
        });
        List<double[]> all = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            int number = row;
            all.add(parts.stream()
                    .flatMapToDouble(part -> Arrays.stream(part.get(number)))
                    .toArray());
        }
        return all;
    }

    private static double[] doubles(@Nullable OnnxTensor tensor) {
        OnnxTensor given = Objects.requireNonNull(tensor);
        if (given.type() == ElementType.DOUBLE) {
            return given.doubles();
        }
        double[] wide = new double[given.size()];
        Arrays.setAll(wide, i -> given.floats()[i]);
        return wide;
    }

    private static List<double[]> split(double[] values, int rows) {
        int width = values.length / rows;
        List<double[]> split = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            split.add(Arrays.copyOfRange(values, row * width, (row + 1) * width));
        }
        return split;
    }

    private static List<double[]> predict(TrainedNetwork network, float[] x, int rows) {
        double[] o = new double[rows * network.network().outputs()];
        new Predictor(network).predict(x, rows, o);
        return split(o, rows);
    }

    /** The largest difference, and what is wrong if it is more than rounding; the same network in float64 is asked only then. */
    private static Outcome compare(
            Task task, List<double[]> expected, List<double[]> found, Supplier<List<double[]>> inFloat64) {
        double scale = task == Task.CLASSIFICATION ? SCALE : SCALE * spread(expected);
        double largest = 0;
        int worst = 0;
        for (int row = 0; row < expected.size(); row++) {
            double difference = difference(expected.get(row), found.get(row), scale);
            if (difference > largest) {
                largest = difference;
                worst = row;
            }
        }
        if (largest > TOLERANCE) {
            List<double[]> exact = inFloat64.get();
            double rounding = 0;
            for (int row = 0; row < expected.size(); row++) {
                rounding = Math.max(rounding, difference(expected.get(row), exact.get(row), scale));
            }
            if (!(largest <= 2 * rounding)) {
                return new Outcome(
                        expected.size(),
                        largest,
                        "row " + (worst + 1) + " should give " + Arrays.toString(expected.get(worst)) + " and gives "
                                + Arrays.toString(found.get(worst)));
            }
        }
        return new Outcome(expected.size(), largest, "");
    }

    private static double difference(double[] expected, double[] found, double scale) {
        double largest = expected.length == found.length ? 0 : Double.POSITIVE_INFINITY;
        for (int k = 0; k < expected.length && k < found.length; k++) {
            double size = Math.max(scale, Math.max(Math.abs(expected[k]), Math.abs(found[k])));
            double difference = expected[k] == found[k] ? 0 : Math.abs(expected[k] - found[k]) / size;
            largest = Math.max(largest, Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
        }
        return largest;
    }

    /** The standard deviation of the first numbers. */
    private static double spread(List<double[]> rows) {
        double mean = rows.stream().mapToDouble(row -> row[0] / rows.size()).sum();
        return Math.sqrt(rows.stream()
                .mapToDouble(row -> (row[0] - mean) * (row[0] - mean) / rows.size())
                .sum());
    }

    private static Outcome labels(Predictions predictions, @Nullable OnnxTensor labels, Outcome outcome) {
        String[] found = Objects.requireNonNull(labels).texts();
        for (int row = 0; row < predictions.rows(); row++) {
            double[] sorted = predictions.probabilities()[row].clone();
            Arrays.sort(sorted);
            boolean tie = sorted[sorted.length - 1] - sorted[sorted.length - 2] < TIE;
            if (!tie && !predictions.label(row).equals(found[row])) {
                return new Outcome(
                        outcome.rows,
                        outcome.largest,
                        "row " + (row + 1) + " should be " + predictions.label(row) + " and is " + found[row]);
            }
        }
        return outcome;
    }

    private static TrainedNetwork inFloat64(TrainedNetwork network) {
        return TrainedNetwork.float64(
                network.network(), network.likelihood(), network.wideParameters(), network.wideStatistics());
    }

    private static Model inFloat64(Model model) {
        ModelContents contents = model.contents();
        List<Member> wide = contents.members().stream()
                .map(one ->
                        new Member(one.encoder(), one.target(), inFloat64(one.network()), one.weight(), one.training()))
                .toList();
        return new Model(new ModelContents(
                contents.schema(),
                contents.task(),
                wide,
                contents.validation(),
                contents.test(),
                contents.history(),
                contents.provenance(),
                contents.uncertainty()));
    }
}
