package org.chainrule.interop.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.chainrule.interop.assemble.ImportOptions;
import org.chainrule.interop.assemble.ImportSource;
import org.chainrule.interop.assemble.ImportedNetwork;
import org.chainrule.interop.assemble.InputColumn;
import org.chainrule.interop.assemble.ModelAssembly;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.BatchNormalization;
import org.chainrule.network.Dense;
import org.chainrule.network.Dropout;
import org.chainrule.network.Initializer;
import org.chainrule.network.LayerNormalization;
import org.chainrule.network.Network;
import org.chainrule.network.ParameterLayout;
import org.chainrule.network.ParametricActivate;
import org.chainrule.network.Residual;
import org.chainrule.network.Scale;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.Safetensors;
import org.chainrule.tabular.model.Tensor;
import org.chainrule.train.TrainedNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsExportTest {
    private static final ImportSource SOURCE = new ImportSource("made", "made", "", "0");

    @TempDir
    Path dir;

    private static Model model(Network network, Likelihood likelihood) {
        ParameterLayout layout = new ParameterLayout(network);
        float[] parameters = new float[layout.size()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = i + 1;
        }
        float[] statistics = new float[layout.statisticsSize()];
        for (int i = 0; i < statistics.length; i++) {
            statistics[i] = 0.5f + i;
        }
        return model(TrainedNetwork.float32(network, likelihood, parameters, statistics));
    }

    private static Model model(TrainedNetwork network) {
        List<InputColumn> columns = java.util.stream.IntStream.range(
                        0, network.network().inputs())
                .mapToObj(i -> new InputColumn("c" + i, i, 1 + i, i))
                .toList();
        return ModelAssembly.model(
                new ImportedNetwork(network, columns, List.of(), List.of()), ImportOptions.none(), SOURCE);
    }

    private static double[] numbers(Safetensors file, String name) {
        Tensor found = file.tensors().stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name));
        return TensorNumbers.of(found);
    }

    /** W is [in, out] here and [out, in] in PyTorch: the bytes, by hand. */
    @Test
    void weightsAreTransposedToTheByte() throws IOException {
        Model model = model(Network.of(2, new Dense(3)), new Categorical(0));
        Safetensors file = SafetensorsExport.of(model);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new Safetensors(Map.of(), file.tensors()).write(bytes);
        String header = "{\"fc.0.weight\":{\"dtype\":\"F32\",\"shape\":[3,2],\"data_offsets\":[0,24]},"
                + "\"fc.0.bias\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[24,36]}}";
        header += " ".repeat((8 - header.length() % 8) % 8);
        ByteBuffer expected = ByteBuffer.allocate(8 + header.length() + 36).order(ByteOrder.LITTLE_ENDIAN);
        expected.putLong(header.length()).put(header.getBytes(StandardCharsets.UTF_8));
        // the rows of W are 1 2 3 and 4 5 6
        for (float value : new float[] {1, 4, 2, 5, 3, 6, 7, 8, 9}) {
            expected.putFloat(value);
        }
        assertArrayEquals(expected.array(), bytes.toByteArray());
    }

    @Test
    void everyLayerOfASequentialHasPyTorchsName() {
        Network network = Network.of(
                2,
                new Dense(3, false, Initializer.ZEROS),
                new BatchNormalization(0.1, 1e-4),
                new Activate(Activation.leakyRelu(0.2)),
                new Dropout(0.25),
                new Dense(3),
                new LayerNormalization(),
                new ParametricActivate(Activation.RELU),
                new Residual(new Dense(3), new Activate(Activation.GELU)),
                new Dense(2));
        Safetensors file = SafetensorsExport.of(model(network, new Categorical(0)));
        assertEquals(
                List.of(
                        "fc.0.weight",
                        "bn.0.weight",
                        "bn.0.bias",
                        "bn.0.running_mean",
                        "bn.0.running_var",
                        "fc.1.weight",
                        "fc.1.bias",
                        "ln.0.weight",
                        "ln.0.bias",
                        "prelu.0.weight",
                        "fc.2.weight",
                        "fc.2.bias",
                        "fc.3.weight",
                        "fc.3.bias"),
                file.tensors().stream().map(Tensor::name).toList());
        assertEquals(
                "fc.0,bn.0(momentum=0.1,epsilon=1.0E-4),leaky_relu(0.2),dropout(0.25),fc.1,ln.0(epsilon=1.0E-5),prelu.0,"
                        + "residual(fc.2,gelu),fc.3",
                file.metadata().get("layers"));
        assertEquals("pt", file.metadata().get("format"));
        assertArrayEquals(new double[] {0.5, 1.5, 2.5}, numbers(file, "bn.0.running_mean"));
        // a parametric ReLU mixes with the identity: the slope is 1 - alpha
        double alpha = 6 + 3 + 3 + 9 + 3 + 3 + 3 + 1;
        assertEquals(1 - alpha, numbers(file, "prelu.0.weight")[0]);
    }

    @Test
    void whatWasWrittenBecomesTheSameNetwork() {
        Network network = Network.of(
                3,
                new Dense(4),
                new BatchNormalization(0.2, 1e-3),
                new Activate(Activation.MISH),
                new Dropout(0.5),
                new Residual(new LayerNormalization(1e-4), new Dense(4, false, Initializer.ZEROS)),
                new Activate(Activation.elu(0.5)),
                new Dense(2));
        Model model = model(network, new Categorical(0));
        Path file = dir.resolve("w.safetensors");
        SafetensorsExport.write(model, file);
        ImportedNetwork back = SafetensorsImport.of(Safetensors.read(file), ImportOptions.none(), "w");
        Model again = ModelAssembly.model(back, ImportOptions.none(), SOURCE);
        assertEquals(model.weightsSha256(), again.weightsSha256());
        assertEquals(model.encoder(), again.encoder());
        assertEquals(model.network().likelihood(), again.network().likelihood());
        assertEquals(
                network.layers().stream()
                        .filter(layer -> !(layer instanceof Dense))
                        .filter(layer -> !(layer instanceof Residual))
                        .toList(),
                back.network().network().layers().stream()
                        .filter(layer -> !(layer instanceof Dense))
                        .filter(layer -> !(layer instanceof Residual))
                        .toList());
    }

    /** In NTK parametrisation the product is divided by the root of the inputs; PyTorch has no such layer, so the weights are. */
    @Test
    void theScaleOfNtkIsFoldedIn() {
        Dense ntk = new Dense(2, true, Initializer.NORMAL, Initializer.NORMAL, Dense.Parametrization.NTK);
        Safetensors file = SafetensorsExport.of(model(Network.of(4, ntk), new Categorical(0)));
        assertArrayEquals(new double[] {0.5, 1.5, 2.5, 3.5, 1, 2, 3, 4}, numbers(file, "fc.0.weight"));
        assertArrayEquals(new double[] {9, 10}, numbers(file, "fc.0.bias"));
    }

    @Test
    void otherLayersKeepOurNames() {
        Safetensors file = SafetensorsExport.of(model(Network.of(2, new Scale(), new Dense(2)), new Categorical(0)));
        assertEquals("scale.1,fc.0", file.metadata().get("layers"));
        assertArrayEquals(new double[] {1, 2}, numbers(file, "scale.1.factor"));
    }

    @Test
    void sixtyFourBitsStay() {
        Network network = Network.of(1, new Dense(1));
        Model model = model(TrainedNetwork.float64(network, new Gaussian(), new double[] {0.1, 1e-300}, new double[0]));
        Path file = dir.resolve("d.safetensors");
        SafetensorsExport.write(model, file);
        ImportedNetwork back = SafetensorsImport.of(Safetensors.read(file), ImportOptions.none(), "d");
        assertArrayEquals(new double[] {0.1, 1e-300}, back.network().doubleParameters());
    }

    @Test
    void twoExportsAreTheSameBytes() throws IOException {
        Model model =
                model(Network.of(2, new Dense(3), new Activate(Activation.TANH), new Dense(2)), new Categorical(0));
        SafetensorsExport.write(model, dir.resolve("1"));
        SafetensorsExport.write(model, dir.resolve("2"));
        assertArrayEquals(Files.readAllBytes(dir.resolve("1")), Files.readAllBytes(dir.resolve("2")));
        assertTrue(Files.size(dir.resolve("1")) > 0);
    }
}
