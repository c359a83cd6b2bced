package org.chainrule.interop.onnx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A graph in a file ({@code GraphProto}). */
final class GraphReader {
    private static final int NODE = 1;
    private static final int NAME = 2;
    private static final int INITIALIZER = 5;
    private static final int INPUT = 11;
    private static final int OUTPUT = 12;
    private static final int SPARSE_INITIALIZER = 15;
    private static final int VALUE_BYTES = 120;
    private static final int DIMENSION_BYTES = 40;
    private static final int TENSOR_BYTES = 160;

    private final Wire wire;
    private final List<OnnxNode> nodes = new ArrayList<>();
    private final List<OnnxValue> inputs = new ArrayList<>();
    private final List<OnnxValue> outputs = new ArrayList<>();
    private final Map<String, OnnxTensor> initializers = new LinkedHashMap<>();
    private String name = "";

    private GraphReader(Wire wire) {
        this.wire = wire;
    }

    /** The message that follows, checked. */
    static OnnxGraph read(Wire wire) throws IOException {
        GraphReader reader = new GraphReader(wire);
        wire.message("graph", reader::field);
        OnnxGraph graph = new OnnxGraph(reader.name, reader.inputs, reader.outputs, reader.nodes, reader.initializers);
        GraphCheck.check(graph, wire);
        return graph;
    }

    private void field(int number) throws IOException {
        switch (number) {
            case NODE -> nodes.add(NodeReader.read(wire));
            case NAME -> name = wire.text("name of the graph");
            case INITIALIZER -> {
                wire.take(TENSOR_BYTES);
                TensorReader.Named named = TensorReader.read(wire, wire.length("initializer"));
                if (named.name().isEmpty()) {
                    throw wire.refused("a name for each initializer", "one without");
                }
                if (initializers.put(named.name(), named.tensor()) != null) {
                    throw wire.refused("initializers with names of their own", Wire.quoted(named.name()) + " twice");
                }
            }
            case INPUT -> inputs.add(value("input"));
            case OUTPUT -> outputs.add(value("output"));
            case SPARSE_INITIALIZER ->
                throw wire.refused(
                        "dense tensors", "a sparse one (sparse_initializer)", "save the model with dense weights");
            default -> wire.skip();
        }
    }

    private OnnxValue value(String what) throws IOException {
        wire.take(VALUE_BYTES);
        String[] known = {""};
        ValueType type = new ValueType();
        wire.message(what, number -> {
            switch (number) {
                case 1 -> known[0] = wire.text("name of an " + what);
                case 2 -> wire.message("type of an " + what, type::field);
                default -> wire.skip();
            }
        });
        if (known[0].isEmpty()) {
            throw wire.refused("a name for each " + what, "one without");
        }
        if (!type.other.isEmpty()) {
            throw wire.refused(
                    "a tensor as " + what + " " + Wire.quoted(known[0]),
                    type.other,
                    "export the model with tensors only (of scikit-learn: zipmap=False)");
        }
        Optional<ElementType> element = ElementType.ofCode(type.code);
        if (element.isEmpty()) {
            throw wire.refused(
                    "a tensor of numbers, truth values or text as " + what + " " + Wire.quoted(known[0]),
                    type.code == 0 ? "no type" : "elements of type " + type.code);
        }
        return new OnnxValue(known[0], element.get(), type.shapeKnown ? type.shape : OnnxValue.ANY_SHAPE);
    }

    /** A {@code TypeProto}: a tensor, or the name of something else. */
    private final class ValueType {
        private long code;
        private boolean shapeKnown;
        private final List<OnnxValue.Dimension> shape = new ArrayList<>();
        private String other = "";

        void field(int number) throws IOException {
            switch (number) {
                case 1 -> wire.message("tensor_type", this::tensor);
                case 4 -> other("a sequence");
                case 5 -> other("a map");
                case 8 -> other("a sparse tensor");
                case 9 -> other("an optional value");
                case 7 -> other("an opaque value");
                default -> wire.skip();
            }
        }

        private void other(String kind) throws IOException {
            other = kind;
            wire.skip();
        }

        private void tensor(int number) throws IOException {
            switch (number) {
                case 1 -> code = wire.number("elem_type");
                case 2 -> {
                    shapeKnown = true;
                    wire.message("shape", this::shape);
                }
                default -> wire.skip();
            }
        }

        private void shape(int number) throws IOException {
            if (number != 1) {
                wire.skip();
                return;
            }
            wire.take(DIMENSION_BYTES);
            long[] size = {-1};
            String[] name = {""};
            wire.message("dimension", field -> {
                switch (field) {
                    case 1 -> size[0] = wire.number("dim_value");
                    case 2 -> name[0] = wire.text("dim_param");
                    default -> wire.skip();
                }
            });
            // Some exporters write -1 for a dimension of any size.
            if (size[0] < -1) {
                throw wire.refused("dimensions from 0 in a shape", Long.toString(size[0]));
            }
            shape.add(new OnnxValue.Dimension(size[0], name[0]));
        }
    }
}
