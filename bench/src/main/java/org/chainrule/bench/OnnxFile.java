package org.chainrule.bench;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A perceptron as an ONNX model, by as much of the protocol buffer format as that takes: Gemm, Relu and Softmax nodes, opset 13. Field numbers are those of
 * onnx.proto3.
 */
final class OnnxFile {
    private static final int IR_VERSION = 8;
    private static final int OPSET = 13;
    private static final int FLOAT = 1;

    private OnnxFile() {}

    /** A message under construction. */
    private static final class Message {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        private void varint(long value) {
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                bytes.write((int) (rest & 0x7F | 0x80));
                rest >>>= 7;
            }
            bytes.write((int) rest);
        }

        Message number(int field, long value) {
            varint((long) field << 3);
            varint(value);
            return this;
        }

        Message raw(int field, byte[] content) {
            varint((long) field << 3 | 2);
            varint(content.length);
            bytes.writeBytes(content);
            return this;
        }

        Message text(int field, String value) {
            return raw(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message value) {
            return raw(field, value.bytes());
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }
    }

    /** The model: input "x" [1, widths[0]], output "o". Weights are [in x out], row-major. */
    static byte[] perceptron(int[] widths, float[][] weights, float[][] biases, boolean softmax) {
        Message graph = new Message();
        String value = "x";
        for (int l = 0; l < weights.length; l++) {
            boolean last = l == weights.length - 1;
            String z = last && !softmax ? "o" : "z" + l;
            graph.message(1, node("Gemm", z, value, "w" + l, "b" + l));
            value = z;
            if (!last) {
                graph.message(1, node("Relu", "h" + l, z));
                value = "h" + l;
            } else if (softmax) {
                graph.message(1, node("Softmax", "o", z));
            }
        }
        graph.text(2, "perceptron");
        for (int l = 0; l < weights.length; l++) {
            graph.message(5, tensor("w" + l, weights[l], widths[l], widths[l + 1]));
            graph.message(5, tensor("b" + l, biases[l], widths[l + 1]));
        }
        graph.message(11, declared("x", widths[0]));
        graph.message(12, declared("o", widths[widths.length - 1]));
        return new Message()
                .number(1, IR_VERSION)
                .text(2, "chainrule-bench")
                .message(7, graph)
                .message(8, new Message().text(1, "").number(2, OPSET))
                .bytes();
    }

    private static Message node(String type, String output, String... inputs) {
        Message node = new Message();
        for (String input : inputs) {
            node.text(1, input);
        }
        return node.text(2, output).text(3, type + "_" + output).text(4, type);
    }

    private static Message tensor(String name, float[] values, int... dimensions) {
        ByteBuffer data = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        Message tensor = new Message();
        for (int dimension : dimensions) {
            tensor.number(1, dimension);
        }
        return tensor.number(2, FLOAT).text(8, name).raw(9, data.array());
    }

    private static Message declared(String name, int width) {
        Message shape = new Message().message(1, new Message().number(1, 1)).message(1, new Message().number(1, width));
        Message type = new Message().message(1, new Message().number(1, FLOAT).message(2, shape));
        return new Message().text(1, name).message(2, type);
    }
}
