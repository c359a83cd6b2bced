package org.chainrule.interop.onnx;

import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * A tensor in a file ({@code TensorProto}), read in two passes: the first finds type, shape and where the elements are, and counts them; the second writes
 * them into an array of the right size and kind. So nothing is allocated for elements that are not there, and nothing twice.
 */
final class TensorReader {
    private static final int DIMS = 1;
    private static final int DATA_TYPE = 2;
    private static final int SEGMENT = 3;
    private static final int FLOATS = 4;
    private static final int INTS = 5;
    private static final int TEXTS = 6;
    private static final int LONGS = 7;
    private static final int NAME = 8;
    private static final int RAW = 9;
    private static final int DOUBLES = 10;
    private static final int UNSIGNED = 11;
    private static final int EXTERNAL = 13;
    private static final int LOCATION = 14;
    private static final int FIELDS = 16;
    private static final int MOST_DIMENSIONS = 32;

    private final Wire wire;
    private final int[] counts = new int[FIELDS];
    private final long[] dims = new long[MOST_DIMENSIONS];
    private int rank;
    private long code;
    private int rawBegin = -1;
    private int rawLength;
    private boolean external;
    private String name = "";

    private TensorReader(Wire wire) {
        this.wire = wire;
    }

    /**
     * A tensor and its name.
     *
     * @param name   may be empty
     * @param tensor its elements
     */
    record Named(String name, OnnxTensor tensor) {}

    /** Reads the message that fills the next {@code length} bytes. */
    static Named read(Wire wire, int length) throws IOException {
        int begin = wire.position();
        TensorReader reader = new TensorReader(wire);
        Wire first = wire.again(begin, length);
        first.fields(number -> reader.scan(first, number));
        OnnxTensor tensor = reader.tensor(wire.again(begin, length));
        wire.skip(length);
        return new Named(reader.name, tensor);
    }

    private void scan(Wire in, int number) throws IOException {
        switch (number) {
            case DIMS ->
                in.elements(WireFormat.WIRETYPE_VARINT, "dimensions of a tensor", coded -> {
                    if (rank == MOST_DIMENSIONS) {
                        throw refused("at most " + MOST_DIMENSIONS + " dimensions", "more");
                    }
                    dims[rank++] = coded.readInt64();
                });
            case DATA_TYPE -> code = in.number("type of a tensor");
            case NAME -> name = in.text("name of a tensor");
            case FLOATS -> counts[number] += in.count(WireFormat.WIRETYPE_FIXED32, "float_data");
            case DOUBLES -> counts[number] += in.count(WireFormat.WIRETYPE_FIXED64, "double_data");
            case INTS, LONGS, UNSIGNED -> counts[number] += in.count(WireFormat.WIRETYPE_VARINT, "elements");
            case TEXTS -> {
                counts[number]++;
                in.skip(in.length("string_data"));
            }
            case RAW -> {
                rawLength = in.length("raw_data");
                rawBegin = in.position();
                in.skip(rawLength);
            }
            case EXTERNAL -> {
                external = true;
                in.skip();
            }
            case LOCATION -> external |= in.number("data_location") != 0;
            case SEGMENT -> throw refused("a whole tensor", "a segment of one");
            default -> in.skip();
        }
    }

    private OnnxTensor tensor(Wire second) throws IOException {
        if (external) {
            throw wire.refused(
                    "all numbers within the file",
                    "tensor " + Wire.quoted(name) + " whose numbers are in another file (external data)",
                    "save the model as one file");
        }
        Optional<ElementType> known = ElementType.ofCode(code);
        if (known.isEmpty()) {
            throw refused("elements that are numbers, truth values or text", "type " + code);
        }
        ElementType type = known.get();
        int[] shape = shape();
        int size = size(shape);
        TensorElements elements = fromRaw(type, size);
        if (elements == null) {
            int field = field(type);
            checkCounts(field, TensorElements.entries(type, size));
            elements = TensorElements.allocate(wire, type, size);
            TensorElements target = elements;
            second.fields(number -> {
                if (number == field) {
                    target.read(second, name);
                } else {
                    second.skip();
                }
            });
        }
        return elements.tensor(shape);
    }

    private @org.jspecify.annotations.Nullable TensorElements fromRaw(ElementType type, int size) {
        if (rawBegin < 0) {
            return null;
        }
        if (type == ElementType.STRING) {
            throw refused("text in string_data", "text in raw_data");
        }
        long expected = ((long) size * type.bits() + 7) / 8;
        if (rawLength != expected) {
            throw refused(expected + " bytes for " + size + " elements of " + type, rawLength + " bytes");
        }
        checkCounts(RAW, 0);
        TensorElements elements = TensorElements.allocate(wire, type, size);
        elements.readRaw(wire.bytes(), rawBegin, name, wire);
        return elements;
    }

    /** Exactly the announced elements in one field, none in the others. */
    private void checkCounts(int field, int expected) {
        for (int number = 0; number < FIELDS; number++) {
            int found = counts[number];
            if (found != (number == field ? expected : 0)) {
                int sum = Arrays.stream(counts).sum();
                throw refused(
                        expected + " elements where its type and shape want them",
                        sum + " elements, in " + (number == field ? "the right field" : "field " + number));
            }
        }
    }

    private static int field(ElementType type) {
        return switch (type) {
            case FLOAT -> FLOATS;
            case DOUBLE -> DOUBLES;
            case STRING -> TEXTS;
            case INT64 -> LONGS;
            case UINT32, UINT64 -> UNSIGNED;
            default -> INTS;
        };
    }

    private int[] shape() {
        int[] shape = new int[rank];
        for (int i = 0; i < rank; i++) {
            if (dims[i] < 0 || dims[i] > Integer.MAX_VALUE) {
                throw refused("dimensions from 0 to 2^31 - 1", "the dimension " + dims[i]);
            }
            shape[i] = (int) dims[i];
        }
        return shape;
    }

    private int size(int[] shape) {
        long size = 1;
        for (int dimension : shape) {
            size *= dimension;
            if (size > Integer.MAX_VALUE - 8) {
                throw refused("fewer than 2^31 elements", "the shape " + Arrays.toString(shape));
            }
        }
        return (int) size;
    }

    private org.chainrule.tabular.error.UserException refused(String expected, String found) {
        return wire.refused(expected + " in tensor " + Wire.quoted(name), found);
    }
}
