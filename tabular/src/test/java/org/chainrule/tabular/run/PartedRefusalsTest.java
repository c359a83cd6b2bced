package org.chainrule.tabular.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chainrule.tabular.checkpoint.CheckpointOptions;
import org.chainrule.tabular.encode.EncodedDataset;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.LoadedTable;
import org.chainrule.train.Precision;
import org.chainrule.train.Rounds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What parts are refused, in one line each, before a cluster works for it where that is possible; and that all that travels can. */
class PartedRefusalsTest {
    private static final Rounds SYNCHRONOUS = new Rounds.Synchronous();

    @TempDir
    Path dir;

    private static TrainOptionsBuilder label() {
        return TrainOptions.builder("label")
                .drop(List.of("value"))
                .preset("plain")
                .epochs(1);
    }

    private String refused(PartedRuns runs, TrainOptions options, int shards, Rounds rounds) {
        String message = assertThrows(UserException.class, () -> runs.parted(options, shards, rounds))
                .getMessage();
        assertFalse(message.contains("\n"), message);
        return message;
    }

    private void refuses(String expected, PartedRuns runs, TrainOptions options, int shards, Rounds rounds) {
        String message = refused(runs, options, shards, rounds);
        assertTrue(message.contains(expected), message);
    }

    @Test
    void optionsThatNeedOneTable() {
        PartedRuns runs = PartedRuns.mixed(dir, 60);
        refuses("preset best", runs, label().preset("best").build(), 1, SYNCHRONOUS);
        refuses("preset tune", runs, label().preset("tune").build(), 1, SYNCHRONOUS);
        refuses("float64", runs, label().precision(Precision.FLOAT64).build(), 1, SYNCHRONOUS);
        refuses("group column", runs, label().group("Ort").build(), 1, SYNCHRONOUS);
        refuses("time column", runs, label().time("day").build(), 1, SYNCHRONOUS);
        refuses("to validate on", runs, label().validation(runs.validation()).build(), 1, SYNCHRONOUS);
        refuses("test table", runs, label().test(runs.validation()).build(), 1, SYNCHRONOUS);
        refuses(
                "checkpoint folder",
                runs,
                label().checkpoint(CheckpointOptions.in(dir)).build(),
                1,
                SYNCHRONOUS);
        refuses("unknown preset", runs, label().preset("fats").build(), 1, SYNCHRONOUS);
    }

    /** Found without a question to the shards. */
    @Test
    void optionsThatContradictEachOther() {
        PartedRuns runs = PartedRuns.mixed(dir, 60);
        Rounds fullBatch = new Rounds.FullBatch();
        for (TrainOptionsBuilder wrong : List.of(
                label().optimizer("adom"),
                label().likelihood("poisson"),
                label().schedule("sine"),
                label().clipNorm(1.0).clipValue(1.0),
                label().optimizer("lbfgs"))) {
            PartedTraining parted = PartedTraining.of(runs.profile(), wrong.build());
            PartedRows cut = new PartedRows(2, SYNCHRONOUS, 48, 12, true, 0, List.of());
            assertThrows(UserException.class, () -> parted.rows(cut), wrong::toString);
        }
        refuses("full-batch rounds", runs, label().optimizer("lbfgs").build(), 1, SYNCHRONOUS);
        refuses("full-batch rounds", runs, label().optimizer("sgd").build(), 1, fullBatch);
    }

    @Test
    void countsThatLeaveNothingToDo() {
        PartedRuns runs = PartedRuns.mixed(dir, 60);
        PartedTraining parted = PartedTraining.of(runs.profile(), label().build());
        assertTrue(count(parted, 0, 1, 0).contains("no row to train on"));
        assertTrue(count(parted, 0, 1, 9).contains("all 9 rows validate"));
        assertTrue(count(parted, 3, 4, 1).contains("found 4 shards and 3 training rows"));
        assertTrue(count(parted, 3, 0, 1).contains("found 0 shards"));
        assertTrue(count(parted, 3, 1, 0).contains("no row is marked"));
        assertThrows(IllegalStateException.class, parted::question);
    }

    private static String count(PartedTraining parted, long training, int shards, long validation) {
        return assertThrows(
                        UserException.class,
                        () -> parted.rows(
                                new PartedRows(shards, SYNCHRONOUS, training, validation, true, 0, List.of())))
                .getMessage();
    }

    @Test
    void rowsThatTeachNothing() {
        refuses("same value", rows(n -> n + ",a,1"), y().build(), 3, SYNCHRONOUS);
        refuses("no value in 1 of", rows(n -> n + "," + (n == 7 ? "" : n % 2) + ",1"), y().build(), 3, SYNCHRONOUS);
        refuses("no value in 1 of", rows(n -> n + "," + (n == 2 ? "" : n % 2) + ",1"), y().build(), 3, SYNCHRONOUS);
        refuses(
                "weight column",
                rows(n -> n + "," + n % 2 + "," + (n - 3)),
                y().weight("w").build(),
                3,
                SYNCHRONOUS);
        refuses(
                "a count, 0 or more",
                rows(n -> n + "," + (n - 1.5) + ",1"),
                y().likelihood("poisson").build(),
                3,
                SYNCHRONOUS);
    }

    /** Rows that validate have weights, so the table as a whole has. */
    @Test
    void trainingRowsWithoutWeight() {
        PartedRuns runs = rows(n -> n + "," + n * n % 7 % 2 + "," + (n < 12 ? 0 : 1));
        PartedTraining parted =
                PartedTraining.of(runs.profile(), y().weight("w").build());
        try (LoadedTable training = runs.training().load(parted.columns())) {
            InMemoryParts parts =
                    InMemoryParts.of(training, IntStream.range(0, 8).toArray(), training, new int[] {20, 21}, true, 2);
            String message = assertThrows(UserException.class, () -> parts.prepare(parted, SYNCHRONOUS))
                    .getMessage();
            assertTrue(message.contains("all weights of 8 training rows are 0"), message);
        }
    }

    private static TrainOptionsBuilder y() {
        return TrainOptions.builder("y").preset("plain").epochs(1);
    }

    private PartedRuns rows(java.util.function.IntFunction<String> row) {
        return PartedRuns.of(
                dir, "x,y,w\n", IntStream.range(0, 30).mapToObj(row).toList());
    }

    /** A shard all of whose rows have the weight 0 takes part; somebody else has weights. */
    @Test
    void aShardWithoutWeightTakesPart() {
        PartedRuns runs = rows(n -> n + "," + n * n % 7 % 2 + "," + (n < 12 ? 0 : 1));
        TrainOptions options = y().weight("w").build();
        for (Rounds rounds : List.of(SYNCHRONOUS, PartedRuns.LOCAL)) {
            assertEquals(24, runs.parted(options, 4, rounds).provenance().trainingRows());
        }
    }

    /** Questions, answers and the program go to other JVMs. */
    @Test
    void everythingTravels() throws IOException, ClassNotFoundException {
        PartedRuns runs = PartedRuns.mixed(dir, 120);
        TrainOptions options = TrainOptions.builder("label")
                .drop(List.of("value"))
                .hiddenLayers(List.of(5))
                .preset("tabm")
                .weight("Weight")
                .classWeights(true)
                .build();
        for (TrainOptions some :
                List.of(options, options.toBuilder().preset("realmlp").build())) {
            PartedTraining parted = PartedTraining.of(runs.profile(), some);
            try (LoadedTable training = runs.training().load(parted.columns());
                    LoadedTable validation = runs.validation().load(parted.columns())) {
                InMemoryParts parts = InMemoryParts.of(training, validation, 3);
                ShardProgram here = parts.prepare(PartedTraining.of(runs.profile(), some), SYNCHRONOUS);
                parted.rows(parts.rows(SYNCHRONOUS));
                int questions = 0;
                for (ShardQuestion question = parted.question(); question != null; question = parted.question()) {
                    parted.answers(
                            carried(new Answers(parts.ask(carried(question)))).answers());
                    questions++;
                }
                ShardProgram there = carried(carried(parted.program()));
                assertTrue(questions >= 2, "asked " + questions);
                assertEquals(here.network(), there.network());
                assertEquals(here.configuration(), there.configuration());
                assertArrayEquals(here.start().floatParameters(), there.start().floatParameters());
                try (EncodedDataset ours =
                                here.encodeTraining(parts.parts().get(1).training(), 53);
                        EncodedDataset theirs =
                                there.encodeTraining(parts.parts().get(1).training(), 53)) {
                    assertArrayEquals(numbers(ours), numbers(theirs));
                }
            }
        }
    }

    private record Answers(List<Serializable> answers) implements Serializable {}

    private static float[] numbers(EncodedDataset data) {
        int rows = data.rows();
        float[] x = new float[rows * (data.inputs() + 2)];
        float[] y = new float[rows];
        float[] weights = new float[rows];
        data.gather(IntStream.range(0, rows).toArray(), 0, rows, 0, data.inputs(), x, y, weights);
        System.arraycopy(y, 0, x, rows * data.inputs(), rows);
        System.arraycopy(weights, 0, x, rows * (data.inputs() + 1), rows);
        return x;
    }

    @SuppressWarnings("unchecked")
    private static <T extends Serializable> T carried(T value) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (T) in.readObject();
        }
    }

    @Test
    void shardsMayHaveNoValidationRows() {
        PartedRuns runs = PartedRuns.mixed(dir, 60);
        TrainOptions options = label().build();
        PartedTraining parted = PartedTraining.of(runs.profile(), options);
        try (LoadedTable training = runs.training().load(parted.columns());
                LoadedTable validation = runs.validation().load(parted.columns())) {
            int[] all = IntStream.range(0, training.rows()).toArray();
            var model = InMemoryParts.of(training, all, validation, new int[] {1, 4}, true, 5)
                    .train(parted, SYNCHRONOUS);
            assertEquals(2, model.provenance().validationRows());
            PartedTraining again = PartedTraining.of(runs.profile(), options);
            var without = InMemoryParts.of(training, null, 5).train(again, SYNCHRONOUS);
            assertTrue(without.contents().validation().isEmpty());
            assertTrue(
                    Stream.of("shards", "rounds").allMatch(without.provenance().configuration()::containsKey));
        }
    }
}
