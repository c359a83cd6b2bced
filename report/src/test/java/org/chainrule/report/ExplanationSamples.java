package org.chainrule.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.chainrule.explain.ExplainOptions;
import org.chainrule.explain.Microscope;
import org.chainrule.explain.ParameterAddress;
import org.chainrule.explain.RowGradients;
import org.chainrule.explain.UnitNames;
import org.chainrule.explain.UpdateRule;
import org.chainrule.explain.WeightExplanation;
import org.chainrule.gradient.GradientCheck.Rows;
import org.chainrule.gradient.Mode;
import org.chainrule.likelihood.Categorical;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.BatchEnsemble;
import org.chainrule.network.Dense;
import org.chainrule.network.InitialParameters;
import org.chainrule.network.LayerNormalization;
import org.chainrule.network.Network;
import org.chainrule.network.ParameterLayout;
import org.chainrule.network.Residual;
import org.chainrule.network.Scale;
import org.chainrule.network.SeparateHeads;
import org.chainrule.optim.AdamW;
import org.chainrule.random.CounterRandom;
import org.chainrule.train.ParameterGroups;
import org.chainrule.train.Regularization;
import org.jspecify.annotations.Nullable;

/** Weights under the microscope: small and wide, deep, layers of many kinds, one row and many, hostile names. */
final class ExplanationSamples {
    private static final UpdateRule ADAMW =
            new UpdateRule(AdamW.defaults(), 0.01, 1, ParameterGroups.DEFAULT, Regularization.NONE);

    private ExplanationSamples() {}

    static Map<String, ExplanationPage> all() {
        Map<String, ExplanationPage> samples = new LinkedHashMap<>();
        Network small = Network.perceptron(2, List.of(3), Activation.TANH, 0, 2);
        samples.put("small", page(small, "1:0:1", 1, names(2, 2)));
        Network wide = Network.perceptron(60, List.of(40, 30), Activation.RELU, 0, 10);
        samples.put("wide", page(wide, "1:5:7", 20, names(60, 10)));
        samples.put("bias", page(wide, "2:bias:3", 1, UnitNames.NONE));
        Network deep =
                Network.perceptron(4, IntStream.range(0, 14).mapToObj(l -> 6).toList(), Activation.TANH, 0, 2);
        samples.put("deep", page(deep, "3:1:2", 1, names(4, 2)));
        Network mixed = mixed();
        for (String address :
                List.of("scale.1.factor:1", "layerNorm.1.gain:2", "batchEnsemble.1.weight:1:2", "heads.1.weight:1:0")) {
            samples.put(address, page(mixed, address, 3, names(4, 2)));
        }
        samples.put("hostile", hostile(List.of("<script>document.title='owned'</script>", "\"'><b>", "{{data}}")));
        return samples;
    }

    /** Names that would be markup. */
    static ExplanationPage hostile(List<String> strings) {
        Network network = Network.perceptron(strings.size(), List.of(4), Activation.TANH, 0, strings.size());
        UnitNames names = new UnitNames(strings, strings, List.of(7));
        ExplanationPage page = page(network, "1:0:1", 1, names);
        return new ExplanationPage(
                page.explanation(), page.pushes(), names, strings.get(0), strings.get(1), strings.get(2), "1.0");
    }

    /** A weight of a network with so many inputs and classes. */
    static WeightExplanation of(int inputs, int classes, String address, UnitNames names) {
        Network network = Network.perceptron(inputs, List.of(16), Activation.TANH, 0, classes);
        return page(network, address, 4, names).explanation();
    }

    private static Network mixed() {
        Residual residual =
                new Residual(List.of(new LayerNormalization(), new Dense(4), new Activate(Activation.TANH)));
        return new Network(
                4,
                List.of(
                        new Scale(),
                        residual,
                        new BatchEnsemble(6, 2, BatchEnsemble.Adapter.SIGNS, List.of()),
                        new Activate(Activation.RELU),
                        new SeparateHeads(2, 2)));
    }

    private static UnitNames names(int inputs, int outputs) {
        return new UnitNames(
                IntStream.range(0, inputs).mapToObj(i -> "column " + i).toList(),
                IntStream.range(0, outputs).mapToObj(k -> "class " + k).toList(),
                IntStream.range(1, 100).boxed().toList());
    }

    private static ExplanationPage page(Network network, String address, int rows, UnitNames names) {
        ParameterLayout layout = new ParameterLayout(network);
        Microscope microscope = new Microscope(
                network, new Categorical(0), InitialParameters.draw(layout, 1), new double[layout.statisticsSize()]);
        CounterRandom random = CounterRandom.of(3, CounterRandom.Stream.INITIALIZATION, 0);
        double[] x = new double[rows * network.inputs()];
        double[] y = new double[rows];
        double[] weights = new double[rows];
        for (int e = 0; e < x.length; e++) {
            x[e] = random.normal(e);
        }
        for (int n = 0; n < rows; n++) {
            y[n] = n % 2;
            weights[n] = 1;
        }
        Rows all = new Rows(x, y, weights, rows);
        ParameterAddress parsed = ParameterAddress.parse(address);
        ExplainOptions options = ExplainOptions.DEFAULT.withUpdate(ADAMW, null);
        WeightExplanation explanation = microscope.explain(all, Mode.PREDICTION, parsed, options);
        @Nullable
        RowGradients pushes = rows == 1 ? null : microscope.rows(all, Mode.PREDICTION, explanation.address(), 3);
        return new ExplanationPage(explanation, pushes, names, "model", "table.csv", "", "1.0");
    }
}
