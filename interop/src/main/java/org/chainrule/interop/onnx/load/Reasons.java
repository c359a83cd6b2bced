package org.chainrule.interop.onnx.load;

import java.util.Arrays;
import java.util.Set;

/** Why an operator is no layer of ours, and what to do about it. */
final class Reasons {
    private static final Set<String> IMAGES =
            Set.of("Conv", "ConvTranspose", "MaxPool", "AveragePool", "GlobalAveragePool", "GlobalMaxPool", "Resize", "Pad");
    private static final Set<String> SEQUENCES = Set.of("LSTM", "GRU", "RNN", "Scan", "Loop", "If", "Attention", "Einsum");
    private static final Set<String> CURVES = Set.of(
            "HardSigmoid", "HardSwish", "Softsign", "Clip", "Shrink", "Exp", "Log", "Abs", "Sqrt", "Pow", "Erf", "Sign",
            "ThresholdedRelu", "Reciprocal", "Floor", "Ceil", "Round", "Sin", "Cos", "Gelu", "LeakyRelu", "Elu", "Selu", "Celu",
            "Swish", "PRelu");
    private static final Set<String> TEXTS =
            Set.of("LabelEncoder", "OneHotEncoder", "StringNormalizer", "TfIdfVectorizer", "CategoryMapper", "DictVectorizer");
    private static final Set<String> TREES = Set.of(
            "TreeEnsemble", "TreeEnsembleClassifier", "TreeEnsembleRegressor", "SVMClassifier", "SVMRegressor", "LinearClassifier",
            "LinearRegressor");

    private Reasons() {}

    static String of(Term term) {
        String operator = term.node() == null ? "" : term.node().operator();
        if (IMAGES.contains(operator)) {
            return "Chainrule has no layers for images; export a feedforward network";
        } else if (SEQUENCES.contains(operator)) {
            return "Chainrule has no layers for sequences or branches; export a feedforward network";
        } else if (TEXTS.contains(operator)) {
            return "an encoding of texts is no layer of a network; export the network without its preprocessing";
        } else if (TREES.contains(operator)) {
            return "this is no neural network; train one on the same data with chainrule train";
        } else if (operator.equals("BatchNormalization")) {
            return "a batch normalisation with constant statistics of one number a unit was expected, in a network in eval"
                    + " mode; call model.eval() before the export";
        } else if (operator.equals("LayerNormalization")) {
            return "a layer normalisation over all units of a row, with constant gain and shift, was expected; normalise over"
                    + " the last axis of a matrix";
        } else if (operator.equals("Gelu") || operator.equals("Tanh")) {
            return "Chainrule has the exact GELU, not its approximation by tanh; use approximate='none'";
        } else if (CURVES.contains(operator)) {
            return "Chainrule has no such activation, or not with these numbers; see docs/onnx-in.md for those it has";
        } else if (operator.equals("Softmax") || operator.equals("LogSoftmax")) {
            return "a softmax over all outputs of a row can only be the last operator; export the network up to there";
        } else if (operator.equals("Mul") || operator.equals("Div") || operator.equals("Sub")) {
            return "it joins two values that both depend on the row, and is no activation or normalisation that is known; see"
                    + " docs/onnx-in.md for the patterns";
        }
        return "it is no layer of a feedforward network, or not where it stands; see docs/onnx-in.md for what is read";
    }

    static String product(Term term) {
        int[] row = term.argument(0).row();
        if (term.arguments().size() > 1 && !term.argument(1).isConstant()) {
            return "its weights are computed from the input; a dense layer has constant weights";
        } else if (term.argument(0).isConstant() || term.whole("transA", 0) != 0) {
            return "it multiplies from the left, across rows; a dense layer computes x W + b row by row";
        }
        return "a dense layer takes rows that are vectors and a matrix [in, out] of their width, found rows "
                + (row == null ? "of an unknown shape" : Arrays.toString(row)) + (term.argument(1).isConstant()
                        ? " and weights " + Arrays.toString(term.argument(1).constant().shape())
                        : "") + "; flatten the rows first";
    }
}
