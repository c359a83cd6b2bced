package org.chainrule.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.chainrule.data.Dataset;
import org.chainrule.network.Network;
import org.chainrule.optim.Optimizers;
import org.chainrule.tabular.encode.DatasetStorage;
import org.chainrule.tabular.encode.EncodedDataset;
import org.chainrule.tabular.encode.Encoder;
import org.chainrule.tabular.encode.EncoderOptions;
import org.chainrule.tabular.encode.NumericTransform;
import org.chainrule.tabular.encode.RowWeights;
import org.chainrule.tabular.encode.ValueTarget;
import org.chainrule.tabular.infer.SchemaInference;
import org.chainrule.tabular.read.LoadedTable;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.schema.Schema;
import org.chainrule.train.Trainer;
import org.chainrule.train.TrainingConfiguration;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.chainrule.train.TrainingProblem;

/**
 * The trainer on a table whose cells are in a memory-mapped file, to be encoded as batches are gathered, against the same table encoded on the heap, taking
 * turns, by the rows per second that the trainer reports. The network is small, so that the input is what matters most.
 */
final class Streaming implements Command {
    @Override
    public String name() {
        return "streaming";
    }

    @Override
    public String purpose() {
        return "training from memory-mapped cells against rows encoded in memory";
    }

    @Override
    public Map<String, Meaning> options() {
        Map<String, Meaning> options = new LinkedHashMap<>();
        options.put("file", new Meaning("Parquet with target y, see friedman; written anew if empty", ""));
        options.put("rows", new Meaning("rows when it is written anew", "1000000"));
        options.put("from", new Meaning("both, or mapped: in a heap that is too small for the other", "both"));
        options.put("bins", new Meaning("bins of a column, as the presets choose for 32 columns; 0 for none", "16"));
        options.put("hidden", new Meaning("units of each of two hidden layers", "64"));
        options.put("batch", new Meaning("rows of a step", "256"));
        options.put("threads", new Meaning("threads of a step", "2"));
        options.put("rounds", new Meaning("interleaved epochs of each", "5"));
        return options;
    }

    /** Rows per second, medians, and of the rounds' shares (mapped / heap) median and extremes. */
    record Rates(double mapped, double heap, double share, double least, double most) {
        static Rates of(double[] mapped, double[] heap) {
            double[] shares = new double[heap.length];
            Arrays.setAll(shares, round -> mapped[round] / heap[round]);
            double median = Timing.median(shares);
            return new Rates(
                    Timing.median(mapped),
                    Timing.median(heap),
                    median,
                    Arrays.stream(shares).min().orElse(Double.NaN),
                    Arrays.stream(shares).max().orElse(Double.NaN));
        }
    }

    /** How both are trained. */
    record Setting(int bins, int hidden, int batch, int threads, int rounds) {}

    @Override
    public int run(Options options, PrintStream out) throws SQLException, IOException {
        Machine.print(out);
        Path file = Path.of(options.text("file"));
        boolean own = options.text("file").isEmpty();
        if (own) {
            file = Files.createTempFile("friedman-", ".parquet");
            Friedman.write(file, options.integer("rows"), 32, 1);
        }
        try {
            boolean both = options.text("from").equals("both");
            Setting setting = new Setting(
                    options.integer("bins"),
                    options.integer("hidden"),
                    options.integer("batch"),
                    options.integer("threads"),
                    options.integer("rounds"));
            Rates rates = measure(file, both, setting);
            MarkdownTable table = new MarkdownTable("rows from", "rows/s", "share", "shares of the rounds");
            if (both) {
                table.add("the heap, encoded", rates.heap(), "", "");
            }
            table.add(
                    "a memory-mapped file, as cells",
                    rates.mapped(),
                    both ? MarkdownTable.percent(rates.share()) : "",
                    both ? MarkdownTable.percent(rates.least()) + " to " + MarkdownTable.percent(rates.most()) : "");
            out.print(table);
            return 0;
        } finally {
            if (own) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Without both, the rates from the heap are NaN. */
    static Rates measure(Path file, boolean both, Setting setting) {
        Table table = Table.read(file);
        Schema schema = SchemaInference.infer(table.profile(), "y", null, List.of(), null, null)
                .schema();
        try (LoadedTable rows = table.load(schema.columns());
                EncodedDataset mapped = encode(rows, schema, setting.bins(), 0);
                EncodedDataset heap = both ? encode(rows, schema, setting.bins(), Long.MAX_VALUE) : null) {
            if (!mapped.isMapped() || (heap != null && heap.isMapped())) {
                throw new IllegalStateException("expected one data set in a mapped file and one on the heap");
            }
            double[][] rates = new double[2][setting.rounds()];
            // The first epoch of each reads the file into the page cache and warms the kernels up.
            epoch(mapped, setting);
            if (heap != null) {
                epoch(heap, setting);
            }
            for (int round = 0; round < setting.rounds(); round++) {
                rates[0][round] = epoch(mapped, setting);
                rates[1][round] = heap == null ? Double.NaN : epoch(heap, setting);
            }
            return Rates.of(rates[0], rates[1]);
        }
    }

    private static EncodedDataset encode(LoadedTable rows, Schema schema, int bins, long heapBytes) {
        int[] all = IntStream.range(0, rows.rows()).toArray();
        Encoder encoder = Encoder.fit(
                rows,
                schema,
                all,
                EncoderOptions.defaults()
                        .withNumeric(NumericTransform.ROBUST, 3)
                        .withBins(bins));
        RawColumn target = Objects.requireNonNull(rows.column("y"));
        return EncodedDataset.of(
                encoder.bind(rows),
                List.of(ValueTarget.standardised(target, all).bind(target)),
                all,
                RowWeights.equal(),
                new DatasetStorage(heapBytes, Path.of(System.getProperty("java.io.tmpdir"))));
    }

    private static double epoch(Dataset data, Setting setting) {
        Network network = Workload.perceptron(data.inputs(), List.of(setting.hidden(), setting.hidden()), 1);
        TrainingConfiguration how = TrainingConfiguration.of(Optimizers.parse("adam"), 1e-3, 1, 7)
                .withBatchSize(setting.batch())
                .withThreads(setting.threads());
        double[] rate = new double[1];
        Trainer.train(new TrainingProblem(network, new org.chainrule.likelihood.Gaussian(), data), how, event -> {
            if (event instanceof EpochFinished finished) {
                rate[0] = finished.rowsPerSecond();
            }
        });
        return rate[0];
    }
}
