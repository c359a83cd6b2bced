package org.chainrule.interop.onnx.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxAttribute;
import org.chainrule.interop.onnx.OnnxGraph;
import org.chainrule.interop.onnx.OnnxModel;
import org.chainrule.interop.onnx.OnnxNode;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.interop.onnx.OnnxValue;
import org.chainrule.random.CounterRandom;

/** Builds graphs as exporters write them, node by node. */
final class GraphMaker {
    private final String producer;
    private final long opset;
    private final List<OnnxValue> inputs = new ArrayList<>();
    private final List<OnnxValue> outputs = new ArrayList<>();
    private final List<OnnxNode> nodes = new ArrayList<>();
    private final Map<String, OnnxTensor> initializers = new LinkedHashMap<>();
    private int stream;

    GraphMaker(String producer, long opset) {
        this.producer = producer;
        this.opset = opset;
    }

    GraphMaker input(String name, ElementType type, long... row) {
        return value(inputs, name, type, row);
    }

    GraphMaker input(String name, long... row) {
        return input(name, ElementType.FLOAT, row);
    }

    GraphMaker output(String name, ElementType type, long... row) {
        return value(outputs, name, type, row);
    }

    GraphMaker output(String name, long... row) {
        return output(name, ElementType.FLOAT, row);
    }

    private GraphMaker value(List<OnnxValue> list, String name, ElementType type, long... row) {
        List<OnnxValue.Dimension> shape = new ArrayList<>();
        shape.add(OnnxValue.Dimension.any("N"));
        for (long size : row) {
            shape.add(size < 0 ? OnnxValue.Dimension.any("W") : OnnxValue.Dimension.of(size));
        }
        list.add(new OnnxValue(name, type, shape));
        return this;
    }

    /** An output that is no matrix of known width. */
    GraphMaker label(String name, ElementType type) {
        outputs.add(new OnnxValue(name, type, List.of(OnnxValue.Dimension.any("N"))));
        return this;
    }

    GraphMaker constant(String name, OnnxTensor tensor) {
        initializers.put(name, tensor);
        return this;
    }

    GraphMaker scalar(String name, double value) {
        return constant(name, OnnxTensor.ofFloats(new float[] {(float) value}));
    }

    GraphMaker longs(String name, long... values) {
        return constant(name, OnnxTensor.ofLongs(values, values.length));
    }

    /** Drawn weights, in [-scale, scale]. */
    GraphMaker drawn(String name, double scale, int... shape) {
        return constant(name, OnnxTensor.ofFloats(draw(shape, -scale, scale), shape));
    }

    /** Drawn positive numbers, in [0.5, 1.5]. */
    GraphMaker positive(String name, int... shape) {
        return constant(name, OnnxTensor.ofFloats(draw(shape, 0.5, 1.5), shape));
    }

    private float[] draw(int[] shape, double least, double most) {
        int size = 1;
        for (int dimension : shape) {
            size *= dimension;
        }
        CounterRandom random = new CounterRandom(17);
        float[] values = new float[size];
        stream++;
        for (int i = 0; i < size; i++) {
            values[i] = (float) (least + (most - least) * random.uniform(1000L * stream + i));
        }
        return values;
    }

    GraphMaker node(String operator, String output, String... read) {
        return node(operator, Map.of(), output, read);
    }

    GraphMaker node(String operator, Map<String, OnnxAttribute> attributes, String output, String... read) {
        return node("", operator, attributes, List.of(output), read);
    }

    GraphMaker node(
            String domain, String operator, Map<String, OnnxAttribute> attributes, List<String> gives, String... read) {
        nodes.add(
                new OnnxNode("/" + operator + "_" + nodes.size(), operator, domain, List.of(read), gives, attributes));
        return this;
    }

    /** A linear layer as PyTorch writes it: Gemm with W [out, in]. */
    GraphMaker linear(String name, String output, String read, int in, int out) {
        drawn(name + ".weight", 0.8, out, in);
        drawn(name + ".bias", 0.3, out);
        return node("Gemm", Map.of("transB", whole(1)), output, read, name + ".weight", name + ".bias");
    }

    /** A dense layer as Keras and scikit-learn write it: MatMul with W [in, out], then Add. */
    GraphMaker dense(String name, String output, String read, int in, int out) {
        drawn(name + "/kernel", 0.8, in, out);
        drawn(name + "/bias", 0.3, out);
        node("MatMul", output + "_product", read, name + "/kernel");
        return node("Add", output, output + "_product", name + "/bias");
    }

    OnnxModel model() {
        return new OnnxModel(
                8,
                producer,
                Map.of("", opset, "ai.onnx.ml", 3L),
                new OnnxGraph("main_graph", inputs, outputs, nodes, initializers),
                Map.of());
    }

    static OnnxAttribute whole(long value) {
        return new OnnxAttribute.OfInt(value);
    }

    static OnnxAttribute number(double value) {
        return new OnnxAttribute.OfFloat((float) value);
    }

    static OnnxAttribute wholes(long... values) {
        return new OnnxAttribute.OfInts(values);
    }
}
