package org.chainrule.tabular.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.encode.TargetCurve;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.encode.TargetTransform;
import org.chainrule.tabular.encode.ValueTarget;

/** The target's encoding as JSON: an object whose {@code type} comes from a closed list. */
final class TargetJson {
    private TargetJson() {}

    static Map<String, Object> write(TargetEncoding target) {
        Map<String, Object> json = new LinkedHashMap<>();
        if (target instanceof ClassTarget classes) {
            json.put("type", "classes");
            json.put("column", classes.column());
            json.put("classes", classes.classes());
        } else if (target instanceof ValueTarget value) {
            json.put("type", "value");
            json.put("column", value.column());
            json.put("mean", value.mean());
            json.put("scale", value.scale());
            // What is usual is not written: such files are read by earlier versions, too.
            if (value.curve().transform() != TargetTransform.NONE) {
                json.put("curve", write(value.curve()));
            }
            if (value.lowest() != Double.NEGATIVE_INFINITY) {
                json.put("lowest", value.lowest());
            }
            if (value.highest() != Double.POSITIVE_INFINITY) {
                json.put("highest", value.highest());
            }
        } else {
            throw new IllegalStateException("no text form for the target " + target);
        }
        return json;
    }

    private static Map<String, Object> write(TargetCurve curve) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("transform", curve.transform().name());
        json.put("center", curve.center());
        json.put("spread", curve.spread());
        json.put("knots", curve.knots());
        return json;
    }

    static TargetEncoding read(Fields fields) {
        String type = fields.text("type");
        return fields.checked(() -> switch (type) {
            case "classes" -> new ClassTarget(fields.text("column"), fields.texts("classes"));
            case "value" ->
                new ValueTarget(
                        fields.text("column"),
                        fields.number("mean"),
                        fields.number("scale"),
                        fields.has("curve") ? curve(fields.object("curve")) : TargetCurve.none(),
                        fields.has("lowest") ? fields.number("lowest") : Double.NEGATIVE_INFINITY,
                        fields.has("highest") ? fields.number("highest") : Double.POSITIVE_INFINITY);
            default -> throw fields.refused("unknown target " + Shown.name(type) + " (expected classes or value)");
        });
    }

    private static TargetCurve curve(Fields fields) {
        return fields.checked(() -> new TargetCurve(
                fields.constant("transform", TargetTransform.values()),
                fields.number("center"),
                fields.number("spread"),
                fields.numbers("knots")));
    }
}
