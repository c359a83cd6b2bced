package org.chainrule.interop.javasource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chainrule.tabular.encode.CodeLevels;
import org.chainrule.tabular.encode.ColumnEncoding;
import org.chainrule.tabular.encode.DateParts;
import org.chainrule.tabular.encode.Encoder;
import org.chainrule.tabular.encode.NumericEncoding;
import org.chainrule.tabular.encode.PiecewiseLinear;
import org.chainrule.tabular.encode.QuantileNumeric;
import org.chainrule.tabular.encode.RobustNumeric;
import org.chainrule.tabular.encode.ScaledNumeric;

/** A nested class that turns a row into the inputs of a network: a few lines a column, in the order of the inputs. */
final class EncoderWriter {
    private static final int LINES_OF_A_METHOD = 600;

    private final Map<String, String> identifiers;
    private final StoredFields fields;
    private final List<List<String>> blocks = new ArrayList<>();
    private final List<String> methods = new ArrayList<>();

    /**
     * A writer.
     *
     * @param identifiers from columns to their identifiers
     * @param fields      of the nested class
     */
    EncoderWriter(Map<String, String> identifiers, StoredFields fields) {
        this.identifiers = identifiers;
        this.fields = fields;
    }

    /** The class of an encoder. */
    void write(CodeWriter out, String className, Encoder encoder) {
        int at = 0;
        for (ColumnEncoding encoding : encoder.columns()) {
            blocks.add(block(encoding, at));
            at += encoding.width();
        }
        out.line("/** From a row to the %d inputs of a network. */", encoder.width());
        out.open("private static final class " + className + " {");
        fields.write(out, className);
        writeEncode(out);
        for (String method : methods) {
            out.blank().lines(method);
        }
        out.close();
    }

    private void writeEncode(CodeWriter out) {
        out.open("void encode(Row row, float[] x) {").line("Arrays.fill(x, 0);");
        int lines = blocks.stream().mapToInt(List::size).sum();
        List<List<List<String>>> parts = new ArrayList<>();
        if (lines <= LINES_OF_A_METHOD) {
            blocks.forEach(block -> block.forEach(out::line));
        } else {
            parts.addAll(parts());
            for (int part = 1; part <= parts.size(); part++) {
                out.line("encode%d(row, x);", part);
            }
        }
        out.close();
        for (int part = 1; part <= parts.size(); part++) {
            out.blank().open("private void encode" + part + "(Row row, float[] x) {");
            parts.get(part - 1).forEach(block -> block.forEach(out::line));
            out.close();
        }
    }

    private List<List<List<String>>> parts() {
        List<List<List<String>>> parts = new ArrayList<>();
        int lines = LINES_OF_A_METHOD;
        for (List<String> block : blocks) {
            if (lines + block.size() > LINES_OF_A_METHOD) {
                parts.add(new ArrayList<>());
                lines = 0;
            }
            parts.get(parts.size() - 1).add(block);
            lines += block.size();
        }
        return parts;
    }

    private List<String> block(ColumnEncoding encoding, int at) {
        String identifier = JavaText.ascii(Objects.requireNonNull(identifiers.get(encoding.column())));
        String cell = "row." + identifier;
        List<String> lines = new ArrayList<>();
        lines.add("// " + JavaText.comment(encoding.column()));
        if (encoding instanceof NumericEncoding numeric) {
            numeric(numeric, identifier, at, lines);
        } else if (encoding instanceof CodeLevels codes) {
            numeric(codes.numeric(), identifier, at, lines);
            fields.small(identifier + "Levels", array(codes.levels()));
            lines.add("Inputs.oneHot(Arrays.binarySearch(" + identifier + "Levels, " + cell + " + 0.0), x, "
                    + (at + codes.numeric().width()) + ");");
        } else if (encoding instanceof PiecewiseLinear bins) {
            numeric(bins.numeric(), identifier, at, lines);
            fields.small(identifier + "Edges", array(bins.edges()));
            lines.add("Inputs.bins(" + orElse(cell, bins.numeric().median()) + ", " + identifier + "Edges, x, "
                    + (at + bins.numeric().width()) + ");");
        } else if (encoding instanceof DateParts date) {
            date(date, cell, at, lines);
        } else {
            new TextEncodingWriter(fields, methods, lines).write(encoding, identifier, at);
        }
        return lines;
    }

    private void numeric(NumericEncoding encoding, String identifier, int at, List<String> lines) {
        String cell = "row." + identifier;
        if (encoding instanceof ScaledNumeric scaled) {
            lines.add("x[" + at + "] = (float) Scaling.apply(" + orElse(cell, scaled.fill()) + ", "
                    + numbers(scaled.mean(), scaled.factor(), scaled.clip()) + ");");
        } else if (encoding instanceof RobustNumeric robust) {
            // The median becomes 0, as a missing value does.
            lines.add("x[" + at + "] = (float) Scaling.apply(" + orElse(cell, robust.median()) + ", "
                    + numbers(robust.median(), robust.factor(), robust.clip()) + ");");
        } else if (encoding instanceof QuantileNumeric quantile) {
            List<Double> knots = quantile.knots();
            if (knots.get(0).doubleValue() == knots.get(knots.size() - 1)) {
                lines.add("x[" + at + "] = 0; // constant in training");
            } else {
                fields.small(identifier + "Knots", array(knots));
                lines.add("x[" + at + "] = (float) QuantileNumeric.normal(" + identifier + "Knots, "
                        + orElse(cell, quantile.fill()) + ");");
            }
        }
        if (encoding.indicator()) {
            lines.add("x[" + (at + 1) + "] = Inputs.missing(" + cell + ");");
        }
    }

    private static void date(DateParts date, String cell, int at, List<String> lines) {
        lines.add("if (Double.isFinite(" + cell + ")) {");
        lines.add("    x[" + at + "] = (float) Scaling.apply(" + cell + ", " + numbers(date.mean(), date.factor(), 0)
                + ");");
        for (int i = 0; i < date.parts().size(); i++) {
            lines.add("    x[" + (at + 1 + i) + "] = (float) DatePart."
                    + date.parts().get(i) + ".of(" + cell + ");");
        }
        if (date.indicator()) {
            lines.add("} else {");
            lines.add("    x[" + (at + date.width() - 1) + "] = 1;");
        }
        lines.add("}");
    }

    private static String orElse(String cell, double fill) {
        return "Inputs.orElse(" + cell + ", " + JavaText.number(fill) + ")";
    }

    private static String numbers(double center, double factor, double clip) {
        return JavaText.number(center) + ", " + JavaText.number(factor) + ", " + JavaText.number(clip);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
