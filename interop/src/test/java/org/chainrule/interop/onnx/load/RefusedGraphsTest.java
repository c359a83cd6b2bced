package org.chainrule.interop.onnx.load;

import static org.chainrule.interop.onnx.load.GraphMaker.whole;
import static org.chainrule.interop.onnx.load.GraphMaker.wholes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.chainrule.interop.assemble.ImportOptions;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxAttribute;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.schema.Task;
import org.junit.jupiter.api.Test;

/** What is no chain of our layers is refused by the name of its operator and its node, in one line, and never read as something else. */
class RefusedGraphsTest {
    private static GraphMaker graph() {
        return new GraphMaker("test", 17).input("x", 4);
    }

    private static void refused(GraphMaker graph, String... parts) {
        refused(graph, ImportOptions.none(), parts);
    }

    private static void refused(GraphMaker graph, ImportOptions options, String... parts) {
        String message = assertThrows(UserException.class, () -> OnnxImport.of(graph.model(), options, "g.onnx"))
                .getMessage();
        assertTrue(message.startsWith("expected ") || message.contains("; "), message);
        assertTrue(message.contains("g.onnx") && !message.contains("\n"), message);
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    private static GraphMaker around(GraphMaker graph) {
        return graph.linear("2", "y", "h", 4, 2).output("y", 2);
    }

    @Test
    void operatorsThatAreNoLayers() {
        refused(around(graph().node("HardSwish", "h", "x")), "HardSwish", "/HardSwish_0", "no such activation");
        refused(around(graph().node("Sin", "h", "x")), "Sin");
        refused(
                around(graph().node("com.microsoft", "FusedGemm", Map.of(), java.util.List.of("h"), "x")),
                "com.microsoft.FusedGemm");
        refused(
                new GraphMaker("test", 17)
                        .input("x", 3, 8, 8)
                        .drawn("w", 1, 2, 3, 3, 3)
                        .node("Conv", "h", "x", "w")
                        .output("h", 2, 6, 6),
                "Conv",
                "images");
        refused(
                graph().drawn("w", 1, 1, 8, 4)
                        .drawn("r", 1, 1, 8, 2)
                        .node("LSTM", "h", "x", "w", "r")
                        .output("h", 2),
                "LSTM",
                "sequences");
    }

    /** 0.5 x (1 + tanh(...)) is near the exact GELU, and another function. */
    @Test
    void theOtherGelu() {
        refused(
                around(graph().node("Gelu", Map.of("approximate", new OnnxAttribute.OfText("tanh")), "h", "x")),
                "Gelu",
                "approximate='none'");
    }

    @Test
    void nearlyActivations() {
        refused(around(graph().scalar("lo", 0).scalar("hi", 6).node("Clip", "h", "x", "lo", "hi")), "Clip");
        refused(around(graph().node("LeakyRelu", Map.of("alpha", GraphMaker.number(-0.1)), "h", "x")), "LeakyRelu");
        // x (1 + erf(x / sqrt 2)) / 2 with another inner number scales, with another summand it is nothing of ours
        refused(
                around(graph().scalar("root", 0.70710678)
                        .scalar("two", 2)
                        .scalar("half", 0.5)
                        .node("Mul", "u", "x", "root")
                        .node("Erf", "e", "u")
                        .node("Add", "e2", "e", "two")
                        .node("Mul", "xe", "x", "e2")
                        .node("Mul", "h", "xe", "half")),
                "Mul",
                "both depend on the row");
    }

    @Test
    void sumsThatAreNoResidualBlocks() {
        refused(
                around(graph().linear("a", "p", "x", 4, 4)
                        .linear("b", "q", "x", 4, 4)
                        .node("Add", "h", "p", "q")),
                "Add",
                "without a projection");
        // the shortcut is wider than the block: it would be broadcast
        refused(around(graph().linear("a", "p", "x", 4, 1).node("Add", "h", "p", "x")), "Add");
    }

    @Test
    void whatMixesRows() {
        refused(around(graph().node("Transpose", Map.of("perm", wholes(1, 0)), "h", "x")), "Transpose");
        refused(graph().drawn("w", 1, 3, 4).node("MatMul", "y", "w", "x").output("y", 4), "MatMul", "from the left");
        refused(graph().node("MatMul", "y", "x", "x").output("y", 4), "MatMul", "constant weights");
        refused(graph().node("Softmax", Map.of("axis", whole(0)), "y", "x").output("y", 4), "Softmax", "last axis");
        refused(around(graph().drawn("w", 1, 4, 4).node("Gemm", Map.of("transA", whole(1)), "h", "x", "w")), "Gemm");
        refused(
                around(graph().node("ReduceMean", Map.of("axes", wholes(0)), "m", "x")
                        .node("Sub", "h", "x", "m")),
                "ReduceMean");
    }

    /** A softmax between layers has no layer of ours; it would be lost if it were read as the likelihood. */
    @Test
    void aSoftmaxWithin() {
        refused(around(graph().node("Softmax", Map.of("axis", whole(-1)), "h", "x")), "Softmax", "last operator");
    }

    @Test
    void inputsAndOutputs() {
        refused(
                new GraphMaker("test", 17)
                        .input("city", ElementType.STRING, 1)
                        .node("Identity", "y", "city")
                        .output("y", 1),
                "city",
                "texts");
        refused(
                new GraphMaker("test", 17)
                        .input("n", ElementType.INT64, 2)
                        .node("Neg", "y", "n")
                        .output("y", 2),
                "INT64",
                "cast");
        refused(graph().node("Identity", "y", "x").output("y", 4), "nothing is computed");
        refused(graph().linear("a", "y", "x", 4, 2), "no output");
        refused(
                graph().linear("a", "y", "x", 4, 2)
                        .linear("b", "z", "x", 4, 2)
                        .output("y", 2)
                        .output("z", 2),
                "several",
                "--output");
        GraphMaker two = graph().linear("a", "y", "x", 4, 2)
                .linear("b", "z", "x", 4, 3)
                .output("y", 2)
                .output("z", 3);
        assertEquals(
                3,
                OnnxImport.of(two.model(), ImportOptions.none().withOutput("z"), "g.onnx")
                        .network()
                        .network()
                        .outputs());
        refused(two, ImportOptions.none().withOutput("w"), "y, z");
        refused(new GraphMaker("test", 17).input("x", -1).node("Relu", "y", "x").output("y", 4), "unknown width");
    }

    @Test
    void optionsThatContradictTheGraph() {
        GraphMaker soft = graph().linear("a", "z", "x", 4, 3)
                .node("Softmax", Map.of("axis", whole(-1)), "y", "z")
                .output("y", 3);
        refused(soft, ImportOptions.none().withLikelihood(new Gaussian()), "softmax");
        refused(soft, ImportOptions.none().withTask(Task.REGRESSION), "softmax");
    }

    /** Deep graphs end in a message, not in a stack that overflows; sums of sums are read in the time of their number. */
    @Test
    void deepGraphs() {
        GraphMaker deep = graph().linear("a", "h0", "x", 4, 4);
        for (int i = 0; i < 5_000; i++) {
            deep.node("Relu", "h" + (i + 1), "h" + i);
        }
        refused(deep.output("h5000", 4), "more than 1000 operators");
        GraphMaker sums = graph().linear("a", "h0", "x", 4, 4);
        for (int i = 0; i < 200; i++) {
            sums.node("Tanh", "t" + i, "h" + i).node("Add", "h" + (i + 1), "t" + i, "h" + i);
        }
        assertEquals(
                201,
                OnnxImport.of(sums.output("h200", 4).model(), ImportOptions.none(), "g.onnx")
                        .network()
                        .network()
                        .layers()
                        .size());
        GraphMaker doubled = graph();
        String last = "x";
        for (int i = 0; i < 60; i++) {
            doubled.node("Add", "d" + i, last, last);
            last = "d" + i;
        }
        refused(doubled.output(last, 4), "Add");
    }

    @Test
    void damagedGraphs() {
        refused(graph().node("Relu", "y", "nowhere").output("y", 4), "\"nowhere\"", "damaged");
        refused(graph().node("Relu", "h", "x").output("y", 4), "\"y\"", "damaged");
        refused(
                graph().constant("w", OnnxTensor.ofFloats(new float[6], 3, 2))
                        .node("MatMul", "y", "x", "w")
                        .output("y", 2),
                "MatMul",
                "[4]",
                "[3, 2]");
    }

    /** A few bytes that ask for much are refused before the memory is taken: these would be gigabytes. */
    @Test
    void smallFilesThatAskForMuch() {
        refused(
                new GraphMaker("test", 17)
                        .input("x", 2_000_000_000)
                        .node("Relu", "y", "x")
                        .output("y", 4),
                "columns");
        refused(
                new GraphMaker("test", 17)
                        .input("x", 60_000, 60_000)
                        .node("Relu", "y", "x")
                        .output("y", 4),
                "columns");
        GraphMaker twice = graph();
        String last = "x";
        for (int i = 0; i < 60; i++) {
            twice.node("Concat", Map.of("axis", whole(1)), "c" + i, last, last);
            last = "c" + i;
        }
        refused(twice.output(last, 4), "Concat");
        GraphMaker shifted = new GraphMaker("test", 17).input("x", 65_000).scalar("one", 1);
        String before = "x";
        for (int i = 0; i < 900; i++) {
            shifted.node("Add", "a" + i, before, "one");
            before = "a" + i;
        }
        refused(shifted.node("Relu", "y", before).output("y", 4), "numbers");
        refused(
                around(graph().longs("size", 1_000_000_000L)
                        .node("ConstantOfShape", "big", "size")
                        .node("Add", "h", "x", "big")),
                "ConstantOfShape");
    }
}
