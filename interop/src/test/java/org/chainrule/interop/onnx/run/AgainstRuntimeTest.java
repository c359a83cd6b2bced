package org.chainrule.interop.onnx.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.random.CounterRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Operators that the suite has little of, and old versions of others, beside ONNX Runtime. */
class AgainstRuntimeTest {
    private static final float NAN = Float.NaN;
    private static final float INF = Float.POSITIVE_INFINITY;

    private static OnnxTensor floats(int... shape) {
        int size = Shapes.product(shape);
        float[] values = new float[size];
        CounterRandom random = new CounterRandom(17L + size);
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.normal(i) * 2;
        }
        return OnnxTensor.ofFloats(values, shape);
    }

    private static OnnxTensor doubles(int... shape) {
        return OnnxTensor.ofDoubles(Tensors.reals(floats(shape)), shape);
    }

    private static OnnxTensor positive(int... shape) {
        OnnxTensor floats = floats(shape);
        for (int i = 0; i < floats.size(); i++) {
            floats.floats()[i] = Math.abs(floats.floats()[i]) + 0.1f;
        }
        return floats;
    }

    private static OnnxTensor vector(float... values) {
        return OnnxTensor.ofFloats(values, values.length);
    }

    private static OnnxTensor longs(long... values) {
        return OnnxTensor.ofLongs(values, values.length);
    }

    private static OnnxTensor ints(long... values) {
        return longs(values).as(ElementType.INT32);
    }

    private static OnnxTensor texts(String... values) {
        return OnnxTensor.ofTexts(values, values.length);
    }

    private static OnnxTensor truths(boolean... values) {
        return OnnxTensor.ofBooleans(values, values.length);
    }

    private static OnnxTensor counting(int... shape) {
        long[] values = new long[Shapes.product(shape)];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 7 % 11 - 3;
        }
        return OnnxTensor.ofLongs(values, shape);
    }

    static Stream<OneNode> elementwise() {
        List<OneNode> nodes = new ArrayList<>();
        OnnxTensor special = vector(NAN, INF, -INF, 0f, -0f, 0.5f, 1.5f, 2.5f, -0.5f, -1.5f, -2.5f, 1e-30f, 3e38f, 88f);
        for (String name : List.of("Abs", "Neg", "Sign", "Floor", "Ceil", "Sin", "Cos", "Atan", "Tanh", "Erf", "Exp")) {
            nodes.add(OneNode.of(name, 13, floats(3, 4)));
        }
        for (String name : List.of("Abs", "Neg", "Floor", "Ceil", "Round", "IsNaN", "IsInf", "Relu", "Reciprocal")) {
            nodes.add(OneNode.of(name, 13, special));
        }
        for (String name : List.of("Sqrt", "Log", "Softsign", "Sinh", "Cosh")) {
            nodes.add(OneNode.of(name, 13, positive(5)));
        }
        for (String name : List.of("Tan", "Asin", "Acos")) {
            nodes.add(OneNode.of(name, 13, vector(-0.9f, -0.3f, 0f, 0.2f, 0.99f)));
        }
        nodes.add(OneNode.of("IsInf", 10, special).with("detect_negative", 0L));
        nodes.add(OneNode.of("IsInf", 10, special).with("detect_positive", 0L));
        nodes.add(OneNode.of("Round", 11, doubles(7)));
        nodes.add(OneNode.of("Celu", 12, floats(6)).with("alpha", 2f));
        nodes.add(OneNode.of("Gelu", 20, floats(9)));
        nodes.add(OneNode.of("Gelu", 20, floats(9)).with("approximate", "tanh"));
        nodes.add(OneNode.of("Mish", 18, floats(9)));
        nodes.add(OneNode.of("HardSwish", 14, floats(9)));
        nodes.add(OneNode.of("Softplus", 1, vector(-200, -1, 0, 1, 80)));
        nodes.add(OneNode.of("Sigmoid", 13, vector(-80, -1, 0, 1, 80)));
        nodes.add(OneNode.of("Clip", 6, floats(9)).with("min", -1f).with("max", 0.5f));
        nodes.add(OneNode.of("Clip", 13, floats(9), null, OnnxTensor.ofFloats(new float[] {1})));
        nodes.add(OneNode.of("Not", 1, truths(true, false)));
        nodes.add(OneNode.of("Identity", 13, texts("a", "ü")));
        nodes.add(OneNode.of("Abs", 13, counting(6)));
        nodes.add(OneNode.of("Neg", 13, counting(6)));
        nodes.add(OneNode.of("Sign", 13, counting(6)));
        return nodes.stream();
    }

    static Stream<OneNode> pairs() {
        List<OneNode> nodes = new ArrayList<>();
        for (String name : List.of("Add", "Sub", "Mul", "Div", "Less", "LessOrEqual", "Greater", "GreaterOrEqual")) {
            nodes.add(OneNode.of(name, 16, floats(2, 1, 3), floats(4, 1)));
            nodes.add(OneNode.of(name, 16, counting(2, 3), longs(5)));
        }
        for (String name : List.of("And", "Or", "Xor")) {
            nodes.add(OneNode.of(name, 7, truths(true, true, false, false), truths(true, false, true, false)));
        }
        nodes.add(OneNode.of("Less", 13, vector(NAN, 1, INF), vector(NAN, NAN, INF)));
        nodes.add(OneNode.of("Equal", 13, vector(NAN, 0f, INF), vector(NAN, -0f, INF)));
        nodes.add(OneNode.of("Equal", 19, texts("a", "b", "ä"), texts("a", "c", "ä")));
        nodes.add(OneNode.of("Equal", 13, truths(true, false), truths(true, true)));
        nodes.add(OneNode.of("Pow", 15, positive(2, 3), vector(2f, 0.5f, -1f)));
        nodes.add(OneNode.of("Pow", 15, positive(3), longs(2, 3, 0)));
        nodes.add(OneNode.of("Pow", 15, longs(2, -3, 5), longs(10, 3, 0)));
        nodes.add(OneNode.of("Pow", 15, ints(2, 3, 5), vector(2f, 0f, 1f)));
        nodes.add(OneNode.of("Mod", 13, longs(7, -7, 7, -7), longs(3, 3, -3, -3)));
        nodes.add(
                OneNode.of("Mod", 13, longs(7, -7, 7, -7), longs(3, 3, -3, -3)).with("fmod", 1L));
        nodes.add(OneNode.of("Mod", 13, vector(7.5f, -7.5f), vector(2f, 2f)).with("fmod", 1L));
        nodes.add(OneNode.of("PRelu", 16, floats(2, 3), floats(3)));
        nodes.add(OneNode.of("PRelu", 9, floats(2, 3, 2), OnnxTensor.ofFloats(new float[] {0.1f, 0.2f, 0.3f}, 3, 1)));
        nodes.add(OneNode.of("Max", 13, floats(2, 3), floats(3), floats(2, 1)));
        nodes.add(OneNode.of("Min", 13, vector(NAN, 1), vector(2, 3)));
        nodes.add(OneNode.of("Mean", 13, floats(2, 3), floats(3)));
        nodes.add(OneNode.of("Sum", 13, floats(2, 3), floats(3), floats(1)));
        nodes.add(OneNode.of("Where", 16, truths(true, false, true), texts("a", "b", "c"), texts("-")));
        nodes.add(OneNode.of("Where", 9, truths(true, false), floats(2, 2), floats(2, 1)));
        return nodes.stream();
    }

    static Stream<OneNode> reductions() {
        List<OneNode> nodes = new ArrayList<>();
        for (String name : List.of(
                "ReduceSum",
                "ReduceProd",
                "ReduceMax",
                "ReduceMin",
                "ReduceMean",
                "ReduceL1",
                "ReduceL2",
                "ReduceSumSquare",
                "ReduceLogSum",
                "ReduceLogSumExp")) {
            nodes.add(OneNode.of(name, 18, positive(2, 3, 4), longs(1, -1)));
            nodes.add(OneNode.of(name, 18, positive(2, 3, 4), longs(0)).with("keepdims", 0L));
            nodes.add(OneNode.of(name, 18, positive(2, 3)));
            if (!List.of("ReduceSumSquare", "ReduceLogSum").contains(name)) {
                // Of these two ONNX Runtime leaves out the square and the logarithm, which the standard keeps.
                nodes.add(OneNode.of(name, 18, positive(2, 3), longs()).with("noop_with_empty_axes", 1L));
            }
            nodes.add(OneNode.of(name, 11, positive(2, 3, 4)).withLongs("axes", 0L, 2L));
        }
        nodes.add(OneNode.of("ReduceSum", 13, counting(3, 4), longs(1)));
        nodes.add(OneNode.of("ReduceMax", 18, counting(3, 4), longs(0)));
        nodes.add(OneNode.of("ArgMax", 13, counting(3, 4)).with("axis", 1L).with("keepdims", 0L));
        nodes.add(OneNode.of("ArgMin", 13, vector(3, 1, 1, 2)).with("axis", 0L));
        nodes.add(OneNode.of("ArgMin", 13, vector(3, 1, 1, 2)).with("axis", 0L).with("select_last_index", 1L));
        nodes.add(OneNode.of("TopK", 11, counting(3, 5), longs(3)).giving(2));
        nodes.add(OneNode.of("TopK", 11, floats(3, 5), longs(2))
                .with("axis", 0L)
                .with("largest", 0L)
                .giving(2));
        for (String name : List.of("Softmax", "LogSoftmax", "Hardmax")) {
            nodes.add(OneNode.of(name, 13, floats(2, 3, 4)));
            nodes.add(OneNode.of(name, 13, floats(2, 3, 4)).with("axis", 1L));
            nodes.add(OneNode.of(name, 11, floats(2, 3, 4)));
            nodes.add(OneNode.of(name, 11, floats(2, 3, 4)).with("axis", 2L));
        }
        return nodes.stream();
    }

    static Stream<OneNode> products() {
        return Stream.of(
                OneNode.of("MatMul", 13, floats(2, 1, 3, 4), floats(5, 4, 2)),
                OneNode.of("MatMul", 13, floats(4), floats(4, 2)),
                OneNode.of("MatMul", 13, doubles(3, 4), doubles(4)),
                OneNode.of("Gemm", 13, floats(4, 3), floats(5, 4), floats(5))
                        .with("transA", 1L)
                        .with("transB", 1L)
                        .with("alpha", 0.5f)
                        .with("beta", 2f),
                OneNode.of("Gemm", 9, floats(3, 4), floats(4, 5), floats(3, 1)),
                OneNode.of("BatchNormalization", 15, floats(4, 3), floats(3), floats(3), floats(3), positive(3)),
                OneNode.of("BatchNormalization", 9, floats(2, 3, 2), floats(3), floats(3), floats(3), positive(3))
                        .with("epsilon", 0.01f),
                OneNode.of("LayerNormalization", 17, floats(4, 3), floats(3), floats(3)),
                OneNode.of("LayerNormalization", 17, floats(4, 3), floats(3))
                        .with("axis", -1L)
                        .giving(3),
                OneNode.of("InstanceNormalization", 6, floats(2, 3, 4), floats(3), floats(3)),
                OneNode.of("GroupNormalization", 21, floats(2, 4, 3), floats(4), floats(4))
                        .with("num_groups", 2L),
                OneNode.of("LpNormalization", 1, floats(3, 4)).with("p", 1L),
                OneNode.of("LpNormalization", 1, floats(3, 4)).with("axis", 0L));
    }

    static Stream<OneNode> shapes() {
        return Stream.of(
                OneNode.of("Reshape", 14, floats(2, 3, 4), longs(0, -1)),
                OneNode.of("Reshape", 5, texts("a", "b"), longs(2, 1)),
                OneNode.of("Flatten", 13, floats(2, 3, 4)).with("axis", 0L),
                OneNode.of("Flatten", 13, floats(2, 3, 4)).with("axis", 3L),
                OneNode.of("Squeeze", 13, floats(1, 3, 1)),
                OneNode.of("Squeeze", 13, floats(1, 3, 1), longs(-1)),
                OneNode.of("Squeeze", 11, floats(1, 3, 1)).withLongs("axes", 0L),
                OneNode.of("Unsqueeze", 13, floats(3), longs(-1, 0)),
                OneNode.of("Unsqueeze", 11, floats(3)).withLongs("axes", 0L),
                OneNode.of("Transpose", 13, counting(2, 3, 4)),
                OneNode.of("Transpose", 13, counting(2, 3, 4)).withLongs("perm", 1L, 2L, 0L),
                OneNode.of("Expand", 13, floats(3, 1), longs(2, 1, 4)),
                OneNode.of("Tile", 13, counting(2, 3), longs(2, 3)),
                OneNode.of("Shape", 15, floats(2, 3, 4)).with("start", 1L),
                OneNode.of("Shape", 15, floats(2, 3, 4)).with("start", -3L).with("end", -1L),
                OneNode.of("Size", 13, floats(2, 3)),
                OneNode.of("ConstantOfShape", 9, longs(2, 3)),
                OneNode.of("ConstantOfShape", 9, longs(2)).with("value", longs(7)),
                OneNode.of("Constant", 13).withFloats("value_floats", 1f, 2f),
                OneNode.of("Constant", 13).with("value_int", 3L),
                OneNode.of("Constant", 13).withTexts("value_strings", "a", "b"),
                OneNode.of("Range", 11, scalar(1), scalar(10), scalar(4)),
                OneNode.of("Range", 11, scalar(5), scalar(-5), scalar(-3)),
                OneNode.of("OneHot", 11, longs(0, 2, -1, 5), longs(3), vector(-1, 1)),
                OneNode.of("OneHot", 11, counting(2, 2), longs(4), longs(0, 1)).with("axis", 0L),
                OneNode.of("Concat", 13, texts("a"), texts("b", "c")).with("axis", 0L),
                OneNode.of("Concat", 13, floats(2, 1), floats(2, 3)).with("axis", -1L),
                OneNode.of("Dropout", 13, floats(4)).giving(2));
    }

    private static OnnxTensor scalar(long value) {
        return OnnxTensor.ofLongs(new long[] {value});
    }

    static Stream<OneNode> selections() {
        OnnxTensor matrix = counting(3, 4);
        return Stream.of(
                OneNode.of("Gather", 13, matrix, OnnxTensor.ofLongs(new long[] {0, -1, 2, 1}, 2, 2))
                        .with("axis", 1L),
                OneNode.of("Gather", 13, texts("a", "b", "c"), ints(2, 0)),
                OneNode.of("Gather", 13, matrix, OnnxTensor.ofLongs(new long[] {1})),
                OneNode.of("GatherElements", 13, matrix, OnnxTensor.ofLongs(new long[] {0, 3, -1, 2}, 2, 2))
                        .with("axis", 1L),
                OneNode.of("GatherND", 13, matrix, OnnxTensor.ofLongs(new long[] {0, 1, -1, 2}, 2, 2)),
                OneNode.of("GatherND", 13, matrix, OnnxTensor.ofLongs(new long[] {2, 0}, 2, 1)),
                OneNode.of("Slice", 13, matrix, longs(1), longs(3)),
                OneNode.of("Slice", 13, matrix, longs(-1), longs(-100), longs(1), longs(-2)),
                OneNode.of("Slice", 13, matrix, longs(0, 3), longs(Long.MAX_VALUE, 0), longs(0, 1), longs(2, -1)),
                OneNode.of("Slice", 13, matrix, longs(2), longs(2), longs(0)),
                OneNode.of("Slice", 13, matrix, longs(100), longs(Long.MIN_VALUE), longs(0), longs(-1)),
                OneNode.of("Slice", 13, matrix, longs(0), longs(4), longs(1), longs(Long.MAX_VALUE)),
                OneNode.of("Slice", 9, matrix).withLongs("starts", 1L, 0L).withLongs("ends", 2L, -1L),
                OneNode.of("Split", 13, matrix, longs(1, 3)).with("axis", 1L).giving(2),
                OneNode.of("Split", 11, matrix).with("axis", 1L).giving(2),
                OneNode.of("Split", 18, counting(7)).with("num_outputs", 3L).giving(3),
                OneNode.of("Split", 11, counting(5)).withLongs("split", 2L, 3L).giving(2));
    }

    static Stream<OneNode> casts() {
        List<OneNode> nodes = new ArrayList<>();
        OnnxTensor reals = vector(0.1f, -1.5f, 2.7f, 1e10f, -0f, 123456.789f, 1e-5f, 3f, 16777216f);
        for (ElementType to : List.of(ElementType.DOUBLE, ElementType.INT64, ElementType.BOOL, ElementType.STRING)) {
            nodes.add(OneNode.of("Cast", 13, reals).with("to", (long) to.code()));
        }
        nodes.add(cast(vector(NAN, INF, -INF, 1e20f, 12345678f, 123456789f), ElementType.STRING));
        nodes.add(cast(OnnxTensor.ofDoubles(new double[] {0.1, 1e300, -5, Math.PI}, 4), ElementType.STRING));
        nodes.add(cast(OnnxTensor.ofDoubles(new double[] {0.1, 1e300, -5, Math.PI}, 4), ElementType.FLOAT));
        nodes.add(cast(longs(5, -7, Long.MAX_VALUE, 9007199791611905L), ElementType.FLOAT));
        nodes.add(cast(longs(5, -7, Long.MIN_VALUE), ElementType.STRING));
        nodes.add(cast(longs(5, -7, 300), ElementType.INT8));
        nodes.add(cast(longs(5, -7, 300), ElementType.INT32));
        nodes.add(cast(longs(0, 2), ElementType.BOOL));
        nodes.add(cast(truths(true, false), ElementType.FLOAT));
        nodes.add(cast(truths(true, false), ElementType.INT64));
        nodes.add(cast(texts("1.5", "-2e3", "NaN", "INF", "-INF", "7"), ElementType.FLOAT));
        nodes.add(cast(texts("0.1", "1e300"), ElementType.DOUBLE));
        nodes.add(cast(texts("12", "-5"), ElementType.INT64));
        return nodes.stream();
    }

    private static OneNode cast(OnnxTensor input, ElementType to) {
        return OneNode.of("Cast", 13, input).with("to", (long) to.code());
    }

    static Stream<OneNode> machineLearning() {
        return Stream.of(
                OneNode.ml("LabelEncoder", 2, texts("b", "x", "ä"))
                        .withTexts("keys_strings", "a", "b", "ä")
                        .withLongs("values_int64s", 10L, 20L, 30L)
                        .with("default_int64", -5L),
                OneNode.ml("LabelEncoder", 2, texts("b", "x"))
                        .withTexts("keys_strings", "a", "b")
                        .withFloats("values_floats", 1.5f, 2.5f),
                OneNode.ml("LabelEncoder", 2, texts("b", "x"))
                        .withTexts("keys_strings", "a", "b")
                        .withTexts("values_strings", "A", "B"),
                OneNode.ml("LabelEncoder", 2, longs(1, 2, 3))
                        .withLongs("keys_int64s", 1L, 3L)
                        .withTexts("values_strings", "A", "C"),
                OneNode.ml("LabelEncoder", 2, longs(1, 2, 3))
                        .withLongs("keys_int64s", 1L, 3L)
                        .withLongs("values_int64s", 7L, 8L),
                OneNode.ml("LabelEncoder", 2, longs(1, 2))
                        .withLongs("keys_int64s", 1L)
                        .withFloats("values_floats", 7f),
                // NaN is a key since version 2 says the standard, and since 4 does the runtime.
                OneNode.ml("LabelEncoder", 4, vector(1, NAN, 3))
                        .withFloats("keys_floats", 1f, NAN)
                        .withLongs("values_int64s", 7L, 8L)
                        .with("default_int64", 0L),
                OneNode.ml("LabelEncoder", 2, vector(1, NAN, 3))
                        .withFloats("keys_floats", 1f, 3f)
                        .withFloats("values_floats", 7f, 8f),
                OneNode.ml("LabelEncoder", 2, vector(1, 2))
                        .withFloats("keys_floats", 1f)
                        .withTexts("values_strings", "one"),
                OneNode.ml("LabelEncoder", 4, OnnxTensor.ofDoubles(new double[] {1, 2}, 2))
                        .with("keys_tensor", OnnxTensor.ofDoubles(new double[] {1, 3}, 2))
                        .with("values_tensor", OnnxTensor.ofDoubles(new double[] {0.5, 0.25}, 2))
                        .with("default_tensor", OnnxTensor.ofDoubles(new double[] {9}, 1)),
                OneNode.ml("LabelEncoder", 1, texts("b", "x")).withTexts("classes_strings", "a", "b"),
                OneNode.ml("LabelEncoder", 1, longs(1, 5)).withTexts("classes_strings", "a", "b"),
                OneNode.ml("ArrayFeatureExtractor", 1, floats(2, 4), longs(3, 0)),
                OneNode.ml("ArrayFeatureExtractor", 1, texts("a", "b"), longs(1)),
                OneNode.ml("Scaler", 1, floats(2, 3))
                        .withFloats("offset", 1f, 2f, 3f)
                        .withFloats("scale", 0.5f, 2f, 1f),
                OneNode.ml("Scaler", 1, counting(2, 3)).withFloats("offset", 1f).withFloats("scale", 0.5f),
                OneNode.ml("Imputer", 1, OnnxTensor.ofFloats(new float[] {1, NAN, NAN, 4}, 2, 2))
                        .withFloats("imputed_value_floats", 5f, 6f)
                        .with("replaced_value_float", NAN),
                OneNode.ml("Imputer", 1, OnnxTensor.ofLongs(new long[] {1, -1, -1, 4}, 2, 2))
                        .withLongs("imputed_value_int64s", 5L)
                        .with("replaced_value_int64", -1L),
                OneNode.ml("Binarizer", 1, floats(2, 3)).with("threshold", 0.5f),
                OneNode.ml("Normalizer", 1, floats(2, 3)).with("norm", "L1"),
                OneNode.ml("Normalizer", 1, floats(2, 3)).with("norm", "L2"),
                OneNode.ml("OneHotEncoder", 1, texts("b", "x")).withTexts("cats_strings", "a", "b"),
                OneNode.ml("OneHotEncoder", 1, OnnxTensor.ofLongs(new long[] {1, 4, 2, 1}, 2, 2))
                        .withLongs("cats_int64s", 1L, 2L));
    }

    @ParameterizedTest
    @MethodSource({"elementwise", "pairs", "reductions", "products", "shapes", "selections", "casts", "machineLearning"
    })
    void givesWhatTheRuntimeGives(OneNode node) throws OrtException {
        List<OnnxTensor> found = node.run();
        List<ElementType> types = found.stream().map(OnnxTensor::type).toList();
        List<OnnxTensor> expected = RuntimeReference.run(node.model(types), node.named());
        for (int i = 0; i < expected.size(); i++) {
            assertEquals("", Differences.between(expected.get(i), found.get(i), 1e-5, 1e-6), node.toString());
        }
        assertEquals(expected.size(), found.size());
    }
}
