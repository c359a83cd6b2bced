package org.chainrule.interop.onnx;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes models for tests, by the field numbers of onnx.proto, with all that is allowed and nothing that is checked. */
public final class ModelBytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

    /** Writes into a message. */
    interface Body {
        void write(ModelBytes message) throws IOException;
    }

    /**
     * A message.
     *
     * @param body writes its fields
     * @return its bytes
     */
    static byte[] message(Body body) {
        try {
            ModelBytes message = new ModelBytes();
            body.write(message);
            message.out.flush();
            return message.bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ModelBytes number(int field, long value) throws IOException {
        out.writeInt64(field, value);
        return this;
    }

    ModelBytes text(int field, String value) throws IOException {
        out.writeString(field, value);
        return this;
    }

    ModelBytes bytes(int field, byte[] value) throws IOException {
        out.writeByteArray(field, value);
        return this;
    }

    ModelBytes real(int field, float value) throws IOException {
        out.writeFloat(field, value);
        return this;
    }

    ModelBytes message(int field, Body body) throws IOException {
        return bytes(field, message(body));
    }

    /** What the encoder can do beyond that. */
    CodedOutputStream out() {
        return out;
    }

    /**
     * A model.
     *
     * @param model what it says
     * @return its bytes
     */
    public static byte[] of(OnnxModel model) {
        return message(out -> {
            out.number(1, model.irVersion());
            out.message(7, graph -> graph(graph, model.graph()));
            for (Map.Entry<String, Long> opset : model.opsets().entrySet()) {
                out.message(8, entry -> entry.text(1, opset.getKey()).number(2, opset.getValue()));
            }
        });
    }

    private static void graph(ModelBytes out, OnnxGraph graph) throws IOException {
        for (OnnxNode node : graph.nodes()) {
            out.message(1, message -> node(message, node));
        }
        out.text(2, graph.name());
        for (Map.Entry<String, OnnxTensor> initializer : graph.initializers().entrySet()) {
            out.bytes(5, tensor(initializer.getKey(), initializer.getValue()));
        }
        for (OnnxValue input : graph.inputs()) {
            out.message(11, message -> value(message, input));
        }
        for (OnnxValue output : graph.outputs()) {
            out.message(12, message -> value(message, output));
        }
    }

    private static void value(ModelBytes out, OnnxValue value) throws IOException {
        out.text(1, value.name());
        out.message(
                2,
                type -> type.message(1, tensor -> {
                    tensor.number(1, value.type().code());
                    if (!value.shape().equals(OnnxValue.ANY_SHAPE)) {
                        tensor.message(2, shape -> {
                            for (OnnxValue.Dimension dimension : value.shape()) {
                                shape.message(1, dim -> {
                                    if (dimension.size() >= 0) {
                                        dim.number(1, dimension.size());
                                    } else {
                                        dim.text(2, dimension.name());
                                    }
                                });
                            }
                        });
                    }
                }));
    }

    private static void node(ModelBytes out, OnnxNode node) throws IOException {
        for (String input : node.inputs()) {
            out.text(1, input);
        }
        for (String output : node.outputs()) {
            out.text(2, output);
        }
        out.text(3, node.name());
        out.text(4, node.operator());
        out.text(7, node.domain());
        for (Map.Entry<String, OnnxAttribute> attribute : node.attributes().entrySet()) {
            out.message(5, message -> attribute(message.text(1, attribute.getKey()), attribute.getValue()));
        }
    }

    private static void attribute(ModelBytes out, OnnxAttribute attribute) throws IOException {
        if (attribute instanceof OnnxAttribute.OfFloat one) {
            out.number(20, 1).real(2, one.value());
        } else if (attribute instanceof OnnxAttribute.OfInt one) {
            out.number(20, 2).number(3, one.value());
        } else if (attribute instanceof OnnxAttribute.OfText one) {
            out.number(20, 3).text(4, one.value());
        } else if (attribute instanceof OnnxAttribute.OfTensor one) {
            out.number(20, 4).bytes(5, tensor("", one.value()));
        } else if (attribute instanceof OnnxAttribute.OfFloats many) {
            out.number(20, 6);
            for (float value : many.values()) {
                out.real(7, value);
            }
        } else if (attribute instanceof OnnxAttribute.OfInts many) {
            out.number(20, 7);
            for (long value : many.values()) {
                out.number(8, value);
            }
        } else if (attribute instanceof OnnxAttribute.OfTexts many) {
            out.number(20, 8);
            for (String value : many.values()) {
                out.text(9, value);
            }
        }
    }

    /**
     * A tensor of 32 and 64 bits, truth values or text.
     *
     * @param name   its name
     * @param tensor its elements
     * @return its bytes
     */
    static byte[] tensor(String name, OnnxTensor tensor) {
        return message(out -> {
            for (int dimension : tensor.shape()) {
                out.number(1, dimension);
            }
            out.number(2, tensor.type().code()).text(8, name);
            if (tensor.type() == ElementType.STRING) {
                for (String text : tensor.texts()) {
                    out.bytes(6, text.getBytes(StandardCharsets.UTF_8));
                }
            } else {
                out.bytes(9, raw(tensor));
            }
        });
    }

    private static byte[] raw(OnnxTensor tensor) {
        ByteBuffer raw =
                ByteBuffer.allocate(tensor.size() * tensor.type().bits() / 8).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < tensor.size(); i++) {
            switch (tensor.type()) {
                case FLOAT -> raw.putFloat(tensor.floats()[i]);
                case DOUBLE -> raw.putDouble(tensor.doubles()[i]);
                case INT64, UINT64 -> raw.putLong(tensor.longs()[i]);
                case INT32, UINT32 -> raw.putInt((int) tensor.longs()[i]);
                case INT8, UINT8 -> raw.put((byte) tensor.longs()[i]);
                case BOOL -> raw.put((byte) (tensor.booleans()[i] ? 1 : 0));
                default -> throw new IllegalArgumentException(tensor.type().toString());
            }
        }
        return raw.array();
    }
}
