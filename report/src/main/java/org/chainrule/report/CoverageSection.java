package org.chainrule.report;

import java.util.List;

/** Prediction intervals and sets of classes: whether they hold the truth as often as was asked for. */
final class CoverageSection {
    private static final List<Double> SHOWN = List.of(0.5, 0.8, 0.9, 0.95);

    private CoverageSection() {}

    /**
     * Writes the section, if the model has intervals or sets.
     *
     * @param out     appended to
     * @param outcome the predictions on held-out rows
     */
    static void write(Markup out, Outcome outcome) {
        if (outcome.coverage().isEmpty()) {
            return;
        }
        boolean classes = outcome instanceof Outcome.Classification;
        Parts.section(out, "coverage", classes ? "Sets that hold the class" : "Intervals that hold the value");
        Parts.figure(
                out,
                "aside",
                "coverage",
                "Coverage asked for and found",
                summary(outcome, classes),
                "On the diagonal, " + (classes ? "sets" : "intervals")
                        + " made to hold the truth for 90\u202F% of the rows hold"
                        + " it for 90\u202F% of them. Below it they promise too much; above it they are larger than they need"
                        + " to be.");
        table(out, outcome, classes);
        out.close();
    }

    private static String summary(Outcome outcome, boolean classes) {
        String rows = Names.display(outcome.split()) + " rows";
        Outcome.Covered ninety = at(outcome, 0.9);
        String found = ninety == null
                ? ""
                : (classes ? "Sets" : "Intervals") + " of 90\u202F% hold the truth for "
                        + Numbers.percent(ninety.covered()) + " of the " + rows + ". ";
        // The validation rows are those that the thresholds come from.
        return found
                + (outcome.split().equals("validation")
                        ? "They were fitted to these rows, so that they fit here proves nothing; give test rows (--test) to see."
                        : "None of these rows took part in fitting them.");
    }

    private static Outcome.@org.jspecify.annotations.Nullable Covered at(Outcome outcome, double level) {
        return outcome.coverage().stream()
                .filter(covered -> Math.abs(covered.level() - level) < 1e-9)
                .findFirst()
                .orElse(null);
    }

    private static void table(Markup out, Outcome outcome, boolean classes) {
        Parts.table(
                out,
                classes
                        ? "Sets by the coverage asked for. A set may be empty: then no class is probable enough."
                        : "Intervals by the coverage asked for; widths in the units of the target.");
        out.open("thead").open("tr").element("th", "Asked for", "scope", "col");
        out.element("th", "Found", "scope", "col", "class", "number");
        out.element("th", classes ? "Mean classes in a set" : "Mean width", "scope", "col", "class", "number");
        out.close().close().open("tbody");
        for (double level : SHOWN) {
            Outcome.Covered covered = at(outcome, level);
            if (covered != null) {
                out.open("tr").element("th", Math.round(100 * level) + "\u202f%", "scope", "row");
                out.element("td", Numbers.percent(covered.covered()), "class", "number");
                out.element(
                                "td",
                                Double.isFinite(covered.size()) ? Numbers.significant(covered.size(), 4) : "infinite",
                                "class",
                                "number")
                        .close();
            }
        }
        out.close();
        Parts.endTable(out);
    }
}
