package org.chainrule.interop.onnx.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.chainrule.interop.assemble.ImportOptions;
import org.chainrule.interop.assemble.ImportSource;
import org.chainrule.interop.assemble.ImportedNetwork;
import org.chainrule.interop.assemble.InputColumn;
import org.chainrule.interop.assemble.ModelAssembly;
import org.chainrule.interop.onnx.export.OnnxExport;
import org.chainrule.likelihood.Categorical;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.BatchNormalization;
import org.chainrule.network.Dense;
import org.chainrule.network.Dropout;
import org.chainrule.network.Initializer;
import org.chainrule.network.Layer;
import org.chainrule.network.LayerNormalization;
import org.chainrule.network.Network;
import org.chainrule.network.ParameterLayout;
import org.chainrule.network.ParametricActivate;
import org.chainrule.network.Residual;
import org.chainrule.network.Scale;
import org.chainrule.random.CounterRandom;
import org.chainrule.tabular.model.Model;
import org.chainrule.train.TrainedNetwork;
import org.junit.jupiter.api.Test;

/** What leaves as a graph of the network alone comes back as a network that computes the same. */
class ExportedGraphsTest {
    private static final int INPUTS = 4;

    private static void comesBack(Layer... layers) {
        List<Layer> all = new ArrayList<>(List.of(layers));
        all.add(new Dense(3));
        Network network = new Network(INPUTS, all);
        ParameterLayout layout = new ParameterLayout(network);
        CounterRandom random = new CounterRandom(5);
        float[] parameters = new float[layout.size()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = (float) (random.uniform(i) - 0.4);
        }
        float[] statistics = new float[layout.statisticsSize()];
        for (int i = 0; i < statistics.length; i++) {
            statistics[i] = 0.5f + (float) random.uniform(100_000 + i);
        }
        TrainedNetwork trained = TrainedNetwork.float32(network, new Categorical(0), parameters, statistics);
        List<InputColumn> columns = IntStream.range(0, INPUTS)
                .mapToObj(i -> InputColumn.plain("c" + i))
                .toList();
        Model model = ModelAssembly.model(
                new ImportedNetwork(trained, columns, List.of(), List.of()),
                ImportOptions.none(),
                new ImportSource("made", "made", "", "0"));
        ImportedNetwork back = OnnxImport.of(OnnxExport.body(model).onnx(), ImportOptions.none(), "body.onnx");
        assertEquals(INPUTS, back.columns().size());
        double[] x = new double[40 * INPUTS];
        for (int i = 0; i < x.length; i++) {
            x[i] = 6 * random.uniform(500_000 + i) - 3;
        }
        ImportJudge.close(
                ImportJudge.predicted(trained, x), ImportJudge.predicted(back.network(), x), 2e-5, network.toString());
    }

    @Test
    void everyActivation() {
        for (Activation activation : List.of(
                Activation.RELU,
                Activation.leakyRelu(0.2),
                Activation.elu(0.7),
                Activation.SELU,
                Activation.GELU,
                Activation.SILU,
                Activation.MISH,
                Activation.SOFTPLUS,
                Activation.TANH,
                Activation.LOGISTIC)) {
            comesBack(new Dense(6), new Activate(activation));
            comesBack(new Dense(6), new ParametricActivate(activation));
        }
    }

    @Test
    void everyLayerOfAPerceptron() {
        comesBack(new Scale(), new Dense(6, false, Initializer.ZEROS), new Activate(Activation.RELU));
        comesBack(new Dense(6), new BatchNormalization(), new Activate(Activation.RELU), new Dropout(0.5));
        comesBack(new Dense(6), new Activate(Activation.RELU), new BatchNormalization(), new LayerNormalization());
        comesBack(
                new Dense(6),
                new Residual(new LayerNormalization(), new Dense(6), new Activate(Activation.GELU), new Dense(6)),
                new Residual(new Dense(6), new Activate(Activation.SELU)));
        comesBack(
                new Dense(6, true, Initializer.NORMAL, Initializer.NORMAL, Dense.Parametrization.NTK),
                new Activate(Activation.MISH));
    }
}
