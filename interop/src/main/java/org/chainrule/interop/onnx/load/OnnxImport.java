package org.chainrule.interop.onnx.load;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.interop.assemble.ImportOptions;
import org.chainrule.interop.assemble.ImportedNetwork;
import org.chainrule.interop.assemble.NetworkAssembly;
import org.chainrule.interop.assemble.WeightedLayer;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxModel;
import org.chainrule.network.Activation;
import org.chainrule.tabular.error.UserException;
import org.chainrule.train.Precision;
import org.chainrule.train.TrainedNetwork;

/**
 * Makes a network of a feedforward graph, as PyTorch, Keras (tf2onnx) and scikit-learn (skl2onnx) write them. What stands in front of the first layer and scales or
 * orders columns becomes part of the columns; the last operator says the likelihood; all else must be a chain of layers of ours, or is refused by name.
 */
public final class OnnxImport {
    private OnnxImport() {}

    /**
     * Makes a network.
     *
     * @param model   the graph
     * @param options what a person says about it
     * @param where   name of the file, for messages
     * @return the network, in float64 if a weight or an input is, else in float32
     * @throws UserException if the graph is no chain of layers that Chainrule has: which operator, at which node, why, and what to do
     */
    public static ImportedNetwork of(OnnxModel model, ImportOptions options, String where) {
        TermBuilder.Built built =
                TermBuilder.build(model, options.columns().size(), where);
        Outputs.Chosen chosen =
                new Outputs(built.values(), where).choose(model.graph().outputs(), options.output());
        Ending ending = Ending.of(chosen.term(), options, built.opset(), where);
        ChainReader reader = new ChainReader(built.opset(), where);
        List<Piece> chain = reader.read(ending.scores());
        Front front = Front.of(reader.map(), built.inputs());
        List<Piece> pieces = new ArrayList<>(front.pieces());
        pieces.addAll(chain);
        List<WeightedLayer> layers = new ArrayList<>(Simplifier.layers(pieces));
        if (layers.isEmpty()) {
            // a softmax of the inputs themselves
            layers.add(WeightedLayer.activate(Activation.IDENTITY));
        }
        boolean doubles = reader.doubles()
                || model.graph().inputs().stream().anyMatch(input -> input.type() == ElementType.DOUBLE);
        try {
            TrainedNetwork network = NetworkAssembly.assemble(
                    front.columns().size(),
                    layers,
                    ending.likelihood(),
                    doubles ? Precision.FLOAT64 : Precision.FLOAT32);
            return new ImportedNetwork(network, front.columns(), chosen.classes(), notes(chosen, built, front));
        } catch (IllegalArgumentException | ArithmeticException wrong) {
            throw Described.refused(where, "layers that do not fit", Described.text(String.valueOf(wrong.getMessage())));
        }
    }

    private static List<String> notes(Outputs.Chosen chosen, TermBuilder.Built built, Front front) {
        List<String> notes = new ArrayList<>();
        chosen.dropped().forEach(name -> notes.add("the output \"" + Described.text(name) + "\" is not needed"));
        int given = built.inputs().stream().mapToInt(Term::width).sum();
        if (front.columns().size() < given) {
            notes.add("the network reads " + front.columns().size() + " of " + given + " inputs");
        }
        long scaled = front.columns().stream()
                .filter(column -> column.mean() != 0 || column.factor() != 1)
                .count();
        if (scaled > 0) {
            notes.add(scaled + " of its columns are scaled, by the model's encoder from now on");
        }
        return notes;
    }
}
