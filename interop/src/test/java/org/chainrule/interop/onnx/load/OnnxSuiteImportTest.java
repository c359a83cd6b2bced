package org.chainrule.interop.onnx.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.chainrule.interop.assemble.ImportOptions;
import org.chainrule.interop.assemble.ImportedNetwork;
import org.chainrule.interop.onnx.OnnxCases;
import org.chainrule.interop.onnx.OnnxGraph;
import org.chainrule.interop.onnx.OnnxModel;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.interop.onnx.OnnxValue;
import org.chainrule.tabular.error.UserException;
import org.chainrule.train.Precision;
import org.junit.jupiter.api.Test;

/**
 * ONNX's own suite: a case either becomes a network that gives its expected output, or is refused in one line that names the operator. The cases give weights as inputs;
 * here all inputs but the first are constants, as they are in a file of a network.
 */
class OnnxSuiteImportTest {
    private static final double RELATIVE = 1e-3;
    private static final double ABSOLUTE = 1e-6;

    /** Those beside the single operators that are rows through layers; the others compute with images, tables of words, costs or several rows at once. */
    private static final List<String> FEEDFORWARD = List.of(
            "pytorch-converted/test_ELU",
            "pytorch-converted/test_Linear",
            "pytorch-converted/test_Linear_no_bias",
            "pytorch-converted/test_LogSoftmax",
            "pytorch-converted/test_PReLU_1d",
            "pytorch-converted/test_ReLU",
            "pytorch-converted/test_Sigmoid",
            "pytorch-converted/test_Softmax",
            "pytorch-converted/test_Softmin",
            "pytorch-converted/test_Tanh",
            "pytorch-converted/test_log_softmax_lastdim",
            "pytorch-operator/test_operator_add_broadcast",
            "pytorch-operator/test_operator_add_size1_right_broadcast",
            "pytorch-operator/test_operator_exp",
            "pytorch-operator/test_operator_mm",
            "simple/test_single_relu_model");

    @Test
    void everyCaseBecomesItsNetworkOrIsRefused() {
        TreeSet<String> imported = new TreeSet<>();
        List<String> wrong = new ArrayList<>();
        List<OnnxCases.Case> cases = OnnxCases.all();
        for (OnnxCases.Case one : cases) {
            try {
                OnnxModel model = one.model();
                List<OnnxTensor> inputs = one.inputs();
                ImportedNetwork network = OnnxImport.of(withConstants(model, inputs), options(), one.name());
                imported.add(one.name());
                judge(one, model, inputs, network, wrong);
            } catch (UserException refused) {
                assertTrue(refused.getMessage().startsWith("expected "), refused::getMessage);
                assertFalse(refused.getMessage().contains("\n"), refused::getMessage);
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals(315, cases.size());
        assertEquals(47, imported.size(), imported::toString);
        assertEquals(
                new TreeSet<>(FEEDFORWARD),
                new TreeSet<>(imported.stream()
                        .filter(name -> !name.startsWith("node/"))
                        .toList()));
    }

    private static ImportOptions options() {
        return ImportOptions.none();
    }

    private static OnnxModel withConstants(OnnxModel model, List<OnnxTensor> inputs) {
        OnnxGraph graph = model.graph();
        Map<String, OnnxTensor> constants = new LinkedHashMap<>(graph.initializers());
        int next = 0;
        for (OnnxValue input : graph.inputs()) {
            if (!graph.initializers().containsKey(input.name())) {
                if (next > 0 && next < inputs.size()) {
                    constants.put(input.name(), inputs.get(next));
                }
                next++;
            }
        }
        return new OnnxModel(
                model.irVersion(),
                model.producer(),
                model.opsets(),
                new OnnxGraph(graph.name(), graph.inputs(), graph.outputs(), graph.nodes(), constants),
                model.metadata());
    }

    private static void judge(
            OnnxCases.Case one, OnnxModel model, List<OnnxTensor> inputs, ImportedNetwork network, List<String> wrong) {
        String name = model.graph().inputs().stream()
                .map(OnnxValue::name)
                .filter(input -> !model.graph().initializers().containsKey(input))
                .findFirst()
                .orElseThrow();
        double[] x = ImportJudge.encoded(network, Map.of(name, inputs.get(0)));
        double[] found = network.network().precision() == Precision.FLOAT64
                ? ImportJudge.referred(network.network(), x)
                : ImportJudge.predicted(network.network(), x);
        double[] expected = TensorValues.numbers(one.outputs().get(0));
        boolean logarithms = one.name().toLowerCase(java.util.Locale.ROOT).contains("log_softmax")
                || one.name().toLowerCase(java.util.Locale.ROOT).contains("logsoftmax");
        for (int i = 0; i < Math.max(expected.length, found.length); i++) {
            double is = i < found.length ? found[i] : Double.NaN;
            double should = i < expected.length ? logarithms ? StrictMath.exp(expected[i]) : expected[i] : Double.NaN;
            if (!(Math.abs(is - should) <= ABSOLUTE + RELATIVE * Math.abs(should))) {
                wrong.add(one.name() + " at " + i + ": expected " + should + ", found " + is);
                return;
            }
        }
    }
}
