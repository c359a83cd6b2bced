package org.chainrule.interop.onnx.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxAttribute;
import org.chainrule.interop.onnx.OnnxGraph;
import org.chainrule.interop.onnx.OnnxNode;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.interop.onnx.OnnxValue;

/** A graph under construction. Values are known by their names, which {@link #name} makes unique; equal small constants are stored once. */
final class GraphBuilder {
    /** The rows of every input and output. */
    static final OnnxValue.Dimension ROWS = OnnxValue.Dimension.any("rows");

    private static final String ML = "ai.onnx.ml";

    /** Constants up to this size are compared with those that are there. */
    private static final int SMALL = 4_096;

    private final List<OnnxValue> inputs = new ArrayList<>();
    private final List<OnnxValue> outputs = new ArrayList<>();
    private final List<OnnxNode> nodes = new ArrayList<>();
    private final Map<String, OnnxTensor> initializers = new LinkedHashMap<>();
    private final Map<List<Object>, String> constants = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private int next;

    /** The wished name, or the first of the form {@code wished_2} that nobody has. */
    String name(String wished) {
        String base = wished.isEmpty() ? "column" : wished;
        String name = base;
        for (int number = 2; !names.add(name); number++) {
            name = base + "_" + number;
        }
        return name;
    }

    private String fresh(String operator) {
        String name;
        do {
            name = "/" + operator + "." + next++;
        } while (!names.add(name));
        return name;
    }

    /** An input of the graph, [rows x width]; the name was made unique. */
    void input(String name, ElementType type, int width) {
        inputs.add(new OnnxValue(name, type, List.of(ROWS, OnnxValue.Dimension.of(width))));
    }

    /** An output of the graph under a name that was made unique. */
    void output(String name, String value, ElementType type, List<OnnxValue.Dimension> shape) {
        nodes.add(new OnnxNode(name, "Identity", "", List.of(value), List.of(name), Map.of()));
        outputs.add(new OnnxValue(name, type, shape));
    }

    /** A constant that has no name for people. */
    String constant(OnnxTensor tensor) {
        if (tensor.size() > SMALL) {
            return initializer("/constant", tensor);
        }
        List<Object> key = List.of(tensor.type(), Arrays.toString(tensor.shape()), elements(tensor));
        return constants.computeIfAbsent(key, k -> initializer(fresh("constant"), tensor, false));
    }

    /** A constant that has a name, such as weights. */
    String initializer(String wished, OnnxTensor tensor) {
        return initializer(wished, tensor, true);
    }

    private String initializer(String wished, OnnxTensor tensor, boolean rename) {
        String name = rename ? name(wished) : wished;
        initializers.put(name, tensor);
        return name;
    }

    /** Something that compares as the elements do; Java writes every number so that it reads back as the same. */
    private static Object elements(OnnxTensor tensor) {
        return switch (tensor.type()) {
            case FLOAT -> Arrays.toString(tensor.floats());
            case DOUBLE -> Arrays.toString(tensor.doubles());
            case STRING -> List.of(tensor.texts());
            case BOOL -> Arrays.toString(tensor.booleans());
            default -> Arrays.toString(tensor.longs());
        };
    }

    /** A node of one output of the standard domain. */
    String node(String operator, List<String> from, Map<String, OnnxAttribute> attributes) {
        return node(operator, "", from, attributes);
    }

    /** A node of one output without attributes. */
    String node(String operator, String... from) {
        return node(operator, "", List.of(from), Map.of());
    }

    /** A node of one output of the machine learning domain. */
    String learningNode(String operator, List<String> from, Map<String, OnnxAttribute> attributes) {
        return node(operator, ML, from, attributes);
    }

    private String node(String operator, String domain, List<String> from, Map<String, OnnxAttribute> attributes) {
        String output = fresh(operator);
        nodes.add(new OnnxNode(output, operator, domain, from, List.of(output), attributes));
        return output;
    }

    /** A node of several outputs. */
    List<String> split(String value, int axis, int parts) {
        List<String> written = new ArrayList<>();
        for (int p = 0; p < parts; p++) {
            written.add(fresh("Split"));
        }
        nodes.add(new OnnxNode(
                written.get(0), "Split", "", List.of(value), written, Map.of("axis", new OnnxAttribute.OfInt(axis))));
        return written;
    }

    String cast(String value, ElementType to) {
        return node("Cast", List.of(value), Map.of("to", new OnnxAttribute.OfInt(to.code())));
    }

    String concat(List<String> values, int axis) {
        return values.size() == 1
                ? values.get(0)
                : node("Concat", values, Map.of("axis", new OnnxAttribute.OfInt(axis)));
    }

    String gather(String table, String indices, int axis) {
        return node("Gather", List.of(table, indices), Map.of("axis", new OnnxAttribute.OfInt(axis)));
    }

    /** Columns of a matrix, in the given order. */
    String columns(String matrix, int[] columns) {
        return gather(matrix, longs(Arrays.stream(columns).asLongStream().toArray()), 1);
    }

    /** A vector of whole numbers. */
    String longs(long... values) {
        return constant(OnnxTensor.ofLongs(values, values.length));
    }

    String reshape(String value, long... shape) {
        return node("Reshape", value, longs(shape));
    }

    String unsqueeze(String value, long axis) {
        return node("Unsqueeze", value, longs(axis));
    }

    String squeeze(String value, long axis) {
        return node("Squeeze", value, longs(axis));
    }

    String transpose(String value, long... order) {
        return node("Transpose", List.of(value), Map.of("perm", new OnnxAttribute.OfInts(order)));
    }

    OnnxGraph build(String name) {
        return new OnnxGraph(name, inputs, outputs, nodes, initializers);
    }
}
