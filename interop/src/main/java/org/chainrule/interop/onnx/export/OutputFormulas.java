package org.chainrule.interop.onnx.export;

import java.util.List;
import java.util.Map;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxAttribute;
import org.chainrule.likelihood.Bernoulli;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.CustomLikelihood;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.likelihood.Poisson;
import org.chainrule.tabular.error.UserException;
import org.chainrule.train.Precision;
import org.chainrule.train.TrainedNetwork;

/** The output activation o = o(z(L)), and the mean over the members of an ensemble within the network. */
final class OutputFormulas {
    private OutputFormulas() {}

    /** In which arithmetic a network is computed. */
    static ElementType type(TrainedNetwork trained) {
        return trained.precision() == Precision.FLOAT64 ? ElementType.DOUBLE : ElementType.FLOAT;
    }

    /**
     * A whole network.
     *
     * @param graph   what is added to
     * @param trained the network
     * @param prefix  of the names of its weights
     * @param x       [rows x n(0)] in float32
     * @return o, [rows x n(L)], in the type of the network
     */
    static String of(GraphBuilder graph, TrainedNetwork trained, String prefix, String x) {
        Formulas f = new Formulas(graph, type(trained));
        NetworkFormulas network = new NetworkFormulas(graph, f, trained, prefix);
        String z = network.forward(f.isDouble() ? graph.cast(x, ElementType.DOUBLE) : x);
        return mean(graph, f, output(graph, f, trained.likelihood(), z), network.members());
    }

    private static String output(GraphBuilder graph, Formulas f, Likelihood likelihood, String z) {
        if (likelihood instanceof CustomLikelihood) {
            throw UserException.data("expected a likelihood of Chainrule, found the user's own " + likelihood.name()
                    + ", whose code no operator of ONNX can run; predict in Java");
        } else if (likelihood instanceof Categorical) {
            return graph.node("Softmax", List.of(z), Map.of("axis", new OnnxAttribute.OfInt(-1)));
        } else if (likelihood instanceof Bernoulli) {
            // From float64, then rounded: what a probability near 1 lacks of 1 is the other class's
            return f.isDouble()
                    ? ActivationFormulas.logistic(graph, f, z)
                    : graph.cast(graph.node("Sigmoid", graph.cast(z, ElementType.DOUBLE)), ElementType.FLOAT);
        }
        return likelihood instanceof Poisson ? f.exp(z) : z;
    }

    /** The mean of the members, added up in their order as the engine does it. */
    private static String mean(GraphBuilder graph, Formulas f, String o, int members) {
        if (members == 1) {
            return o;
        }
        List<String> each = graph.split(o, 1, members);
        String sum = each.get(0);
        for (String other : each.subList(1, members)) {
            sum = f.add(sum, other);
        }
        return graph.squeeze(f.divide(sum, members), 1);
    }
}
