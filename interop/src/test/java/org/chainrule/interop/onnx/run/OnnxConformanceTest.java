package org.chainrule.interop.onnx.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.chainrule.interop.onnx.ElementType;
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
            String difference = difference(expected.get(i), found.get(i));
            if (!difference.isEmpty()) {
                differences.add(one.name() + ": " + difference);
            }
        }
        return differences;
    }

    private static String difference(OnnxTensor expected, OnnxTensor found) {
        if (expected.type() != found.type()) {
            return expected.type() + " and " + found.type();
        }
        if (!java.util.Arrays.equals(expected.shape(), found.shape())) {
            return java.util.Arrays.toString(expected.shape()) + " and " + java.util.Arrays.toString(found.shape());
        }
        for (int i = 0; i < expected.size(); i++) {
            if (!close(expected, found, i)) {
                return "at " + i + " " + shown(expected, i) + " and " + shown(found, i);
            }
        }
        return "";
    }

    private static boolean close(OnnxTensor expected, OnnxTensor found, int i) {
        if (!expected.type().isReal()) {
            return shown(expected, i).equals(shown(found, i));
        }
        double a = real(expected, i);
        double b = real(found, i);
        return Double.compare(a, b) == 0 || Math.abs(a - b) <= ABSOLUTE + RELATIVE * Math.abs(a);
    }

    private static double real(OnnxTensor tensor, int i) {
        return tensor.type() == ElementType.DOUBLE ? tensor.doubles()[i] : tensor.floats()[i];
    }

    private static String shown(OnnxTensor tensor, int i) {
        return switch (tensor.type().kind()) {
            case REAL, DOUBLE -> Double.toString(real(tensor, i));
            case SIGNED, UNSIGNED -> Long.toString(tensor.longs()[i]);
            case TRUTH -> Boolean.toString(tensor.booleans()[i]);
            case TEXT -> tensor.texts()[i];
        };
    }
}
