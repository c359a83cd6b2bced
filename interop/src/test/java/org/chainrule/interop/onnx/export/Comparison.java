package org.chainrule.interop.onnx.export;

import ai.onnxruntime.OrtException;
import java.util.Map;
import java.util.Set;
import org.chainrule.tabular.encode.ColumnEncoding;
import org.chainrule.tabular.encode.Hashed;
import org.chainrule.tabular.model.Member;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.Predictions;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.schema.Task;

/**
 * How far ONNX Runtime is from the model on the rows of a table.
 *
 * @param rows         rows compared
 * @param unlisted     rows left out, since a hashed column has a text there that the model file does not list
 * @param otherClasses rows of another class
 * @param ties         of these, rows whose two largest probabilities differ by less than 1e-6
 * @param largest      the largest difference, relative to the value but at least to the scale: of probabilities 0.1, of values a tenth of their standard deviation
 * @param strict       the largest difference relative to the value alone, of probabilities from 1e-6 on
 */
record Comparison(int rows, int unlisted, int otherClasses, int ties, double largest, double strict) {
    private static final int CHUNK = 512;

    static Comparison of(Model model, OrtSession session, RawTable table) throws OrtException {
        Predictions predictions = model.predict(table);
        int other = 0;
        int ties = 0;
        double largest = 0;
        double strict = 0;
        boolean[] out = unlisted(model, table);
        int left = 0;
        boolean classes = model.task() == Task.CLASSIFICATION;
        double scale = classes ? 0.1 : 0.1 * spread(predictions.values());
        for (int from = 0; from < table.rows(); from += CHUNK) {
            int to = Math.min(table.rows(), from + CHUNK);
            Map<String, Object> outputs = session.run(table, from, to);
            for (int row = from; row < to; row++) {
                if (out[row]) {
                    left++;
                } else if (classes) {
                    double[] expected = predictions.probabilities()[row];
                    double[] found = ((double[][]) outputs.get("probabilities"))[row - from];
                    for (int k = 0; k < expected.length; k++) {
                        largest = Math.max(largest, difference(expected[k], found[k], scale));
                        strict = Math.max(strict, difference(expected[k], found[k], 1e-6));
                    }
                    if (!predictions.label(row).equals(((String[]) outputs.get("label"))[row - from])) {
                        other++;
                        ties += isTie(expected) ? 1 : 0;
                    }
                } else {
                    double found = ((double[][]) outputs.get("value"))[row - from][0];
                    largest = Math.max(largest, difference(predictions.value(row), found, scale));
                    strict = Math.max(strict, difference(predictions.value(row), found, 0));
                    if (predictions.standardDeviations().length > 0) {
                        double deviation = ((double[][]) outputs.get("standard_deviation"))[row - from][0];
                        largest =
                                Math.max(largest, difference(predictions.standardDeviations()[row], deviation, scale));
                    }
                    for (int k = 0; k < predictions.levels().size(); k++) {
                        double quantile = ((double[][]) outputs.get("quantiles"))[row - from][k];
                        largest = Math.max(largest, difference(predictions.quantiles()[row][k], quantile, scale));
                    }
                }
            }
        }
        return new Comparison(table.rows() - left, left, other, ties, largest, strict);
    }

    private static boolean[] unlisted(Model model, RawTable table) {
        boolean[] unlisted = new boolean[table.rows()];
        for (Member member : model.contents().members()) {
            for (ColumnEncoding encoding : member.encoder().columns()) {
                if (encoding instanceof Hashed hashed && table.column(hashed.column()) instanceof RawColumn.Text text) {
                    Set<String> known = Set.copyOf(hashed.levels());
                    for (int row = 0; row < unlisted.length; row++) {
                        int code = text.code(row);
                        unlisted[row] |=
                                code >= 0 && !known.contains(text.dictionary().get(code));
                    }
                }
            }
        }
        return unlisted;
    }

    private static double difference(double expected, double found, double scale) {
        if (expected == found) {
            return 0;
        }
        double difference = Math.abs(expected - found) / Math.max(scale, Math.max(Math.abs(expected), Math.abs(found)));
        return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
    }

    private static boolean isTie(double[] p) {
        double first = 0;
        double second = 0;
        for (double one : p) {
            second = Math.max(second, Math.min(first, one));
            first = Math.max(first, one);
        }
        return first - second < 1e-6;
    }

    /** The standard deviation of the predictions. */
    static double spread(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean) / values.length;
        }
        return Math.sqrt(sum);
    }
}
