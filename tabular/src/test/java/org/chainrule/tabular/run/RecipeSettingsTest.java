package org.chainrule.tabular.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chainrule.optim.AdamW;
import org.chainrule.optim.Clipping;
import org.chainrule.schedule.FlatCosine;
import org.chainrule.schedule.Schedules;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.encode.EncoderOptions;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.read.Table;
import org.chainrule.train.ParameterGroups;
import org.chainrule.train.Precision;
import org.chainrule.train.Ties;
import org.chainrule.train.TrainingConfiguration;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings that the published recipes need: written, read back, and honoured when a model is trained again. */
class RecipeSettingsTest {
    /** Beside those of the first model files, with the value that was the only one then. */
    private static final Map<String, String> NEW = Map.of(
            "weightDecaySchedule", "constant",
            "dropoutSchedule", "constant",
            "parameterGroups", "default",
            "dropLastBatch", "false",
            "ties", "lower_loss",
            "validationMetric", "logLoss");

    @TempDir
    static Path dir;

    private static Table table;

    @BeforeAll
    static void write() {
        table = new Reruns(dir).table();
    }

    /** 96 rows to train on: the fourth batch of 25 is not full. */
    private static Model trained() {
        return Chainrule.train(
                table,
                Reruns.classes()
                        .preset("fast")
                        .batchSize(25)
                        .dropout(0.3)
                        .weightDecay(0.1)
                        .build());
    }

    private static Model doctored(Model model, Map<String, String> changes) {
        Map<String, String> settings = new LinkedHashMap<>(model.provenance().configuration());
        settings.putAll(changes);
        return Reruns.with(model, Reruns.configured(model.provenance(), settings));
    }

    @Test
    void everyPartOfTheConfigurationReadsBack() {
        TrainingConfiguration configuration = TrainingConfiguration.of(
                        new AdamW(0.9, 0.95, 1e-8, 0.02, false), 0.04, 256, -3)
                .withBatchSize(256)
                .withDropLastBatch(true)
                .withTies(Ties.LATEST)
                .withPatience(17)
                .withSchedule(Schedules.parse("coslog4"))
                .withWeightDecaySchedule(new FlatCosine())
                .withDropoutSchedule(new FlatCosine(0.25))
                .withGroups(ParameterGroups.parse("bias=0.1:0,scale=6:6,slope=0.1:0.1"))
                .withPenalties(1e-4, 1e-3)
                .withClipping(Clipping.byNorm(1))
                .withPrecision(Precision.FLOAT64)
                .withThreads(3);
        TrainOptions options = Reruns.classes().preset("fast").build();
        EncoderOptions encoding =
                TrainingSettings.encoding(trained().provenance().configuration());
        Map<String, String> written =
                TrainingSettings.write(options, encoding, configuration.withTimeLimit(Duration.ofSeconds(9)));
        assertEquals(configuration, TrainingSettings.configuration(written, Precision.FLOAT64, 3));
    }

    @Test
    void filesWithoutThemAreTrainedAgainAsTheyWere() {
        Model model = trained();
        Map<String, String> settings = new LinkedHashMap<>(model.provenance().configuration());
        NEW.forEach((name, value) -> assertEquals(value, settings.remove(name), name));
        Model old = Reruns.with(model, Reruns.configured(model.provenance(), settings));
        assertTrue(Chainrule.reproduce(old, table).reproduced());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            weightDecaySchedule|flat-cos
            dropoutSchedule|flat-cos
            parameterGroups|bias=0.1:0
            dropLastBatch|true
            """)
    void eachDecidesTheWeights(String name, String value) {
        Model model = doctored(trained(), Map.of(name, value));
        Reproduction first = Chainrule.reproduce(model, table);
        assertFalse(first.reproduced());
        assertFalse(first.differences().isEmpty());
        assertEquals(first.weightsSha256(), Chainrule.reproduce(model, table).weightsSha256());
    }

    @Test
    void theMetricThatIsWatchedIsThatOfTheSettings() {
        Model model = doctored(trained(), Map.of("validationMetric", "accuracy", "ties", "latest"));
        List<EpochFinished> epochs = new ArrayList<>();
        List<String> named = new ArrayList<>();
        Reproducer.run(model, table, null, 1, outline -> named.add(outline.watched()), () -> false, event -> {
            if (event instanceof EpochFinished epoch) {
                epochs.add(epoch);
            }
        });
        assertEquals(List.of("accuracy"), named);
        assertEquals(4, epochs.size());
        double best = 0;
        for (EpochFinished epoch : epochs) {
            double correct = epoch.validationMetric() * 24;
            assertEquals(Math.rint(correct), correct, 1e-9, "24 rows are validated on");
            assertEquals(epoch.validationMetric() >= best, epoch.best(), "ties go to the latest");
            best = Math.max(best, epoch.validationMetric());
        }
    }

    @Test
    void aMetricOfTheOtherTaskIsRefused() {
        Model model = doctored(trained(), Map.of("validationMetric", "rmse"));
        UserException refused = assertThrows(UserException.class, () -> Chainrule.reproduce(model, table));
        String message = Objects.requireNonNull(refused.getMessage());
        assertTrue(message.contains("cannot watch \"rmse\" in a classification; use logLoss, accuracy"), message);
    }
}
