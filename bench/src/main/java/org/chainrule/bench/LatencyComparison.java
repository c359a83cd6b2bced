package org.chainrule.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.network.InitialParameters;
import org.chainrule.network.ParameterLayout;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.predict.Predictor;
import org.chainrule.train.TrainedNetwork;

/**
 * One prediction at a time, against ONNX Runtime: one thread, the same process, taking turns, with the same weights. Both write into memory that is there
 * already. The outputs are compared before anything is timed.
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
        return options;
    }

    /** Nanoseconds, the median over the rounds of each round's quantile. */
    record Latency(double p50, double p99) {}

    @Override
    public int run(Options options, PrintStream out) throws OrtException {
        Machine.print(out);
        MarkdownTable table = new MarkdownTable(
                "network",
                "Chainrule p50, us",
                "p99, us",
                "ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion() + " p50, us",
                "p99, us",
                "ratio p50",
                "ratio p99");
        for (Workload workload : List.of(Workload.A32, Workload.B)) {
            Latency[] both = compare(workload, options.integer("rounds"), options.integer("calls"));
            table.add(
                    workload.name().substring(0, 1),
                    both[0].p50() / 1e3,
                    both[0].p99() / 1e3,
                    both[1].p50() / 1e3,
                    both[1].p99() / 1e3,
                    both[1].p50() / both[0].p50(),
                    both[1].p99() / both[0].p99());
        }
        out.print(table);
        return 0;
    }

    /** Chainrule's, then ONNX Runtime's. */
    static Latency[] compare(Workload workload, int rounds, int calls) throws OrtException {
        ParameterLayout layout = new ParameterLayout(workload.network());
        double[] drawn = InitialParameters.draw(layout, 5);
        float[] parameters = new float[drawn.length];
        for (int e = 0; e < drawn.length; e++) {
            parameters[e] = (float) drawn[e];
        }
        try (OnnxRow onnx = new OnnxRow(workload, layout, parameters)) {
            OwnRow own = new OwnRow(workload, parameters);
            requireEqual(workload, own, onnx);
            double[][] p50 = new double[2][rounds];
            double[][] p99 = new double[2][rounds];
            List<Row> contenders = List.of(own, onnx);
            for (Row row : contenders) {
                nanos(row, calls);
            }
            for (int round = 0; round < rounds; round++) {
                for (int c = 0; c < 2; c++) {
                    double[] nanos = nanos(contenders.get(c), calls);
                    p50[c][round] = Timing.quantile(nanos, 0.5);
                    p99[c][round] = Timing.quantile(nanos, 0.99);
                }
            }
            return new Latency[] {
                new Latency(Timing.median(p50[0]), Timing.median(p99[0])),
                new Latency(Timing.median(p50[1]), Timing.median(p99[1]))
            };
        }
    }

    private static double[] nanos(Row row, int calls) throws OrtException {
        double[] nanos = new double[calls];
        for (int i = 0; i < calls; i++) {
            row.next(i);
            long start = System.nanoTime();
            row.predict();
            nanos[i] = System.nanoTime() - start;
        }
        return nanos;
    }

    private static void requireEqual(Workload workload, Row own, Row onnx) throws OrtException {
        for (int i = 0; i < 100; i++) {
            own.next(i);
            onnx.next(i);
            own.predict();
            onnx.predict();
            for (int k = 0; k < workload.network().outputs(); k++) {
                if (!(Math.abs(own.output(k) - onnx.output(k)) <= 1e-5)) {
                    throw new IllegalStateException(workload.name() + ": output " + k + " is " + own.output(k)
                            + ", but ONNX Runtime has " + onnx.output(k) + "; nothing was timed");
                }
            }
        }
    }

    /** Something that predicts one row. */
    private interface Row {
        /** Different rows, in turn. */
        int ROWS = 64;

        /** Puts another row into place; not timed. */
        void next(int number);

        void predict() throws OrtException;

        double output(int k);
    }

    private static final class OwnRow implements Row {
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

    private static final class OnnxRow implements Row, AutoCloseable {
        private final OrtSession session;
        private final FloatBuffer x;
        private final FloatBuffer o;
        private final float[] rows;
        private final Map<String, OnnxTensor> inputs;
        private final Map<String, OnnxTensor> outputs;

        OnnxRow(Workload workload, ParameterLayout layout, float[] parameters) throws OrtException {
            int in = workload.network().inputs();
            int out = workload.network().outputs();
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                options.setIntraOpNumThreads(1);
                options.setInterOpNumThreads(1);
                options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
                options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
                session = environment.createSession(model(workload, layout, parameters), options);
            }
            x = direct(in);
            o = direct(out);
            rows = SyntheticRows.uniform(ROWS * in, 3);
            inputs = Map.of("x", OnnxTensor.createTensor(environment, x, new long[] {1, in}));
            outputs = Map.of("o", OnnxTensor.createTensor(environment, o, new long[] {1, out}));
        }

        private static FloatBuffer direct(int floats) {
            return ByteBuffer.allocateDirect(floats * Float.BYTES)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
        }

        private static byte[] model(Workload workload, ParameterLayout layout, float[] parameters) {
            List<float[]> weights = new ArrayList<>();
            List<float[]> biases = new ArrayList<>();
            List<Integer> widths = new ArrayList<>(List.of(workload.network().inputs()));
            for (Slice slice : layout.parameters()) {
                float[] values =
                        java.util.Arrays.copyOfRange(parameters, slice.offset(), slice.offset() + slice.size());
                if (slice.role() == ParameterLayout.Role.WEIGHT) {
                    weights.add(values);
                    widths.add(slice.columns());
                } else {
                    biases.add(values);
                }
            }
            return OnnxFile.perceptron(
                    widths.stream().mapToInt(Integer::intValue).toArray(),
                    weights.toArray(float[][]::new),
                    biases.toArray(float[][]::new),
                    workload.classes() > 0);
        }

        @Override
        public void next(int number) {
            x.put(0, rows, number % ROWS * x.capacity(), x.capacity());
        }

        @Override
        public void predict() throws OrtException {
            // What it returns only owns the outputs that the caller did not bring.
            session.run(inputs, outputs).close();
        }

        @Override
        public double output(int k) {
            return o.get(k);
        }

        @Override
        public void close() throws OrtException {
            for (OnnxTensor tensor : List.of(
                    inputs.values().iterator().next(),
                    outputs.values().iterator().next())) {
                tensor.close();
            }
            session.close();
        }
    }
}
