package org.chainrule.tabular.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.encode.TargetTransform;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.ModelContents;
import org.chainrule.tabular.model.Provenance;
import org.chainrule.tabular.model.TableIdentity;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.schema.Task;
import org.chainrule.train.Precision;
import org.chainrule.train.TrainedNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReproductionTest {
    @TempDir
    static Path dir;

    private static Reruns reruns;
    private static Table table;

    @BeforeAll
    static void write() {
        reruns = new Reruns(dir);
        table = reruns.table();
    }

    static Stream<Arguments> trainings() {
        return Stream.of(
                named("defaults", TrainOptions.builder("label").drop(List.of("value"))),
                named("fast", TrainOptions.builder("value").preset("fast")),
                named("float64", Reruns.classes().precision(Precision.FLOAT64)),
                named("regression in float64", Reruns.values().precision(Precision.FLOAT64)),
                named("weight", Reruns.classes().weight("weight")),
                named("group", Reruns.values().group("team")),
                named("time", Reruns.values().time("day")),
                named("time as a number", Reruns.classes().time("Weight").validationFraction(0.4)),
                named("class weights", Reruns.classes().classWeights(true).labelSmoothing(0.1)),
                named("bernoulli", Reruns.classes().likelihood("bernoulli").dropout(0.25)),
                named("quantiles", Reruns.values().likelihood("quantile(0.1,0.5,0.9)")),
                named(
                        "logarithms",
                        Reruns.values().targetTransform(TargetTransform.LOG).clamp(true)),
                named("quantiles of the target", Reruns.values().targetTransform(TargetTransform.QUANTILE)),
                named("counts", Reruns.values().likelihood("poisson").clipNorm(0.5)),
                named("numbers as classes", Reruns.values().task(Task.CLASSIFICATION)),
                named("without validation", Reruns.values().validationFraction(0)),
                named("a third", Reruns.values().validationFraction(1 / 3.0).seed(-7)),
                named("penalties", Reruns.values().l1(1e-3).l2(1e-2).clipValue(0.1)),
                named("decay", Reruns.values().optimizer("adam(amsgrad=true)").weightDecay(0.01)),
                named(
                        "plateau",
                        Reruns.values()
                                .optimizer("sgd")
                                .schedule("plateau(0.5,1)")
                                .learningRate(0.05)),
                named(
                        "rmsprop",
                        Reruns.values()
                                .optimizer("rmsprop(decay=0.7,centered=true)")
                                .batchSize(7)),
                named("patience", Reruns.values().epochs(60).patience(2).learningRate(0.1)),
                named("lbfgs", Reruns.classes().optimizer("lbfgs").epochs(9).l2(0.01)),
                named("linear", Reruns.values().hiddenLayers(List.of())),
                named(
                        "leaky",
                        Reruns.values()
                                .activation(org.chainrule.network.Activation.leakyRelu(0.2))
                                .threads(2)));
    }

    private static Arguments named(String name, TrainOptionsBuilder options) {
        return Arguments.of(org.junit.jupiter.api.Named.of(name, options.build()));
    }

    @ParameterizedTest
    @MethodSource("trainings")
    void theSameBits(TrainOptions options) {
        Model model = reruns.saved(Chainrule.train(table, options));
        Reproduction found = Chainrule.reproduce(model, table);
        assertTrue(found.reproduced(), () -> found.differences() + " " + found.encodings() + found.obstacle());
        assertEquals(model.weightsSha256(), found.weightsSha256());
        assertEquals(List.of(), found.differences());
        assertEquals(Reruns.ROWS, found.rows());
        assertEquals(model.provenance().epochs(), found.epochs());
    }

    /** The test above could pass if reproduction ignored what it is to repeat: another setting must give other bits. */
    @ParameterizedTest
    @MethodSource("doctored")
    void anotherSettingGivesOtherBits(String name, String value) {
        Model model = Chainrule.train(table, Reruns.classes().build());
        Map<String, String> settings = new LinkedHashMap<>(model.provenance().configuration());
        assertNotEquals(value, Objects.requireNonNull(settings.put(name, value)));
        Reproduction found =
                Chainrule.reproduce(Reruns.with(model, Reruns.configured(model.provenance(), settings)), table);
        assertFalse(found.reproduced(), name);
        assertTrue(!found.differences().isEmpty() || found.obstacle() != null, name);
    }

    static Stream<Arguments> doctored() {
        return Stream.of(
                Arguments.of("optimizer", "sgd"),
                Arguments.of("learningRate", "0.01"),
                Arguments.of("schedule", "constant"),
                Arguments.of("l2", "0.5"),
                Arguments.of("clipping", "norm 0.01"),
                Arguments.of("batchSize", "16"),
                Arguments.of("epochs", "5"),
                Arguments.of("seed", "1"),
                Arguments.of("classWeights", "true"),
                Arguments.of("validationFraction", "0.4"),
                Arguments.of(
                        "encoding",
                        "standard(clip=0,missingIndicators=true,collapseTwoLevels=true,maxOneHotLevels=255,"
                                + "hashBuckets=128,hashSeed=0,maxQuantiles=1000,bins=0)"),
                Arguments.of(
                        "encoding",
                        "robust(clip=3,missingIndicators=false,collapseTwoLevels=true,maxOneHotLevels=255,"
                                + "hashBuckets=128,hashSeed=0,maxQuantiles=1000,bins=0)"));
    }

    @Test
    void columnsNamedInAnotherCaseAreTheSameColumns() {
        String plain = Chainrule.train(table, Reruns.classes().build()).weightsSha256();
        for (String[] names : new String[][] {{"weight", "Weight"}, {"WEIGHT", "Weight"}}) {
            String weights = Chainrule.train(
                            table, Reruns.classes().weight(names[0]).build())
                    .weightsSha256();
            assertNotEquals(plain, weights, "the weights count");
            assertEquals(
                    weights,
                    Chainrule.train(table, Reruns.classes().weight(names[1]).build())
                            .weightsSha256());
        }
    }

    @Test
    void aChangedWeightIsFoundByName() {
        Model model = Chainrule.train(table, Reruns.classes().preset("fast").build());
        TrainedNetwork network = model.network();
        float[] weights = Objects.requireNonNull(network.floatParameters()).clone();
        weights[weights.length - 1] += 0.5f;
        ModelContents contents = model.contents();
        Model changed = new Model(new ModelContents(
                contents.schema(),
                contents.task(),
                contents.encoder(),
                contents.target(),
                TrainedNetwork.float32(
                        network.network(),
                        network.likelihood(),
                        weights,
                        Objects.requireNonNull(network.floatStatistics())),
                contents.validation(),
                contents.test(),
                contents.history(),
                contents.provenance()));
        Reproduction found = Chainrule.reproduce(changed, table);
        assertFalse(found.reproduced());
        assertEquals(model.weightsSha256(), found.weightsSha256());
        assertEquals(changed.weightsSha256(), found.expectedSha256());
        assertEquals(1, found.differences().size());
        Reproduction.Difference difference = found.differences().get(0);
        assertEquals("dense.3.bias", difference.tensor());
        assertEquals(1, difference.differ());
        assertEquals(2, difference.of());
        assertEquals(0.5, difference.largest(), 1e-6);
    }

    @Test
    void anOldFileSaysWhatItLacks() {
        Model model = Chainrule.train(table, Reruns.values().build());
        Provenance now = model.provenance();
        Map<String, String> settings = new LinkedHashMap<>(now.configuration());
        settings.remove("encoding");
        Model old = reruns.saved(Reruns.with(
                model,
                Reruns.edited(
                        Reruns.configured(now, settings),
                        provenance -> new TableIdentity("data.csv", provenance.fingerprint(), 0, Map.of()),
                        now.chainruleVersion())));
        assertEquals(0, old.provenance().data().rows());
        UserException refused = assertThrows(UserException.class, () -> Chainrule.reproduce(old, table));
        assertEquals(UserException.Kind.DATA, refused.kind());
        assertTrue(
                refused.getMessage().contains("missing: encoding, dataColumns")
                        && refused.getMessage().contains("train it anew"),
                refused.getMessage());
    }

    @Test
    void anUnreadableSettingIsADefectOfTheFile() {
        Model model = Chainrule.train(table, Reruns.values().build());
        for (String[] wrong : new String[][] {
            {"optimizer", "muon"},
            {"clipping", "norm x"},
            {"epochs", "ten"},
            {"encoding", "robust(clip=3)"},
            {"optimizer", "lbfgs(history=x)"},
            {"schedule", "cos"},
            {"encoding", "robot"}
        }) {
            Map<String, String> settings =
                    new LinkedHashMap<>(model.provenance().configuration());
            settings.put(wrong[0], wrong[1]);
            Model doctored = Reruns.with(model, Reruns.configured(model.provenance(), settings));
            UserException refused = assertThrows(UserException.class, () -> Chainrule.reproduce(doctored, table));
            assertEquals(UserException.Kind.DATA, refused.kind(), wrong[1]);
            assertTrue(refused.getMessage().contains("cannot be read"), refused.getMessage());
        }
    }

    @Test
    void anotherVersionIsTriedAllTheSame() {
        Model model = Chainrule.train(table, Reruns.values().build());
        Model other = Reruns.with(model, Reruns.edited(model.provenance(), UnaryOperator.identity(), "0.0.9"));
        Reproduction found = Chainrule.reproduce(other, table);
        assertTrue(found.reproduced());
        assertFalse(found.sameVersion());
    }
}
