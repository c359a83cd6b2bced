package org.chainrule.interop.javasource;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.chainrule.tabular.encode.CategoryCodes;
import org.chainrule.tabular.encode.ColumnEncoding;
import org.chainrule.tabular.encode.Hashed;
import org.chainrule.tabular.encode.OneHot;
import org.chainrule.tabular.encode.ScaledOneHot;
import org.chainrule.tabular.encode.TargetMeans;
import org.chainrule.tabular.encode.TwoLevels;
import org.chainrule.tabular.read.RawColumn;

/** The lines that encode a column of text. */
final class TextEncodingWriter {
    /** Of more levels, or longer ones, a switch would be no joy. */
    private static final int LEVELS_OF_A_SWITCH = 24;

    private static final int LETTERS_OF_A_SWITCH = 60;

    private final StoredFields fields;
    private final List<String> methods;
    private final List<String> lines;

    TextEncodingWriter(StoredFields fields, List<String> methods, List<String> lines) {
        this.fields = fields;
        this.methods = methods;
        this.lines = lines;
    }

    void write(ColumnEncoding encoding, String identifier, int at) {
        String cell = "row." + identifier;
        if (encoding instanceof TwoLevels two) {
            twoLevels(two, identifier, at);
        } else if (encoding instanceof OneHot hot) {
            String level =
                    level(hot.levels(), identifier, hot.missing() ? hot.levels().size() : -1);
            lines.add("Inputs.oneHot(" + level + ", x, " + at + ");");
        } else if (encoding instanceof ScaledOneHot scaled) {
            scaledOneHot(scaled, identifier, at);
        } else if (encoding instanceof CategoryCodes codes) {
            lines.add("x[" + at + "] = " + level(codes.levels(), identifier, -1) + " + 1;");
        } else if (encoding instanceof TargetMeans means) {
            fields.small(identifier + "Numbers", means(means));
            lines.add("Inputs.numbersOf(" + level(means.levels(), identifier, -1) + ", " + identifier + "Numbers, "
                    + means.width() + ", x, " + at + ");");
        } else if (encoding instanceof Hashed hashed) {
            lines.add("if (" + cell + " != null) {");
            hashed(hashed, identifier, at);
            if (hashed.missing()) {
                lines.add("} else {");
                lines.add("    x[" + (at + hashed.buckets() + 1) + "] = 1;");
            }
            lines.add("}");
        } else {
            throw new IllegalArgumentException("expected an encoding of text, found " + encoding);
        }
    }

    private void twoLevels(TwoLevels two, String identifier, int at) {
        String cell = "row." + identifier;
        if (two.levels().isEmpty() || (two.levels().size() == 1 && !two.missing())) {
            lines.add("x[" + at + "] = 0; // constant in training");
        } else if (two.levels().size() == 1) {
            lines.add("x[" + at + "] = " + cell + " == null ? -1 : " + level(two.levels(), identifier, -1)
                    + " == 0 ? 1 : 0;");
        } else {
            lines.add("x[" + at + "] = Inputs.sign(" + level(two.levels(), identifier, -1) + ");");
            if (two.missing()) {
                lines.add("x[" + (at + 1) + "] = " + cell + " == null ? 1 : 0;");
            }
        }
    }

    /** All but one number of a level are those of a missing cell. */
    private void scaledOneHot(ScaledOneHot scaled, String identifier, int at) {
        float[][] all = encoded(scaled, scaled.levels());
        int count = scaled.levels().size();
        float[] present = new float[count];
        for (int p = 0; p < count; p++) {
            present[p] = all[p][scaled.width() == 1 ? 0 : p];
        }
        fields.small(identifier + "Absent", all[count]);
        fields.small(identifier + "Present", present);
        lines.add("Inputs.scaledOneHot(" + level(scaled.levels(), identifier, -1) + ", " + identifier + "Absent, "
                + identifier + "Present, x, " + at + ");");
    }

    private static float[] means(TargetMeans means) {
        float[][] all = encoded(means, means.levels());
        float[] numbers = new float[all.length * means.width()];
        for (int p = 0; p < all.length; p++) {
            System.arraycopy(all[p], 0, numbers, p * means.width(), means.width());
        }
        return numbers;
    }

    private void hashed(Hashed hashed, String identifier, int at) {
        List<Double> numbers = new ArrayList<>(hashed.frequencies());
        numbers.add(hashed.otherFrequency());
        float[] frequencies = new float[numbers.size()];
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] = numbers.get(i).floatValue();
        }
        fields.small(identifier + "Frequencies", frequencies);
        String buckets = " * " + hashed.buckets() + " >>> 32)";
        String hash = identifier + "Hash";
        String places = identifier + "Places";
        lines.add("    long " + hash + " = Hashed.hash(row." + identifier + ", " + hashed.seed() + ");");
        lines.add("    long " + places + " = Hashed.mix(" + hash + ");");
        lines.add("    x[" + at + " + (int) ((" + places + " >>> 32)" + buckets + "] += 1 - 2 * (" + hash + " & 1);");
        lines.add(
                "    x[" + at + " + (int) ((" + places + " & 0xFFFFFFFFL)" + buckets + "] += 1 - (" + hash + " & 2);");
        lines.add("    Inputs.numbersOf(" + level(hashed.levels(), identifier, -1) + ", " + identifier
                + "Frequencies, 1, x, " + (at + hashed.buckets()) + ");");
    }

    /** What the encoding makes of each level, and at last of a missing cell. */
    private static float[][] encoded(ColumnEncoding encoding, List<String> levels) {
        float[][] all = new float[levels.size() + 1][encoding.width()];
        var bound = encoding.bind(new LevelColumn(encoding.column(), levels));
        IntStream.range(0, all.length).forEach(row -> bound.encode(row, all[row], 0));
        return all;
    }

    /** The levels one after the other, then nothing. */
    private record LevelColumn(String name, List<String> dictionary) implements RawColumn.Text {
        @Override
        public int code(int row) {
            return row < dictionary.size() ? row : -1;
        }
    }

    /** An expression for the position of a cell's level: -1 for an unknown one. */
    private String level(List<String> levels, String identifier, int missing) {
        boolean few = levels.size() <= LEVELS_OF_A_SWITCH
                && levels.stream().allMatch(level -> level.length() <= LETTERS_OF_A_SWITCH);
        String cell = "row." + identifier;
        if (!few) {
            fields.field("private final Map<String, Integer> " + identifier + "Levels = Stored.positions(Stored.texts("
                    + JavaText.texts(levels, "        ") + "));");
            return "Inputs.level(" + identifier + "Levels, " + cell + ", " + missing + ")";
        }
        CodeWriter out = new CodeWriter();
        out.open("private static int " + identifier + "Level(String text) {");
        out.open("if (text == null) {").line("return %d;", missing).close();
        out.open("return switch (text) {");
        for (int p = 0; p < levels.size(); p++) {
            out.line("case %s -> %d;", JavaText.string(levels.get(p)), p);
        }
        out.line("default -> -1;").close("};").close();
        methods.add(out.text());
        return identifier + "Level(" + cell + ")";
    }
}
