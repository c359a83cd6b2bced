package org.chainrule.tabular.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.encode.EncodedDataset;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.read.Table;
import org.chainrule.train.Precision;
import org.chainrule.train.SteppedTraining;
import org.chainrule.train.Trainer;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.chainrule.train.TrainingEvent.StopReason;
import org.chainrule.train.TrainingResult;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A training that somebody else drives is the training of the command line. */
class PreparedTrainingTest {
    @TempDir
    static Path dir;

    private static Reruns reruns;
    private static Table table;

    @BeforeAll
    static void write() {
        reruns = new Reruns(dir);
        table = reruns.table();
    }

    private static TrainOptionsBuilder plain(String target) {
        return Reruns.options(target)
                .preset("plain")
                .activations(List.of(Activation.RELU, Activation.leakyRelu(0.2)))
                .batchSize(16)
                .seed(3);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void whoTakesTheStepsGetsTheSameBits(Precision precision) {
        TrainOptions options =
                plain("label").drop(List.of("value")).precision(precision).build();
        TrainingRun run = Chainrule.run(table, options, outline -> {}, () -> false);
        try (PreparedTraining prepared = PreparedTraining.of(table, options)) {
            TrainingResult result = Trainer.train(prepared.problem(), prepared.configuration());
            Model model = prepared.model(result, 0, 1);
            assertEquals(run.model().weightsSha256(), model.weightsSha256());
            assertEquals(
                    run.model().provenance().configuration(), model.provenance().configuration());
            assertEquals(
                    run.validation().metrics(),
                    model.evaluate(table.load(TableTraining.readColumns(prepared.schema())), prepared.validationRows())
                            .metrics());
            assertEquals(
                    run.model().weightsSha256(),
                    prepared.train(() -> false).model().weightsSha256());
        }
    }

    @Test
    void oneActivationALayerIsBuiltSavedAndReproduced() {
        TrainingRun run = Chainrule.run(table, plain("value").build(), outline -> {}, () -> false);
        Model model = reruns.saved(run.model());
        assertEquals("relu,leaky_relu(0.2)", model.provenance().configuration().get("activation"));
        assertEquals(
                List.of(Activation.RELU, Activation.leakyRelu(0.2)),
                model.network().network().layers().stream()
                        .filter(Activate.class::isInstance)
                        .map(layer -> ((Activate) layer).activation())
                        .toList());
        Reproduction again = Reproducer.run(model, table, null, 0, outline -> {}, () -> false);
        assertEquals(model.weightsSha256(), again.weightsSha256());
    }

    @Test
    void activationsMustFitTheLayers() {
        TrainOptions options = plain("value").hiddenLayers(List.of(4, 4, 4)).build();
        UserException wrong =
                assertThrows(UserException.class, () -> Chainrule.run(table, options, outline -> {}, () -> false));
        assertTrue(String.valueOf(wrong.getMessage()).contains("one for each of 3; found 2"), wrong.getMessage());
        TrainOptions one = plain("value")
                .hiddenLayers(List.of(4, 4, 4))
                .activation(Activation.TANH)
                .build();
        assertEquals(
                "tanh",
                Chainrule.run(table, one, outline -> {}, () -> false)
                        .model()
                        .provenance()
                        .configuration()
                        .get("activation"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 12, 17, 24})
    void aModelOfAnyStepIsReproduced(int step) {
        TrainOptions options =
                plain("value").optimizer("adam").learningRate(0.03).build();
        Model model;
        try (PreparedTraining prepared = PreparedTraining.of(table, options)) {
            model = reruns.saved(standing(prepared, step, List.of()));
        }
        Reproduction again = Reproducer.run(model, table, null, 0, outline -> {}, () -> false);
        assertEquals(model.weightsSha256(), again.weightsSha256());
        assertEquals(String.valueOf(step), model.provenance().configuration().get("keptStep"));
    }

    @Test
    void aModelThatWasChangedByHandIsNotReproduced() {
        try (PreparedTraining prepared =
                PreparedTraining.of(table, plain("value").build())) {
            Model model = standing(prepared, 3, List.of("2:1:0:0:0.5"));
            UserException wrong = assertThrows(
                    UserException.class, () -> Reproducer.run(model, table, null, 0, outline -> {}, () -> false));
            assertTrue(String.valueOf(wrong.getMessage()).contains("changed by hand"), wrong.getMessage());
        }
    }

    private static Model standing(PreparedTraining prepared, int step, List<String> edits) {
        List<EpochFinished> history = new ArrayList<>();
        try (SteppedTraining training = SteppedTraining.start(prepared.problem(), prepared.configuration())) {
            while (training.step() < step) {
                training.advance();
                if (training.epochComplete()) {
                    history.add(training.finishEpoch());
                }
            }
            TrainingResult result = new TrainingResult(
                    training.network(),
                    null,
                    history,
                    StopReason.INTERRUPTED,
                    history.size(),
                    java.time.Duration.ZERO,
                    1,
                    "scalar");
            return prepared.modelAt(result, step, edits, 0);
        }
    }

    @Test
    void itSaysWhatItIsMadeOf() {
        try (PreparedTraining prepared =
                PreparedTraining.of(table, plain("label").drop(List.of("value")).build())) {
            assertEquals(List.of("high", "low"), prepared.classNames());
            assertEquals(prepared.encoder().width(), prepared.inputNames().size());
            assertFalse(prepared.columnNames().contains("value"));
            assertEquals("logLoss", prepared.metricName());
            int[] training = prepared.trainingRows();
            int[] validation = prepared.validationRows();
            assertEquals(Reruns.ROWS, training.length + validation.length);
            Map<String, String> cells = prepared.cells(5);
            int n = training[5];
            assertEquals(List.of("red", "blue", "green").get(n * 7 % 3), cells.get("color"));
            assertEquals("2024-0" + (n % 9 + 1) + "-1" + n % 10, cells.get("day"));
            assertEquals(String.valueOf(n % 4 + 1), cells.get("Weight"));
            assertEquals(n * 37 % 101 > 50 ? "high" : "low", cells.get("label"));
            int missing = java.util.stream.IntStream.range(0, training.length)
                    .filter(row -> training[row] % 11 == 0)
                    .findFirst()
                    .orElseThrow();
            assertEquals("", prepared.cells(missing).get("x"));
        }
    }

    @Test
    void otherRowsAreEncodedAsTheTrainingRowsAre() {
        try (PreparedTraining prepared = PreparedTraining.of(
                        table, plain("label").drop(List.of("value")).build());
                EncodedDataset points = prepared.encode(List.of(prepared.cells(0), prepared.cells(9)))) {
            int width = prepared.encoder().width();
            double[] expected = new double[2 * width];
            double[] found = new double[2 * width];
            prepared.problem().training().gather(new int[] {0, 9}, 0, 2, expected, new double[2], new double[2]);
            points.gather(new int[] {0, 1}, 0, 2, found, new double[0], new double[2]);
            assertArrayEquals(expected, found);
            assertNotEquals(0, expected[0]);
        }
    }

    @Test
    void aPresetOfManyNetworksIsRefused() {
        UserException wrong = assertThrows(
                UserException.class,
                () -> PreparedTraining.of(
                        table, Reruns.options("value").preset("best").build()));
        assertTrue(String.valueOf(wrong.getMessage()).contains("many networks"), wrong.getMessage());
    }
}
