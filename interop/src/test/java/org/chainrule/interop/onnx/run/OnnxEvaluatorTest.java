package org.chainrule.interop.onnx.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxAttribute;
import org.chainrule.interop.onnx.OnnxGraph;
import org.chainrule.interop.onnx.OnnxModel;
import org.chainrule.interop.onnx.OnnxNode;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.interop.onnx.OnnxValue;
import org.chainrule.tabular.error.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Graphs as a whole, and what operators refuse. */
class OnnxEvaluatorTest {
    private static final OnnxTensor SIX = OnnxTensor.ofFloats(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    private static final EvaluationLimits LIMITS = new EvaluationLimits(1000, 10_000);

    private static OnnxTensor longs(long... values) {
        return OnnxTensor.ofLongs(values, values.length);
    }

    /** y = relu(x W + b), W and b constants, b an input too as in old files. */
    private static OnnxEvaluator dense() {
        OnnxValue x = new OnnxValue(
                "x", ElementType.FLOAT, List.of(OnnxValue.Dimension.any("rows"), OnnxValue.Dimension.of(2)));
        OnnxValue b = new OnnxValue("b", ElementType.FLOAT, List.of(OnnxValue.Dimension.of(1)));
        OnnxValue y = new OnnxValue("y", ElementType.FLOAT, OnnxValue.ANY_SHAPE);
        OnnxNode gemm = new OnnxNode("", "Gemm", "", List.of("x", "w", "b"), List.of("z"), Map.of());
        OnnxNode relu = new OnnxNode("", "Relu", "", List.of("z"), List.of("y"), Map.of());
        Map<String, OnnxTensor> constants = Map.of(
                "w", OnnxTensor.ofFloats(new float[] {2, -1}, 2, 1), "b", OnnxTensor.ofFloats(new float[] {0.5f}, 1));
        return OnnxEvaluator.of(new OnnxModel(
                8,
                "",
                Map.of("", 17L),
                new OnnxGraph("", List.of(x, b), List.of(y), List.of(gemm, relu), constants),
                Map.of()));
    }

    private static Map<String, OnnxTensor> rows(float... values) {
        return Map.of("x", OnnxTensor.ofFloats(values, values.length / 2, 2));
    }

    @Test
    void computesAGraph() {
        assertArrayEquals(
                new float[] {1.5f, 0}, dense().run(rows(1, 1, 0, 1)).get("y").floats());
        assertEquals(0, dense().run(rows()).get("y").size());
    }

    @Test
    void anInputWithAnInitializerMayBeGiven() {
        Map<String, OnnxTensor> given = Map.of(
                "x", OnnxTensor.ofFloats(new float[] {1, 1}, 1, 2), "b", OnnxTensor.ofFloats(new float[] {2}, 1));
        assertArrayEquals(new float[] {3}, dense().run(given).get("y").floats());
    }

    @Test
    void inputsThatDoNotFitAreRefused() {
        assertRefused("input \"x\", found none", Map.of());
        assertRefused("only inputs of the graph", Map.of("x", SIX.reshaped(3, 2), "z", SIX));
        assertRefused("[rows, 2] of input \"x\", found [2, 3]", Map.of("x", SIX));
        assertRefused("[rows, 2] of input \"x\", found [6]", Map.of("x", SIX.reshaped(6)));
        assertRefused(
                "FLOAT as input \"x\", found INT64", Map.of("x", longs(1, 2).reshaped(1, 2)));
    }

    private static void assertRefused(String because, Map<String, OnnxTensor> inputs) {
        String message =
                assertThrows(UserException.class, () -> dense().run(inputs)).getMessage();
        assertTrue(message.contains(because), message);
    }

    @Test
    void threadsShareAnEvaluator() {
        OnnxEvaluator evaluator = dense();
        List<Float> sums = IntStream.range(0, 200)
                .parallel()
                .mapToObj(i -> evaluator.run(rows(i, 1)).get("y").floats()[0])
                .toList();
        for (int i = 0; i < 200; i++) {
            assertEquals(Math.max(0, 2f * i - 0.5f), sums.get(i));
        }
    }

    /** Nodes that must be refused, each for a reason of its own. */
    static Stream<OneNode> refused() {
        OnnxTensor text = OnnxTensor.ofTexts(new String[] {"a"}, 1);
        OnnxTensor truth = OnnxTensor.ofBooleans(new boolean[] {true}, 1);
        List<OneNode> nodes = new ArrayList<>(List.of(
                OneNode.of("Add", 13, SIX, OnnxTensor.ofFloats(new float[2], 2)),
                OneNode.of("Add", 13, SIX, longs(1)),
                OneNode.of("Add", 13, text, text),
                OneNode.of("Add", 13, SIX),
                OneNode.of("Add", 13, SIX, null),
                OneNode.of("Add", 6, SIX, SIX).with("axis", 5L),
                OneNode.of("Div", 13, longs(1), longs(0)),
                OneNode.of("Mod", 13, longs(1), longs(0)),
                OneNode.of("Mod", 13, SIX, SIX),
                OneNode.of("Pow", 13, longs(2), longs(-1)),
                OneNode.of("Pow", 13, text, SIX),
                OneNode.of("Less", 13, text, text),
                OneNode.of("And", 13, SIX, SIX),
                OneNode.of("Where", 13, truth, SIX, text),
                OneNode.of("Exp", 13, longs(1)),
                OneNode.of("Relu", 13, text),
                OneNode.of("Not", 13, SIX),
                OneNode.of("Clip", 13, SIX, SIX),
                OneNode.of("Clip", 13, text, text),
                OneNode.of("Clip", 13, truth, truth),
                OneNode.of("PRelu", 13, OnnxTensor.ofFloats(new float[1], 1), SIX),
                OneNode.of("Gelu", 20, SIX).with("approximate", "?"),
                OneNode.of("LeakyRelu", 13, SIX).with("alpha", 1L),
                OneNode.of("Softmax", 13, SIX).with("axis", 2L),
                OneNode.of("Softmax", 13, SIX).with("axis", -3L),
                OneNode.of("ReduceSum", 13, SIX, longs(2)),
                OneNode.of("ReduceSum", 13, text),
                OneNode.of("ReduceMax", 13, OnnxTensor.ofLongs(new long[0], 0)),
                OneNode.of("ArgMax", 13, OnnxTensor.ofFloats(new float[0], 0)),
                OneNode.of("ArgMax", 13, text),
                OneNode.of("TopK", 11, SIX, longs(4)).giving(2),
                OneNode.of("TopK", 11, SIX, longs(-1)).giving(2),
                OneNode.of("MatMul", 13, SIX, SIX),
                OneNode.of("MatMul", 13, SIX, OnnxTensor.ofFloats(new float[1])),
                OneNode.of("Gemm", 13, SIX, SIX),
                OneNode.of("Gemm", 13, SIX, SIX.reshaped(3, 2), SIX),
                OneNode.of("BatchNormalization", 15, SIX, SIX, SIX, SIX, SIX),
                OneNode.of("LayerNormalization", 17, SIX, SIX.reshaped(6)),
                OneNode.of("GroupNormalization", 21, SIX, SIX, SIX).with("num_groups", 2L),
                OneNode.of("LpNormalization", 22, SIX).with("p", 3L)));
        nodes.addAll(List.of(
                OneNode.of("Reshape", 13, SIX, longs(4)),
                OneNode.of("Reshape", 13, SIX, longs(-1, -1)),
                OneNode.of("Reshape", 13, SIX, longs(-1, 4)),
                OneNode.of("Reshape", 13, SIX, longs(0, 0, 0)),
                OneNode.of("Reshape", 13, SIX),
                OneNode.of("Reshape", 13, SIX, longs(1L << 40, 1L << 40)),
                OneNode.of("Reshape", 13, SIX, longs(Long.MIN_VALUE)),
                OneNode.of("Flatten", 13, SIX).with("axis", 3L),
                OneNode.of("Squeeze", 13, SIX, longs(0)),
                OneNode.of("Unsqueeze", 13, SIX, longs(0, 0)),
                OneNode.of("Unsqueeze", 13, SIX, longs(9)),
                OneNode.of("Unsqueeze", 13, SIX),
                OneNode.of("Transpose", 13, SIX).withLongs("perm", 0, 0),
                OneNode.of("Transpose", 13, SIX).withLongs("perm", 0),
                OneNode.of("Transpose", 13, SIX).withLongs("perm", 0, 1, 2),
                OneNode.of("Expand", 13, SIX, longs(2, 2)),
                OneNode.of("Expand", 13, SIX, longs(-1, 3)),
                OneNode.of("Expand", 13, SIX, longs(1 << 30, 2, 3)),
                OneNode.of("Tile", 13, SIX, longs(2)),
                OneNode.of("Tile", 13, SIX, longs(1 << 30, 1 << 30)),
                OneNode.of("Gather", 13, SIX, longs(2)),
                OneNode.of("Gather", 13, SIX, longs(-3)),
                OneNode.of("Gather", 13, SIX, SIX),
                OneNode.of("GatherElements", 13, SIX, longs(0)),
                OneNode.of("GatherND", 13, SIX, longs(0, 0, 0)),
                OneNode.of("GatherND", 13, SIX, longs(0)).with("batch_dims", 1L),
                OneNode.of("Slice", 13, SIX, longs(0), longs(1, 2)),
                OneNode.of("Slice", 13, SIX, longs(0), longs(1), longs(0), longs(0)),
                OneNode.of("Slice", 13, SIX, longs(0, 0), longs(1, 1), longs(0, 0)),
                OneNode.of("Slice", 13, SIX, longs(0, 0, 0), longs(1, 1, 1)),
                OneNode.of("Slice", 9, SIX),
                OneNode.of("Concat", 13, SIX, text).with("axis", 0L),
                OneNode.of("Concat", 13, SIX, SIX.reshaped(3, 2)).with("axis", 0L),
                OneNode.of("Split", 13, SIX, longs(1, 1)).with("axis", 1L).giving(2),
                OneNode.of("Split", 13, SIX, longs(4, -1)).with("axis", 1L).giving(2),
                OneNode.of("Split", 18, SIX).with("num_outputs", 2L).giving(3),
                OneNode.of("Constant", 13),
                OneNode.of("ConstantOfShape", 13, longs(-1)),
                OneNode.of("ConstantOfShape", 13, longs(1000, 1000)),
                OneNode.of("Range", 11, longs(0), longs(1), longs(0)),
                OneNode.of("Range", 11, longs(Long.MIN_VALUE), longs(Long.MAX_VALUE), longs(1)),
                OneNode.of("Range", 11, SIX, longs(1), longs(0)),
                OneNode.of("OneHot", 11, longs(0), longs(-1), longs(0, 1)),
                OneNode.of("OneHot", 11, longs(0), longs(2), longs(0, 1, 2)),
                OneNode.of("Cast", 13, SIX),
                OneNode.of("Cast", 13, SIX).with("to", 14L),
                OneNode.of("Cast", 13, text).with("to", 1L),
                OneNode.of("Cast", 13, text).with("to", 7L),
                OneNode.of("Cast", 13, truth).with("to", 8L),
                OneNode.of("Cast", 13, OnnxTensor.ofTexts(new String[] {"300"}, 1))
                        .with("to", 3L),
                OneNode.of("Cast", 13, OnnxTensor.ofTexts(new String[] {"1f"}, 1))
                        .with("to", 1L),
                OneNode.of("Dropout", 13, SIX, OnnxTensor.ofFloats(new float[] {0.5f}), truth)));
        nodes.addAll(List.of(
                OneNode.ml("LabelEncoder", 2, text),
                OneNode.ml("LabelEncoder", 2, text)
                        .withTexts("keys_strings", "a", "b")
                        .withLongs("values_int64s", 1),
                OneNode.ml("LabelEncoder", 2, text)
                        .withTexts("keys_strings", "a", "a")
                        .withLongs("values_int64s", 1, 2),
                OneNode.ml("LabelEncoder", 2, text).withLongs("keys_int64s", 1).withLongs("values_int64s", 1),
                OneNode.ml("ArrayFeatureExtractor", 1, SIX, longs(3)),
                OneNode.ml("Scaler", 1, SIX).withFloats("offset", 1, 2),
                OneNode.ml("Imputer", 1, longs(1)),
                OneNode.ml("Normalizer", 1, SIX),
                OneNode.ml("OneHotEncoder", 1, text).withLongs("cats_int64s", 1),
                OneNode.ml("OneHotEncoder", 1, longs(5))
                        .withLongs("cats_int64s", 1)
                        .with("zeros", 0L),
                OneNode.of("NegativeLogLikelihoodLoss", 13, SIX, longs(0, 3)),
                OneNode.of("NegativeLogLikelihoodLoss", 13, SIX, longs(0)),
                OneNode.of("NegativeLogLikelihoodLoss", 13, SIX, longs(0, 1)).with("reduction", "?"),
                OneNode.of("SoftmaxCrossEntropyLoss", 13, SIX, longs(0, 1), SIX),
                new OneNode("ai.onnx.preview.training", "Adam", 1, Map.of(), List.of(SIX, longs(0)), 1),
                new OneNode(
                        "ai.onnx.preview.training", "Momentum", 1, Map.of(), List.of(SIX, longs(0), SIX, SIX, SIX), 2),
                OneNode.of("Relu", 13, SIX).giving(2)));
        return nodes.stream();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatDoesNotFitIsRefusedByName(OneNode node) {
        String message =
                assertThrows(UserException.class, () -> node.run(LIMITS)).getMessage();
        assertTrue(message.startsWith("expected ") && message.contains(", found "), message);
        assertTrue(message.contains("operator " + node.operator()), message);
        assertEquals(1, message.lines().count());
    }

    @Test
    void limitsAreOfAllOperatorsTogether() {
        OnnxValue x = new OnnxValue("x", ElementType.FLOAT, OnnxValue.ANY_SHAPE);
        List<OnnxNode> nodes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            nodes.add(new OnnxNode("", "Relu", "", List.of(i == 0 ? "x" : "v" + i), List.of("v" + (i + 1)), Map.of()));
        }
        OnnxValue y = new OnnxValue("v100", ElementType.FLOAT, OnnxValue.ANY_SHAPE);
        OnnxEvaluator evaluator = OnnxEvaluator.of(new OnnxModel(
                8, "", Map.of("", 17L), new OnnxGraph("", List.of(x), List.of(y), nodes, Map.of()), Map.of()));
        Map<String, OnnxTensor> inputs = Map.of("x", OnnxTensor.ofFloats(new float[10], 10));
        assertEquals(1, evaluator.run(inputs, new EvaluationLimits(1000, 1000)).size());
        EvaluationLimits less = new EvaluationLimits(999, 1000);
        String message = assertThrows(UserException.class, () -> evaluator.run(inputs, less))
                .getMessage();
        assertTrue(message.contains("limit of elements"), message);
    }

    @Test
    void numbersAreRoundedOnce() {
        // 1 + 2^-24 and a little more: float32 by way of float64 would round twice in a sum of three.
        float small = Math.scalb(1f, -24);
        OnnxTensor sum = OneNode.of(
                        "Sum",
                        13,
                        OnnxTensor.ofFloats(new float[] {1}, 1),
                        OnnxTensor.ofFloats(new float[] {small}, 1),
                        OnnxTensor.ofFloats(new float[] {small}, 1))
                .run()
                .get(0);
        assertEquals(Math.nextUp(1f), sum.floats()[0]);
    }

    @Test
    void wholeNumbersWrapAround() {
        OnnxTensor most = longs(127).as(ElementType.INT8);
        assertEquals(
                -128,
                OneNode.of("Add", 14, most, longs(1).as(ElementType.INT8))
                        .run()
                        .get(0)
                        .longs()[0]);
        OnnxTensor unsigned = longs(-1).as(ElementType.UINT64);
        OnnxTensor half = OneNode.of("Div", 14, unsigned, longs(2).as(ElementType.UINT64))
                .run()
                .get(0);
        assertEquals(Long.MAX_VALUE, half.longs()[0]);
        OnnxTensor real = OneNode.of("Cast", 13, unsigned).with("to", 1L).run().get(0);
        assertEquals(0x1p64f, real.floats()[0]);
    }

    @Test
    void attributesOfAnotherKindAreRefused() {
        OneNode node = new OneNode(
                "", "Gemm", 13, Map.of("alpha", new OnnxAttribute.OfText("1")), List.of(SIX, SIX.reshaped(3, 2)), 1);
        String message = assertThrows(UserException.class, node::run).getMessage();
        assertTrue(message.contains("attribute alpha"), message);
    }
}
