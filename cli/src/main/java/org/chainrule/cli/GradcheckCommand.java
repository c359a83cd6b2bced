package org.chainrule.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.chainrule.gradient.GradientCheck;
import org.chainrule.gradient.GradientCheck.Entry;
import org.chainrule.gradient.GradientCheck.Result;
import org.chainrule.gradient.Mode;
import org.chainrule.tabular.model.Json;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.read.Table;
import org.chainrule.train.TrainedNetwork;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chainrule gradcheck}: whether backpropagation through a model gives the slope of its cost. */
@Command(
        name = "gradcheck",
        description = {
            "Compares the gradient of the cost by backpropagation with central differences, in",
            "double precision, at the model's weights, on rows of a table (dropout as in a step)."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  chainrule gradcheck model.chainrule penguins.csv --rows 8")
final class GradcheckCommand implements Callable<Integer> {
    private static final double TOLERANCE = 1e-6;

    private final Console console;

    @Parameters(index = "0", paramLabel = "MODEL", description = "Model file.")
    private Path file = Path.of("");

    @Parameters(index = "1", paramLabel = "DATA", description = "Table with the columns of the model and the target.")
    private String data = "";

    @Option(
            names = "--rows",
            paramLabel = "N",
            converter = Converters.Count.class,
            defaultValue = "8",
            description = "Rows to check on, the first that have a target; usually ${DEFAULT-VALUE}.")
    private Integer rows = 8;

    @Option(
            names = "--parameters",
            paramLabel = "N",
            converter = Converters.Count.class,
            defaultValue = "400",
            description = "At most so many parameters are compared, drawn from all; usually ${DEFAULT-VALUE}.")
    private Integer parameters = 400;

    @Option(names = "--json", description = "Print one JSON object as the last line of standard output.")
    private boolean json;

    GradcheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Model model = Model.load(file);
        GradientCheck.Rows checked =
                ModelRows.first(model, Table.of(data), rows).rows();
        TrainedNetwork network = model.network();
        Result result = GradientCheck.run(
                network.network(),
                network.likelihood(),
                network.wideParameters(),
                network.wideStatistics(),
                checked,
                Mode.training(model.provenance().seed(), 0),
                parameters);
        boolean passed = result.worstError() <= TOLERANCE && result.checked() > 0;
        result.table().lines().forEach(console::say);
        console.say("cost " + Figures.brief(result.cost()) + " on " + checked.rows() + " rows; "
                + Figures.count(result.checked()) + " of "
                + Figures.count(result.parameters()) + " parameters compared, " + result.kinks()
                + " left out because a difference would cross a kink");
        console.say((passed ? "passed" : "FAILED")
                + ": the largest relative error between backpropagation and central differences is "
                + String.format(java.util.Locale.ROOT, "%.1e", result.worstError())
                + (passed ? ", at most " : ", more than ") + TOLERANCE
                + (passed ? "; the gradient is right" : "; please report it with the model and the data"));
        if (json) {
            console.print(Json.write(json(model, checked.rows(), result, passed)));
        }
        return passed ? 0 : Failures.DEFECT;
    }

    private static Map<String, @Nullable Object> json(Model model, int rows, Result result, boolean passed) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("passed", passed);
        json.put("worstError", Figures.json(result.worstError()));
        json.put("tolerance", TOLERANCE);
        json.put("rows", rows);
        json.put("cost", Figures.json(result.cost()));
        json.put("parameters", result.parameters());
        json.put("checked", result.checked());
        json.put("kinks", result.kinks());
        json.put("weightsSha256", model.weightsSha256());
        json.put("worst", result.worst().stream().map(GradcheckCommand::json).toList());
        return json;
    }

    private static Map<String, @Nullable Object> json(Entry entry) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("parameter", entry.parameter());
        json.put("from", entry.row());
        json.put("to", entry.column());
        json.put("gradient", Figures.json(entry.gradient()));
        json.put("difference", Figures.json(entry.difference()));
        json.put("error", Figures.json(entry.error()));
        return json;
    }
}
