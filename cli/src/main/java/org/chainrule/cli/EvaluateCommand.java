package org.chainrule.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.chainrule.report.Outcomes;
import org.chainrule.tabular.model.Coverage;
import org.chainrule.tabular.model.Evaluation;
import org.chainrule.tabular.model.Json;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.schema.Task;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chainrule evaluate}: how well a model does on a table. */
@Command(
        name = "evaluate",
        description = {
            "Judges a model on the rows of a table that have a target.",
            "With --json, \"test\" holds the metrics on this table and \"validation\" those that the model file keeps."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  chainrule evaluate model.chainrule new-penguins.csv")
final class EvaluateCommand implements Callable<Integer> {
    private static final int MOST_CLASSES = 20;

    private final Console console;

    @Parameters(index = "0", paramLabel = "MODEL", description = "Model file.")
    private Path file = Path.of("");

    @Parameters(index = "1", paramLabel = "DATA", description = "Table with the columns of the model and the target.")
    private String data = "";

    @Option(
            names = "--coverage",
            paramLabel = "SHARE",
            converter = Converters.Level.class,
            description = "Judge also intervals, or sets of classes, of this coverage, such as 0.9.")
    private @Nullable Double coverage;

    @Option(names = "--json", description = "Print one JSON object as the last line of standard output.")
    private boolean json;

    EvaluateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Model model = Model.load(file);
        CoverageChecks.check(model, coverage, console);
        long started = System.nanoTime();
        Evaluation evaluation = model.evaluate(Table.of(data));
        double seconds = (System.nanoTime() - started) / 1e9;
        console.say("rows        " + Figures.count(evaluation.rows())
                + (evaluation.missingTargets() == 0
                        ? ""
                        : ", and " + Figures.count(evaluation.missingTargets()) + " without a target"));
        console.say("metrics     " + Figures.metrics(evaluation.metrics()));
        Coverage covered = coverage == null ? null : Coverage.of(evaluation, coverage);
        if (covered != null) {
            console.say("coverage    " + CoverageChecks.words(covered));
        }
        if (!model.validation().isEmpty()) {
            console.say("validation  " + Figures.metrics(model.validation()) + " (when it was trained)");
        }
        if (model.task() == Task.CLASSIFICATION && model.classes().size() <= MOST_CLASSES) {
            confusion(model.classes(), Outcomes.confusion(evaluation));
        }
        if (json) {
            console.print(Json.write(Results.ofEvaluation(model, evaluation, covered, seconds)));
        }
        return 0;
    }

    private void confusion(List<String> classes, long[][] counts) {
        String[] headings = new String[classes.size() + 1];
        headings[0] = "true \\ predicted";
        for (int k = 0; k < classes.size(); k++) {
            headings[k + 1] = ">" + cut(classes.get(k));
        }
        TextTable table = new TextTable(headings);
        for (int k = 0; k < classes.size(); k++) {
            Object[] cells = new Object[classes.size() + 1];
            cells[0] = classes.get(k);
            for (int j = 0; j < classes.size(); j++) {
                cells[j + 1] = counts[k][j];
            }
            table.row(cells);
        }
        console.space();
        table.lines().forEach(console::say);
    }

    private static String cut(String label) {
        return label.length() <= 20 ? label : label.substring(0, 17) + "...";
    }
}
