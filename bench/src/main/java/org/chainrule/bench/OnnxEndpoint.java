package org.chainrule.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.chainrule.studio.http.Answer;
import org.chainrule.studio.http.Call;
import org.chainrule.studio.http.Endpoint;
import org.chainrule.studio.http.Refusal;
import org.chainrule.tabular.model.Json;

/**
 * A server of one model behind ONNX Runtime, as small as ours: the same Jetty with the same guards, the same parser of JSON read straight
 * into the tensor, answers on the thread that read the request, and buffers that are used again and again.
 */
final class OnnxEndpoint implements Endpoint, AutoCloseable {
    private static final int SWIFT_BYTES = 32 << 10;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .build();

    private final OrtSession session;
    private final SerializedString[] names;
    private final List<String> classes;
    private final ConcurrentLinkedQueue<Lane> idle = new ConcurrentLinkedQueue<>();

    /** Memory of one call. */
    private record Lane(
            FloatBuffer x, FloatBuffer o, Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) {}

    /** A model whose columns are numbers; without classes it gives a value. */
    OnnxEndpoint(byte[] onnx, List<String> columns, List<String> classes) throws OrtException {
        this.names = columns.stream().map(SerializedString::new).toArray(SerializedString[]::new);
        this.classes = classes.stream().map(Json::write).toList();
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
        Lane borrowed = idle.poll();
        try {
            Lane lane = borrowed == null ? lane() : borrowed;
            read(call.body(), lane.x());
            session.run(lane.inputs(), lane.outputs()).close();
            Answer answer = Answer.json(200, classes.isEmpty() ? value(lane.o()) : label(lane.o()));
            idle.offer(lane);
            return answer;
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new Refusal(400, "expected {\"row\": {...}}, found something else; send a row");
        }
    }

    /** {@code {"row":{...}}} straight into the tensor, as ours goes straight into its cells. */
    private void read(byte[] body, FloatBuffer x) throws IOException {
        try (JsonParser parser = FACTORY.createParser(body)) {
            boolean row = parser.nextToken() == JsonToken.START_OBJECT
                    && "row".equals(parser.nextFieldName())
                    && parser.nextToken() == JsonToken.START_OBJECT;
            for (int i = 0; row && i < names.length; i++) {
                row = parser.nextFieldName(names[i]) && parser.nextToken().isNumeric();
                if (row) {
                    x.put(i, (float) parser.getDoubleValue());
                }
            }
            if (!row || parser.nextToken() != JsonToken.END_OBJECT || parser.nextToken() != JsonToken.END_OBJECT) {
                throw new IOException("no row");
            }
        }
    }

    private static String value(FloatBuffer o) {
        return "{\"value\":" + (double) o.get(0) + '}';
    }

    private String label(FloatBuffer o) {
        int best = 0;
        for (int k = 1; k < classes.size(); k++) {
            best = o.get(k) > o.get(best) ? k : best;
        }
        StringBuilder json = new StringBuilder(64 + 32 * classes.size())
                .append("{\"label\":")
                .append(classes.get(best))
                .append(",\"probabilities\":{");
        for (int k = 0; k < classes.size(); k++) {
            json.append(k == 0 ? "" : ",").append(classes.get(k)).append(':').append((double) o.get(k));
        }
        return json.append("}}").toString();
    }

    private Lane lane() throws OrtException {
        FloatBuffer x = direct(names.length);
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
