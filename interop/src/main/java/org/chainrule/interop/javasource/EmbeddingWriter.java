package org.chainrule.interop.javasource;

import java.util.List;
import org.chainrule.network.Embedding;
import org.chainrule.network.NetworkPlan.Node;
import org.chainrule.network.NetworkPlan.Part;

/** The lines that embed the columns of one row, part by part. */
final class EmbeddingWriter {
    private final StoredFields fields;
    private final List<String> lines;
    private final boolean wide;
    private final String type;
    private final String embeddings;
    private int lists;

    EmbeddingWriter(StoredFields fields, List<String> lines, boolean wide) {
        this.fields = fields;
        this.lines = lines;
        this.wide = wide;
        this.type = wide ? "double" : "float";
        this.embeddings = wide ? "DoubleEmbeddings." : "FloatEmbeddings.";
    }

    void write(Node node, String from, String to) {
        for (Part part : node.parts()) {
            Embedding embedding = part.embedding();
            if (embedding instanceof Embedding.Passed passed) {
                lines.add("System.arraycopy(" + from + ", " + passed.from() + ", " + to + ", " + part.output() + ", "
                        + passed.columns() + ");");
            } else if (embedding instanceof Embedding.Lookup lookup) {
                lines.add(embeddings + "lookup(" + from + "[" + lookup.from() + "], " + slice(part, 0) + ", "
                        + lookup.width() + ", " + to + ", " + part.output() + ");");
            } else if (embedding instanceof Embedding.Periodic periodic) {
                periodic(part, periodic, from, to);
            } else if (embedding instanceof Embedding.PiecewiseLinear piecewise) {
                piecewise(part, piecewise, from, to);
            }
        }
    }

    private static String slice(Part part, int number) {
        return NetworkWriter.name(part.slices().get(number));
    }

    private void periodic(Part part, Embedding.Periodic periodic, String from, String to) {
        int last = part.slices().size() - 1;
        String phase = periodic.phase() ? slice(part, 1) : slice(part, 0) + "NoPhase";
        if (!periodic.phase()) {
            fields.field("private final " + type + "[] " + phase + " = {};");
        }
        lines.add("for (int c = 0; c < " + periodic.columns() + "; c++) {");
        lines.add("    " + embeddings + "periodic(" + from + "[" + periodic.from() + " + c], " + slice(part, 0) + ", "
                + phase + ", " + slice(part, last - 1) + ", " + slice(part, last) + ", c, " + periodic.frequencies()
                + ", " + periodic.width() + ", " + periodic.shared() + ", " + periodic.relu() + ", " + to + ", "
                + part.output() + " + c * " + periodic.width() + ");");
        lines.add("}");
    }

    /** Each feature has edges of its own. */
    private void piecewise(Part part, Embedding.PiecewiseLinear piecewise, String from, String to) {
        String edges = "edges" + ++lists + "Of" + upper(slice(part, 0));
        fields.field("private final " + type + "[][] " + edges + " = new " + type + "[" + piecewise.columns() + "][];");
        for (int c = 0; c < piecewise.columns(); c++) {
            fields.element(edges + "[" + c + "]", piecewise.edges().get(c), wide);
        }
        String bin = "bin" + lists;
        lines.add("for (int c = 0, " + bin + " = 0; c < " + piecewise.columns() + "; " + bin + " += " + edges
                + "[c].length - 1, c++) {");
        lines.add("    " + embeddings + "piecewise(" + from + "[" + piecewise.from() + " + c], " + edges + "[c], "
                + slice(part, 0) + ", " + slice(part, 1) + ", " + slice(part, 2) + ", c, " + bin + ", "
                + piecewise.width() + ", " + to + ", " + part.output() + " + c * " + piecewise.width() + ");");
        lines.add("}");
    }

    private static String upper(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
