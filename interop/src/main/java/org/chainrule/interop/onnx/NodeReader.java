package org.chainrule.interop.onnx;

import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An operator in a file ({@code NodeProto}). */
final class NodeReader {
    private static final int NODE_BYTES = 240;
    private static final int NAME_BYTES = 8;

    private final Wire wire;
    private final List<String> inputs = new ArrayList<>(2);
    private final List<String> outputs = new ArrayList<>(1);
    private final Map<String, OnnxAttribute> attributes = new HashMap<>();
    private String name = "";
    private String operator = "";
    private String domain = "";

    private NodeReader(Wire wire) {
        this.wire = wire;
    }

    /** The message that follows. */
    static OnnxNode read(Wire wire) throws IOException {
        wire.take(NODE_BYTES);
        NodeReader reader = new NodeReader(wire);
        wire.message("node", reader::field);
        if (reader.operator.isEmpty()) {
            throw wire.refused("an operator for each node", "a node without");
        }
        return new OnnxNode(
                reader.name, reader.operator, reader.domain, reader.inputs, reader.outputs, reader.attributes);
    }

    private void field(int number) throws IOException {
        switch (number) {
            case 1 -> inputs.add(link("input of a node"));
            case 2 -> outputs.add(link("output of a node"));
            case 3 -> name = wire.text("name of a node");
            case 4 -> operator = wire.text("op_type");
            case 5 -> attribute();
            case 7 -> domain = OnnxReader.standardDomain(wire.text("domain of a node"));
            case 8 -> {
                if (!wire.text("overload of a node").isEmpty()) {
                    throw wire.refused("a graph of standard operators", "an overloaded function");
                }
            }
            default -> wire.skip();
        }
    }

    private String link(String what) throws IOException {
        wire.take(NAME_BYTES);
        return wire.text(what);
    }

    private void attribute() throws IOException {
        AttributeReader reader = new AttributeReader(wire);
        wire.message("attribute", reader::field);
        if (attributes.put(reader.name(), reader.attribute()) != null) {
            throw wire.refused("attributes with names of their own", Wire.quoted(reader.name()) + " twice");
        }
    }

    /** What is collected of an {@code AttributeProto}. */
    private static final class AttributeReader {
        private static final int ATTRIBUTE_BYTES = 160;

        private final Wire wire;
        private String name = "";
        private long type;
        private float real;
        private long whole;
        private String text = "";
        private Numbers numbers = new Numbers(0);
        private final List<String> texts = new ArrayList<>(0);
        private final List<OnnxTensor> tensors = new ArrayList<>(0);

        AttributeReader(Wire wire) {
            this.wire = wire;
            wire.take(ATTRIBUTE_BYTES);
        }

        String name() {
            return name;
        }

        void field(int number) throws IOException {
            switch (number) {
                case 1 -> name = wire.text("name of an attribute");
                case 20 -> type = wire.number("type of an attribute");
                case 2 -> {
                    real = wire.real("float of an attribute");
                    seen(1);
                }
                case 3 -> {
                    whole = wire.number("int of an attribute");
                    seen(2);
                }
                case 4 -> {
                    text = wire.text("text of an attribute");
                    seen(3);
                }
                case 5 -> {
                    tensors.add(TensorReader.read(wire, wire.length("tensor of an attribute"))
                            .tensor());
                    seen(4);
                }
                case 7 -> {
                    wire.elements(
                            WireFormat.WIRETYPE_FIXED32, "floats", in -> add(Float.floatToRawIntBits(in.readFloat())));
                    seen(6);
                }
                case 8 -> {
                    wire.elements(WireFormat.WIRETYPE_VARINT, "ints", in -> add(in.readInt64()));
                    seen(7);
                }
                case 9 -> {
                    wire.take(NAME_BYTES);
                    texts.add(wire.text("texts of an attribute"));
                    seen(8);
                }
                case 6, 11 -> throw unsupported("a graph within a node (control flow)");
                case 10 -> throw unsupported("a list of tensors");
                case 14, 15 -> throw unsupported("a type");
                case 21 -> throw unsupported("a reference to an attribute of a function");
                case 22, 23 -> throw unsupported("a sparse tensor");
                default -> wire.skip();
            }
        }

        private RuntimeException unsupported(String what) {
            return wire.refused(
                    "a number, a text, a tensor or a list as attribute " + Wire.quoted(name),
                    what,
                    "export the model for prediction, without control flow");
        }

        /** Files of the first versions do not say the type: then it is that of the field that is there. */
        private void seen(int kind) {
            if (type == 0) {
                type = kind;
            }
        }

        private void add(long bits) {
            numbers = numbers.plus(bits, wire);
        }

        OnnxAttribute attribute() {
            return switch ((int) Math.min(Math.max(type, 0), Integer.MAX_VALUE)) {
                case 1 -> new OnnxAttribute.OfFloat(real);
                case 2 -> new OnnxAttribute.OfInt(whole);
                case 3 -> new OnnxAttribute.OfText(text);
                case 4 -> {
                    if (tensors.size() != 1) {
                        throw wire.refused(
                                "one tensor as attribute " + Wire.quoted(name), Integer.toString(tensors.size()));
                    }
                    yield new OnnxAttribute.OfTensor(tensors.get(0));
                }
                case 6 -> new OnnxAttribute.OfFloats(numbers.floats(wire));
                case 7 -> new OnnxAttribute.OfInts(numbers.longs(wire));
                case 8 -> new OnnxAttribute.OfTexts(texts);
                default -> throw unsupported("type " + type);
            };
        }
    }

    /** Numbers that come one by one; each doubling is counted before it is taken. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Numbers(long[] bits, int size) {
        Numbers(int capacity) {
            this(new long[capacity], 0);
        }

        Numbers plus(long value, Wire wire) {
            long[] longer = bits;
            if (size == bits.length) {
                wire.take((long) Long.BYTES * Math.max(size, 4));
                longer = java.util.Arrays.copyOf(bits, size + Math.max(size, 4));
            }
            longer[size] = value;
            return new Numbers(longer, size + 1);
        }

        long[] longs(Wire wire) {
            wire.take((long) Long.BYTES * size);
            return java.util.Arrays.copyOf(bits, size);
        }

        float[] floats(Wire wire) {
            wire.take((long) Float.BYTES * size);
            float[] floats = new float[size];
            for (int i = 0; i < size; i++) {
                floats[i] = Float.intBitsToFloat((int) bits[i]);
            }
            return floats;
        }
    }
}
