package org.chainrule.interop.onnx;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A message of a protocol buffer under construction: fields in the order in which they are given, and their size, which stands before them in a file. */
final class OnnxMessage {
    private static final int LENGTH_DELIMITED = 2;

    private interface Field {
        void writeTo(CodedOutputStream out) throws IOException;
    }

    private final List<Field> fields = new ArrayList<>();
    private long size;

    /** Bytes of all fields. */
    long size() {
        return size;
    }

    OnnxMessage number(int field, long value) {
        size += CodedOutputStream.computeInt64Size(field, value);
        fields.add(out -> out.writeInt64(field, value));
        return this;
    }

    OnnxMessage real(int field, float value) {
        size += CodedOutputStream.computeFloatSize(field, value);
        fields.add(out -> out.writeFloat(field, value));
        return this;
    }

    OnnxMessage text(int field, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        size += CodedOutputStream.computeByteArraySize(field, bytes);
        fields.add(out -> out.writeByteArray(field, bytes));
        return this;
    }

    OnnxMessage message(int field, OnnxMessage value) {
        addLength(field, value.size);
        fields.add(out -> {
            writeLength(out, field, value.size);
            value.writeTo(out);
        });
        return this;
    }

    /** The elements of a tensor of numbers, little-endian; they are not copied before they are written. */
    OnnxMessage raw(int field, OnnxTensor tensor) {
        long bytes = (long) tensor.size() * width(tensor.type());
        addLength(field, bytes);
        fields.add(out -> {
            writeLength(out, field, bytes);
            writeRaw(out, tensor);
        });
        return this;
    }

    void writeTo(CodedOutputStream out) throws IOException {
        for (Field field : fields) {
            field.writeTo(out);
        }
    }

    private void addLength(int field, long length) {
        size += CodedOutputStream.computeTagSize(field) + CodedOutputStream.computeUInt64SizeNoTag(length) + length;
    }

    private static void writeLength(CodedOutputStream out, int field, long length) throws IOException {
        out.writeTag(field, LENGTH_DELIMITED);
        out.writeUInt64NoTag(length);
    }

    private static int width(ElementType type) {
        return switch (type) {
            case FLOAT, INT32, UINT32 -> Float.BYTES;
            case DOUBLE, INT64, UINT64 -> Double.BYTES;
            case BOOL, INT8, UINT8 -> 1;
            case INT16, UINT16 -> Short.BYTES;
            default ->
                throw new IllegalArgumentException("expected a tensor of a type that is written, found " + type);
        };
    }

    private static void writeRaw(CodedOutputStream out, OnnxTensor tensor) throws IOException {
        switch (tensor.type()) {
            case FLOAT -> {
                for (float value : tensor.floats()) {
                    out.writeFloatNoTag(value);
                }
            }
            case DOUBLE -> {
                for (double value : tensor.doubles()) {
                    out.writeDoubleNoTag(value);
                }
            }
            case BOOL -> {
                for (boolean value : tensor.booleans()) {
                    out.writeRawByte(value ? 1 : 0);
                }
            }
            default -> {
                int width = width(tensor.type());
                for (long value : tensor.longs()) {
                    for (int b = 0; b < width; b++) {
                        out.writeRawByte((byte) (value >>> (8 * b)));
                    }
                }
            }
        }
    }
}
