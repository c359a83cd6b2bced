package org.chainrule.tabular.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.network.ParameterLayout;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.tabular.error.UserException;
import org.chainrule.testing.Shared;
import org.chainrule.train.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelFileTest {
    private static final List<String> AB = List.of("a", "b");

    private static ModelContents read(byte[] bytes) {
        return ModelFile.read(bytes, "m.chainrule");
    }

    /** The message of a refusal; anything but a UserException of one line fails. */
    private static String refusal(byte[] bytes) {
        UserException e = assertThrows(UserException.class, () -> read(bytes));
        String message = String.valueOf(e.getMessage());
        assertEquals(1, message.lines().count(), message);
        return message;
    }

    private static void assertSame(ModelContents expected, ModelContents found) {
        assertEquals(expected.schema(), found.schema());
        assertEquals(expected.task(), found.task());
        assertEquals(expected.encoder(), found.encoder());
        assertEquals(expected.target(), found.target());
        assertEquals(expected.validation(), found.validation());
        assertEquals(
                List.copyOf(expected.validation().keySet()),
                List.copyOf(found.validation().keySet()));
        assertEquals(expected.test(), found.test());
        assertEquals(expected.history(), found.history());
        assertEquals(expected.provenance(), found.provenance());
        assertEquals(expected.network().network(), found.network().network());
        assertEquals(expected.network().likelihood(), found.network().likelihood());
        assertEquals(expected.network().precision(), found.network().precision());
        assertArrayEquals(expected.network().floatParameters(), found.network().floatParameters());
        assertArrayEquals(expected.network().floatStatistics(), found.network().floatStatistics());
        assertArrayEquals(expected.network().doubleParameters(), found.network().doubleParameters());
        assertArrayEquals(expected.network().doubleStatistics(), found.network().doubleStatistics());
        assertEquals(ModelFile.weightsSha256(expected), ModelFile.weightsSha256(found));
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void everyPartSurvives(Precision precision, @TempDir Path directory) throws IOException {
        survives(Models.every(precision), directory);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void everyLayerOfTheRecipesSurvives(Precision precision, @TempDir Path directory) throws IOException {
        ModelContents contents = Models.recipe(precision);
        survives(contents, directory);
        Safetensors file = Safetensors.read(Models.bytes(contents), "x");
        assertArrayEquals(new long[] {3, 4, 3}, tensor(file, "heads.1.weight").shape());
        assertArrayEquals(
                new long[] {3, 5}, tensor(file, "batchEnsemble.1.inputAdapter").shape());
        assertArrayEquals(
                new long[] {3, 5}, tensor(file, "piecewiseLinear.1.bins").shape());
    }

    private static Tensor tensor(Safetensors file, String name) {
        return java.util.Objects.requireNonNull(file.tensor(name), name);
    }

    private static void survives(ModelContents contents, Path directory) throws IOException {
        Path file = directory.resolve("m.chainrule");
        ModelFile.write(contents, file);
        ModelContents found = ModelFile.read(file);
        assertSame(contents, found);
        assertArrayEquals(Files.readAllBytes(file), Models.bytes(found), "written twice, the same bytes");
    }

    @Test
    void isAValidSafetensorsFileWithNamedMatrices() {
        ModelContents contents = Models.every(Precision.FLOAT32);
        Safetensors file = Safetensors.read(Models.bytes(contents), "x");
        assertEquals(
                List.of("format", "formatVersion", "sha256", "chainrule"),
                List.copyOf(file.metadata().keySet()));
        Tensor weight = java.util.Objects.requireNonNull(file.tensor("dense.1.weight"));
        assertArrayEquals(new long[] {contents.encoder().width(), 4}, weight.shape());
        assertArrayEquals(
                new long[] {4},
                java.util.Objects.requireNonNull(file.tensor("batchNorm.1.runningMean"))
                        .shape());
        ParameterLayout layout = new ParameterLayout(contents.network().network());
        List<String> names = Stream.concat(layout.parameters().stream(), layout.statistics().stream())
                .map(Slice::name)
                .toList();
        assertEquals(names, file.tensors().stream().map(Tensor::name).toList());
        float[] values = java.util.Objects.requireNonNull(contents.network().floatParameters());
        assertEquals(values[0], weight.data().asFloatBuffer().get(0));
    }

    @Test
    void everyFlippedBitIsNoticed() {
        byte[] bytes = Models.bytes(Models.classifier(AB, new Categorical(0)));
        for (int i = 0; i < bytes.length; i++) {
            for (int bit : new int[] {1, 4, 0x20, 0x80}) {
                bytes[i] ^= (byte) bit;
                refusal(bytes);
                bytes[i] ^= (byte) bit;
            }
        }
        read(bytes);
    }

    @Test
    void everyTruncationAndExtensionIsNoticed() {
        byte[] bytes = Models.bytes(Models.classifier(AB, new Categorical(0)));
        for (int length = 0; length < bytes.length; length++) {
            refusal(Arrays.copyOf(bytes, length));
        }
        refusal(Arrays.copyOf(bytes, bytes.length + 1));
    }

    @Test
    void refusesANewerFormatByName() {
        String message = refusal(replaced("\"formatVersion\":\"1\"", "\"formatVersion\":\"4\""));
        assertTrue(
                message.contains(
                        "was written by a newer Chainrule (format 4); this version reads up to 3; update Chainrule"),
                message);
        assertTrue(refusal(replaced("\"formatVersion\":\"1\"", "\"formatVersion\":\"0\""))
                .contains("found \"0\""));
        assertTrue(refusal(replaced("\"format\":\"chainrule\"", "\"format\":\"other\""))
                .contains("expected a Chainrule model"));
    }

    private static byte[] replaced(String from, String to) {
        String text = new String(Models.bytes(Models.classifier(AB, new Categorical(0))), StandardCharsets.ISO_8859_1);
        assertTrue(text.contains(from), from);
        byte[] bytes = text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
        bytes[0] += (byte) (to.length() - from.length());
        return bytes;
    }

    /** Changes a description and makes the checksum right again, as an attacker would. */
    private static byte[] forged(ModelContents contents, UnaryOperator<String> change) {
        Safetensors file = Safetensors.read(Models.bytes(contents), "x");
        return forged(file, change, file.tensors());
    }

    static byte[] forged(Safetensors file, UnaryOperator<String> change, List<Tensor> tensors) {
        Map<String, String> metadata = new LinkedHashMap<>(file.metadata());
        String before = String.valueOf(metadata.get("chainrule"));
        metadata.put("chainrule", change.apply(before));
        metadata.put("sha256", "0".repeat(64));
        byte[] blank = bytes(new Safetensors(metadata, tensors));
        metadata.put(
                "sha256", java.util.HexFormat.of().formatHex(Weights.sha256().digest(blank)));
        return bytes(new Safetensors(metadata, tensors));
    }

    private static byte[] bytes(Safetensors file) {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        try {
            file.write(out);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String forgery(String from, String to) {
        return refusal(forged(Models.every(Precision.FLOAT32), text -> {
            assertTrue(text.contains(from), from + " in " + text);
            return text.replace(from, to);
        }));
    }

    @Test
    void forgingKeepsWhatIsRight() {
        assertSame(Models.every(Precision.FLOAT32), read(forged(Models.every(Precision.FLOAT32), text -> text)));
    }

    @Test
    void refusesUnknownNames() {
        assertTrue(forgery("\"type\":\"dropout\"", "\"type\":\"java.lang.Runtime\"")
                .contains("unknown layer \"java.lang.Runtime\""));
        assertTrue(forgery("\"type\":\"oneHot\"", "\"type\":\"twoHot\"").contains("unknown encoding \"twoHot\""));
        assertTrue(forgery("\"type\":\"categorical\"", "\"type\":\"evil\"").contains("unknown likelihood \"evil\""));
        assertTrue(forgery("\"type\":\"classes\"", "\"type\":\"evil\"").contains("unknown target \"evil\""));
        assertTrue(forgery("\"activation\":\"GELU\"", "\"activation\":\"EVIL\"").contains("EVIL"));
        assertTrue(forgery("\"task\":", "\"evil\":1,\"task\":").contains("unknown field \"evil\""));
        assertTrue(forgery("\"kind\":\"DATE\"", "\"kind\":\"\\u001b[31m\"").contains("u001b"));
    }

    @Test
    void refusesInconsistentParts() {
        assertTrue(forgery("\"units\":3", "\"units\":4").contains("dense.3.weight"));
        assertTrue(forgery("\"inputs\":", "\"inputs\":9").contains("expected"));
        assertTrue(forgery("\"units\":4", "\"units\":2147483647").contains("parameters"));
        assertTrue(forgery("\"buckets\":3", "\"buckets\":2147483647").contains("expected"));
        assertTrue(forgery("\"precision\":\"FLOAT32\"", "\"precision\":\"FLOAT64\"")
                .contains("F64"));
        assertTrue(forgery("\"task\":\"CLASSIFICATION\"", "\"task\":\"REGRESSION\"")
                .contains("task"));
        assertTrue(forgery("\"units\":3", "\"units\":0").contains("at least 1 unit"));
        assertTrue(forgery("\"name\":\"two\"", "\"name\":\"scaled\"").contains("twice"));
        assertTrue(forgery("\"rate\":0.5", "\"rate\":\"NaN\"").contains("dropout"));
        assertTrue(forgery("\"epoch\":[1,2]", "\"epoch\":[1]").contains("equal length"));
        refusal(forged(Models.every(Precision.FLOAT32), text -> "[".repeat(100_000)));
        refusal(forged(Models.every(Precision.FLOAT32), text -> "null"));
    }

    @Test
    void refusesTensorsThatAreMissingExtraOrNotFinite() {
        Safetensors file = Safetensors.read(Models.bytes(Models.every(Precision.FLOAT32)), "x");
        List<Tensor> fewer = file.tensors().subList(1, file.tensors().size());
        assertTrue(refusal(forged(file, text -> text, fewer)).contains("dense.1.weight"));
        List<Tensor> more = Stream.concat(file.tensors().stream(), Stream.of(Tensor.of("more", new float[1], 0, 1)))
                .toList();
        assertTrue(refusal(forged(file, text -> text, more)).contains("tensors"));
        List<Tensor> infinite = file.tensors().stream()
                .map(tensor -> tensor.name().equals("dense.3.bias")
                        ? Tensor.of(tensor.name(), new float[] {0, Float.NaN, 0}, 0, 3)
                        : tensor)
                .toList();
        assertTrue(refusal(forged(file, text -> text, infinite)).contains("NaN in dense.3.bias at 1"));
    }

    @Test
    void aHostileDescriptionStaysWithinItsBudget() {
        String empties = "[" + "{},".repeat(1 << 19) + "{}]";
        String message = refusal(forged(Models.classifier(AB, new Categorical(0)), text -> empties));
        assertTrue(message.contains("more values than the size of the file allows for"), message);
        String long16 = "x".repeat(5 << 20);
        assertTrue(refusal(forged(Models.classifier(AB, new Categorical(0)), text -> long16))
                .contains("a header of"));
    }

    @Test
    void naughtyNamesSurvive() throws IOException {
        List<?> strings = (List<?>) Json.parse(Files.readAllBytes(Shared.path("conformance/text/blns.json")));
        List<String> names = java.util.Objects.requireNonNull(strings).stream()
                .map(String::valueOf)
                .distinct()
                .toList();
        var encodings = IntStream.range(0, names.size())
                .<org.chainrule.tabular.encode.ColumnEncoding>mapToObj(
                        i -> new org.chainrule.tabular.encode.OneHot(names.get(i), names.subList(0, 1 + i % 5), true))
                .toList();
        int width = new org.chainrule.tabular.encode.Encoder(encodings).width();
        ModelContents contents = Models.contents(
                encodings,
                new org.chainrule.tabular.encode.ClassTarget(Models.TARGET, names),
                org.chainrule.network.Network.of(width, new org.chainrule.network.Dense(names.size())),
                new Categorical(0),
                Precision.FLOAT32);
        assertSame(contents, read(Models.bytes(contents)));
    }

    @Test
    void halfSurrogatesAreRefusedBeforeAFileIsTouched(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("m.chainrule"), "old");
        ModelContents contents = Models.classifier(List.of("a", "\ud800"), new Categorical(0));
        UserException e = assertThrows(UserException.class, () -> ModelFile.write(contents, file));
        assertTrue(String.valueOf(e.getMessage()).contains("half of a surrogate pair"), e.getMessage());
        assertEquals("old", Files.readString(file));
    }

    @Test
    void theHashOfTheWeightsIsOfTheWeightsAlone() throws Exception {
        ModelContents contents = Models.regression(new Gaussian());
        java.nio.ByteBuffer bytes = java.nio.ByteBuffer.allocate(16).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        for (double weight : java.util.Objects.requireNonNull(contents.network().doubleParameters())) {
            bytes.putDouble(weight);
        }
        String expected = java.util.HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes.array()));
        assertEquals(expected, ModelFile.weightsSha256(contents.network()));
        assertNotEquals(
                expected,
                ModelFile.weightsSha256(Models.every(Precision.FLOAT64).network()));
        assertFalse(expected.isEmpty());
    }

    @Test
    void readingTakesLittleMoreThanTheFile() {
        int width = 1_000_000;
        ModelContents contents = Models.contents(
                List.of(new org.chainrule.tabular.encode.ScaledNumeric("x", 0, 1, 0, 0, false)),
                new org.chainrule.tabular.encode.ValueTarget(Models.TARGET, 0, 1),
                org.chainrule.network.Network.of(
                        1, new org.chainrule.network.Dense(width), new org.chainrule.network.Dense(1)),
                new Gaussian(),
                Precision.FLOAT32);
        byte[] bytes = Models.bytes(contents);
        com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        ModelContents read = read(bytes);
        long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        assertTrue(allocated <= 4L * bytes.length + (16 << 20), allocated + " for a file of " + bytes.length);
        assertEquals(width, read.network().network().layers().get(0).outputs(1));
    }
}
