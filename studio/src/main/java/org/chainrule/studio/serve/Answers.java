package org.chainrule.studio.serve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.studio.http.Refusal;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.model.Interval;
import org.chainrule.tabular.model.Predictions;
import org.chainrule.text.Numbers;
import org.jspecify.annotations.Nullable;

/** Predictions as JSON: an object a row. */
final class Answers {
    private Answers() {}

    /**
     * The coverage that a request asks for.
     *
     * @param text     what it says; null for none
     * @param edition  what is asked
     * @return between 0 and 1; null for none
     * @throws Refusal if it is no such number, or the model has no calibration
     */
    static @Nullable Double coverage(@Nullable Object text, Edition edition) {
        if (text == null) {
            return null;
        }
        try {
            double level = Double.parseDouble(text.toString());
            if (level > 0 && level < 1) {
                return calibrated(level, edition);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new Refusal(
                400,
                "\"coverage\": expected a number between 0 and 1, such as 0.9, found " + Display.text(text.toString())
                        + "; change it");
    }

    private static double calibrated(double level, Edition edition) {
        if (edition.uncertainty() == null) {
            throw new Refusal(
                    400,
                    "\"coverage\": expected a model with calibration, found one that was trained without validation rows;"
                            + " leave coverage out, or train the model with validation rows");
        }
        return level;
    }

    /**
     * All rows.
     *
     * @param predictions of them
     * @param coverage    of intervals or sets; null for none
     * @param edition     the model
     * @return for JSON
     */
    static List<Object> of(Predictions predictions, @Nullable Double coverage, Edition edition) {
        List<Object> rows = new ArrayList<>(predictions.rows());
        for (int row = 0; row < predictions.rows(); row++) {
            rows.add(edition.classification() ? label(predictions, row, coverage) : value(predictions, row, coverage));
        }
        return rows;
    }

    private static Map<String, Object> label(Predictions predictions, int row, @Nullable Double coverage) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("label", predictions.label(row));
        Map<String, Object> probabilities = new LinkedHashMap<>();
        double[] p = predictions.probabilities()[row];
        for (int k = 0; k < p.length; k++) {
            probabilities.put(predictions.classes().get(k), p[k]);
        }
        json.put("probabilities", probabilities);
        if (coverage != null) {
            json.put("set", predictions.set(row, coverage));
        }
        return json;
    }

    private static Map<String, Object> value(Predictions predictions, int row, @Nullable Double coverage) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("value", predictions.value(row));
        if (predictions.standardDeviations().length > 0) {
            json.put("deviation", predictions.standardDeviations()[row]);
        }
        if (!predictions.levels().isEmpty()) {
            Map<String, Object> quantiles = new LinkedHashMap<>();
            for (int k = 0; k < predictions.levels().size(); k++) {
                quantiles.put(Numbers.shortest(predictions.levels().get(k)), predictions.quantiles()[row][k]);
            }
            json.put("quantiles", quantiles);
        }
        if (coverage != null) {
            Interval interval = predictions.interval(row, coverage);
            json.put("interval", List.of(interval.lower(), interval.upper()));
        }
        return json;
    }
}
