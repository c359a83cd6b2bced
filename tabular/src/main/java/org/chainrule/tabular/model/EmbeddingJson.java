package org.chainrule.tabular.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chainrule.network.Embedding;

/** Parts of an embedding layer as JSON: an object a part, whose {@code type} comes from a closed list. */
final class EmbeddingJson {
    private EmbeddingJson() {}

    static Map<String, Object> write(Embedding embedding) {
        Map<String, Object> json = new LinkedHashMap<>();
        if (embedding instanceof Embedding.Passed passed) {
            json.put("type", "passed");
            json.put("from", passed.from());
            json.put("columns", passed.columns());
        } else if (embedding instanceof Embedding.Periodic periodic) {
            json.put("type", "periodic");
            json.put("from", periodic.from());
            json.put("columns", periodic.columns());
            json.put("frequencies", periodic.frequencies());
            json.put("width", periodic.width());
            json.put("deviation", periodic.deviation());
            json.put("phase", periodic.phase());
            json.put("shared", periodic.shared());
            json.put("relu", periodic.relu());
        } else if (embedding instanceof Embedding.PiecewiseLinear piecewise) {
            json.put("type", "piecewiseLinear");
            json.put("from", piecewise.from());
            json.put("edges", piecewise.edges());
            json.put("width", piecewise.width());
        } else if (embedding instanceof Embedding.Lookup lookup) {
            json.put("type", "lookup");
            json.put("from", lookup.from());
            json.put("codes", lookup.codes());
            json.put("width", lookup.width());
        } else {
            throw new IllegalStateException("no text form for the embedding " + embedding);
        }
        return json;
    }

    static Embedding read(Fields fields) {
        String type = fields.text("type");
        return fields.checked(() -> switch (type) {
            case "passed" -> new Embedding.Passed(fields.integer("from"), fields.integer("columns"));
            case "periodic" ->
                new Embedding.Periodic(
                        fields.integer("from"),
                        fields.integer("columns"),
                        fields.integer("frequencies"),
                        fields.integer("width"),
                        fields.number("deviation"),
                        fields.flag("phase"),
                        fields.flag("shared"),
                        fields.flag("relu"));
            case "piecewiseLinear" ->
                new Embedding.PiecewiseLinear(
                        fields.integer("from"), fields.numberLists("edges"), fields.integer("width"));
            case "lookup" ->
                new Embedding.Lookup(fields.integer("from"), fields.integer("codes"), fields.integer("width"));
            default ->
                throw fields.refused("unknown embedding " + Shown.name(type)
                        + " (expected passed, periodic, piecewiseLinear or lookup)");
        });
    }
}
