package org.chainrule.interop.onnx.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxAttribute;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.interop.onnx.OnnxValue;
import org.chainrule.likelihood.GaussianWithVariance;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.likelihood.Quantile;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.encode.ValueTarget;
import org.chainrule.tabular.model.Member;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.Uncertainty;

/** From what the networks of a model give to its predictions: the mean over the members, the temperature, the units of the target, the outputs of the graph. */
final class PredictionFormulas {
    /** As {@code TemperatureScaling}: probabilities below count as these. */
    private static final double LOG_LEAST = StrictMath.log(Float.MIN_NORMAL);

    private static final double LOG_LEAST_OF_TWO = StrictMath.log(0x1p-25);

    private final GraphBuilder graph;
    private final Formulas f;
    private final Model model;
    private final List<Member> members;
    private final Map<String, String> names = new LinkedHashMap<>();

    PredictionFormulas(GraphBuilder graph, Model model) {
        this.graph = graph;
        this.f = new Formulas(graph, ElementType.DOUBLE);
        this.model = model;
        this.members = model.contents().members();
    }

    /** The names of the outputs; another one than its own only where a column has that. */
    Map<String, String> names() {
        return names;
    }

    /**
     * Adds the nodes and outputs.
     *
     * @param o what each member's network gives, [rows x n(L)]
     */
    void finish(List<String> o) {
        List<String> wide = new ArrayList<>();
        for (int m = 0; m < o.size(); m++) {
            boolean single = members.get(m).network().precision() == org.chainrule.train.Precision.FLOAT32;
            wide.add(single ? graph.cast(o.get(m), ElementType.DOUBLE) : o.get(m));
        }
        if (model.targetEncoding() instanceof ClassTarget) {
            finishClasses(wide);
        } else if (members.get(0).network().likelihood() instanceof GaussianWithVariance) {
            finishMoments(wide);
        } else {
            finishValues(wide);
        }
    }

    /** sum over m of w_m of something. */
    private String weighted(IntFunction<String> each) {
        if (members.size() == 1) {
            return each.apply(0);
        }
        String sum = "";
        for (int m = 0; m < members.size(); m++) {
            String part = f.multiply(each.apply(m), members.get(m).weight());
            sum = m == 0 ? part : f.add(sum, part);
        }
        return sum;
    }

    private void finishClasses(List<String> o) {
        List<String> classes = model.classes();
        String p = weighted(m -> members.get(m).network().network().outputs() == 1
                ? graph.concat(List.of(f.subtract(f.number(1), o.get(m)), o.get(m)), 1)
                : o.get(m));
        Uncertainty uncertainty = model.contents().uncertainty();
        if (uncertainty != null && uncertainty.temperature() != 1) {
            double least = classes.size() == 2 ? LOG_LEAST_OF_TWO : LOG_LEAST;
            String scaled = f.divide(f.most(f.log(p), f.number(least)), uncertainty.temperature());
            p = graph.node("Softmax", List.of(scaled), Map.of("axis", new OnnxAttribute.OfInt(1)));
        }
        String best = graph.node(
                "ArgMax",
                List.of(p),
                Map.of("axis", new OnnxAttribute.OfInt(1), "keepdims", new OnnxAttribute.OfInt(0)));
        String labels = graph.constant(OnnxTensor.ofTexts(classes.toArray(new String[0]), classes.size()));
        output("label", graph.gather(labels, best, 0), ElementType.STRING, List.of(GraphBuilder.ROWS));
        output("probabilities", p, classes.size());
    }

    private void finishValues(List<String> o) {
        Likelihood likelihood = members.get(0).network().likelihood();
        String all = weighted(m -> target(m).decode(o.get(m)));
        if (likelihood instanceof Quantile quantile && !quantile.levels().isEmpty()) {
            int middle = 0;
            for (int k = 1; k < quantile.levels().size(); k++) {
                if (Math.abs(quantile.levels().get(k) - 0.5)
                        < Math.abs(quantile.levels().get(middle) - 0.5)) {
                    middle = k;
                }
            }
            output("value", graph.columns(all, new int[] {middle}), 1);
            output("quantiles", all, quantile.levels().size());
        } else {
            output("value", all, 1);
        }
    }

    /** mu = sum w_m mu_m and sigma^2 = sum w_m (sigma_m^2 + (mu_m - mu)^2). */
    private void finishMoments(List<String> o) {
        List<String> means = new ArrayList<>();
        List<String> deviations = new ArrayList<>();
        for (int m = 0; m < members.size(); m++) {
            String center = graph.columns(o.get(m), new int[] {0});
            String spread = f.exp(f.multiply(graph.columns(o.get(m), new int[] {1}), 0.5));
            means.add(target(m).decode(center));
            deviations.add(target(m).deviation(center, spread));
        }
        String mean = weighted(means::get);
        output("value", mean, 1);
        String deviation = members.size() == 1
                ? deviations.get(0)
                : f.root(weighted(m -> {
                    String away = f.subtract(means.get(m), mean);
                    return f.add(f.multiply(deviations.get(m), deviations.get(m)), f.multiply(away, away));
                }));
        output("standard_deviation", deviation, 1);
    }

    private TargetFormulas target(int member) {
        return new TargetFormulas(graph, (ValueTarget) members.get(member).target());
    }

    private void output(String name, String value, int width) {
        output(name, value, ElementType.DOUBLE, List.of(GraphBuilder.ROWS, OnnxValue.Dimension.of(width)));
    }

    private void output(String name, String value, ElementType type, List<OnnxValue.Dimension> shape) {
        String own = graph.name(name);
        names.put(name, own);
        graph.output(own, value, type, shape);
    }
}
