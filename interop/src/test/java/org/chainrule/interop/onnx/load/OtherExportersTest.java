package org.chainrule.interop.onnx.load;

import static org.chainrule.interop.onnx.load.GraphMaker.number;
import static org.chainrule.interop.onnx.load.GraphMaker.whole;
import static org.chainrule.interop.onnx.load.GraphMaker.wholes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.chainrule.interop.assemble.ImportOptions;
import org.chainrule.interop.assemble.ImportedNetwork;
import org.chainrule.interop.assemble.InputColumn;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxAttribute;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.likelihood.Bernoulli;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.Layer;
import org.chainrule.network.LayerNormalization;
import org.chainrule.train.Precision;
import org.junit.jupiter.api.Test;

/** Graphs as tf2onnx writes those of Keras, and skl2onnx those of scikit-learn. */
class OtherExportersTest {
    private static ImportedNetwork check(GraphMaker graph, String output) {
        return ImportJudge.check(graph.model(), ImportOptions.none(), output);
    }

    private static List<Layer> layers(ImportedNetwork imported) {
        return imported.network().network().layers();
    }

    private static GraphMaker keras() {
        return new GraphMaker("tf2onnx 1.16.1", 15).input("dense_input", 5);
    }

    private static GraphMaker scikit() {
        return new GraphMaker("skl2onnx 1.16", 17).input("X", 4);
    }

    @Test
    void kerasSequential() {
        GraphMaker graph = keras().dense("dense", "z", "dense_input", 5, 7)
                .node("Relu", "h", "z")
                .dense("dense_1", "scores", "h", 7, 3)
                .node("Softmax", Map.of("axis", whole(1)), "dense_1_out", "scores")
                .node("Identity", "output", "dense_1_out")
                .output("output", 3);
        ImportedNetwork imported = check(graph, "output");
        assertEquals(new Categorical(0), imported.network().likelihood());
        assertEquals(3, layers(imported).size());
    }

    @Test
    void kerasGeluSwishAndFoldedBatchNormalisation() {
        GraphMaker graph = keras().dense("d", "z", "dense_input", 5, 7)
                .positive("scale", 7)
                .drawn("offset", 0.5, 7)
                .node("Mul", "zs", "z", "scale")
                .node("Add", "zn", "zs", "offset")
                .scalar("half", 0.5)
                .scalar("root", 0.70710678)
                .scalar("one", 1)
                .node("Mul", "zh", "zn", "half")
                .node("Mul", "u", "zn", "root")
                .node("Erf", "e", "u")
                .node("Add", "e1", "one", "e")
                .node("Mul", "h", "zh", "e1")
                .dense("d1", "z1", "h", 7, 6)
                .node("Sigmoid", "s1", "z1")
                .node("Mul", "h1", "s1", "z1")
                .dense("d2", "output", "h1", 6, 1)
                .output("output", 1);
        List<Layer> layers = layers(check(graph, "output"));
        assertEquals(5, layers.size());
        assertEquals(new Activate(Activation.GELU), layers.get(1));
        assertEquals(new Activate(Activation.SILU), layers.get(3));
    }

    @Test
    void kerasLayerNormalisation() {
        Map<String, OnnxAttribute> last = Map.of("axes", wholes(-1));
        GraphMaker graph = keras().dense("d", "z", "dense_input", 5, 7)
                .positive("gamma", 7)
                .drawn("beta", 0.5, 7)
                .scalar("eps", 1e-3)
                .node("ReduceMean", last, "m", "z")
                .node("Sub", "d", "z", "m")
                .node("Mul", "q", "d", "d")
                .node("ReduceMean", last, "v", "q")
                .node("Add", "ve", "v", "eps")
                .node("Sqrt", "s", "ve")
                .node("Reciprocal", "i", "s")
                .node("Mul", "ig", "i", "gamma")
                .node("Mul", "zi", "z", "ig")
                .node("Mul", "mi", "m", "ig")
                .node("Sub", "bm", "beta", "mi")
                .node("Add", "h", "zi", "bm")
                .dense("d1", "output", "h", 7, 1)
                .output("output", 1);
        List<Layer> layers = layers(check(graph, "output"));
        assertEquals(new LayerNormalization(1e-3), layers.get(1));
        assertEquals(3, layers.size());
    }

    @Test
    void kerasNormalizationBecomesTheEncoder() {
        GraphMaker graph = keras().constant("mean", OnnxTensor.ofFloats(new float[] {1, 2, 3, 4, 5}, 1, 5))
                .constant("std", OnnxTensor.ofFloats(new float[] {0.5f, 1, 2, 4, 8}, 1, 5))
                .node("Sub", "c", "dense_input", "mean")
                .node("Div", "n", "c", "std")
                .dense("d", "output", "n", 5, 1)
                .output("output", 1);
        ImportedNetwork imported = check(graph, "output");
        assertEquals(new InputColumn("x3", 4, 0.25, 4), imported.columns().get(3));
        assertEquals(1, layers(imported).size());
    }

    @Test
    void inputsOfTheirOwnAreJoined() {
        GraphMaker graph = new GraphMaker("tf2onnx", 15)
                .input("age", 1)
                .input("income", 1)
                .input("rest", 2)
                .node("Concat", Map.of("axis", whole(-1)), "x", "age", "income", "rest")
                .dense("d", "output", "x", 4, 1)
                .output("output", 1);
        assertEquals(
                List.of("age", "income", "rest_0", "rest_1"),
                check(graph, "output").columns().stream().map(InputColumn::name).toList());
    }

    /** MLPClassifier of three classes with names, behind a StandardScaler. */
    @Test
    void scikitClassifierOfSeveralClasses() {
        GraphMaker graph = scikit().node(
                        "ai.onnx.ml",
                        "Scaler",
                        Map.of(
                                "offset", new OnnxAttribute.OfFloats(new float[] {1, 2, 3, 4}),
                                "scale", new OnnxAttribute.OfFloats(new float[] {0.5f, 1, 2, 4})),
                        List.of("scaled"),
                        "X")
                .node("Cast", Map.of("to", whole(1)), "cast_input", "scaled")
                .dense("coefficient", "add_result", "cast_input", 4, 6)
                .node("Relu", "next_activations", "add_result")
                .dense("coefficient1", "add_result1", "next_activations", 6, 3)
                .node("Softmax", "probabilities", "add_result1")
                .constant("classes", OnnxTensor.ofTexts(new String[] {"setosa", "versicolor", "virginica"}, 3))
                .node("ArgMax", Map.of("axis", whole(1)), "argmax_output", "probabilities")
                .node(
                        "ai.onnx.ml",
                        "ArrayFeatureExtractor",
                        Map.of(),
                        List.of("array_feature_extractor_result"),
                        "classes",
                        "argmax_output")
                .longs("shape", -1)
                .node("Reshape", "label", "array_feature_extractor_result", "shape")
                .label("label", ElementType.STRING)
                .output("probabilities", 3);
        ImportedNetwork imported = check(graph, "probabilities");
        assertEquals(List.of("setosa", "versicolor", "virginica"), imported.classes());
        assertEquals(new Categorical(0), imported.network().likelihood());
        assertEquals(new InputColumn("x2", 3, 2, 3), imported.columns().get(2));
        assertEquals(
                List.of(
                        "the output \"label\" is not needed",
                        "4 of its columns are scaled, by the model's encoder from now on"),
                imported.notes());
    }

    /** MLPClassifier of two classes with numbers: 1 - p and p. */
    @Test
    void scikitClassifierOfTwoClasses() {
        GraphMaker graph = scikit().node("Cast", Map.of("to", whole(1)), "cast_input", "X")
                .dense("coefficient", "add_result", "cast_input", 4, 6)
                .node("Tanh", "next_activations", "add_result")
                .dense("coefficient1", "add_result1", "next_activations", 6, 1)
                .node("Sigmoid", "out_activations_result", "add_result1")
                .scalar("unity", 1)
                .node("Sub", "negative_class_proba", "unity", "out_activations_result")
                .node(
                        "Concat",
                        Map.of("axis", whole(1)),
                        "probabilities",
                        "negative_class_proba",
                        "out_activations_result")
                .longs("classes", 10, 20)
                .node("ArgMax", Map.of("axis", whole(1)), "argmax_output", "probabilities")
                .node("ai.onnx.ml", "ArrayFeatureExtractor", Map.of(), List.of("afe"), "classes", "argmax_output")
                .longs("shape", -1)
                .node("Reshape", "reshaped", "afe", "shape")
                .node("Cast", Map.of("to", whole(7)), "output_label", "reshaped")
                .label("output_label", ElementType.INT64)
                .output("probabilities", 2);
        ImportedNetwork imported = check(graph, "probabilities");
        assertEquals(List.of("10", "20"), imported.classes());
        assertEquals(new Bernoulli(), imported.network().likelihood());
    }

    /** MLPRegressor in float64, behind a StandardScaler of float64. */
    @Test
    void scikitRegressorInDoublePrecision() {
        GraphMaker graph = new GraphMaker("skl2onnx 1.16", 17)
                .input("X", ElementType.DOUBLE, 2)
                .constant("mean", OnnxTensor.ofDoubles(new double[] {0.1, 0.2}, 2))
                .constant("deviation", OnnxTensor.ofDoubles(new double[] {3, 7}, 2))
                .constant("w", OnnxTensor.ofDoubles(new double[] {0.1, 0.2, 0.3, -0.4, 0.5, 0.6}, 2, 3))
                .constant("b", OnnxTensor.ofDoubles(new double[] {0.7, -0.8, 0.9}, 1, 3))
                .constant("w1", OnnxTensor.ofDoubles(new double[] {1.1, -1.2, 1.3}, 3, 1))
                .constant("b1", OnnxTensor.ofDoubles(new double[] {1e-9}, 1, 1))
                .longs("shape", -1, 1)
                .node("Sub", "c", "X", "mean")
                .node("Div", "n", "c", "deviation")
                .node("MatMul", "p", "n", "w")
                .node("Add", "z", "p", "b")
                .node("Relu", "h", "z")
                .node("MatMul", "p1", "h", "w1")
                .node("Add", "y", "p1", "b1")
                .node("Reshape", "variable", "y", "shape")
                .output("variable", ElementType.DOUBLE, 1);
        ImportedNetwork imported = check(graph, "variable");
        assertEquals(Precision.FLOAT64, imported.network().precision());
        assertEquals(new Gaussian(), imported.network().likelihood());
        double[] weights = imported.network().wideParameters();
        assertEquals(1e-9, weights[weights.length - 1], 0);
    }

    /** A ColumnTransformer: columns are chosen, scaled in two ways and put in another order; missing values are filled. */
    @Test
    void scikitColumnTransformer() {
        GraphMaker graph = scikit().longs("first", 2, 0)
                .longs("second", 3)
                .node("ai.onnx.ml", "ArrayFeatureExtractor", Map.of(), List.of("a"), "X", "first")
                .node(
                        "ai.onnx.ml",
                        "Imputer",
                        Map.of(
                                "imputed_value_floats",
                                new OnnxAttribute.OfFloats(new float[] {7, 9}),
                                "replaced_value_float",
                                number(Double.NaN)),
                        List.of("ai"),
                        "a")
                .node(
                        "ai.onnx.ml",
                        "Scaler",
                        Map.of(
                                "offset", new OnnxAttribute.OfFloats(new float[] {1, 2}),
                                "scale", new OnnxAttribute.OfFloats(new float[] {0.5f, 4})),
                        List.of("as"),
                        "ai")
                .node("ai.onnx.ml", "ArrayFeatureExtractor", Map.of(), List.of("b"), "X", "second")
                .node("Concat", Map.of("axis", whole(1)), "x", "as", "b")
                .dense("d", "output", "x", 3, 1)
                .output("output", 1);
        ImportedNetwork imported = check(graph, "output");
        assertEquals(
                List.of(new InputColumn("x2", 1, 0.5, 7), new InputColumn("x0", 2, 4, 9), InputColumn.plain("x3")),
                imported.columns());
    }

    /** A column that is read twice, once turned around, is no scaling that an encoder could say. */
    @Test
    void columnsThatAreReadTwice() {
        GraphMaker graph = scikit().node("Neg", "minus", "X")
                .node("Concat", Map.of("axis", whole(1)), "x", "X", "minus")
                .dense("d", "z", "x", 8, 3)
                .node("Relu", "h", "z")
                .dense("d1", "output", "h", 3, 1)
                .output("output", 1);
        ImportedNetwork imported = check(graph, "output");
        assertEquals(4, imported.columns().size());
    }

    /** Only the label is given: it is the largest score's. */
    @Test
    void aGraphThatGivesOnlyLabels() {
        GraphMaker graph = scikit().dense("d", "scores", "X", 4, 3)
                .constant("classes", OnnxTensor.ofTexts(new String[] {"a", "b", "c"}, 3))
                .node("ArgMax", Map.of("axis", whole(1), "keepdims", whole(0)), "best", "scores")
                .node("Gather", "label", "classes", "best")
                .label("label", ElementType.STRING);
        ImportedNetwork imported = OnnxImport.of(graph.model(), ImportOptions.none(), "labels.onnx");
        assertEquals(new Categorical(0), imported.network().likelihood());
        assertEquals(List.of("a", "b", "c"), imported.classes());
    }
}
