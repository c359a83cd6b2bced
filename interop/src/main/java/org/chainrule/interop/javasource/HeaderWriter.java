package org.chainrule.interop.javasource;

import java.util.List;
import java.util.Map;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.Version;

/** The comment of the exported class: what model this is, and how it is called. */
final class HeaderWriter {
    private static final int SHOWN = 3;

    private final CodeWriter out;
    private final Model model;
    private final List<RowColumn> columns;
    private final String className;

    HeaderWriter(CodeWriter out, Model model, List<RowColumn> columns, String className) {
        this.out = out;
        this.model = model;
        this.columns = columns;
        this.className = className;
    }

    void write() {
        boolean classes = model.targetEncoding() instanceof ClassTarget;
        out.line("/**");
        out.line(
                " * Predicts \"%s\" of %d columns (%s). Thread-safe, needs nothing but the JDK (17 or later).",
                JavaText.comment(model.target()),
                columns.size(),
                model.task().toString().toLowerCase(java.util.Locale.ROOT));
        out.line(" *").line(" * <pre>{@code");
        out.line(" * %s model = new %s();", className, className);
        out.line(" * %s.Row row = new %s.Row()%s;", className, className, example());
        out.line(classes ? " * String label = model.label(row);" : " * double value = model.value(row);");
        if (classes) {
            out.line(" * double[] probabilities = model.probabilities(row);");
        }
        out.line(" * }</pre>").line(" *");
        out.line(
                " * <p>Written by Chainrule %s from a model of %s. Predictions have the same bits as Chainrule's own.",
                JavaText.comment(Version.CURRENT),
                JavaText.comment(model.provenance().createdAt()));
        out.line(
                " * Parameters: %d, of %s; SHA-256 of the weights: %s.",
                model.contents().parameters(), members(), model.weightsSha256());
        metrics("validation", model.validation());
        metrics("test", model.test());
        out.line(" */");
    }

    private String members() {
        int count = model.contents().members().size();
        return count == 1 ? "one network" : count + " networks whose predictions are averaged";
    }

    private String example() {
        StringBuilder example = new StringBuilder();
        for (RowColumn column : columns.subList(0, Math.min(SHOWN, columns.size()))) {
            String value = ExampleCells.of(column, model.encoder());
            example.append('.')
                    .append(JavaText.ascii(column.identifier()))
                    .append('(')
                    .append(value)
                    .append(')');
        }
        return example.toString();
    }

    private void metrics(String rows, Map<String, Double> metrics) {
        if (!metrics.isEmpty()) {
            StringBuilder line = new StringBuilder(" * On its " + rows + " rows:");
            String separator = " ";
            for (Map.Entry<String, Double> metric : metrics.entrySet()) {
                line.append(separator).append(JavaText.comment(metric.getKey())).append(' ');
                line.append(String.format(java.util.Locale.ROOT, "%.5g", metric.getValue()));
                separator = ", ";
            }
            out.line(line.append('.').toString());
        }
    }
}
