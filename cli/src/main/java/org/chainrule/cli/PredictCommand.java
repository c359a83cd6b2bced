package org.chainrule.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.AtomicFile;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.read.ChunkReader;
import org.chainrule.tabular.read.Names;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.schema.ColumnSchema;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chainrule predict}: predictions for the rows of a table, chunk by chunk, in their order. */
@Command(
        name = "predict",
        description = {
            "Predicts every row of a table, in its order.",
            "Columns: prediction, then probability_LABEL, quantile_LEVEL or standard_deviation;",
            "with --coverage TARGET_lower and TARGET_upper, or TARGET_set, a JSON array of labels."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  chainrule predict model.chainrule new-penguins.csv --out predictions.parquet")
final class PredictCommand implements Callable<Integer> {
    private static final int ROWS_PER_CHUNK = 8_192;
    private static final int MOST_NAMES = 10;
    private static final List<String> ENDINGS = List.of(".csv", ".parquet", ".jsonl");

    private final Console console;

    @Parameters(index = "0", paramLabel = "MODEL", description = "Model file.")
    private Path file = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "DATA",
            description = "Table with the columns of the model; the target may be absent.")
    private String data = "";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to: FILE.csv, FILE.parquet or FILE.jsonl; otherwise CSV on standard output.")
    private @Nullable Path out;

    @Option(
            names = "--coverage",
            paramLabel = "SHARE",
            converter = Converters.Level.class,
            description = "Add intervals, or sets of classes, that hold the truth with this probability, such as 0.9.")
    private @Nullable Double coverage;

    @Option(
            names = "--no-csv-guard",
            description = "Write labels that a spreadsheet would take for formulas (= + - @) as they are.")
    private boolean unguarded;

    PredictCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        String ending = ending();
        Model model = Model.load(file);
        CoverageChecks.check(model, coverage, console);
        Table table = Table.of(data);
        checkColumns(model, table);
        if (out == null) {
            try {
                write(model, table, ending, new BufferedOutputStream(console.out(), 1 << 16));
            } catch (IOException e) {
                Console.failedOutput(e);
            }
        } else {
            AtomicFile.requireWritable(out);
            long[] rows = new long[1];
            AtomicFile.write(out, stream -> rows[0] = write(model, table, ending, stream));
            console.say("written     " + Figures.count(rows[0]) + " predictions to " + out);
        }
        return 0;
    }

    private String ending() {
        if (out == null) {
            return ".csv";
        }
        String name = out.toString().toLowerCase(Locale.ROOT);
        return ENDINGS.stream()
                .filter(name::endsWith)
                .findFirst()
                .orElseThrow(() -> UserException.usage(
                        "expected --out with a name that ends in " + String.join(", ", ENDINGS) + "; found " + out));
    }

    private void checkColumns(Model model, Table table) {
        List<String> present = table.columnNames();
        for (ColumnSchema column : model.inputColumns()) {
            if (!present.contains(column.name())) {
                throw UserException.data("the model needs the column \"" + Display.text(column.name()) + "\", but "
                        + table.description() + " has none of that name: "
                        + Names.nearest(column.name(), present, table.headerless()) + "; add or rename it");
            }
        }
        Set<String> known = new HashSet<>();
        model.schema().columns().forEach(column -> known.add(column.name()));
        List<String> extra =
                present.stream().filter(name -> !known.contains(name)).toList();
        if (!extra.isEmpty()) {
            console.say("warning: " + extra.size() + (extra.size() == 1 ? " column" : " columns") + " of "
                    + table.description()
                    + " that the model does not know: "
                    + extra.stream().limit(MOST_NAMES).map(Display::text).collect(Collectors.joining(", "))
                    + (extra.size() > MOST_NAMES ? ", ..." : "") + "; ignored");
        }
    }

    private long write(Model model, Table table, String ending, OutputStream stream) throws IOException {
        PredictionColumns columns = PredictionColumns.of(model, coverage);
        if (ending.equals(".parquet")) {
            try (ParquetPredictions parquet = new ParquetPredictions(columns, stream)) {
                return write(model, table, parquet);
            }
        }
        return write(
                model,
                table,
                ending.equals(".csv")
                        ? new CsvPredictions(columns, stream, !unguarded)
                        : new JsonPredictions(columns, stream));
    }

    private static long write(Model model, Table table, PredictionWriter writer) throws IOException {
        long rows = 0;
        try (ChunkReader chunks = table.chunks(model.inputColumns(), ROWS_PER_CHUNK)) {
            while (true) {
                try (RawTable chunk = chunks.next()) {
                    if (chunk == null) {
                        break;
                    }
                    writer.write(model.predict(chunk));
                    rows += chunk.rows();
                }
            }
        }
        writer.finish();
        return rows;
    }
}
