package org.chainrule.tabular.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.chainrule.network.ParameterLayout;
import org.chainrule.optim.Adam;
import org.chainrule.optim.NAdam;
import org.chainrule.optim.Optimizer;
import org.chainrule.optim.OptimizerState;
import org.chainrule.optim.Optimizers;
import org.chainrule.tabular.error.UserException;
import org.chainrule.train.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an optimiser remembers, in the model file. */
class OptimizerStateFileTest {
    private static OptimizerState state(Optimizer rule, Precision precision, int size) {
        int vectors = rule.vectors();
        float[][] floats = new float[vectors][size];
        double[][] doubles = new double[vectors][size];
        for (int v = 0; v < vectors; v++) {
            for (int e = 0; e < size; e++) {
                doubles[v][e] = (v + 1) / (e + 3.0);
                floats[v][e] = (float) doubles[v][e];
            }
        }
        double[] scalars = new double[rule.scalars()];
        for (int s = 0; s < scalars.length; s++) {
            scalars[s] = 0.1 + s / 3.0;
        }
        return precision == Precision.FLOAT32
                ? OptimizerState.restore(floats, scalars, 12_345)
                : OptimizerState.restore(doubles, scalars, 12_345);
    }

    private static ModelContents with(ModelContents bare, Optimizer rule, OptimizerState state) {
        Member one = bare.members().get(0);
        return new ModelContents(
                bare.schema(),
                bare.task(),
                List.of(new Member(
                        one.encoder(), one.target(), one.network(), 1, null, new OptimizerSnapshot(rule, state))),
                bare.validation(),
                bare.test(),
                bare.history(),
                bare.provenance(),
                bare.uncertainty());
    }

    private static ModelContents with(Precision precision, Optimizer rule) {
        ModelContents bare = Models.every(precision);
        return with(bare, rule, state(rule, precision, size(bare)));
    }

    private static int size(ModelContents contents) {
        return new ParameterLayout(contents.network().network()).size();
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void everyRuleSurvives(Precision precision) {
        for (Optimizer rule : Optimizers.all()) {
            ModelContents contents = with(precision, rule);
            byte[] bytes = Models.bytes(contents);
            ModelContents read = ModelFile.read(bytes, "m");
            OptimizerSnapshot found = Objects.requireNonNull(read.optimizer(), rule::name);
            OptimizerState expected =
                    Objects.requireNonNull(contents.optimizer()).state();
            assertEquals(rule, found.rule());
            assertEquals(12_345, found.state().step());
            assertArrayEquals(expected.scalars(), found.state().scalars());
            if (precision == Precision.FLOAT32) {
                assertArrayEquals(expected.floatVectors(), found.state().floatVectors());
            } else {
                assertArrayEquals(expected.doubleVectors(), found.state().doubleVectors());
            }
            assertArrayEquals(bytes, Models.bytes(read), "written twice, the same bytes");
            assertEquals(
                    (long) rule.vectors() * size(contents) * (precision == Precision.FLOAT32 ? 4 : 8), found.bytes());
        }
    }

    /** Predictions take no optimiser, but a change in its numbers is a change in the file. */
    @Test
    void predictionsPassOverTheState() {
        for (Optimizer rule : Optimizers.all()) {
            ModelContents contents = with(Precision.FLOAT32, rule);
            byte[] bytes = Models.bytes(contents);
            PredictionParts parts = ModelFile.readForPredictions(bytes, "m");
            Member member = parts.members().get(0);
            assertEquals(null, member.optimizer());
            assertEquals(contents.encoder(), member.encoder());
            assertArrayEquals(
                    contents.network().floatParameters(), member.network().floatParameters());
            Map<String, Object> row = Map.of("scaled", 2.5, "hot", "a");
            assertEquals(
                    new Model(contents).predict(row), RowPredictor.of(parts).predict(row));
            bytes[bytes.length - 1] ^= 1;
            String message =
                    String.valueOf(assertThrows(UserException.class, () -> ModelFile.readForPredictions(bytes, "m"))
                            .getMessage());
            assertTrue(message.contains("checksum"), message);
        }
    }

    @Test
    void isAValidSafetensorsFileOfFormatThree() {
        ModelContents contents = with(Precision.FLOAT32, Adam.defaults());
        Safetensors file = Safetensors.read(Models.bytes(contents), "x");
        assertEquals("3", file.metadata().get("formatVersion"));
        Tensor first = Objects.requireNonNull(file.tensor("optimizer.0"));
        assertArrayEquals(new long[] {size(contents)}, first.shape());
        assertEquals(1 / 3f, first.data().asFloatBuffer().get(0));
        assertNotNull(file.tensor("optimizer.1"));
        assertTrue(
                String.valueOf(file.metadata().get("chainrule")).contains("\"optimizerState\":{\"optimizer\":\"adam("));
    }

    @Test
    void theWeightsAreTheSameWithAndWithout() {
        ModelContents bare = Models.every(Precision.FLOAT32);
        ModelContents contents = with(Precision.FLOAT32, Adam.defaults());
        assertEquals(ModelFile.weightsSha256(bare), ModelFile.weightsSha256(contents));
        assertArrayEquals(Models.bytes(bare), Models.bytes(contents.withoutOptimizerState()), "format 1, as ever");
        assertNull(ModelFile.read(Models.bytes(bare), "m").optimizer());
    }

    @Test
    void refusesWhatDoesNotFit() {
        ModelContents bare = Models.every(Precision.FLOAT32);
        int size = size(bare);
        Optimizer adam = Adam.defaults();
        for (OptimizerState wrong : List.of(
                state(adam, Precision.FLOAT32, size - 1),
                state(adam, Precision.FLOAT64, size),
                state(Optimizers.parse("sgd"), Precision.FLOAT32, size))) {
            assertThrows(IllegalArgumentException.class, () -> with(bare, adam, wrong));
        }
        OptimizerState nan = state(adam, Precision.FLOAT32, size);
        nan.floatVectors()[1][2] = Float.NaN;
        assertTrue(String.valueOf(assertThrows(IllegalArgumentException.class, () -> with(bare, adam, nan))
                        .getMessage())
                .contains("optimizer.1 at 2"));
        assertThrows(
                IllegalArgumentException.class, () -> new OptimizerSnapshot(adam, OptimizerState.floats(adam, size)));
    }

    @Test
    void refusesForgedFiles() {
        refused("\"step\":12345", "\"step\":0", "expected an optimizer state after 1 step");
        refused("\"scalars\":[", "\"scalars\":[7,", "scalars");
        refused("\"optimizer\":\"adam(", "\"optimizer\":\"adamantium(", "adamantium");
        refused(
                "\"optimizer\":\"adam(beta1=0.9,beta2=0.999,epsilon=1E-8,amsgrad=false",
                "\"optimizer\":\"adam(amsgrad=true",
                "optimizer.2");
        refused("\"optimizerState\":", "\"optimizerStatus\":", "optimizerState");
        Safetensors file = Safetensors.read(Models.bytes(with(Precision.FLOAT32, Adam.defaults())), "x");
        List<Tensor> short1 = new ArrayList<>(file.tensors());
        short1.replaceAll(
                tensor -> tensor.name().equals("optimizer.1") ? Tensor.of("optimizer.1", new float[3], 0, 3) : tensor);
        assertTrue(refusal(ModelFileTest.forged(file, UnaryOperator.identity(), short1))
                .contains("expected the tensor optimizer.1 F32"));
        List<Tensor> missing = new ArrayList<>(file.tensors());
        missing.removeIf(tensor -> tensor.name().equals("optimizer.0"));
        assertTrue(refusal(ModelFileTest.forged(file, UnaryOperator.identity(), missing))
                .contains("expected the tensor optimizer.0 F32"));
        Safetensors nadam = Safetensors.read(Models.bytes(with(Precision.FLOAT32, NAdam.defaults())), "x");
        List<Tensor> more = new ArrayList<>(nadam.tensors());
        more.add(Tensor.of("optimizer.9", new float[3], 0, 3));
        assertTrue(refusal(ModelFileTest.forged(nadam, UnaryOperator.identity(), more))
                .contains("tensors"));
    }

    private static void refused(String from, String to, String expected) {
        Safetensors file = Safetensors.read(Models.bytes(with(Precision.FLOAT32, Adam.defaults())), "x");
        String message = refusal(ModelFileTest.forged(
                file,
                text -> {
                    assertTrue(text.contains(from), () -> from + " in " + text);
                    return text.replace(from, to);
                },
                file.tensors()));
        assertTrue(message.contains(expected), message);
    }

    private static String refusal(byte[] bytes) {
        UserException e = assertThrows(UserException.class, () -> ModelFile.read(bytes, "m.chainrule"));
        assertEquals(UserException.Kind.DATA, e.kind());
        String message = String.valueOf(e.getMessage());
        assertEquals(1, message.lines().count(), message);
        assertTrue(message.contains("m.chainrule"), message);
        return message;
    }
}
