package org.chainrule.tabular.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.tabular.encode.CategoryCodes;
import org.chainrule.tabular.encode.CodeLevels;
import org.chainrule.tabular.encode.ColumnEncoding;
import org.chainrule.tabular.encode.DateParts;
import org.chainrule.tabular.encode.Encoder;
import org.chainrule.tabular.encode.Hashed;
import org.chainrule.tabular.encode.OneHot;
import org.chainrule.tabular.encode.PiecewiseLinear;
import org.chainrule.tabular.encode.QuantileNumeric;
import org.chainrule.tabular.encode.RobustNumeric;
import org.chainrule.tabular.encode.ScaledNumeric;
import org.chainrule.tabular.encode.ScaledOneHot;
import org.chainrule.tabular.encode.TargetMeans;
import org.chainrule.tabular.encode.TwoLevels;

/** Encodings of columns as JSON: an object each, whose {@code type} comes from a closed list. */
final class EncoderJson {
    private EncoderJson() {}

    static List<Map<String, Object>> write(Encoder encoder) {
        return encoder.columns().stream().map(EncoderJson::write).toList();
    }

    static Map<String, Object> write(ColumnEncoding encoding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", "");
        json.put("column", encoding.column());
        json.put("type", fields(encoding, json));
        return json;
    }

    /** Adds the fields of one encoding and names its type. */
    private static String fields(ColumnEncoding encoding, Map<String, Object> json) {
        if (encoding instanceof ScaledNumeric scaled) {
            return scaled(scaled, json);
        } else if (encoding instanceof RobustNumeric robust) {
            json.put("median", robust.median());
            json.put("factor", robust.factor());
            json.put("clip", robust.clip());
            json.put("indicator", robust.indicator());
            return "robust";
        } else if (encoding instanceof QuantileNumeric quantile) {
            json.put("knots", quantile.knots());
            json.put("fill", quantile.fill());
            json.put("indicator", quantile.indicator());
            return "quantile";
        } else if (encoding instanceof TwoLevels two) {
            json.put("levels", two.levels());
            json.put("missing", two.missing());
            return "twoLevels";
        } else if (encoding instanceof OneHot oneHot) {
            json.put("levels", oneHot.levels());
            json.put("missing", oneHot.missing());
            return "oneHot";
        } else if (encoding instanceof ScaledOneHot scaled) {
            json.put("levels", scaled.levels());
            json.put("collapse", scaled.collapse());
            json.put("medians", scaled.medians());
            json.put("factors", scaled.factors());
            json.put("clip", scaled.clip());
            return "scaledOneHot";
        } else if (encoding instanceof CategoryCodes codes) {
            json.put("levels", codes.levels());
            return "categoryCodes";
        } else if (encoding instanceof TargetMeans means) {
            return means(means, json);
        } else if (encoding instanceof Hashed hashed) {
            return hashed(hashed, json);
        } else if (encoding instanceof CodeLevels code) {
            json.put("number", write(code.numeric()));
            json.put("levels", code.levels());
            return "codeLevels";
        } else if (encoding instanceof PiecewiseLinear binned) {
            json.put("number", write(binned.numeric()));
            json.put("edges", binned.edges());
            return "piecewiseLinear";
        } else if (encoding instanceof DateParts date) {
            json.put("mean", date.mean());
            json.put("factor", date.factor());
            json.put("parts", date.parts());
            json.put("indicator", date.indicator());
            return "dateParts";
        }
        throw new IllegalStateException("no text form for the encoding " + encoding);
    }

    private static String scaled(ScaledNumeric scaled, Map<String, Object> json) {
        json.put("mean", scaled.mean());
        json.put("factor", scaled.factor());
        json.put("fill", scaled.fill());
        json.put("clip", scaled.clip());
        json.put("indicator", scaled.indicator());
        return "scaled";
    }

    private static String means(TargetMeans means, Map<String, Object> json) {
        json.put("levels", means.levels());
        json.put("prior", means.prior());
        json.put("means", means.means());
        json.put("centers", means.centers());
        json.put("factors", means.factors());
        json.put("clip", means.clip());
        json.put("smoothing", means.smoothing());
        json.put("folds", means.folds());
        json.put("seed", means.seed());
        return "targetMeans";
    }

    private static String hashed(Hashed hashed, Map<String, Object> json) {
        json.put("buckets", hashed.buckets());
        json.put("seed", hashed.seed());
        json.put("levels", hashed.levels());
        json.put("frequencies", hashed.frequencies());
        json.put("otherFrequency", hashed.otherFrequency());
        json.put("missing", hashed.missing());
        return "hashed";
    }

    /** Reads the encodings of the field {@code encoder}. */
    static Encoder read(Fields description) {
        return new Encoder(description.objects("encoder", EncoderJson::column));
    }

    static ColumnEncoding column(Fields fields) {
        String type = fields.text("type");
        String column = fields.text("column");
        return fields.checked(() -> switch (type) {
            case "scaled" -> scaled(column, fields);
            case "robust" ->
                new RobustNumeric(
                        column,
                        fields.number("median"),
                        fields.number("factor"),
                        fields.number("clip"),
                        fields.flag("indicator"));
            case "quantile" ->
                new QuantileNumeric(column, fields.numbers("knots"), fields.number("fill"), fields.flag("indicator"));
            case "twoLevels" -> new TwoLevels(column, fields.texts("levels"), fields.flag("missing"));
            case "oneHot" -> new OneHot(column, fields.texts("levels"), fields.flag("missing"));
            case "scaledOneHot" ->
                new ScaledOneHot(
                        column,
                        fields.texts("levels"),
                        fields.flag("collapse"),
                        fields.numbers("medians"),
                        fields.numbers("factors"),
                        fields.number("clip"));
            case "categoryCodes" -> new CategoryCodes(column, fields.texts("levels"));
            case "targetMeans" -> means(column, fields);
            case "hashed" ->
                new Hashed(
                        column,
                        fields.integer("buckets"),
                        fields.integer("seed"),
                        fields.texts("levels"),
                        fields.numbers("frequencies"),
                        fields.number("otherFrequency"),
                        fields.flag("missing"));
            case "codeLevels" -> code(column, fields);
            case "piecewiseLinear" -> binned(column, fields);
            case "dateParts" ->
                new DateParts(
                        column,
                        fields.number("mean"),
                        fields.number("factor"),
                        fields.texts("parts"),
                        fields.flag("indicator"));
            default ->
                throw fields.refused(
                        "unknown encoding " + Shown.name(type)
                                + " (expected scaled, robust, quantile, twoLevels, oneHot, scaledOneHot, categoryCodes, targetMeans, hashed, codeLevels, piecewiseLinear or dateParts)");
        });
    }

    private static ScaledNumeric scaled(String column, Fields fields) {
        return new ScaledNumeric(
                column,
                fields.number("mean"),
                fields.number("factor"),
                fields.number("fill"),
                fields.number("clip"),
                fields.flag("indicator"));
    }

    private static TargetMeans means(String column, Fields fields) {
        return new TargetMeans(
                column,
                fields.texts("levels"),
                fields.numbers("prior"),
                fields.numbers("means"),
                fields.numbers("centers"),
                fields.numbers("factors"),
                fields.number("clip"),
                fields.number("smoothing"),
                fields.integer("folds"),
                fields.integer("seed"));
    }

    private static CodeLevels code(String column, Fields fields) {
        if (column(fields.object("number")) instanceof ScaledNumeric number) {
            return new CodeLevels(column, number, fields.numbers("levels"));
        }
        throw fields.refused("expected a scaled number, found another encoding");
    }

    private static ColumnEncoding binned(String column, Fields fields) {
        if (column(fields.object("number")) instanceof RobustNumeric number) {
            return new PiecewiseLinear(column, number, fields.numbers("edges"));
        }
        throw fields.refused("expected a robust number, found another encoding");
    }
}
