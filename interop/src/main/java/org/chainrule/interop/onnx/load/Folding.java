package org.chainrule.interop.onnx.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.interop.onnx.OnnxAttribute;
import org.chainrule.interop.onnx.OnnxGraph;
import org.chainrule.interop.onnx.OnnxModel;
import org.chainrule.interop.onnx.OnnxNode;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.interop.onnx.OnnxValue;
import org.chainrule.interop.onnx.run.OnnxEvaluator;
import org.chainrule.tabular.error.UserException;
import org.jspecify.annotations.Nullable;

/** Works out operators whose inputs are known. */
final class Folding {
    private final OnnxModel model;

    Folding(OnnxModel model) {
        this.model = model;
    }

    /** The tensor of a {@code Constant}; null if it holds something else. */
    static @Nullable OnnxTensor constant(OnnxNode node) {
        OnnxAttribute tensor = node.attributes().get("value");
        if (tensor instanceof OnnxAttribute.OfTensor found) {
            return found.value();
        } else if (node.attributes().get("value_float") instanceof OnnxAttribute.OfFloat found) {
            return OnnxTensor.ofFloats(new float[] {found.value()});
        } else if (node.attributes().get("value_int") instanceof OnnxAttribute.OfInt found) {
            return OnnxTensor.ofLongs(new long[] {found.value()});
        } else if (node.attributes().get("value_floats") instanceof OnnxAttribute.OfFloats found) {
            return OnnxTensor.ofFloats(found.values(), found.values().length);
        } else if (node.attributes().get("value_ints") instanceof OnnxAttribute.OfInts found) {
            return OnnxTensor.ofLongs(found.values(), found.values().length);
        }
        return null;
    }

    /**
     * Evaluates one operator.
     *
     * @param node      the operator
     * @param arguments its inputs, null where one is left out
     * @return its outputs by name
     * @throws UserException if the evaluator does not have the operator
     */
    Map<String, OnnxTensor> evaluate(OnnxNode node, List<@Nullable OnnxTensor> arguments) {
        List<OnnxValue> inputs = new ArrayList<>();
        Map<String, OnnxTensor> values = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            OnnxTensor argument = arguments.get(i);
            String name = node.inputs().get(i);
            if (argument != null && values.put(name, argument) == null) {
                inputs.add(value(name, argument));
            }
        }
        List<OnnxValue> outputs = node.outputs().stream()
                .filter(name -> !name.isEmpty())
                .map(name -> new OnnxValue(name, org.chainrule.interop.onnx.ElementType.FLOAT, List.of()))
                .toList();
        OnnxGraph graph = new OnnxGraph("constant", inputs, outputs, List.of(node), Map.of());
        return OnnxEvaluator.of(new OnnxModel(
                        model.irVersion(), model.producer(), model.opsets(), graph, Map.of()))
                .run(values);
    }

    private static OnnxValue value(String name, OnnxTensor tensor) {
        List<OnnxValue.Dimension> shape = new ArrayList<>();
        for (int size : tensor.shape()) {
            shape.add(OnnxValue.Dimension.of(size));
        }
        return new OnnxValue(name, tensor.type(), shape);
    }
}
