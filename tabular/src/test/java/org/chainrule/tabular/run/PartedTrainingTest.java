package org.chainrule.tabular.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.chainrule.tabular.encode.TargetTransform;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.OptimizerSnapshot;
import org.chainrule.train.Rounds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One shard is the training on one machine, bit for bit; several are a training. */
class PartedTrainingTest {
    private static final int ROWS = 120;
    private static final Rounds SYNCHRONOUS = new Rounds.Synchronous();

    @TempDir
    Path dir;

    /** All that a model is, but where it comes from. */
    private static void same(Model expected, Model found) {
        assertEquals(expected.encoder(), found.encoder());
        assertEquals(expected.targetEncoding(), found.targetEncoding());
        assertEquals(expected.history(), found.history());
        assertEquals(expected.weightsSha256(), found.weightsSha256());
        assertEquals(expected.contents().uncertainty(), found.contents().uncertainty());
        assertNotNull(found.contents().uncertainty());
        assertEquals(expected.contents().validation(), found.contents().validation());
        assertEquals(expected.schema(), found.schema());
        OptimizerSnapshot remembered =
                Objects.requireNonNull(expected.contents().optimizer());
        OptimizerSnapshot kept = Objects.requireNonNull(found.contents().optimizer());
        assertEquals(remembered.rule(), kept.rule());
        assertEquals(remembered.state().step(), kept.state().step());
        assertArrayEquals(remembered.state().scalars(), kept.state().scalars());
        assertTrue(Arrays.deepEquals(
                remembered.state().floatVectors(), kept.state().floatVectors()));
    }

    /** A small network: what decides about bits is the same. */
    private static TrainOptionsBuilder options(String target) {
        return TrainOptions.builder(target).hiddenLayers(List.of(12, 9)).epochs(2);
    }

    private static TrainOptionsBuilder label() {
        return options("label").drop(List.of("value")).weight("Weight");
    }

    private static TrainOptionsBuilder value() {
        return options("value").drop(List.of("label")).weight("Weight");
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "fast", "plain", "realmlp", "realmlp-s", "tabm"})
    void oneShardIsTheTrainingOnOneMachine(String preset) {
        PartedRuns runs = PartedRuns.mixed(dir, ROWS);
        TrainOptions classes = label().preset(preset).classWeights(true).seed(3).build();
        Model alone = runs.alone(classes);
        same(alone, runs.parted(classes, 1, SYNCHRONOUS));
        if (!preset.startsWith("realmlp") && !preset.equals("fast")) {
            same(alone, runs.parted(classes, 1, PartedRuns.LOCAL));
        }
        TrainOptions values = value().preset(preset).build();
        same(runs.alone(values), runs.parted(values, 1, SYNCHRONOUS));
    }

    @ParameterizedTest
    @CsvSource({
        "LOG, gaussian",
        "ASINH, gaussian-variance",
        "QUANTILE, laplace",
        "NONE, poisson",
        "NONE, 'quantile(0.1,0.5,0.9)'"
    })
    void targetsAreBentAsOnOneMachine(TargetTransform transform, String likelihood) {
        PartedRuns runs = PartedRuns.mixed(dir, ROWS);
        TrainOptions options = value().targetTransform(transform == TargetTransform.NONE ? null : transform)
                .likelihood(likelihood)
                .preset("fast")
                .clamp(true)
                .build();
        same(runs.alone(options), runs.parted(options, 1, SYNCHRONOUS));
    }

    @Test
    void aFullBatchIsAFullBatch() {
        PartedRuns runs = PartedRuns.mixed(dir, ROWS);
        TrainOptions options = label().preset("plain").build();
        Model alone = runs.alone(options.toBuilder().optimizer("lbfgs").build());
        Model parted = runs.parted(options, 1, new Rounds.FullBatch());
        assertEquals(alone.weightsSha256(), parted.weightsSha256());
        assertEquals(alone.contents().uncertainty(), parted.contents().uncertainty());
    }

    @ParameterizedTest
    @CsvSource({
        "weather/weather.csv, true, weather, 500, default",
        "weather/weather.csv, true, temp_max, 250, fast",
        "adult/adult.data, false, column14, 250, default",
        "california_housing/housing.csv, true, median_house_value, 250, default",
        "abalone/abalone.data, false, column8, 600, realmlp-s"
    })
    void oneShardOfARealTableIsTheTrainingOnOneMachine(
            String file, boolean header, String target, int most, String preset) {
        PartedRuns runs = PartedRuns.shared(dir, file, header, most);
        TrainOptions options = options(target).preset(preset).seed(1).build();
        same(runs.alone(options), runs.parted(options, 1, SYNCHRONOUS));
    }

    @Test
    void oneShardGoesOnFromAModel() {
        PartedRuns runs = PartedRuns.mixed(dir, ROWS);
        Model start = runs.alone(label().preset("plain").build());
        TrainOptions options = TrainOptions.builder("label")
                .drop(List.of("value"))
                .weight("Weight")
                .startFrom(start)
                .epochs(2)
                .classWeights(true)
                .build();
        Model parted = runs.parted(options, 1, SYNCHRONOUS);
        same(runs.alone(options), parted);
        assertEquals(start.weightsSha256(), parted.provenance().configuration().get(TrainingSettings.START_FROM));
    }

    /** Four shards: another training of the same, about as good. */
    @Test
    void severalShardsLearnTheSame() {
        PartedRuns runs = PartedRuns.mixed(dir, 200);
        TrainOptions options = label().preset("default").epochs(8).build();
        double alone = loss(runs.alone(options));
        for (Rounds rounds : List.of(SYNCHRONOUS, PartedRuns.LOCAL)) {
            Model parted = runs.parted(options, 4, rounds);
            assertTrue(loss(parted) < alone + 0.25, rounds + ": " + loss(parted) + " alone " + alone);
            assertEquals("4", parted.provenance().configuration().get("shards"));
            assertEquals(parted.weightsSha256(), runs.parted(options, 4, rounds).weightsSha256());
        }
    }

    private static double loss(Model model) {
        return Objects.requireNonNull(model.contents().validation().get("logLoss"));
    }

    /** Encoder and target do not depend on how many shards say what they hold, but for the last bits of moments; networks start alike. */
    @Test
    void shardsStartAlike() {
        PartedRuns runs = PartedRuns.mixed(dir, ROWS);
        TrainOptions options = label().preset("default").build();
        List<float[]> starts = new ArrayList<>();
        for (int shards : new int[] {1, 7}) {
            PartedTraining parted = PartedTraining.of(runs.profile(), options);
            try (var rows = runs.training().load(parted.columns())) {
                ShardProgram program = InMemoryParts.of(rows, null, shards).prepare(parted, SYNCHRONOUS);
                starts.add(Objects.requireNonNull(program.start().floatParameters()));
                assertEquals(shards, program.layout().shards());
                assertEquals(1, program.configuration().threads());
            }
        }
        assertEquals(starts.get(0).length, starts.get(1).length);
        for (int e = 0; e < starts.get(0).length; e++) {
            assertEquals(starts.get(0)[e], starts.get(1)[e], 1e-4 * (1 + Math.abs(starts.get(0)[e])));
        }
    }

    @Test
    void theModelFileSaysThatShardsTrainedIt() {
        PartedRuns runs = PartedRuns.mixed(dir, ROWS);
        Model model = runs.parted(label().preset("fast").build(), 2, new Rounds.LocalSteps(5, 0.7, 0.9));
        Map<String, String> settings = model.provenance().configuration();
        assertEquals("2", settings.get("shards"));
        assertEquals("local-steps(steps=5,outerLearningRate=0.7,outerMomentum=0.9)", settings.get("rounds"));
        assertEquals(96, model.provenance().trainingRows());
        assertEquals(24, model.provenance().validationRows());
        Path file = dir.resolve("m.chainrule");
        model.save(file);
        Model read = Model.load(file);
        assertEquals(model.weightsSha256(), read.weightsSha256());
        UserException refused = assertThrows(
                UserException.class, () -> Reproducer.run(read, runs.training(), null, 1, outline -> {}, () -> false));
        assertTrue(refused.getMessage().contains("trained on 2 shards"), refused.getMessage());
    }

    /** Rows split by chance: the classes are those of all rows, as on one machine. */
    @Test
    void aClassThatOnlyValidatesIsAClassIfChanceSplit() {
        List<String> rows = new ArrayList<>(IntStream.range(0, 40)
                .mapToObj(n -> n + "," + (n % 2 == 0 ? "a" : "b"))
                .toList());
        rows.set(2, "2,rare");
        PartedRuns runs = PartedRuns.of(dir, "x,y\n", rows);
        TrainOptions options = options("y").preset("plain").build();
        UserException refused = assertThrows(UserException.class, () -> runs.parted(options, 2, SYNCHRONOUS));
        assertTrue(refused.getMessage().contains("class 'rare'"), refused.getMessage());
        PartedTraining parted = PartedTraining.of(runs.profile(), options);
        try (var training = runs.training().load(parted.columns());
                var validation = runs.validation().load(parted.columns())) {
            int[] all = IntStream.range(0, training.rows()).toArray();
            int[] others = IntStream.range(0, validation.rows()).toArray();
            Model model = InMemoryParts.of(training, all, validation, others, false, 2)
                    .train(parted, SYNCHRONOUS);
            assertEquals(List.of("a", "b", "rare"), model.classes());
            assertNotEquals("0.0", model.provenance().configuration().get("validationFraction"));
        }
    }
}
