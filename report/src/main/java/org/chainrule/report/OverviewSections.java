package org.chainrule.report;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.Locale;

/** The head of the report, the warnings, and the table of metrics. */
final class OverviewSections {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private OverviewSections() {}

    /**
     * Writes title, headline number and key figures.
     *
     * @param out  appended to
     * @param data what the report shows
     */
    static void header(Markup out, ReportData data) {
        out.open("header", "class", "top");
        out.element("p", "Chainrule training report", "class", "eyebrow");
        out.open("h1").name(data.title()).close();
        out.open("p", "class", "subtitle")
                .text(data.task().name().charAt(0)
                        + data.task().name().substring(1).toLowerCase(Locale.ROOT) + " of ")
                .name(data.target())
                .text(" from ")
                .name(data.data().description())
                .text(" · " + MINUTE.format(data.createdAt()) + " · Chainrule ")
                .name(data.version())
                .close();
        out.open("div", "class", "headline");
        headline(out, data);
        tiles(out, data);
        out.close();
        out.close();
    }

    private static void headline(Markup out, ReportData data) {
        out.open("div", "class", "hero");
        ReportData.SplitMetrics split = data.headline();
        if (split == null) {
            out.element("p", Numbers.UNKNOWN, "class", "big");
            out.element(
                    "p",
                    "There are no held-out rows, so nothing says how good the model is on new ones.",
                    "class",
                    "big-note");
            out.close();
            return;
        }
        MetricText metric = MetricText.of(data.metric());
        out.open("p", "class", "big-label").text(metric.label()).close();
        out.element("p", metric.format(split.values().getOrDefault(data.metric(), Double.NaN)), "class", "big");
        out.element("p", headlineNote(data, split), "class", "big-note");
        out.close();
    }

    private static String headlineNote(ReportData data, ReportData.SplitMetrics split) {
        String rows = "on " + Numbers.count(split.rows()) + " " + Names.display(split.split()) + " rows";
        String note =
                switch (split.split()) {
                    case "test" -> rows + " that the training never saw.";
                    case "validation" -> rows + ". They chose the best epoch, so new rows may do slightly worse.";
                    default -> rows + ".";
                };
        Outcome outcome = data.outcome();
        if (outcome instanceof Outcome.Classification classification
                && data.metric().equals("accuracy")
                && outcome.split().equals(split.split())) {
            ConfusionSummary summary = ConfusionSummary.of(classification.confusion());
            if (summary.total() > 0) {
                int frequent = summary.drawn(1)[0];
                note += " Always answering “"
                        + Names.display(classification.classes().get(frequent)) + "” would reach "
                        + Numbers.percent(
                                (double) summary.classes().get(frequent).rows() / summary.total()) + ".";
            }
        }
        return note;
    }

    private static void tiles(Markup out, ReportData data) {
        ReportData.Run run = data.run();
        ReportData.Data table = data.data();
        out.open("dl", "class", "tiles");
        tile(
                out,
                "Rows",
                Numbers.count(table.rows()),
                Numbers.count(table.trainingRows()) + " training, " + Numbers.count(table.validationRows())
                        + " validation, " + Numbers.count(table.testRows()) + " test");
        tile(out, "Parameters", Numbers.count(run.parameters()), "preset " + Names.display(run.preset()));
        tile(
                out,
                "Epochs",
                Numbers.count(run.epochs()),
                (run.bestEpoch() > 0 ? "best: " + Numbers.count(run.bestEpoch()) + "; " : "")
                        + Names.display(run.stopReason()));
        tile(
                out,
                "Time",
                Numbers.duration(run.elapsed()),
                Double.isFinite(run.rowsPerSecond())
                        ? Numbers.count((long) run.rowsPerSecond()) + " rows/s, " + threads(run)
                        : threads(run));
        out.close();
    }

    private static String threads(ReportData.Run run) {
        return run.threads() + (run.threads() == 1 ? " thread, " : " threads, ") + Names.display(run.kernel());
    }

    private static void tile(Markup out, String label, String value, String note) {
        out.open("div", "class", "tile");
        out.element("dt", label);
        out.open("dd")
                .element("span", value, "class", "value")
                .element("span", note, "class", "note")
                .close();
        out.close();
    }

    /**
     * Writes the warnings, if there are any.
     *
     * @param out  appended to
     * @param data what the report shows
     */
    static void warnings(Markup out, ReportData data) {
        if (data.warnings().isEmpty()) {
            return;
        }
        out.open("section", "id", "warnings", "class", "warnings", "aria-labelledby", "warnings-title");
        out.element("h2", "Before you rely on this", "id", "warnings-title");
        out.open("ul");
        for (String warning : data.warnings()) {
            out.element("li", Names.sentence(warning));
        }
        out.close().close();
    }

    /**
     * Writes the table of metrics by split.
     *
     * @param out  appended to
     * @param data what the report shows
     */
    static void metrics(Markup out, ReportData data) {
        if (data.metrics().isEmpty()) {
            return;
        }
        Parts.section(out, "metrics", "Results");
        Parts.table(out, "How good the model is, by part of the data");
        out.open("thead").open("tr").element("th", "Metric", "scope", "col");
        var names = new LinkedHashSet<String>();
        for (ReportData.SplitMetrics split : data.metrics()) {
            names.addAll(split.values().keySet());
            out.open("th", "scope", "col", "class", "number").name(split.split());
            out.element("span", Numbers.count(split.rows()) + " rows", "class", "note")
                    .close();
        }
        out.element("th", "What it says", "scope", "col").close().close().open("tbody");
        for (String name : names) {
            MetricText text = MetricText.of(name);
            out.open("tr").open("th", "scope", "row").name(text.label()).close();
            for (ReportData.SplitMetrics split : data.metrics()) {
                out.element("td", text.format(split.values().getOrDefault(name, Double.NaN)), "class", "number");
            }
            String meaning = text.meaning().isEmpty() ? "" : text.meaning() + " (" + text.direction() + ")";
            out.element("td", meaning, "class", "prose").close();
        }
        out.close();
        Parts.endTable(out);
        out.close();
    }
}
