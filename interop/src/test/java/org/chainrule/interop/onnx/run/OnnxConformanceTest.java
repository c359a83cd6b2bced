package org.chainrule.interop.onnx.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.chainrule.interop.onnx.OnnxCases;
import org.chainrule.interop.onnx.OnnxCases.Case;
import org.chainrule.interop.onnx.OnnxModel;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.interop.onnx.OnnxValue;
import org.chainrule.tabular.error.UserException;
import org.junit.jupiter.api.Test;

/** ONNX's own suite: what is supported gives the expected outputs, and the rest is refused in one line. */
class OnnxConformanceTest {
    private static final double RELATIVE = 1e-3;
    private static final double ABSOLUTE = 1e-7;

    /** What is refused: values that are no tensors, masks from NumPy's random numbers, and gradients of graphs. */
    private static final Set<String> REFUSED = Set.of(
            "node/test_identity_opt",
            "node/test_identity_sequence",
            "node/test_training_dropout",
            "node/test_training_dropout_default_mask",
            "simple/test_gradient_of_add");

    @Test
    void everyCasePassesOrIsRefusedByName() {
        Set<String> refused = new TreeSet<>();
        List<String> wrong = new ArrayList<>();
        int passed = 0;
        List<Case> cases = OnnxCases.all();
        for (Case one : cases) {
            try {
                List<String> differences = differences(one);
                wrong.addAll(differences);
                passed += differences.isEmpty() ? 1 : 0;
            } catch (UserException e) {
                assertTrue(
                        e.getMessage().startsWith("expected ")
                                && !e.getMessage().contains("\n"),
                        e::getMessage);
                refused.add(one.name());
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals(new TreeSet<>(REFUSED), refused);
        assertEquals(315, cases.size());
        assertEquals(310, passed);
    }

    private static List<String> differences(Case one) {
        OnnxModel model = one.model();
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        List<OnnxTensor> given = one.inputs();
        int next = 0;
        for (OnnxValue input : model.graph().inputs()) {
            if (next < given.size() && !model.graph().initializers().containsKey(input.name())) {
                inputs.put(input.name(), given.get(next++));
            }
        }
        Map<String, OnnxTensor> outputs = OnnxEvaluator.of(model).run(inputs);
        List<String> differences = new ArrayList<>();
        List<OnnxTensor> expected = one.outputs();
        List<OnnxTensor> found = List.copyOf(outputs.values());
        assertEquals(expected.size(), found.size(), one.name());
        for (int i = 0; i < found.size(); i++) {
            String difference = Differences.between(expected.get(i), found.get(i), RELATIVE, ABSOLUTE);
            if (!difference.isEmpty()) {
                differences.add(one.name() + ": " + difference);
            }
        }
        return differences;
    }
}
