package org.chainrule.report;

import java.util.List;
import java.util.stream.Collectors;

/** What a search tried: one row a configuration, or a training of one. */
final class TrialsSection {
    private TrialsSection() {}

    /**
     * Writes the section, if there was a search.
     *
     * @param out  appended to
     * @param data what the report shows
     */
    static void write(Markup out, ReportData data) {
        List<ReportData.Trial> trials = data.trials();
        if (trials.isEmpty()) {
            return;
        }
        boolean rungs = trials.stream().anyMatch(trial -> trial.rung() > 0);
        MetricText metric = MetricText.of(trials.get(0).metric());
        Parts.section(out, "trials", "What was tried");
        out.element("p", summary(trials, rungs, metric));
        if (!data.run().folds().isEmpty()) {
            out.open("p")
                    .element("b", "Folds. ")
                    .text(Names.sentence(upper(data.run().folds())) + ".")
                    .close();
        }
        Parts.table(
                out,
                rungs
                        ? "Trainings in the order in which they ended"
                        : "Configurations in the order in which they were tried");
        out.open("thead").open("tr");
        out.element("th", "No", "scope", "col", "class", "number").element("th", "Preset", "scope", "col");
        out.element("th", "What differs from it", "scope", "col");
        number(out, "th", rungs ? "Rung" : "Folds");
        number(out, "th", "Epochs");
        number(out, "th", metric.label());
        number(out, "th", "Seconds");
        number(out, "th", rungs ? "Rank" : "Weight");
        out.element("th", "Note", "scope", "col").close().close().open("tbody");
        trials.forEach(trial -> row(out, trial, rungs, metric));
        out.close();
        Parts.endTable(out);
        out.close();
    }

    private static void row(Markup out, ReportData.Trial trial, boolean rungs, MetricText metric) {
        out.open("tr", "class", trial.weight() > 0 ? "used" : "unused");
        number(out, "td", Numbers.count(trial.number()));
        out.open("th", "scope", "row").name(trial.preset()).close();
        out.element(
                "td",
                trial.settings().entrySet().stream()
                        .map(setting -> Names.display(setting.getKey()) + " " + Names.display(setting.getValue()))
                        .collect(Collectors.joining(", ")),
                "class",
                "prose");
        number(
                out,
                "td",
                rungs
                        ? orUnknown(trial.rung())
                        : trial.networks() == 1 ? "none" : trial.trained() + " of " + trial.networks());
        number(out, "td", Numbers.count(trial.epochs()));
        number(out, "td", metric.format(trial.score()));
        number(out, "td", Numbers.significant(trial.seconds(), 3));
        number(
                out,
                "td",
                rungs
                        ? orUnknown(trial.rank())
                        : trial.weight() > 0 ? Numbers.percent(trial.weight()) : Numbers.UNKNOWN);
        out.element("td", Names.sentence(trial.note()), "class", "prose").close();
    }

    private static void number(Markup out, String tag, String text) {
        if (tag.equals("th")) {
            out.element("th", text, "scope", "col", "class", "number");
        } else {
            out.element(tag, text, "class", "number");
        }
    }

    private static String orUnknown(int number) {
        return number == 0 ? Numbers.UNKNOWN : Numbers.count(number);
    }

    private static String summary(List<ReportData.Trial> trials, boolean rungs, MetricText metric) {
        boolean folds = trials.stream().anyMatch(trial -> trial.networks() > 1);
        long used = trials.stream().filter(trial -> trial.weight() > 0).count();
        String judged = metric.label() + " is of rows that a network was not trained on"
                + (folds ? ": each row is judged by the network whose fold holds it out" : "")
                + (metric.direction().isEmpty() ? ". " : "; " + metric.direction() + ". ");
        return judged
                + (rungs
                        ? "The best third of a rung goes on with three times the epochs; the model is that of rank 1."
                        : "The model is the weighted mean of " + Numbers.count(used) + " of "
                                + Numbers.count(trials.size()) + " configurations.");
    }

    private static String upper(String sentence) {
        return sentence.isEmpty() ? "" : Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
