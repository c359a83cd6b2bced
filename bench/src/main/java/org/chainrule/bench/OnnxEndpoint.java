package org.chainrule.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.chainrule.studio.http.Answer;
import org.chainrule.studio.http.Call;
import org.chainrule.studio.http.Endpoint;
import org.chainrule.studio.http.Refusal;
import org.chainrule.tabular.model.Json;

/**
 * A server of one model behind ONNX Runtime, as small as ours: the same Jetty with the same guards, the same parser and writer of JSON, answers on the thread
 * that read the request, and buffers that are used again and again.
 */
final class OnnxEndpoint implements Endpoint, AutoCloseable {
    private static final int SWIFT_BYTES = 32 << 10;

    private final OrtSession session;
    private final List<String> columns;
    private final List<String> classes;
    private final ConcurrentLinkedQueue<Lane> idle = new ConcurrentLinkedQueue<>();

    /** Memory of one call. */
    private record Lane(FloatBuffer x, FloatBuffer o, Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) {}

    /** A model whose columns are numbers; without classes it gives a value. */
    OnnxEndpoint(byte[] onnx, List<String> columns, List<String> classes) throws OrtException {
        this.columns = columns;
        this.classes = classes;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            session = OrtEnvironment.getEnvironment().createSession(onnx, options);
        }
    }

    @Override
    public int swiftBytes() {
        return SWIFT_BYTES;
    }

    @Override
    public Answer answer(Call call) {
        if (!call.method().equals("POST")) {
            return Answer.json(Map.of("live", true));
        }
        Object tree = Json.parse(call.body(), "the request body");
        if (!(tree instanceof Map<?, ?> body) || !(body.get("row") instanceof Map<?, ?> row)) {
            throw new Refusal(400, "expected {\"row\": {...}}, found something else; send a row");
        }
        try {
            return Answer.json(predict(row));
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Object> predict(Map<?, ?> row) throws OrtException {
        Lane borrowed = idle.poll();
        Lane lane = borrowed == null ? lane() : borrowed;
        for (int i = 0; i < columns.size(); i++) {
            lane.x().put(i, row.get(columns.get(i)) instanceof Number number ? number.floatValue() : Float.NaN);
        }
        session.run(lane.inputs(), lane.outputs()).close();
        Map<String, Object> answer = new LinkedHashMap<>();
        if (classes.isEmpty()) {
            answer.put("value", (double) lane.o().get(0));
        } else {
            Map<String, Object> probabilities = new LinkedHashMap<>();
            int best = 0;
            for (int k = 0; k < classes.size(); k++) {
                probabilities.put(classes.get(k), (double) lane.o().get(k));
                best = lane.o().get(k) > lane.o().get(best) ? k : best;
            }
            answer.put("label", classes.get(best));
            answer.put("probabilities", probabilities);
        }
        idle.offer(lane);
        return answer;
    }

    private Lane lane() throws OrtException {
        FloatBuffer x = direct(columns.size());
        FloatBuffer o = direct(Math.max(1, classes.size()));
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        return new Lane(
                x,
                o,
                Map.of("x", OnnxTensor.createTensor(environment, x, new long[] {1, x.capacity()})),
                Map.of("o", OnnxTensor.createTensor(environment, o, new long[] {1, o.capacity()})));
    }

    private static FloatBuffer direct(int floats) {
        return ByteBuffer.allocateDirect(floats * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
