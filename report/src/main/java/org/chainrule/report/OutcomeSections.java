package org.chainrule.report;

import java.util.List;

/** The predictions on held-out rows: confusion matrix and calibration, or predicted against true values. */
final class OutcomeSections {
    private static final int SHOWN_MISTAKES = 10;

    /** Up to so many classes the text stands beside the matrix, where there is room. */
    private static final int BESIDE = 6;

    private OutcomeSections() {}

    /**
     * Writes the sections, if there are predictions on held-out rows.
     *
     * @param out  appended to
     * @param data what the report shows
     */
    static void write(Markup out, ReportData data) {
        Outcome outcome = data.outcome();
        if (outcome instanceof Outcome.Classification classification) {
            confusion(out, classification);
            calibration(out, classification, data);
        } else if (outcome instanceof Outcome.Regression regression) {
            regression(out, regression);
        }
        if (outcome != null) {
            CoverageSection.write(out, outcome);
        }
    }

    private static void confusion(Markup out, Outcome.Classification outcome) {
        ConfusionSummary summary = ConfusionSummary.of(outcome.confusion());
        Parts.section(out, "confusion", "Right and wrong answers");
        String rows = Numbers.count(summary.total()) + " " + Names.display(outcome.split()) + " rows";
        String text = "Of " + rows + ", " + Numbers.count(summary.right()) + " were answered right.";
        if (!summary.mistakes().isEmpty()) {
            ConfusionSummary.Mistake worst = summary.mistakes().get(0);
            text += " Most often, “" + Names.display(outcome.classes().get(worst.truth())) + "” was taken for “"
                    + Names.display(outcome.classes().get(worst.answer())) + "” (" + Numbers.count(worst.count())
                    + ").";
        }
        if (outcome.classes().size() > ChartJson.MAXIMUM_CLASSES) {
            text += " Drawn are the " + ChartJson.MAXIMUM_CLASSES + " most frequent of "
                    + Numbers.count(outcome.classes().size()) + " classes.";
        }
        Parts.figure(
                out,
                outcome.classes().size() <= BESIDE ? "aside" : "",
                "confusion",
                "Confusion matrix",
                text,
                "A row for each true class, a column for each answer. Right answers lie on the diagonal. The numbers count rows; the"
                        + " darker a cell, the larger its share of its true class.",
                "right",
                "Right",
                "wrong",
                "Wrong");
        classTable(out, outcome, summary);
        mistakeTable(out, outcome, summary);
        out.close();
    }

    private static void classTable(Markup out, Outcome.Classification outcome, ConfusionSummary summary) {
        out.element("h3", "Class by class");
        Parts.table(
                out,
                "Recall: share of the class that was found. Precision: share of the answers that were right. F1: their harmonic mean.");
        out.open("thead").open("tr").element("th", "Class", "scope", "col");
        for (String title : List.of("Rows", "Recall", "Precision", "F1")) {
            out.element("th", title, "scope", "col", "class", "number");
        }
        out.close().close().open("tbody");
        for (int i = 0; i < outcome.classes().size(); i++) {
            out.open("tr")
                    .open("th", "scope", "row")
                    .name(outcome.classes().get(i))
                    .close();
            out.element("td", Numbers.count(summary.classes().get(i).rows()), "class", "number");
            out.element("td", Numbers.percent(summary.classes().get(i).recall()), "class", "number");
            out.element("td", Numbers.percent(summary.classes().get(i).precision()), "class", "number");
            out.element("td", Numbers.decimals(summary.classes().get(i).f1()), "class", "number")
                    .close();
        }
        out.close();
        Parts.endTable(out);
    }

    private static void mistakeTable(Markup out, Outcome.Classification outcome, ConfusionSummary summary) {
        if (summary.mistakes().isEmpty() || outcome.classes().size() < 3) {
            return;
        }
        out.element("h3", "Most frequent mistakes");
        Parts.table(out, "Pairs of classes by the number of mistakes, at most " + SHOWN_MISTAKES);
        out.open("thead")
                .open("tr")
                .element("th", "True class", "scope", "col")
                .element("th", "Answer", "scope", "col");
        out.element("th", "Rows", "scope", "col", "class", "number");
        out.element("th", "Of the true class", "scope", "col", "class", "number")
                .close()
                .close()
                .open("tbody");
        summary.mistakes().stream().limit(SHOWN_MISTAKES).forEach(mistake -> {
            double share = (double) mistake.count()
                    / summary.classes().get(mistake.truth()).rows();
            out.open("tr")
                    .open("th", "scope", "row")
                    .name(outcome.classes().get(mistake.truth()))
                    .close();
            out.open("td").name(outcome.classes().get(mistake.answer())).close();
            out.element("td", Numbers.count(mistake.count()), "class", "number");
            out.element("td", Numbers.percent(share), "class", "number").close();
        });
        out.close();
        Parts.endTable(out);
    }

    private static void calibration(Markup out, Outcome.Classification outcome, ReportData data) {
        if (outcome.calibration().isEmpty() && outcome.roc().isEmpty()) {
            return;
        }
        Parts.section(
                out, "calibration", outcome.calibration().isEmpty() ? "Ranking" : "Can the probabilities be trusted?");
        boolean both = !outcome.calibration().isEmpty() && !outcome.roc().isEmpty();
        String place = both ? "" : "aside";
        out.open("div", "class", both ? "pair" : "single");
        if (!outcome.calibration().isEmpty()) {
            Parts.figure(
                    out,
                    place,
                    "calibration",
                    "Reliability of the probabilities",
                    reliability(outcome),
                    "A circle gathers rows whose answer had about the same probability; its area is their number. On the diagonal,"
                            + " answers given with 80\u202F% are right 8 times of 10. Below it the model is too sure of itself, above it too"
                            + " careful.",
                    outcome.scaling() == null
                            ? new String[0]
                            : new String[] {"training", "Before scaling", "validation", "As predicted"});
        }
        if (!outcome.roc().isEmpty()) {
            Parts.figure(
                    out,
                    place,
                    "roc",
                    "ROC curve",
                    rocSummary(outcome, data),
                    "Every point is a threshold on the probability. Up is good (more of the class found), right is bad (more false"
                            + " alarms). The dashed diagonal is guessing.");
        }
        out.close().close();
    }

    private static String reliability(Outcome.Classification outcome) {
        String rows = Names.display(outcome.split()) + " rows";
        String text = Double.isFinite(outcome.ece())
                ? "Expected calibration error " + Numbers.significant(outcome.ece(), 3) + " on the " + rows
                        + ": on average the probabilities are " + Numbers.percent(outcome.ece()) + " off."
                : "Probability of the answer against how often it was right.";
        Outcome.Scaling scaling = outcome.scaling();
        if (scaling == null) {
            return text;
        }
        return text + " Before temperature scaling it was " + Numbers.significant(scaling.eceBefore(), 3)
                + "; the temperature " + Numbers.significant(scaling.temperature(), 3) + " made the model "
                + (scaling.temperature() > 1 ? "less" : "more") + " sure."
                + (outcome.split().equals("validation") ? " It was fitted to these rows." : "");
    }

    private static String rocSummary(Outcome.Classification outcome, ReportData data) {
        String positive =
                "“" + Names.display(outcome.classes().get(outcome.classes().size() - 1)) + "”";
        for (ReportData.SplitMetrics split : data.metrics()) {
            Double auc = split.values().get("auc");
            if (split.split().equals(outcome.split()) && auc != null && Double.isFinite(auc)) {
                return "Area under the curve " + Numbers.significant(auc, 4) + " for finding " + positive + ".";
            }
        }
        return "Share of " + positive + " found against false alarms.";
    }

    private static void regression(Markup out, Outcome.Regression outcome) {
        if (outcome.samples().isEmpty() && outcome.residuals().isEmpty()) {
            return;
        }
        Parts.section(out, "predictions", "Predicted and true values");
        String rows = Numbers.count(outcome.rows()) + " " + Names.display(outcome.split()) + " rows";
        String drawn = outcome.samples().size() < outcome.rows()
                ? Numbers.count(outcome.samples().size()) + " of " + rows + " are drawn."
                : rows + ".";
        out.open("div", "class", "pair");
        if (!outcome.samples().isEmpty()) {
            Parts.figure(
                    out,
                    "",
                    "predicted",
                    "Predicted against true",
                    drawn,
                    "On the diagonal the prediction is exact. Points below it were predicted too low, above it too high.");
            Parts.figure(
                    out,
                    "",
                    "residual",
                    "Residuals against predicted",
                    drawn,
                    "What is left (true − predicted) should scatter around zero without a pattern. A bend is something the network"
                            + " missed; a funnel says that errors grow with the value.");
        }
        out.close();
        if (!outcome.residuals().isEmpty()) {
            Parts.figure(
                    out,
                    "",
                    "histogram",
                    "Distribution of the residuals",
                    "True − predicted of " + rows + ".",
                    "A narrow hill around zero is good. A hill beside zero is a bias; a long tail is a few rows that are far off.");
        }
        out.close();
    }
}
