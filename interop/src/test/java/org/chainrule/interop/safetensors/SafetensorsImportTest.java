package org.chainrule.interop.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.chainrule.interop.assemble.ImportOptions;
import org.chainrule.interop.assemble.ImportedNetwork;
import org.chainrule.likelihood.Bernoulli;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.network.Activation;
import org.chainrule.predict.Predictor;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.DType;
import org.chainrule.tabular.model.Safetensors;
import org.chainrule.tabular.model.Tensor;
import org.chainrule.tabular.schema.Task;
import org.chainrule.train.Precision;
import org.junit.jupiter.api.Test;

class SafetensorsImportTest {
    private static final ImportOptions RELU = ImportOptions.none().withActivation(Activation.RELU);

    private final List<Tensor> tensors = new ArrayList<>();

    private SafetensorsImportTest linear(String name, int in, int out) {
        float[] weight = new float[in * out];
        for (int i = 0; i < weight.length; i++) {
            weight[i] = (i * 7 % 11 - 5) / 4f;
        }
        tensors.add(Tensor.of(name + ".weight", weight, 0, out, in));
        float[] bias = new float[out];
        for (int i = 0; i < out; i++) {
            bias[i] = i / 8f;
        }
        tensors.add(Tensor.of(name + ".bias", bias, 0, out));
        return this;
    }

    private SafetensorsImportTest norm(String name, int n) {
        for (String own : List.of("weight", "bias", "running_mean", "running_var")) {
            float[] values = new float[n];
            Arrays.fill(values, own.equals("bias") ? 0.25f : 2);
            tensors.add(Tensor.of(name + "." + own, values, 0, n));
        }
        tensors.add(new Tensor(name + ".num_batches_tracked", DType.I64, new long[0], ByteBuffer.allocate(8)));
        return this;
    }

    private ImportedNetwork read(ImportOptions options) {
        return SafetensorsImport.of(new Safetensors(Map.of(), tensors), options, "w.safetensors");
    }

    private String layers(ImportOptions options) {
        return read(options).notes().stream()
                .filter(note -> note.startsWith("layers: "))
                .findFirst()
                .orElseThrow()
                .substring("layers: ".length());
    }

    private String refused(ImportOptions options) {
        return assertThrows(UserException.class, () -> read(options)).getMessage();
    }

    /** nn.Sequential(Linear, ReLU, Linear): z = W x + b with PyTorch's [out, in], by hand. */
    @Test
    void computesWhatPyTorchWould() {
        tensors.add(Tensor.of("0.weight", new float[] {1, 2, 3, -4, 5, 6}, 0, 2, 3));
        tensors.add(Tensor.of("0.bias", new float[] {0.5f, -0.5f}, 0, 2));
        tensors.add(Tensor.of("2.weight", new float[] {10, 100}, 0, 1, 2));
        ImportedNetwork network = read(RELU.withLikelihood(new Gaussian()));
        double[] o = new double[2];
        // z = (1 + 2 + 3 + 0.5, -4 + 5 + 6 - 0.5) and (-1 + 0.5, 4 - 0.5)
        new Predictor(network.network()).predict(new float[] {1, 1, 1, -1, 0, 0}, 2, o);
        assertArrayEquals(new double[] {10 * 6.5 + 100 * 6.5, 100 * 3.5}, o);
    }

    @Test
    void namesThatPeopleUse() {
        assertEquals(
                "0,relu,2,relu,4",
                linear("0", 3, 4).linear("2", 4, 4).linear("4", 4, 2).layers(RELU));
        tensors.clear();
        assertEquals("fc1,relu,fc2", linear("fc2", 4, 2).linear("fc1", 3, 4).layers(RELU));
        tensors.clear();
        assertEquals(
                "layers.0,relu,layers.1",
                linear("layers.0", 3, 4).linear("layers.1", 4, 2).layers(RELU));
        tensors.clear();
        assertEquals(
                "linear1,relu,linear2,relu,linear10",
                linear("linear10", 4, 2)
                        .linear("linear2", 4, 4)
                        .linear("linear1", 3, 4)
                        .layers(RELU));
        tensors.clear();
        assertEquals(
                "hidden.0,relu,hidden.1,relu,out",
                linear("out", 5, 2)
                        .linear("hidden.0", 3, 4)
                        .linear("hidden.1", 4, 5)
                        .layers(RELU));
        tensors.clear();
        assertEquals(
                "net.0,relu,net.3", linear("net.0", 3, 4).linear("net.3", 4, 2).layers(RELU));
    }

    @Test
    void normalisationsFindTheirPlace() {
        assertEquals(
                "0,1,relu,3", linear("0", 3, 4).norm("1", 4).linear("3", 4, 2).layers(RELU));
        tensors.clear();
        assertEquals(
                "fc1,bn1,relu,fc2,bn2,relu,fc3",
                norm("bn1", 4)
                        .norm("bn2", 4)
                        .linear("fc1", 3, 4)
                        .linear("fc2", 4, 4)
                        .linear("fc3", 4, 2)
                        .layers(RELU));
        tensors.clear();
        assertEquals(
                "0,relu,2,3", linear("0", 3, 4).norm("2", 4).linear("3", 4, 2).layers(RELU));
    }

    @Test
    void layersMayBeSaid() {
        linear("a", 3, 3).linear("b", 3, 3).norm("n", 3);
        ImportOptions said = ImportOptions.none()
                .withLayers("a,tanh,residual(n(epsilon=0.5,momentum=0.25),b,elu(2.0)),dropout(0.5)");
        assertEquals(3, read(said).network().network().outputs());
        assertTrue(refused(ImportOptions.none().withLayers("a,tanh")).contains("left out"));
        assertTrue(refused(ImportOptions.none().withLayers("a,tanh,c,b,n")).contains("\"c\""));
        assertTrue(refused(ImportOptions.none().withLayers("a,a,b,n")).contains("twice"));
        assertTrue(refused(ImportOptions.none().withLayers("a,tanh,(b")).contains("parentheses"));
        assertTrue(refused(RELU).contains("several orders"));
    }

    @Test
    void whatTheOutputsMean() {
        linear("0", 3, 4).linear("2", 4, 1);
        assertEquals(
                new Bernoulli(),
                read(RELU.withTask(Task.CLASSIFICATION)).network().likelihood());
        assertEquals(
                new Gaussian(), read(RELU.withTask(Task.REGRESSION)).network().likelihood());
        assertTrue(refused(RELU).contains("--likelihood bernoulli"));
        tensors.clear();
        linear("0", 3, 4).linear("2", 4, 3);
        assertEquals(new Categorical(0), read(RELU).network().likelihood());
        assertTrue(refused(ImportOptions.none()).contains("--activation relu"));
    }

    @Test
    void smallFloatsAreWidened() {
        ByteBuffer bfloat = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        bfloat.putShort((short) 0x3fc0).putShort((short) 0xc000);
        tensors.add(new Tensor("0.weight", DType.BF16, new long[] {2, 1}, bfloat.flip()));
        ByteBuffer half = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        half.putShort((short) 0x3555).putShort((short) 0x8001);
        tensors.add(new Tensor("0.bias", DType.F16, new long[] {2}, half.flip()));
        ImportedNetwork network = read(RELU);
        assertEquals(Precision.FLOAT32, network.network().precision());
        assertArrayEquals(
                new float[] {1.5f, -2, 0.333251953125f, -5.9604644775390625e-8f},
                network.network().floatParameters());
        assertEquals(65504, TensorNumbers.half((short) 0x7bff));
        assertEquals(Double.NEGATIVE_INFINITY, TensorNumbers.half((short) 0xfc00));
        assertTrue(Double.isNaN(TensorNumbers.half((short) 0x7e00)));
    }

    @Test
    void refusesWhatIsNoPerceptron() {
        tensors.add(Tensor.of("conv.weight", new float[24], 0, 2, 3, 2, 2));
        assertTrue(refused(RELU).contains("\"conv.weight\" F32 [2, 3, 2, 2]"));
        tensors.clear();
        tensors.add(Tensor.of("encoder.weight_ih_l0", new float[4], 0, 2, 2));
        assertTrue(refused(RELU).contains("weight_ih_l0"));
        tensors.clear();
        assertTrue(refused(RELU).contains("no tensor"));
        linear("0", 3, 4).linear("2", 5, 2);
        assertTrue(refused(RELU).contains("for 5 numbers behind a layer that gives 4"));
        tensors.clear();
        tensors.add(new Tensor("0.weight", DType.I32, new long[] {1, 1}, ByteBuffer.allocate(4)));
        assertTrue(refused(RELU).contains("I32"));
        UserException own = assertThrows(
                UserException.class,
                () -> SafetensorsImport.of(
                        new Safetensors(Map.of("format", "chainrule"), List.of()), RELU, "m.chainrule"));
        assertTrue(own.getMessage().contains("needs no import"));
    }
}
