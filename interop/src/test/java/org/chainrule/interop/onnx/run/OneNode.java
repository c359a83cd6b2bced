package org.chainrule.interop.onnx.run;

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
import org.jspecify.annotations.Nullable;

/**
 * A graph of one operator for tests.
 *
 * @param domain     whose operator it is
 * @param operator   its name
 * @param opset      the version of the domain
 * @param attributes by name
 * @param inputs     in order; null is one that is left out
 * @param outputs    how many
 */
record OneNode(
        String domain,
        String operator,
        long opset,
        Map<String, OnnxAttribute> attributes,
        List<@Nullable OnnxTensor> inputs,
        int outputs) {
    static OneNode of(String operator, long opset, @Nullable OnnxTensor... inputs) {
        return new OneNode("", operator, opset, Map.of(), new ArrayList<>(java.util.Arrays.asList(inputs)), 1);
    }

    static OneNode ml(String operator, long opset, OnnxTensor... inputs) {
        return new OneNode("ai.onnx.ml", operator, opset, Map.of(), List.of(inputs), 1);
    }

    OneNode giving(int count) {
        return new OneNode(domain, operator, opset, attributes, inputs, count);
    }

    private OneNode with(String name, OnnxAttribute value) {
        Map<String, OnnxAttribute> all = new LinkedHashMap<>(attributes);
        all.put(name, value);
        return new OneNode(domain, operator, opset, all, inputs, outputs);
    }

    OneNode with(String name, long value) {
        return with(name, new OnnxAttribute.OfInt(value));
    }

    OneNode with(String name, float value) {
        return with(name, new OnnxAttribute.OfFloat(value));
    }

    OneNode with(String name, String value) {
        return with(name, new OnnxAttribute.OfText(value));
    }

    OneNode with(String name, OnnxTensor value) {
        return with(name, new OnnxAttribute.OfTensor(value));
    }

    OneNode withLongs(String name, long... values) {
        return with(name, new OnnxAttribute.OfInts(values));
    }

    OneNode withFloats(String name, float... values) {
        return with(name, new OnnxAttribute.OfFloats(values));
    }

    OneNode withTexts(String name, String... values) {
        return with(name, new OnnxAttribute.OfTexts(List.of(values)));
    }

    /** The model, whose outputs have the given types. */
    OnnxModel model(List<ElementType> types) {
        List<OnnxValue> values = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            OnnxTensor input = inputs.get(i);
            names.add(input == null ? "" : "in" + i);
            if (input != null) {
                values.add(new OnnxValue("in" + i, input.type(), OnnxValue.ANY_SHAPE));
            }
        }
        List<OnnxValue> given = new ArrayList<>();
        for (int i = 0; i < outputs; i++) {
            given.add(new OnnxValue("out" + i, types.get(i), OnnxValue.ANY_SHAPE));
        }
        OnnxNode node = new OnnxNode(
                "node",
                operator,
                domain,
                names,
                given.stream().map(OnnxValue::name).toList(),
                attributes);
        Map<String, Long> opsets = domain.isEmpty() ? Map.of("", opset) : Map.of("", 17L, domain, opset);
        return new OnnxModel(8, "test", opsets, new OnnxGraph("one", values, given, List.of(node), Map.of()), Map.of());
    }

    Map<String, OnnxTensor> named() {
        Map<String, OnnxTensor> named = new LinkedHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            OnnxTensor input = inputs.get(i);
            if (input != null) {
                named.put("in" + i, input);
            }
        }
        return named;
    }

    /** What our evaluator gives. */
    List<OnnxTensor> run() {
        return run(new EvaluationLimits(1 << 20, 1 << 24));
    }

    List<OnnxTensor> run(EvaluationLimits limits) {
        List<ElementType> any = java.util.Collections.nCopies(outputs, ElementType.FLOAT);
        return List.copyOf(OnnxEvaluator.of(model(any)).run(named(), limits).values());
    }
}
