package org.chainrule.report;

import java.util.List;

/** Permutation importance, and what was done to every column. */
final class ColumnSections {
    private ColumnSections() {}

    /**
     * Writes the chart of importance, if it was measured.
     *
     * @param out  appended to
     * @param data what the report shows
     */
    static void importance(Markup out, ReportData data) {
        List<ReportData.Importance> shown = ChartJson.importance(data);
        if (shown.isEmpty()) {
            return;
        }
        MetricText metric = MetricText.of(data.metric());
        ReportData.Importance first = shown.get(0);
        String text = "Shuffling “" + Names.display(first.column()) + "” costs most: "
                + (metric.share() ? points(first.meanDrop()) : Numbers.brief(first.meanDrop())) + " of "
                + metric.label() + ".";
        if (data.importance().size() > shown.size()) {
            text += " Shown are " + shown.size() + " of "
                    + Numbers.count(data.importance().size()) + " columns.";
        }
        Parts.section(out, "importance", "Which columns matter");
        Parts.figure(
                out,
                "",
                "importance",
                "Permutation importance",
                text,
                "How much worse " + metric.label()
                        + " gets when the values of one column are shuffled between rows; the thin lines are"
                        + " one standard deviation over the repetitions. Around zero, the model does well without the column. Columns that"
                        + " say the same can stand in for each other and then both look unimportant.");
        out.close();
    }

    private static String points(double share) {
        return Numbers.brief(share * 100) + " percentage points";
    }

    /**
     * Writes the table of columns.
     *
     * @param out  appended to
     * @param data what the report shows
     */
    static void features(Markup out, ReportData data) {
        if (data.features().isEmpty()) {
            return;
        }
        long used =
                data.features().stream().filter(column -> column.inputs() > 0).count();
        long inputs =
                data.features().stream().mapToLong(ReportData.Feature::inputs).sum();
        Parts.section(out, "columns", "What was done to each column");
        out.element(
                "p",
                Numbers.count(used) + " of " + Numbers.count(data.features().size()) + " columns became "
                        + Numbers.count(inputs) + (inputs == 1 ? " input" : " inputs")
                        + " of the network. The same is done, from the"
                        + " model file, to every row that is predicted.");
        Parts.table(out, "Columns of the table and their treatment");
        out.open("thead").open("tr").element("th", "Column", "scope", "col").element("th", "Kind", "scope", "col");
        out.element("th", "Treatment", "scope", "col").element("th", "Missing", "scope", "col", "class", "number");
        out.element("th", "Inputs", "scope", "col", "class", "number").element("th", "Note", "scope", "col");
        out.close().close().open("tbody");
        for (ReportData.Feature column : data.features()) {
            out.open("tr", "class", column.inputs() > 0 ? "used" : "unused");
            out.open("th", "scope", "row").name(column.column()).close();
            out.open("td")
                    .element("span", Names.display(column.kind()), "class", "kind")
                    .close();
            out.element("td", Names.sentence(column.treatment()), "class", "prose");
            out.element("td", Numbers.count(column.missing()), "class", "number");
            out.element(
                    "td", column.inputs() > 0 ? Numbers.count(column.inputs()) : Numbers.UNKNOWN, "class", "number");
            out.element("td", Names.sentence(column.note()), "class", "prose").close();
        }
        out.close();
        Parts.endTable(out);
        out.close();
    }
}
