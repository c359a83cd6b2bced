package org.chainrule.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.chainrule.gradient.GradientCheck;
import org.chainrule.gradient.GradientCheck.Entry;
import org.chainrule.gradient.GradientCheck.Result;
import org.chainrule.gradient.Mode;
import org.chainrule.tabular.encode.BoundEncoder;
import org.chainrule.tabular.encode.BoundTarget;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Json;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.read.ChunkReader;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
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
        GradientCheck.Rows checked = rows(model, Table.of(data));
        TrainedNetwork network = model.network();
        Result result = GradientCheck.run(
                network.network(),
                network.likelihood(),
                doubles(network.doubleParameters(), network.floatParameters()),
                doubles(network.doubleStatistics(), network.floatStatistics()),
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

    /** The first rows that have a target. */
    private GradientCheck.Rows rows(Model model, Table table) {
        List<ColumnSchema> columns = new ArrayList<>(model.inputColumns());
        model.schema().columns().stream()
                .filter(column -> column.kind() == ColumnKind.TARGET)
                .forEach(columns::add);
        int width = model.encoder().width();
        List<double[]> inputs = new ArrayList<>();
        List<Double> targets = new ArrayList<>();
        try (ChunkReader chunks = table.chunks(columns, Math.max(rows, 256))) {
            while (inputs.size() < rows) {
                try (RawTable chunk = chunks.next()) {
                    if (chunk == null) {
                        break;
                    }
                    read(model, chunk, width, inputs, targets);
                }
            }
        }
        if (inputs.isEmpty()) {
            throw UserException.data("expected rows with a value in the target column \"" + model.target()
                    + "\", found none in " + table.description() + "; check the data");
        }
        double[] x = inputs.stream().flatMapToDouble(Arrays::stream).toArray();
        double[] ones = new double[inputs.size()];
        Arrays.fill(ones, 1);
        return new GradientCheck.Rows(
                x, targets.stream().mapToDouble(Double::doubleValue).toArray(), ones, inputs.size());
    }

    private void read(Model model, RawTable chunk, int width, List<double[]> inputs, List<Double> targets) {
        RawColumn column = chunk.column(model.target());
        if (column == null) {
            throw new IllegalStateException("the target was not loaded");
        }
        BoundTarget target = model.targetEncoding().bind(column);
        BoundEncoder encoder = model.encoder().bind(chunk);
        float[] x = new float[width];
        for (int row = 0; row < chunk.rows() && inputs.size() < rows; row++) {
            double y = target.encode(row);
            if (!Double.isNaN(y)) {
                encoder.encode(row, x, 0);
                inputs.add(doubles(null, x));
                targets.add(y);
            }
        }
    }

    private static double[] doubles(double @Nullable [] wide, float @Nullable [] narrow) {
        if (wide != null || narrow == null) {
            return wide == null ? new double[0] : wide.clone();
        }
        double[] copy = new double[narrow.length];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = narrow[i];
        }
        return copy;
    }
}
