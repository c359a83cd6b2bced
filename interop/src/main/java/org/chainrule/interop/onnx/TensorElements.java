package org.chainrule.interop.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The elements of a tensor while they are read, in an array of their final kind. */
final class TensorElements {
    private static final int REFERENCE_BYTES = 4;

    private final ElementType type;
    private final int size;
    private final Object array;
    private int next;

    private TensorElements(ElementType type, int size, Object array) {
        this.type = type;
        this.size = size;
        this.array = array;
    }

    /** Counts the memory, then takes it. */
    static TensorElements allocate(Wire wire, ElementType type, int size) {
        return switch (type.kind()) {
            case REAL -> {
                wire.take((long) size * Float.BYTES);
                yield new TensorElements(type, size, new float[size]);
            }
            case DOUBLE -> {
                wire.take((long) size * Double.BYTES);
                yield new TensorElements(type, size, new double[size]);
            }
            case SIGNED, UNSIGNED -> {
                wire.take((long) size * Long.BYTES);
                yield new TensorElements(type, size, new long[size]);
            }
            case TRUTH -> {
                wire.take(size);
                yield new TensorElements(type, size, new boolean[size]);
            }
            case TEXT -> {
                wire.take((long) size * REFERENCE_BYTES);
                yield new TensorElements(type, size, new String[size]);
            }
        };
    }

    /** How many entries of a typed field hold {@code size} elements: those of fewer than 8 bits are packed to bytes. */
    static int entries(ElementType type, int size) {
        int perEntry = perByte(type);
        return (size + perEntry - 1) / perEntry;
    }

    private static int perByte(ElementType type) {
        return type.bits() == 4 ? 2 : type.bits() == 2 ? 4 : 1;
    }

    /** Takes the elements of one occurrence of the typed field. */
    void read(Wire wire, String name) throws IOException {
        switch (type) {
            case STRING -> ((String[]) array)[next++] = wire.text("string_data");
            case FLOAT ->
                wire.elements(
                        WireFormat.WIRETYPE_FIXED32, "float_data", in -> ((float[]) array)[next++] = in.readFloat());
            case DOUBLE ->
                wire.elements(
                        WireFormat.WIRETYPE_FIXED64, "double_data", in -> ((double[]) array)[next++] = in.readDouble());
            default -> wire.elements(WireFormat.WIRETYPE_VARINT, "elements", in -> entry(in, name, wire));
        }
    }

    private void entry(CodedInputStream in, String name, Wire wire) throws IOException {
        long entry = in.readInt64();
        if (type.bits() == Long.SIZE) {
            ((long[]) array)[next++] = entry;
            return;
        }
        int bits = Math.max(type.bits(), Byte.SIZE);
        boolean signed = type.kind() == ElementType.Kind.SIGNED && type.bits() >= Byte.SIZE;
        long least = signed ? -(1L << (bits - 1)) : 0;
        long most = signed ? (1L << (bits - 1)) - 1 : (1L << bits) - 1;
        // Files write 4-bit integers, and float8, as bytes of either sign.
        boolean negativeByte = bits == Byte.SIZE && !signed && type != ElementType.UINT8 && entry >= -128 && entry < 0;
        if (!negativeByte && (entry < least || entry > most)) {
            throw wire.refused(
                    "elements from " + least + " to " + most + " in tensor " + Wire.quoted(name), Long.toString(entry));
        }
        unpack(entry, name, wire);
    }

    private void unpack(long entry, String name, Wire wire) {
        int perByte = perByte(type);
        for (int i = 0; i < perByte && next < size; i++) {
            set(entry >> (i * type.bits()), name, wire);
        }
    }

    private void set(long bits, String name, Wire wire) {
        int unused = Long.SIZE - type.bits();
        long unsigned = bits << unused >>> unused;
        switch (type.kind()) {
            case REAL -> ((float[]) array)[next++] = SmallFloat.decode(type, (int) unsigned);
            case SIGNED -> ((long[]) array)[next++] = bits << unused >> unused;
            case UNSIGNED -> ((long[]) array)[next++] = unsigned;
            case TRUTH -> {
                if (unsigned > 1) {
                    throw wire.refused(
                            "truth values of 0 and 1 in tensor " + Wire.quoted(name), Long.toString(unsigned));
                }
                ((boolean[]) array)[next++] = unsigned == 1;
            }
            default -> throw new IllegalStateException(type.toString());
        }
    }

    /** Takes the elements from {@code raw_data}, whose length has been checked. */
    void readRaw(byte[] bytes, int begin, String name, Wire wire) {
        int length = (int) (((long) size * type.bits() + 7) / 8);
        ByteBuffer raw = ByteBuffer.wrap(bytes, begin, length).slice().order(ByteOrder.LITTLE_ENDIAN);
        switch (type) {
            case FLOAT -> raw.asFloatBuffer().get((float[]) array);
            case DOUBLE -> raw.asDoubleBuffer().get((double[]) array);
            case INT64, UINT64 -> raw.asLongBuffer().get((long[]) array);
            default -> {
                while (raw.hasRemaining()) {
                    switch (type.bits()) {
                        case Integer.SIZE -> set(raw.getInt(), name, wire);
                        case Short.SIZE -> set(raw.getShort(), name, wire);
                        default -> unpack(raw.get(), name, wire);
                    }
                }
            }
        }
    }

    OnnxTensor tensor(int[] shape) {
        return switch (type.kind()) {
            case REAL -> OnnxTensor.ofFloats((float[]) array, shape).as(type);
            case DOUBLE -> OnnxTensor.ofDoubles((double[]) array, shape);
            case SIGNED, UNSIGNED -> OnnxTensor.ofLongs((long[]) array, shape).as(type);
            case TRUTH -> OnnxTensor.ofBooleans((boolean[]) array, shape);
            case TEXT -> OnnxTensor.ofTexts((String[]) array, shape);
        };
    }
}
