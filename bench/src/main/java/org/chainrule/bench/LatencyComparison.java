package org.chainrule.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.network.InitialParameters;
import org.chainrule.network.ParameterLayout;
import org.chainrule.predict.Predictor;
import org.chainrule.tabular.model.Model;
import org.chainrule.train.TrainedNetwork;
import org.jspecify.annotations.Nullable;

/**
 * One prediction at a time, of encoded inputs and by each way of an application, against ONNX Runtime: one thread, the same process, taking turns, with the same weights. ONNX Runtime is called in two ways: as
 * its documentation shows it, where it allocates its output, and as fast as can be, into an output that the caller brings. The outputs are compared before
 * anything is timed.
 */
final class LatencyComparison implements Command {
    @Override
    public String name() {
        return "latency";
    }

    @Override
    public String purpose() {
        return "one prediction, p50 and p99, against ONNX Runtime in the same process";
    }

    @Override
    public Map<String, Meaning> options() {
        Map<String, Meaning> options = new LinkedHashMap<>();
        options.put("rounds", new Meaning("interleaved rounds", "7"));
        options.put("calls", new Meaning("predictions of a round", "20000"));
        options.put(
                "data", new Meaning("folder with penguins/ and adult/, for models of real tables; none without", ""));
        return options;
    }

    /** Nanoseconds, the median over the rounds of each round's quantile. */
    record Latency(String name, double p50, double p99) {}

    @Override
    public int run(Options options, PrintStream out) throws Exception {
        Machine.print(out);
        MarkdownTable table =
                new MarkdownTable("network", "predictor", "p50, us", "p99, us", "p50 / ours", "p99 / ours");
        for (Workload workload : List.of(Workload.A32, Workload.B)) {
            List<Latency> all = compare(workload, options.integer("rounds"), options.integer("calls"));
            for (Latency latency : all) {
                add(table, workload.name().substring(0, 1), latency, all.get(0));
            }
        }
        if (!options.text("data").isEmpty()) {
            Path data = Path.of(options.text("data"));
            realTable(table, "penguins", data.resolve("penguins/penguins.json"), "Species", options);
            realTable(table, "adult", data.resolve("adult/adult.data"), "column14", options);
        }
        out.print(table);
        return 0;
    }

    /** Only ours: no peer reads texts and missing values. */
    private static void realTable(MarkdownTable table, String name, Path file, String target, Options options)
            throws Exception {
        Model model = RowModels.trained(file, target);
        List<@Nullable Object[]> rows = RowModels.rows(file, model);
        List<RowPredictor> ways = new ArrayList<>();
        for (ModelRow.Way way : List.of(ModelRow.Way.CELLS, ModelRow.Way.OBJECTS, ModelRow.Way.MAP)) {
            ways.add(new ModelRow(model, way, rows));
        }
        List<Latency> all = measure(ways, options.integer("rounds"), options.integer("calls"));
        for (Latency latency : all) {
            add(table, name + " (" + model.encoder().width() + " inputs)", latency, all.get(0));
        }
    }

    private static void add(MarkdownTable table, String network, Latency latency, Latency ours) {
        table.add(
                network,
                latency.name(),
                latency.p50() / 1e3,
                latency.p99() / 1e3,
                latency.p50() / ours.p50(),
                latency.p99() / ours.p99());
    }

    /** Chainrule's ways, of encoded inputs first, then ONNX Runtime's two. */
    static List<Latency> compare(Workload workload, int rounds, int calls) throws Exception {
        ParameterLayout layout = new ParameterLayout(workload.network());
        double[] drawn = InitialParameters.draw(layout, 5);
        float[] parameters = new float[drawn.length];
        for (int e = 0; e < drawn.length; e++) {
            parameters[e] = (float) drawn[e];
        }
        try (OnnxRow documented = new OnnxRow(workload, layout, parameters, false);
                OnnxRow pinned = new OnnxRow(workload, layout, parameters, true)) {
            OwnRow own = new OwnRow(workload, parameters);
            List<RowPredictor> contenders = new ArrayList<>(List.of(own));
            Model model = RowModels.plain(workload, parameters);
            for (ModelRow.Way way : ModelRow.Way.values()) {
                contenders.add(new ModelRow(model, way, RowModels.numbers(workload)));
            }
            contenders.addAll(List.of(documented, pinned));
            for (RowPredictor other : contenders) {
                requireEqual(workload, own, other);
            }
            return measure(contenders, rounds, calls);
        }
    }

    private static List<Latency> measure(List<RowPredictor> contenders, int rounds, int calls) throws Exception {
        double[][] p50 = new double[contenders.size()][rounds];
        double[][] p99 = new double[contenders.size()][rounds];
        for (RowPredictor row : contenders) {
            nanos(row, calls);
        }
        for (int round = 0; round < rounds; round++) {
            for (int c = 0; c < contenders.size(); c++) {
                double[] nanos = nanos(contenders.get(c), calls);
                p50[c][round] = Timing.quantile(nanos, 0.5);
                p99[c][round] = Timing.quantile(nanos, 0.99);
            }
        }
        List<Latency> latencies = new ArrayList<>();
        for (int c = 0; c < contenders.size(); c++) {
            latencies.add(new Latency(contenders.get(c).name(), Timing.median(p50[c]), Timing.median(p99[c])));
        }
        return latencies;
    }

    private static double[] nanos(RowPredictor row, int calls) throws Exception {
        double[] nanos = new double[calls];
        for (int i = 0; i < calls; i++) {
            row.next(i);
            long start = System.nanoTime();
            row.predict();
            nanos[i] = System.nanoTime() - start;
        }
        return nanos;
    }

    private static void requireEqual(Workload workload, RowPredictor own, RowPredictor onnx) throws Exception {
        for (int i = 0; i < 100; i++) {
            own.next(i);
            onnx.next(i);
            own.predict();
            onnx.predict();
            for (int k = 0; k < workload.network().outputs(); k++) {
                if (!(Math.abs(own.output(k) - onnx.output(k)) <= 1e-5)) {
                    throw new IllegalStateException(workload.name() + ": output " + k + " is " + own.output(k)
                            + ", but " + onnx.name() + " has " + onnx.output(k) + "; nothing was timed");
                }
            }
        }
    }

    private static final class OwnRow implements RowPredictor {
        private final Predictor predictor;
        private final Predictor.Scratch scratch;
        private final float[] rows;
        private final float[] x;
        private final double[] o;

        OwnRow(Workload workload, float[] parameters) {
            predictor = new Predictor(
                    TrainedNetwork.float32(workload.network(), workload.likelihood(), parameters, new float[0]));
            scratch = predictor.newScratch();
            x = new float[workload.network().inputs()];
            o = new double[workload.network().outputs()];
            rows = SyntheticRows.uniform(ROWS * x.length, 3);
        }

        @Override
        public String name() {
            return "Chainrule, encoded float[]";
        }

        @Override
        public void next(int number) {
            System.arraycopy(rows, number % ROWS * x.length, x, 0, x.length);
        }

        @Override
        public void predict() {
            predictor.predict(x, 1, o, scratch);
        }

        @Override
        public double output(int k) {
            return o[k];
        }
    }
}
