package org.chainrule.tabular.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.ModelContents;
import org.chainrule.tabular.model.Provenance;
import org.chainrule.tabular.model.TableIdentity;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.schema.Task;
import org.chainrule.train.Precision;
import org.chainrule.train.TrainedNetwork;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.chainrule.train.TrainingListener;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReproductionTest {
    private static final String HEADER = "x,color,day,Weight,Team,label,value\n";
    private static final int ROWS = 120;

    @TempDir
    static Path dir;

    private static Table table;

    @BeforeAll
    static void write() throws IOException {
        table = file("data.csv", HEADER + rows(0, ROWS));
    }

    private static Table file(String name, String text) throws IOException {
        return Table.read(Files.writeString(dir.resolve(name), text));
    }

    private static String rows(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(n -> (n % 11 == 0 ? "" : String.valueOf(n * 37 % 101 / 7.0)) + ","
                        + List.of("red", "blue", "green").get(n * 7 % 3) + ",2024-0" + (n % 9 + 1) + "-1" + n % 10 + ","
                        + (n % 4 + 1) + ",team" + n % 13 + "," + (n * 37 % 101 > 50 ? "high" : "low") + ","
                        + (n * 37 % 101 * 2 + n % 5) + "\n")
                .collect(Collectors.joining());
    }

    /** From the file, as the command has it. */
    private static Model saved(Model model) {
        Path path = dir.resolve("model.chainrule");
        model.save(path);
        return Model.load(path);
    }

    private static TrainOptionsBuilder options(String target) {
        return TrainOptions.builder(target)
                .hiddenLayers(List.of(6, 5))
                .epochs(4)
                .drop(List.of());
    }

    private static TrainOptionsBuilder classes() {
        return options("label").drop(List.of("value"));
    }

    private static TrainOptionsBuilder values() {
        return options("value").drop(List.of("label"));
    }

    static Stream<Arguments> trainings() {
        return Stream.of(
                named("defaults", TrainOptions.builder("label").drop(List.of("value"))),
                named("fast", TrainOptions.builder("value").preset("fast")),
                named("float64", classes().precision(Precision.FLOAT64)),
                named("regression in float64", values().precision(Precision.FLOAT64)),
                named("weight", classes().weight("weight")),
                named("group", values().group("team")),
                named("class weights", classes().classWeights(true).labelSmoothing(0.1)),
                named("bernoulli", classes().likelihood("bernoulli").dropout(0.25)),
                named("quantiles", values().likelihood("quantile(0.1,0.5,0.9)")),
                named("counts", values().likelihood("poisson").clipNorm(0.5)),
                named("numbers as classes", values().task(Task.CLASSIFICATION)),
                named("without validation", values().validationFraction(0)),
                named("a third", values().validationFraction(1 / 3.0).seed(-7)),
                named("penalties", values().l1(1e-3).l2(1e-2).clipValue(0.1)),
                named("decay", values().optimizer("adam(amsgrad=true)").weightDecay(0.01)),
                named(
                        "plateau",
                        values().optimizer("sgd").schedule("plateau(0.5,1)").learningRate(0.05)),
                named(
                        "rmsprop",
                        values().optimizer("rmsprop(decay=0.7,centered=true)").batchSize(7)),
                named("patience", values().epochs(60).patience(2).learningRate(0.1)),
                named("lbfgs", classes().optimizer("lbfgs").epochs(9).l2(0.01)),
                named("linear", values().hiddenLayers(List.of())),
                named(
                        "leaky",
                        values().activation(org.chainrule.network.Activation.leakyRelu(0.2))
                                .threads(2)));
    }

    private static Arguments named(String name, TrainOptionsBuilder options) {
        return Arguments.of(org.junit.jupiter.api.Named.of(name, options.build()));
    }

    @ParameterizedTest
    @MethodSource("trainings")
    void theSameBits(TrainOptions options) {
        Model model = saved(Chainrule.train(table, options));
        Reproduction found = Chainrule.reproduce(model, table);
        assertTrue(found.reproduced(), () -> found.differences() + " " + found.encodings() + found.obstacle());
        assertEquals(model.weightsSha256(), found.weightsSha256());
        assertEquals(List.of(), found.differences());
        assertEquals(ROWS, found.rows());
        assertEquals(model.provenance().epochs(), found.epochs());
    }

    /** The test above could pass if reproduction ignored what it is to repeat: another setting must give other bits. */
    @ParameterizedTest
    @MethodSource("doctored")
    void anotherSettingGivesOtherBits(String name, String value) {
        Model model = Chainrule.train(table, classes().build());
        Map<String, String> settings = new LinkedHashMap<>(model.provenance().configuration());
        assertNotEquals(value, Objects.requireNonNull(settings.put(name, value)));
        Reproduction found = Chainrule.reproduce(with(model, configured(model.provenance(), settings)), table);
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
    void aChangedWeightIsFoundByName() {
        Model model = Chainrule.train(table, classes().build());
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
    void changesOfTheDataAreNamedAndNothingIsTrained() throws IOException {
        Model model = saved(Chainrule.train(table, classes().build()));
        String good = HEADER + rows(0, ROWS);
        assertEquals(List.of("cells of column \"color\" differ"), changes(model, good.replaceFirst("blue", "red")));
        assertEquals(
                List.of("cells of 2 columns (\"x\", \"color\") differ"),
                changes(model, good.replaceFirst("blue", "red").replaceFirst("\n([0-9])", "\n1$1")));
        assertEquals(
                List.of("3 rows more: 123, trained on 120", "among the first 120 rows no cell differs"),
                changes(model, good + rows(0, 3)));
        assertEquals(
                List.of("1 row more: 121, trained on 120", "among the first 120 rows cells of column \"color\" differ"),
                changes(model, good.replaceFirst("blue", "red") + rows(0, 1)));
        assertEquals(List.of("20 rows fewer: 100, trained on 120"), changes(model, HEADER + rows(0, 100)));
        assertEquals(
                List.of("column \"color\" is missing; new in the table: \"colour\""),
                changes(model, good.replaceFirst("color", "colour")));
        assertEquals(
                List.of("6 columns \"x\", \"color\", \"day\", \"Weight\", \"Team\", \"label\" are missing; new in the"
                        + " table: \"a\", \"b\""),
                changes(model, "a,b\n1,2\n"));
        // what the training did not read plays no part
        assertEquals(List.of(), changes(model, good.replace(",value\n", ",other\n")));
    }

    private static List<String> changes(Model model, String text) throws IOException {
        Reproduction found = Chainrule.reproduce(model, file("changed.csv", text));
        assertEquals(found.changes().isEmpty(), found.reproduced());
        assertEquals(found.changes().isEmpty(), found.weightsSha256() != null);
        return found.changes();
    }

    @Test
    void aValidationTableTakesPart() throws IOException {
        Table validation = file("validation.csv", HEADER + rows(200, 240));
        Model model = saved(Chainrule.train(
                table, values().validation(validation).epochs(30).build()));
        assertEquals(
                40, Objects.requireNonNull(model.provenance().validationData()).rows());
        UserException absent = assertThrows(UserException.class, () -> Chainrule.reproduce(model, table));
        assertEquals(UserException.Kind.USAGE, absent.kind());
        assertTrue(absent.getMessage().contains("--validation")
                && absent.getMessage().contains("validation.csv"));
        assertTrue(with(model, validation).reproduced());
        Reproduction other = with(model, file("other.csv", HEADER + rows(201, 241)));
        assertFalse(other.reproduced());
        assertNull(other.network());
        assertTrue(
                other.changes().get(0).startsWith("validation data: cells of "),
                other.changes().toString());
        Model split = Chainrule.train(table, values().build());
        UserException tooMany = assertThrows(UserException.class, () -> with(split, validation));
        assertTrue(tooMany.getMessage().contains("leave out --validation"), tooMany.getMessage());
    }

    private static Reproduction with(Model model, Table validation) {
        return Reproducer.run(model, table, validation, 0, outline -> {}, () -> false);
    }

    /** Steps of 8 of 96 training rows: an epoch has 12, so these numbers end in the first and in the third epoch. */
    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(ints = {1, 5, 11, 12, 13, 24, 30})
    void aTrainingThatWasEndedByHand(int steps) {
        for (Precision precision : Precision.values()) {
            AtomicInteger asked = new AtomicInteger();
            Model model = saved(Chainrule.run(
                            table,
                            classes()
                                    .batchSize(8)
                                    .epochs(50)
                                    .precision(precision)
                                    .build(),
                            () -> asked.getAndIncrement() >= steps)
                    .model());
            assertEquals("INTERRUPTED", model.provenance().stopReason());
            assertEquals(steps < 12 ? steps : 0, model.provenance().firstEpochSteps());
            assertTrue(Chainrule.reproduce(model, table).reproduced(), steps + " steps, " + precision);
        }
    }

    @Test
    void aTrainingThatRanOutOfTime() {
        for (String optimizer : List.of("adam", "lbfgs")) {
            // slow enough to be ended within an epoch, and sometimes within the first
            TrainingListener slow = new TrainingListener() {
                @Override
                public boolean hearsSteps() {
                    return true;
                }

                @Override
                public void on(org.chainrule.train.TrainingEvent event) {
                    try {
                        Thread.sleep(7);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
            };
            TrainOptions limited = classes()
                    .optimizer(optimizer)
                    .batchSize(8)
                    .epochs(100_000)
                    .patience(0)
                    .timeLimit(Duration.ofMillis(150))
                    .l2(0.1)
                    .build();
            Model model = saved(Chainrule.run(table, limited, () -> false, slow).model());
            if (!optimizer.equals("lbfgs")) {
                assertEquals("TIME_LIMIT", model.provenance().stopReason());
            }
            Reproduction found = Chainrule.reproduce(model, table);
            assertTrue(found.reproduced(), found.differences().toString());
        }
    }

    @Test
    void aTrainingThatDivergedAfterAnEpoch() {
        TrainOptions wild = values().optimizer("sgd")
                .schedule("constant")
                .learningRate(1e18)
                .epochs(3)
                .build();
        TrainingRun run = Chainrule.run(table, wild, () -> false);
        assertNotNull(run.divergence());
        assertTrue(Chainrule.reproduce(saved(run.model()), table).reproduced());
    }

    @Test
    void aReproductionCanBeInterrupted() {
        Model model = Chainrule.train(table, values().build());
        AtomicInteger epochs = new AtomicInteger();
        BooleanSupplier afterTwo = () -> epochs.get() >= 2;
        Reproduction found = Reproducer.run(model, table, null, 0, outline -> {}, afterTwo, event -> {
            if (event instanceof EpochFinished) {
                epochs.incrementAndGet();
            }
        });
        assertTrue(found.interrupted());
        assertFalse(found.reproduced());
        assertNull(found.weightsSha256());
        assertEquals(2, found.epochs());
    }

    @Test
    void anOldFileSaysWhatItLacks() {
        Model model = Chainrule.train(table, values().build());
        Provenance now = model.provenance();
        Map<String, String> settings = new LinkedHashMap<>(now.configuration());
        settings.remove("encoding");
        Model old = saved(with(
                model,
                edited(
                        configured(now, settings),
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
        Model model = Chainrule.train(table, values().build());
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
            Model doctored = with(model, configured(model.provenance(), settings));
            UserException refused = assertThrows(UserException.class, () -> Chainrule.reproduce(doctored, table));
            assertEquals(UserException.Kind.DATA, refused.kind(), wrong[1]);
            assertTrue(refused.getMessage().contains("cannot be read"), refused.getMessage());
        }
    }

    @Test
    void anotherVersionIsTriedAllTheSame() {
        Model model = Chainrule.train(table, values().build());
        Model other = with(model, edited(model.provenance(), UnaryOperator.identity(), "0.0.9"));
        Reproduction found = Chainrule.reproduce(other, table);
        assertTrue(found.reproduced());
        assertFalse(found.sameVersion());
    }

    private static Model with(Model model, Provenance provenance) {
        ModelContents c = model.contents();
        return new Model(new ModelContents(
                c.schema(),
                c.task(),
                c.encoder(),
                c.target(),
                c.network(),
                c.validation(),
                c.test(),
                c.history(),
                provenance));
    }

    private static Provenance configured(Provenance p, Map<String, String> settings) {
        return new Provenance(
                p.chainruleVersion(),
                p.createdAt(),
                p.jdk(),
                p.data(),
                p.validationData(),
                p.trainingRows(),
                p.validationRows(),
                p.droppedRows(),
                p.seed(),
                p.preset(),
                settings,
                p.kernel(),
                p.seconds(),
                p.epochs(),
                p.bestEpoch(),
                p.stopReason(),
                p.firstEpochSteps());
    }

    private static Provenance edited(Provenance p, UnaryOperator<TableIdentity> data, String version) {
        return new Provenance(
                version,
                p.createdAt(),
                p.jdk(),
                data.apply(p.data()),
                p.validationData(),
                p.trainingRows(),
                p.validationRows(),
                p.droppedRows(),
                p.seed(),
                p.preset(),
                p.configuration(),
                p.kernel(),
                p.seconds(),
                p.epochs(),
                p.bestEpoch(),
                p.stopReason(),
                p.firstEpochSteps());
    }
}
