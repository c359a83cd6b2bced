package org.chainrule.tabular.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chainrule.calibrate.ConformalScores;
import org.chainrule.calibrate.ScoreKind;

/** Temperature and conformal scores as JSON. */
final class UncertaintyJson {
    private UncertaintyJson() {}

    static Map<String, Object> write(Uncertainty uncertainty) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("source", uncertainty.source().name());
        json.put("temperature", uncertainty.temperature());
        json.put("kind", uncertainty.scores().kind().name());
        json.put("rows", uncertainty.scores().rows());
        json.put("scores", uncertainty.scores().scores());
        return json;
    }

    static Uncertainty read(Fields fields) {
        return fields.checked(() -> new Uncertainty(
                fields.constant("source", Uncertainty.Source.values()),
                fields.number("temperature"),
                new ConformalScores(
                        fields.constant("kind", ScoreKind.values()),
                        fields.integer("rows"),
                        fields.numbers("scores"))));
    }
}
