package org.chainrule.interop.onnx.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.Result;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.chainrule.interop.onnx.OnnxWriter;
import org.chainrule.interop.onnx.export.OnnxExport.Exported;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.RawTable;

/** An exported model in ONNX Runtime. */
final class OrtSession implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final ai.onnxruntime.OrtSession session;
    private final Exported exported;

    OrtSession(Exported exported) throws OrtException {
        this.exported = exported;
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setSessionLogLevel(ai.onnxruntime.OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            session = environment.createSession(OnnxWriter.bytes(exported.onnx()), options);
        }
    }

    /** The outputs for rows of a table: float or double [rows][n], or String[rows]. */
    Map<String, Object> run(RawTable table, int from, int to) throws OrtException {
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        for (Map.Entry<String, String> input : exported.inputs().entrySet()) {
            RawColumn column = java.util.Objects.requireNonNull(table.column(input.getKey()));
            inputs.put(input.getValue(), tensor(column, from, to));
        }
        return run(inputs);
    }

    /** The outputs of a body for encoded rows. */
    Map<String, Object> run(String name, float[] x, int rows) throws OrtException {
        OnnxTensor tensor =
                OnnxTensor.createTensor(environment, FloatBuffer.wrap(x), new long[] {rows, x.length / rows});
        return run(Map.of(name, tensor));
    }

    /** The outputs for a single column of texts. */
    Map<String, Object> run(String name, String[] texts) throws OrtException {
        return run(Map.of(name, OnnxTensor.createTensor(environment, texts, new long[] {texts.length, 1})));
    }

    private Map<String, Object> run(Map<String, OnnxTensor> inputs) throws OrtException {
        Map<String, Object> outputs = new LinkedHashMap<>();
        try (Result result = session.run(inputs)) {
            for (Map.Entry<String, String> output : exported.outputs().entrySet()) {
                outputs.put(
                        output.getKey(),
                        result.get(output.getValue()).orElseThrow().getValue());
            }
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
        return outputs;
    }

    private OnnxTensor tensor(RawColumn column, int from, int to) throws OrtException {
        long[] shape = {to - from, 1};
        if (column instanceof RawColumn.Text text) {
            String[] values = new String[to - from];
            for (int i = 0; i < values.length; i++) {
                int code = text.code(from + i);
                values[i] = code < 0 ? "" : text.dictionary().get(code);
            }
            return OnnxTensor.createTensor(environment, values, shape);
        }
        double[] values = new double[to - from];
        for (int i = 0; i < values.length; i++) {
            values[i] = ((RawColumn.Numeric) column).value(from + i);
        }
        return OnnxTensor.createTensor(environment, DoubleBuffer.wrap(values), shape);
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
