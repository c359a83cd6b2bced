package org.chainrule.interop.onnx.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxModel;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.encode.Hashed;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Json;
import org.chainrule.tabular.model.Member;
import org.chainrule.tabular.model.Model;
import org.chainrule.train.Precision;
import org.jspecify.annotations.Nullable;

/**
 * A model as an ONNX graph in operators of the standard domains "" (opset 17) and "ai.onnx.ml" (opset 3). Inputs are the columns of the table as they are, outputs
 * are predictions in the units of the target; docs/onnx-out.md has the details.
 */
public final class OnnxExport {
    /** The version of the standard operators. */
    public static final long OPSET = 17;

    /** The version of the operators of machine learning. */
    public static final long ML_OPSET = 3;

    private static final long IR_VERSION = 8;

    private OnnxExport() {}

    /**
     * What was made of a model.
     *
     * @param onnx    the graph
     * @param inputs  the name of the input of each column, or of {@code x}
     * @param outputs the name in the graph of each output
     * @param notes   what predicts otherwise than the model, for a person; empty if nothing
     */
    public record Exported(
            OnnxModel onnx, Map<String, String> inputs, Map<String, String> outputs, List<String> notes) {
        /** Copies the collections. */
        public Exported {
            inputs = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
            outputs = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
            notes = List.copyOf(notes);
        }
    }

    /**
     * A whole model: from columns to predictions. Networks of float32 are computed in float32.
     *
     * @param model the model
     * @return the graph
     * @throws UserException if the model cannot be said in standard operators
     */
    public static Exported of(Model model) {
        return of(model, ElementType.FLOAT);
    }

    /**
     * A whole model.
     *
     * @param model the model
     * @param least float32, or float64 to compute networks of float32 with more digits than they have; their weights stay float32 in the file
     * @return the graph
     * @throws UserException if the model cannot be said in standard operators
     */
    static Exported of(Model model, ElementType least) {
        GraphBuilder graph = new GraphBuilder();
        ColumnInputs inputs = new ColumnInputs(graph, model.inputColumns());
        PredictionFormulas predictions = new PredictionFormulas(graph, model);
        EncoderFormulas encoders = new EncoderFormulas(graph, inputs);
        List<String> o = new ArrayList<>();
        List<Member> members = model.contents().members();
        for (int m = 0; m < members.size(); m++) {
            String x = encoders.encode(members.get(m).encoder());
            o.add(OutputFormulas.of(
                    graph, type(members.get(m), least), members.get(m).network(), prefix(members.size(), m), x));
        }
        predictions.finish(o);
        return new Exported(
                model(model, graph, inputs.names(), predictions.names()),
                inputs.names(),
                predictions.names(),
                notes(model));
    }

    /**
     * The networks alone: from the encoder's numbers x [rows x n(0)] to o(z(L)) [rows x n(L)], without calibration and target. Of several members, {@code x.0} and
     * {@code o.0} and so on.
     *
     * @param model the model
     * @return the graph
     * @throws UserException if the model cannot be said in standard operators
     */
    public static Exported body(Model model) {
        GraphBuilder graph = new GraphBuilder();
        Map<String, String> inputs = new LinkedHashMap<>();
        Map<String, String> outputs = new LinkedHashMap<>();
        List<Member> members = model.contents().members();
        for (int m = 0; m < members.size(); m++) {
            String suffix = members.size() == 1 ? "" : "." + m;
            inputs.put("x" + suffix, graph.name("x" + suffix));
            outputs.put("o" + suffix, graph.name("o" + suffix));
        }
        for (int m = 0; m < members.size(); m++) {
            String suffix = members.size() == 1 ? "" : "." + m;
            Member member = members.get(m);
            int width = member.network().network().inputs();
            graph.input("x" + suffix, ElementType.FLOAT, width);
            ElementType type = type(member, ElementType.FLOAT);
            String o = OutputFormulas.of(graph, type, member.network(), prefix(members.size(), m), "x" + suffix);
            graph.output(
                    "o" + suffix,
                    o,
                    type,
                    List.of(
                            GraphBuilder.ROWS,
                            org.chainrule.interop.onnx.OnnxValue.Dimension.of(
                                    member.network().network().outputs())));
        }
        return new Exported(model(model, graph, inputs, outputs), inputs, outputs, List.of());
    }

    private static ElementType type(Member member, ElementType least) {
        return member.network().precision() == Precision.FLOAT64 ? ElementType.DOUBLE : least;
    }

    private static String prefix(int members, int member) {
        return members == 1 ? "" : "member." + member + ".";
    }

    private static OnnxModel model(
            Model model, GraphBuilder graph, Map<String, String> inputs, Map<String, String> outputs) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("target", model.target());
        shown.put("task", model.task().name().toLowerCase(Locale.ROOT));
        shown.put("inputs", inputs);
        shown.put("outputs", outputs);
        shown.put("classes", model.classes());
        return new OnnxModel(
                IR_VERSION,
                "chainrule " + Chainrule.VERSION,
                new TreeMap<>(Map.of("", OPSET, "ai.onnx.ml", ML_OPSET)),
                graph.build("chainrule"),
                new TreeMap<>(Map.of(
                        "chainrule", Json.write(shown),
                        "chainrule.version", Chainrule.VERSION,
                        "chainrule.weightsSha256", model.weightsSha256())));
    }

    private static List<String> notes(Model model) {
        Map<String, Integer> hashed = new TreeMap<>();
        model.contents().members().stream()
                .flatMap(member -> member.encoder().columns().stream())
                .filter(Hashed.class::isInstance)
                .map(Hashed.class::cast)
                .forEach(one -> hashed.merge(one.column(), one.levels().size(), Math::min));
        List<String> notes = new ArrayList<>();
        hashed.forEach((column, levels) -> notes.add("column \"" + Display.text(column)
                + "\" is hashed, which no standard operator can do: the " + levels
                + " texts that the model file lists predict as in Chainrule, any other text is taken for a rare one without buckets"));
        return notes;
    }
}
