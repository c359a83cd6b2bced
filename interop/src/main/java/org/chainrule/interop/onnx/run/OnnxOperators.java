package org.chainrule.interop.onnx.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chainrule.interop.onnx.OnnxNode;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;

/** The table of the operators that are supported. */
public final class OnnxOperators {
    /** The newest version of each domain whose operators are known. */
    static final Map<String, Integer> NEWEST = Map.of("", 26, "ai.onnx.ml", 5, "ai.onnx.preview.training", 1);

    private OnnxOperators() {}

    /** All of them, by domain and name. */
    static List<Operator> all() {
        List<Operator> all = new ArrayList<>();
        all.addAll(Elementwise.operators());
        all.addAll(Activations.operators());
        all.addAll(Arithmetic.operators());
        all.addAll(Comparisons.operators());
        all.addAll(Reductions.operators());
        all.addAll(Ranking.operators());
        all.addAll(Products.operators());
        all.addAll(Softmaxes.operators());
        all.addAll(Normalizations.operators());
        all.addAll(Reshaping.operators());
        all.addAll(Selecting.operators());
        all.addAll(Constants.operators());
        all.addAll(Dropping.operators());
        all.addAll(Casting.operators());
        all.addAll(LabelEncoding.operators());
        all.addAll(Preprocessing.operators());
        all.addAll(Losses.operators());
        all.addAll(TrainingSteps.operators());
        return all;
    }

    /** The table by domain and name. */
    private static final Map<String, Map<String, Operator>> TABLE = table();

    private static Map<String, Map<String, Operator>> table() {
        Map<String, Map<String, Operator>> table = new TreeMap<>();
        for (Operator operator : all()) {
            Operator before = table.computeIfAbsent(operator.domain(), domain -> new TreeMap<>())
                    .put(operator.name(), operator);
            if (before != null) {
                throw new IllegalStateException(operator.name() + " twice");
            }
        }
        return table;
    }

    /**
     * Whether an operator is supported.
     *
     * @param domain   whose operator it is; the standard domain is the empty text
     * @param operator its name
     * @param opset    the version of the domain's operators
     * @return whether an evaluator computes it
     */
    public static boolean isSupported(String domain, String operator, long opset) {
        Operator found = TABLE.getOrDefault(domain, Map.of()).get(operator);
        return found != null && opset >= found.since() && opset <= NEWEST.getOrDefault(domain, 0);
    }

    /** The operator of a node. */
    static Operator find(OnnxNode node, long opset) {
        Operator found = TABLE.getOrDefault(node.domain(), Map.of()).get(node.operator());
        if (found == null) {
            throw UserException.data("expected operators that docs/onnx-operators.md lists, found " + shown(node)
                    + " (opset " + opset + "); export the model without it");
        }
        int newest = NEWEST.getOrDefault(node.domain(), 0);
        if (opset < found.since() || opset > newest) {
            throw UserException.data("expected an opset from " + found.since() + " to " + newest + " for " + shown(node)
                    + ", found " + opset + "; export the model for one of these");
        }
        return found;
    }

    /** An operator for a message. */
    static String shown(OnnxNode node) {
        String domain = node.domain().isEmpty() ? "" : Display.text(node.domain()) + ".";
        String name = node.name().isEmpty() ? "" : " (node \"" + Display.text(node.name()) + "\")";
        return "operator " + domain + Display.text(node.operator()) + name;
    }
}
