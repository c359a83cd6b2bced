package org.chainrule.cli;

import java.util.List;
import java.util.Locale;
import org.chainrule.report.TrainingReport;
import org.chainrule.tabular.model.FoldCounts;
import org.chainrule.tabular.model.Provenance;
import org.chainrule.tabular.model.Uncertainty;
import org.chainrule.tabular.run.TrainingRun;
import org.chainrule.tabular.run.TrainingRun.Importance;

/** Says after the training how it went. */
final class Summary {
    private static final int MOST_COLUMNS = 10;

    private Summary() {}

    /**
     * Prints it.
     *
     * @param run     the training
     * @param seen    how many findings were printed before the training
     * @param outputs what was written
     * @param console where to
     */
    static void print(TrainingRun run, int seen, Outputs outputs, Console console) {
        Provenance provenance = run.model().provenance();
        console.space();
        if (run.validation() != null) {
            console.say("validation  " + Figures.metrics(run.validation().metrics()));
        }
        if (run.test() != null) {
            console.say("test        " + Figures.metrics(run.test().metrics()));
        }
        FoldCounts folds = FoldCounts.of(run.model().contents());
        if (folds != null) {
            console.say("folds       " + folds.words());
        }
        trials(run, console);
        Uncertainty uncertainty = run.model().contents().uncertainty();
        if (uncertainty != null) {
            console.say("calibration " + CoverageChecks.words(uncertainty));
        }
        importance(run, console);
        Findings.print(run.findings().subList(seen, run.findings().size()), true, console);
        console.say("weights     SHA-256 " + run.model().weightsSha256());
        console.say("written     " + outputs.model() + (outputs.report() == null ? "" : ", " + outputs.report()));
        console.say("done        in " + Figures.time(provenance.seconds()) + ": " + provenance.epochs()
                + (provenance.epochs() == 1 ? " epoch (" : " epochs (")
                + TrainingReport.words(provenance.stopReason()) + "), weights of epoch " + provenance.bestEpoch() + ", "
                + Figures.count(run.rowsPerSecond()) + " rows/s");
    }

    private static void trials(TrainingRun run, Console console) {
        if (run.trials().isEmpty()) {
            return;
        }
        console.space();
        boolean rungs = run.trials().stream().anyMatch(trial -> trial.rung() > 0);
        TextTable table = new TextTable(
                ">no",
                "configuration",
                ">" + run.trials().get(0).metric(),
                ">epochs",
                ">time",
                rungs ? ">rung" : ">folds",
                rungs ? ">rank" : ">weight",
                "note");
        for (TrainingRun.Trial trial : run.trials()) {
            table.row(
                    trial.number(),
                    trial.name(),
                    Figures.brief(trial.score()),
                    Figures.count(trial.epochs()),
                    Figures.time(trial.seconds()),
                    rungs ? number(trial.rung()) : trial.trained(),
                    rungs ? number(run.rank(trial)) : weight(trial),
                    SearchLines.note(trial));
        }
        table.lines().forEach(console::say);
        console.space();
    }

    private static String number(int number) {
        return number == 0 ? "" : String.valueOf(number);
    }

    private static String weight(TrainingRun.Trial trial) {
        return trial.weight() == 0 ? "" : String.format(Locale.ROOT, "%.2f", trial.weight());
    }

    private static void importance(TrainingRun run, Console console) {
        List<Importance> importance = run.importance();
        if (importance.isEmpty()) {
            return;
        }
        console.space();
        console.say("most important columns: how much worse " + run.watched()
                + " gets when a column is shuffled among the validation rows");
        TextTable table = new TextTable("column", ">worse", ">+-");
        importance.stream()
                .limit(MOST_COLUMNS)
                .forEach(column ->
                        table.row(column.column(), Figures.brief(column.drop()), Figures.brief(column.deviation())));
        table.lines().forEach(console::say);
        if (importance.size() > MOST_COLUMNS) {
            console.say("  and " + (importance.size() - MOST_COLUMNS) + " more, see the report");
        }
        console.space();
    }
}
