package org.chainrule.tabular.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.chainrule.likelihood.Bernoulli;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.likelihood.GaussianWithVariance;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.likelihood.Quantile;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.encode.ValueTarget;
import org.chainrule.tabular.error.UserException;
import org.chainrule.train.Precision;
import org.chainrule.train.TrainedNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of several networks: what they predict, and their files. */
class MembersTest {
    private static final List<String> AB = List.of("a", "b");

    private static MemberTraining training(int fold) {
        return new MemberTraining("realmlp \"1\"", fold, 8, 2, Map.of("seed", "7"), 3, 2, "COMPLETED", 0);
    }

    /** Members of other weights each: those of the model, and the same times 2, 3, ... */
    private static ModelContents several(ModelContents one, double... weights) {
        List<Member> members = new ArrayList<>();
        for (int m = 0; m < weights.length; m++) {
            TargetEncoding target =
                    one.target() instanceof ValueTarget ? new ValueTarget(Models.TARGET, 10 + m, 2 + m) : one.target();
            members.add(new Member(one.encoder(), target, times(one.network(), m + 1), weights[m], training(m)));
        }
        return of(one, members);
    }

    private static ModelContents of(ModelContents one, List<Member> members) {
        return new ModelContents(
                one.schema(), one.task(), members, one.validation(), one.test(), one.history(), one.provenance(), null);
    }

    private static TrainedNetwork times(TrainedNetwork network, int factor) {
        float[] floats = network.floatParameters();
        if (floats == null) {
            double[] doubles = Arrays.stream(Objects.requireNonNull(network.doubleParameters()))
                    .map(w -> factor * w)
                    .toArray();
            return TrainedNetwork.float64(
                    network.network(),
                    network.likelihood(),
                    doubles,
                    Objects.requireNonNull(network.doubleStatistics()));
        }
        float[] scaled = floats.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return TrainedNetwork.float32(
                network.network(), network.likelihood(), scaled, Objects.requireNonNull(network.floatStatistics()));
    }

    private static Model alone(ModelContents contents, int member) {
        Member one = contents.members().get(member);
        return new Model(of(contents, List.of(new Member(one.encoder(), one.target(), one.network(), 1, null))));
    }

    @Test
    void probabilitiesAreTheWeightedMean() {
        for (Likelihood likelihood : List.of(new Categorical(0), new Bernoulli())) {
            ModelContents contents = several(Models.classifier(AB, likelihood), 0.5, 0.25, 0.25);
            Map<String, Double> row = Map.of("x", 1.5);
            double expected = 0.5 * alone(contents, 0).predict(row).probability("b")
                    + 0.25 * alone(contents, 1).predict(row).probability("b")
                    + 0.25 * alone(contents, 2).predict(row).probability("b");
            Prediction prediction = new Model(contents).predict(row);
            assertEquals(expected, prediction.probability("b"), 1e-15);
            assertEquals(1, prediction.probability("a") + prediction.probability("b"), 1e-6);
        }
    }

    @Test
    void valuesAreAveragedInTheUnitsOfTheTarget() {
        ModelContents contents = several(Models.regression(new Gaussian()), 0.75, 0.25);
        Map<String, Double> row = Map.of("x", -0.5);
        double first = alone(contents, 0).predict(row).value();
        double second = alone(contents, 1).predict(row).value();
        assertNotEquals(first, second);
        assertEquals(
                0.75 * first + 0.25 * second, new Model(contents).predict(row).value(), 1e-12);

        ModelContents quantiles = several(Models.regression(new Quantile(List.of(0.1, 0.5))), 0.75, 0.25);
        double low = 0.75
                        * Objects.requireNonNull(
                                alone(quantiles, 0).predict(row).quantiles().get(0.1))
                + 0.25
                        * Objects.requireNonNull(
                                alone(quantiles, 1).predict(row).quantiles().get(0.1));
        assertEquals(
                low,
                Objects.requireNonNull(
                        new Model(quantiles).predict(row).quantiles().get(0.1)),
                1e-12);
    }

    @Test
    void deviationsAreThoseOfTheMixture() {
        ModelContents contents = several(Models.regression(new GaussianWithVariance()), 0.5, 0.5);
        Map<String, Double> row = Map.of("x", 2.0);
        Prediction first = alone(contents, 0).predict(row);
        Prediction second = alone(contents, 1).predict(row);
        double mu = (first.value() + second.value()) / 2;
        double variance = (Math.pow(first.standardDeviation(), 2)
                        + Math.pow(second.standardDeviation(), 2)
                        + Math.pow(first.value() - mu, 2)
                        + Math.pow(second.value() - mu, 2))
                / 2;
        Prediction mixture = new Model(contents).predict(row);
        assertEquals(mu, mixture.value(), 1e-12);
        assertEquals(Math.sqrt(variance), mixture.standardDeviation(), 1e-9);
    }

    @Test
    void aRowAloneAndAmongOthersGetsTheSameBits() {
        ModelContents contents = several(Models.classifier(AB, new Categorical(0)), 0.2, 0.3, 0.5);
        Model model = new Model(contents);
        List<Map<String, Double>> rows = new ArrayList<>();
        for (int n = 0; n < 300; n++) {
            rows.add(Map.of("x", n / 100.0));
        }
        Predictions together = model.predict(rows);
        for (int n = 0; n < rows.size(); n += 37) {
            assertEquals(together.get(n), model.predict(rows.get(n)));
        }
    }

    @Test
    void theFileHoldsEveryMember(@TempDir Path directory) {
        for (Precision precision : Precision.values()) {
            ModelContents contents = several(Models.every(precision), 0.5, 0.3, 0.2);
            Path file = directory.resolve("several.chainrule");
            ModelFile.write(contents, file);
            ModelContents found = ModelFile.read(file);
            assertEquals(3, found.members().size());
            for (int m = 0; m < 3; m++) {
                Member expected = contents.members().get(m);
                Member read = found.members().get(m);
                assertEquals(expected.encoder(), read.encoder());
                assertEquals(expected.target(), read.target());
                assertEquals(expected.weight(), read.weight());
                assertEquals(expected.training(), read.training());
                assertEquals(ModelFile.weightsSha256(expected.network()), ModelFile.weightsSha256(read.network()));
            }
            assertEquals(ModelFile.weightsSha256(contents), ModelFile.weightsSha256(found));
            assertEquals(3 * new Model(Models.every(precision)).contents().parameters(), found.parameters());
            Safetensors tensors = Safetensors.read(file);
            assertEquals("2", tensors.metadata().get("formatVersion"));
            assertTrue(
                    tensors.tensors().stream().allMatch(tensor -> tensor.name().matches("member\\.[0-2]\\..*")));
        }
    }

    @Test
    void theHashIsOverAllMembers() {
        ModelContents one = Models.classifier(AB, new Categorical(0));
        assertEquals(ModelFile.weightsSha256(one.network()), ModelFile.weightsSha256(one));
        ModelContents two = several(one, 0.5, 0.5);
        ModelContents swapped =
                of(one, List.of(two.members().get(1), two.members().get(0)));
        assertNotEquals(ModelFile.weightsSha256(two), ModelFile.weightsSha256(swapped));
    }

    @Test
    void aFileOfOneNetworkIsWhatItAlwaysWas() throws Exception {
        byte[] fixture;
        try (InputStream in =
                Objects.requireNonNull(MembersTest.class.getResourceAsStream("/model/one-network.chainrule"))) {
            fixture = in.readAllBytes();
        }
        ModelContents found = ModelFile.read(fixture, "fixture");
        assertEquals(1, found.members().size());
        assertArrayEquals(fixture, Models.bytes(found));
    }

    @Test
    void membersThatDoNotBelongTogetherAreRefused() {
        ModelContents one = Models.classifier(AB, new Categorical(0));
        List<Member> members = several(one, 0.5, 0.5).members();
        ModelContents other = Models.classifier(List.of("a", "c"), new Categorical(0));
        Member stranger = new Member(other.encoder(), other.target(), other.network(), 0.5, training(1));
        refused("classes", () -> of(one, List.of(members.get(0), stranger)));
        refused("sum to 1", () -> of(one, List.of(members.get(0))));
        refused("at least 1 member", () -> of(one, List.of()));
        Member unknown = new Member(one.encoder(), one.target(), one.network(), 0.5, null);
        refused("account of the training", () -> of(one, List.of(members.get(0), unknown)));
        ModelContents values = Models.regression(new Gaussian());
        ModelContents spread = Models.regression(new GaussianWithVariance());
        refused(
                "one likelihood",
                () -> of(
                        values,
                        List.of(
                                several(values, 0.5, 0.5).members().get(0),
                                several(spread, 0.5, 0.5).members().get(1))));
    }

    private static void refused(String words, org.junit.jupiter.api.function.Executable what) {
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, what).getMessage());
        assertTrue(message.contains(words), message);
    }

    @Test
    void hostileFilesAreRefused() {
        assertTrue(forgery("\"weight\":0.5", "\"weight\":0.4").contains("sum to 1"));
        assertTrue(forgery("\"weight\":0.5", "\"weight\":-0.5").contains("above 0"));
        assertTrue(forgery("\"weight\":0.5", "\"weight\":\"NaN\"").contains("above 0"));
        assertTrue(forgery("\"weight\":0.5", "\"weight\":1e300").contains("at most 1"));
        assertTrue(forgery("\"fold\":1", "\"fold\":-1").contains("fold"));
        assertTrue(forgery("\"units\":2", "\"units\":3").contains("member.0.dense.1.weight"));
        assertTrue(forgery("\"task\":", "\"network\":{},\"task\":").contains("unknown field"));
        assertTrue(forgery("\"members\":[", "\"members\":[],\"more\":[").contains("tensors"));
        assertTrue(forgery("\"members\":[", "\"members\":1000000000,\"more\":[").contains("expected a list"));
        String many = forgery("\"members\":[", "\"members\":[" + "{},".repeat(1 << 19));
        assertTrue(many.contains("more values than the size of the file allows for"), many);
        String repeated = refusal(forged(text -> {
            int from = text.indexOf("\"members\":[") + "\"members\":[".length();
            int to = text.indexOf("],\"validation\"");
            return text.substring(0, to) + ("," + text.substring(from, to)).repeat(50) + text.substring(to);
        }));
        assertTrue(repeated.contains("expected the tensor member.2."), repeated);
    }

    @Test
    void everyFlippedBitIsNoticed() {
        byte[] bytes = Models.bytes(several(Models.classifier(AB, new Categorical(0)), 0.5, 0.5));
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= 4;
            refusal(bytes);
            bytes[i] ^= 4;
        }
        ModelFile.read(bytes, "m");
    }

    private static String refusal(byte[] bytes) {
        UserException e = assertThrows(UserException.class, () -> ModelFile.read(bytes, "m"));
        String message = String.valueOf(e.getMessage());
        assertEquals(1, message.lines().count(), message);
        return message;
    }

    private static String forgery(String from, String to) {
        return refusal(forged(text -> {
            assertTrue(text.contains(from), from + " in " + text);
            return text.replaceFirst(java.util.regex.Pattern.quote(from), to);
        }));
    }

    /** Changes the description and makes the checksum right again. */
    private static byte[] forged(UnaryOperator<String> change) {
        Safetensors file =
                Safetensors.read(Models.bytes(several(Models.classifier(AB, new Categorical(0)), 0.5, 0.5)), "x");
        Map<String, String> metadata = new LinkedHashMap<>(file.metadata());
        metadata.put("chainrule", change.apply(String.valueOf(metadata.get("chainrule"))));
        metadata.put("sha256", "0".repeat(64));
        byte[] blank = bytes(new Safetensors(metadata, file.tensors()));
        String zeros = "0".repeat(64);
        String text = new String(blank, StandardCharsets.ISO_8859_1);
        return text.replaceFirst(
                        zeros, HexFormat.of().formatHex(Weights.sha256().digest(blank)))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(Safetensors file) {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        try {
            file.write(out);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
