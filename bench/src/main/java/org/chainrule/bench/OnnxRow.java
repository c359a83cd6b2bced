package org.chainrule.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chainrule.network.ParameterLayout;
import org.chainrule.network.ParameterLayout.Slice;

/** ONNX Runtime on one thread, from a direct buffer that is used again and again. */
final class OnnxRow implements RowPredictor, AutoCloseable {
    private final OrtSession session;
    private final FloatBuffer x;
    private final FloatBuffer o;
    private final float[] rows;
    private final float[] copied;
    private final Map<String, OnnxTensor> inputs;
    private final Map<String, OnnxTensor> outputs;
    private final boolean pinned;

    /** Pinned writes its output into a buffer of ours; otherwise it allocates one, from which we copy, as its documentation shows. */
    OnnxRow(Workload workload, ParameterLayout layout, float[] parameters, boolean pinned) throws OrtException {
        int in = workload.network().inputs();
        int out = workload.network().outputs();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            this.session = environment.createSession(model(workload, layout, parameters), options);
        }
        this.pinned = pinned;
        this.x = direct(in);
        this.o = direct(out);
        this.copied = new float[out];
        this.rows = SyntheticRows.uniform(ROWS * in, 3);
        this.inputs = Map.of("x", OnnxTensor.createTensor(environment, x, new long[] {1, in}));
        this.outputs = Map.of("o", OnnxTensor.createTensor(environment, o, new long[] {1, out}));
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
            float[] values = Arrays.copyOfRange(parameters, slice.offset(), slice.offset() + slice.size());
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
    public String name() {
        return "ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion()
                + (pinned ? ", into an output of ours" : ", as documented");
    }

    @Override
    public void next(int number) {
        x.put(0, rows, number % ROWS * x.capacity(), x.capacity());
    }

    @Override
    public void predict() throws OrtException {
        if (pinned) {
            // What it returns owns only outputs that the caller did not bring.
            session.run(inputs, outputs).close();
            return;
        }
        try (OrtSession.Result result = session.run(inputs)) {
            OnnxTensor tensor = (OnnxTensor) result.get(0);
            Objects.requireNonNull(tensor.getFloatBuffer()).get(copied);
        }
    }

    @Override
    public double output(int k) {
        return pinned ? o.get(k) : copied[k];
    }

    @Override
    public void close() throws OrtException {
        inputs.values().forEach(OnnxTensor::close);
        outputs.values().forEach(OnnxTensor::close);
        session.close();
    }
}
