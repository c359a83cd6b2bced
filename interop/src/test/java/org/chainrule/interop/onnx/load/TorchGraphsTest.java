package org.chainrule.interop.onnx.load;

import static org.chainrule.interop.onnx.load.GraphMaker.number;
import static org.chainrule.interop.onnx.load.GraphMaker.whole;
import static org.chainrule.interop.onnx.load.GraphMaker.wholes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import org.chainrule.interop.assemble.ImportOptions;
import org.chainrule.interop.assemble.ImportedNetwork;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.likelihood.Bernoulli;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.BatchNormalization;
import org.chainrule.network.Dense;
import org.chainrule.network.Dropout;
import org.chainrule.network.Layer;
import org.chainrule.network.LayerNormalization;
import org.chainrule.network.ParametricActivate;
import org.chainrule.network.Residual;
import org.junit.jupiter.api.Test;

/** Graphs as {@code torch.onnx.export} writes them; ONNX Runtime and our evaluator say what they compute. */
class TorchGraphsTest {
    private static GraphMaker torch() {
        return new GraphMaker("pytorch 2.4.0", 17).input("input", 4);
    }

    private static List<Layer> layers(ImportedNetwork imported) {
        return imported.network().network().layers();
    }

    private static ImportedNetwork check(GraphMaker graph, String output) {
        return ImportJudge.check(graph.model(), ImportOptions.none(), output);
    }

    /** nn.Sequential(Linear, phi, Linear) with phi of the given nodes from "z" to "h". */
    private static ImportedNetwork around(GraphMaker graph) {
        graph.linear("2", "output", "h", 8, 3).output("output", 3);
        return check(graph, "output");
    }

    private static GraphMaker before() {
        return torch().linear("0", "z", "input", 4, 8);
    }

    private static void assertActivation(Activation expected, ImportedNetwork imported) {
        assertEquals(3, layers(imported).size());
        assertEquals(new Activate(expected), layers(imported).get(1));
    }

    @Test
    void aPerceptronOfLogitsIsGaussianUnlessSomebodySaysCategorical() {
        GraphMaker graph =
                before().node("Relu", "h", "z").linear("2", "output", "h", 8, 3).output("output", 3);
        ImportedNetwork imported = check(graph, "output");
        assertEquals(new Gaussian(), imported.network().likelihood());
        assertEquals(
                List.of("x0", "x1", "x2", "x3"),
                imported.columns().stream().map(c -> c.name()).toList());
        ImportedNetwork classes =
                OnnxImport.of(graph.model(), ImportOptions.none().withClasses(List.of("a", "b", "c")), "graph.onnx");
        assertEquals(new Categorical(0), classes.network().likelihood());
    }

    @Test
    void activationsThatAreOneOperator() {
        assertActivation(Activation.RELU, around(before().node("Relu", "h", "z")));
        assertActivation(Activation.TANH, around(before().node("Tanh", "h", "z")));
        assertActivation(Activation.LOGISTIC, around(before().node("Sigmoid", "h", "z")));
        assertActivation(Activation.SOFTPLUS, around(before().node("Softplus", "h", "z")));
        assertActivation(Activation.elu(0.5), around(before().node("Elu", Map.of("alpha", number(0.5)), "h", "z")));
        assertActivation(
                Activation.SELU,
                around(before().node(
                                "Selu", Map.of("alpha", number(1.67326319), "gamma", number(1.05070102)), "h", "z")));
        assertActivation(
                Activation.leakyRelu(0.2), around(before().node("LeakyRelu", Map.of("alpha", number(0.2)), "h", "z")));
        assertActivation(Activation.RELU, around(before().scalar("zero", 0).node("Max", "h", "z", "zero")));
        assertActivation(
                Activation.RELU,
                around(before().constant("least", OnnxTensor.ofFloats(new float[1]))
                        .node("Clip", "h", "z", "least")));
    }

    /** CELU scales before and behind an ELU: both go into the dense layers. */
    @Test
    void scalesOfAnActivationGoIntoItsNeighbours() {
        assertActivation(Activation.ELU, around(before().node("Celu", Map.of("alpha", number(2)), "h", "z")));
    }

    @Test
    void slopesThatAreLearnedStayParameters() {
        ImportedNetwork imported = around(before().positive("1.weight", 8).node("PRelu", "h", "z", "1.weight"));
        assertEquals(new ParametricActivate(Activation.RELU), layers(imported).get(1));
        ImportedNetwork one = around(before().positive("1.weight", 1).node("PRelu", "h", "z", "1.weight"));
        assertEquals(new ParametricActivate(Activation.RELU), layers(one).get(1));
    }

    @Test
    void geluTakenApart() {
        GraphMaker graph = before().scalar("root", 1.41421356)
                .scalar("one", 1)
                .scalar("half", 0.5)
                .node("Div", "u", "z", "root")
                .node("Erf", "e", "u")
                .node("Add", "e1", "e", "one")
                .node("Mul", "ze", "z", "e1")
                .node("Mul", "h", "ze", "half");
        assertActivation(Activation.GELU, around(graph));
    }

    @Test
    void siluAndMishTakenApart() {
        assertActivation(
                Activation.SILU, around(before().node("Sigmoid", "s", "z").node("Mul", "h", "z", "s")));
        assertActivation(
                Activation.MISH,
                around(before().node("Softplus", "p", "z")
                        .node("Tanh", "t", "p")
                        .node("Mul", "h", "z", "t")));
        assertActivation(
                Activation.MISH,
                around(before().scalar("one", 1)
                        .node("Exp", "e", "z")
                        .node("Add", "e1", "e", "one")
                        .node("Log", "p", "e1")
                        .node("Tanh", "t", "p")
                        .node("Mul", "h", "t", "z")));
    }

    @Test
    void batchNormalisationKeepsItsStatistics() {
        GraphMaker graph = before().positive("1.weight", 8)
                .drawn("1.bias", 0.5, 8)
                .drawn("1.running_mean", 1, 8)
                .positive("1.running_var", 8)
                .node(
                        "BatchNormalization",
                        Map.of("epsilon", number(1e-3), "momentum", number(0.9)),
                        "n",
                        "z",
                        "1.weight",
                        "1.bias",
                        "1.running_mean",
                        "1.running_var")
                .node("Relu", "h", "n");
        ImportedNetwork imported = around(graph);
        assertEquals(new BatchNormalization(0.1, 0.001), layers(imported).get(1));
    }

    @Test
    void layerNormalisationAsOneOperatorAndTakenApart() {
        GraphMaker one = before().positive("g", 8)
                .drawn("b", 0.5, 8)
                .node("LayerNormalization", Map.of("axis", whole(-1), "epsilon", number(1e-5)), "n", "z", "g", "b")
                .node("Relu", "h", "n");
        assertEquals(new LayerNormalization(1e-5), layers(around(one)).get(1));
        Map<String, org.chainrule.interop.onnx.OnnxAttribute> last = Map.of("axes", wholes(-1));
        GraphMaker apart = before().positive("g", 8)
                .drawn("b", 0.5, 8)
                .scalar("two", 2)
                .scalar("eps", 1e-5)
                .node("ReduceMean", last, "m", "z")
                .node("Sub", "d", "z", "m")
                .node("Pow", "q", "d", "two")
                .node("ReduceMean", last, "v", "q")
                .node("Add", "ve", "v", "eps")
                .node("Sqrt", "s", "ve")
                .node("Div", "r", "d", "s")
                .node("Mul", "rg", "r", "g")
                .node("Add", "n", "rg", "b")
                .node("Relu", "h", "n");
        ImportedNetwork imported = around(apart);
        assertEquals(new LayerNormalization(1e-5), layers(imported).get(1));
    }

    @Test
    void aResidualBlock() {
        GraphMaker graph = before().linear("r1", "a", "z", 8, 8)
                .node("Relu", "b", "a")
                .linear("r2", "c", "b", 8, 8)
                .node("Add", "y", "c", "z")
                .linear("r3", "d", "y", 8, 8)
                .node("Tanh", "e", "d")
                .node("Add", "h", "y", "e");
        ImportedNetwork imported = around(graph);
        assertInstanceOf(Residual.class, layers(imported).get(1));
        assertInstanceOf(Residual.class, layers(imported).get(2));
        assertEquals(3, ((Residual) layers(imported).get(1)).body().size());
    }

    /** A block that adds its input to what was scaled: the scale stays within the block. */
    @Test
    void aResidualBlockOfTheInput() {
        GraphMaker graph = torch().linear("r1", "a", "input", 4, 4)
                .node("Relu", "b", "a")
                .scalar("tenth", 0.1)
                .node("Mul", "c", "b", "tenth")
                .node("Add", "y", "input", "c")
                .linear("2", "output", "y", 4, 2)
                .output("output", 2);
        ImportedNetwork imported = check(graph, "output");
        assertInstanceOf(Residual.class, layers(imported).get(0));
    }

    @Test
    void dropoutStaysALayer() {
        GraphMaker graph = before().node("Relu", "r", "z")
                .constant("ratio", OnnxTensor.ofFloats(new float[] {0.3f}))
                .constant("training", OnnxTensor.ofBooleans(new boolean[1]))
                .node("Dropout", "h", "r", "ratio", "training");
        graph.constant("ratio", OnnxTensor.ofFloats(new float[] {0.3f}, new int[0]))
                .constant("training", OnnxTensor.ofBooleans(new boolean[1], new int[0]));
        ImportedNetwork imported = around(graph);
        assertEquals(new Dropout(0.3), layers(imported).get(2));
    }

    /** x.view(x.size(0), -1), traced: the number of rows is asked of the input. */
    @Test
    void imagesAreFlattened() {
        GraphMaker graph = new GraphMaker("pytorch 1.13", 17)
                .input("image", 1, 3, 3)
                .longs("zero", 0)
                .constant("index", OnnxTensor.ofLongs(new long[1], new int[0]))
                .longs("rest", -1)
                .node("Shape", "shape", "image")
                .node("Gather", "rows", "shape", "index")
                .node("Unsqueeze", "rows1", "rows", "zero")
                .node("Concat", Map.of("axis", whole(0)), "wanted", "rows1", "rest")
                .node("Reshape", "flat", "image", "wanted")
                .linear("1", "z", "flat", 9, 5)
                .node("Relu", "h", "z")
                .linear("3", "scores", "h", 5, 3)
                .node("LogSoftmax", Map.of("axis", whole(1)), "logp", "scores")
                .node("Exp", "p", "logp")
                .output("scores", 3);
        assertEquals(9, check(graph, "scores").network().network().inputs());
        GraphMaker flatten = new GraphMaker("pytorch 2.4.0", 17)
                .input("image", 1, 3, 3)
                .node("Flatten", Map.of("axis", whole(1)), "flat", "image")
                .linear("1", "output", "flat", 9, 3)
                .output("output", 3);
        assertEquals(9, check(flatten, "output").network().network().inputs());
    }

    @Test
    void theLastOperatorSaysTheLikelihood() {
        GraphMaker soft = before().node("Relu", "h", "z")
                .linear("2", "scores", "h", 8, 3)
                .node("Softmax", Map.of("axis", whole(-1)), "output", "scores")
                .output("output", 3);
        assertEquals(new Categorical(0), check(soft, "output").network().likelihood());
        GraphMaker logistic = before().node("Relu", "h", "z")
                .linear("2", "scores", "h", 8, 1)
                .node("Sigmoid", "output", "scores")
                .output("output", 1);
        assertEquals(new Bernoulli(), check(logistic, "output").network().likelihood());
        ImportedNetwork values =
                ImportJudge.check(logistic.model(), ImportOptions.none().withLikelihood(new Gaussian()), "output");
        assertEquals(new Activate(Activation.LOGISTIC), layers(values).get(3));
        GraphMaker squeezed = before().node("Relu", "h", "z")
                .linear("2", "scores", "h", 8, 1)
                .longs("last", -1)
                .node("Squeeze", "output", "scores", "last")
                .label("output", org.chainrule.interop.onnx.ElementType.FLOAT);
        assertEquals(new Gaussian(), check(squeezed, "output").network().likelihood());
    }

    /** A target that was standardised is put back by the last layer. */
    @Test
    void whatScalesTheOutputGoesIntoTheLastLayer() {
        GraphMaker graph = before().node("Relu", "h", "z")
                .linear("2", "y", "h", 8, 1)
                .scalar("deviation", 12.5)
                .scalar("mean", 340)
                .node("Mul", "s", "y", "deviation")
                .node("Add", "output", "s", "mean")
                .output("output", 1);
        List<Layer> layers = layers(check(graph, "output"));
        assertEquals(3, layers.size());
        assertInstanceOf(Dense.class, layers.get(2));
    }
}
