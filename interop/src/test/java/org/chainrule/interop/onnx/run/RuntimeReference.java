package org.chainrule.interop.onnx.run;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.ModelBytes;
import org.chainrule.interop.onnx.OnnxModel;
import org.chainrule.interop.onnx.OnnxTensor;

/** What ONNX Runtime gives for a model. */
final class RuntimeReference {
    private RuntimeReference() {}

    static List<OnnxTensor> run(OnnxModel model, Map<String, OnnxTensor> inputs) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, OnnxTensorLike> given = new HashMap<>();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setSessionLogLevel(ai.onnxruntime.OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            try (OrtSession session = environment.createSession(ModelBytes.of(model), options)) {
                for (Map.Entry<String, OnnxTensor> input : inputs.entrySet()) {
                    given.put(input.getKey(), toRuntime(environment, input.getValue()));
                }
                try (OrtSession.Result result = session.run(given)) {
                    List<OnnxTensor> outputs = new ArrayList<>();
                    for (Map.Entry<String, ai.onnxruntime.OnnxValue> output : result) {
                        outputs.add(fromRuntime((ai.onnxruntime.OnnxTensor) output.getValue()));
                    }
                    return outputs;
                }
            }
        } finally {
            given.values().forEach(OnnxTensorLike::close);
        }
    }

    private static ai.onnxruntime.OnnxTensor toRuntime(OrtEnvironment environment, OnnxTensor tensor)
            throws OrtException {
        long[] shape = Arrays.stream(tensor.shape()).asLongStream().toArray();
        return switch (tensor.type()) {
            case FLOAT -> ai.onnxruntime.OnnxTensor.createTensor(environment, FloatBuffer.wrap(tensor.floats()), shape);
            case DOUBLE ->
                ai.onnxruntime.OnnxTensor.createTensor(environment, DoubleBuffer.wrap(tensor.doubles()), shape);
            case INT64 -> ai.onnxruntime.OnnxTensor.createTensor(environment, LongBuffer.wrap(tensor.longs()), shape);
            case INT32 ->
                ai.onnxruntime.OnnxTensor.createTensor(
                        environment,
                        IntBuffer.wrap(Arrays.stream(tensor.longs())
                                .mapToInt(value -> (int) value)
                                .toArray()),
                        shape);
            case STRING -> ai.onnxruntime.OnnxTensor.createTensor(environment, tensor.texts(), shape);
            case BOOL, INT8, UINT8 ->
                ai.onnxruntime.OnnxTensor.createTensor(
                        environment,
                        ByteBuffer.wrap(bytes(tensor)),
                        shape,
                        tensor.type() == ElementType.BOOL
                                ? OnnxJavaType.BOOL
                                : tensor.type() == ElementType.INT8 ? OnnxJavaType.INT8 : OnnxJavaType.UINT8);
            default -> throw new IllegalArgumentException(tensor.type().toString());
        };
    }

    private static byte[] bytes(OnnxTensor tensor) {
        byte[] bytes = new byte[tensor.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = tensor.type() == ElementType.BOOL
                    ? (byte) (tensor.booleans()[i] ? 1 : 0)
                    : (byte) tensor.longs()[i];
        }
        return bytes;
    }

    private static OnnxTensor fromRuntime(ai.onnxruntime.OnnxTensor tensor) throws OrtException {
        TensorInfo info = tensor.getInfo();
        int[] shape = Arrays.stream(info.getShape()).mapToInt(Math::toIntExact).toArray();
        int size = Math.toIntExact(info.getNumElements());
        ElementType type = ElementType.valueOf(info.onnxType.name().replace("ONNX_TENSOR_ELEMENT_DATA_TYPE_", ""));
        return switch (type) {
            case FLOAT -> {
                float[] values = new float[size];
                tensor.getFloatBuffer().get(values);
                yield OnnxTensor.ofFloats(values, shape);
            }
            case DOUBLE -> {
                double[] values = new double[size];
                tensor.getDoubleBuffer().get(values);
                yield OnnxTensor.ofDoubles(values, shape);
            }
            case INT64 -> {
                long[] values = new long[size];
                tensor.getLongBuffer().get(values);
                yield OnnxTensor.ofLongs(values, shape);
            }
            case INT32 -> {
                int[] values = new int[size];
                tensor.getIntBuffer().get(values);
                yield OnnxTensor.ofLongs(Arrays.stream(values).asLongStream().toArray(), shape)
                        .as(type);
            }
            case INT8, UINT8, BOOL -> {
                byte[] values = new byte[size];
                tensor.getByteBuffer().get(values);
                boolean[] truths = new boolean[size];
                long[] wholes = new long[size];
                for (int i = 0; i < size; i++) {
                    truths[i] = values[i] != 0;
                    wholes[i] = type == ElementType.UINT8 ? values[i] & 0xFF : values[i];
                }
                yield type == ElementType.BOOL
                        ? OnnxTensor.ofBooleans(truths, shape)
                        : OnnxTensor.ofLongs(wholes, shape).as(type);
            }
            case STRING ->
                OnnxTensor.ofTexts(texts(tensor.getValue(), new ArrayList<>()).toArray(String[]::new), shape);
            default -> throw new IllegalArgumentException(type.toString());
        };
    }

    private static List<String> texts(Object value, List<String> texts) {
        if (value instanceof Object[] many) {
            for (Object one : many) {
                texts(one, texts);
            }
        } else {
            texts.add((String) value);
        }
        return texts;
    }
}
