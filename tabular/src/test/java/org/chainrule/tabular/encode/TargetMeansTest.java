package org.chainrule.tabular.encode;

import static org.chainrule.tabular.encode.MemoryTable.first;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.chainrule.random.CounterRandom;
import org.chainrule.tabular.schema.ColumnKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetMeansTest {
    private static final int ROWS = 200;
    private static final int TRAINING = 180;
    private static final int LEVELS = 12;
    private static final int FOLDS = 4;
    private static final double SMOOTHING = 3;
    private static final EncoderOptions OPTIONS = EncoderOptions.defaults()
            .withLevels(2, 8)
            .withCategories(CategoryOptions.defaults()
                    .withManyLevels(ManyLevels.TARGET, 10)
                    .withTarget(FOLDS, SMOOTHING));

    private final MemoryTable.Texts column;
    private final MemoryTable table;
    private final double[] values = new double[ROWS];
    private final double[] classes = new double[ROWS];

    TargetMeansTest() {
        String[] levels = new String[ROWS];
        CounterRandom random = CounterRandom.of(3, CounterRandom.Stream.SAMPLE, 0);
        for (int i = 0; i < ROWS; i++) {
            int level = Math.min(random.below(i, 14), random.below(i + 1000, LEVELS));
            levels[i] = i % 17 == 5 ? null : i >= TRAINING && i % 3 == 0 ? "new" : "level" + level;
            values[i] = level * 100 + random.normal(i);
            classes[i] = random.below(i + 5000, 3);
        }
        column = MemoryTable.texts("c", levels);
        table = new MemoryTable(ROWS).with(ColumnKind.CATEGORICAL, column);
    }

    private TargetMeans fit(TrainingTarget target) {
        return (TargetMeans) Encoder.fit(table, table.schema(), first(TRAINING), OPTIONS, target)
                .columns()
                .get(0);
    }

    private TrainingTarget values() {
        return new TrainingTarget(row -> values[row], 1);
    }

    /** The plain twin: the shrunk mean of the rows that a condition lets through. */
    private double shrunk(TargetMeans means, int row, int withoutFold, double[] y) {
        CounterRandom random = CounterRandom.of(0, CounterRandom.Stream.ENCODING, 0);
        double sum = 0;
        double all = 0;
        int n = 0;
        int total = 0;
        for (int other = 0; other < TRAINING; other++) {
            if (random.below(other, FOLDS) != withoutFold) {
                all += y[other];
                total++;
                if (column.code(other) == column.code(row)) {
                    sum += y[other];
                    n++;
                }
            }
        }
        double prior = all / total;
        int code = column.code(row);
        boolean known = code >= 0 && means.levels().contains(column.dictionary().get(code));
        return known && n > 0 ? (sum + SMOOTHING * prior) / (n + SMOOTHING) : prior;
    }

    @Test
    void aTrainingRowSeesTheOtherFoldsAndANewRowAll() {
        TargetMeans means = fit(values());
        assertEquals(10, means.levels().size(), "the two rarest levels are left out");
        Encoder encoder = new Encoder(List.of(means));
        BoundEncoder training = encoder.bindTraining(table, first(TRAINING), values());
        BoundEncoder later = encoder.bind(table);
        CounterRandom random = CounterRandom.of(0, CounterRandom.Stream.ENCODING, 0);
        float[] out = new float[1];
        double sum = 0;
        double squares = 0;
        int differ = 0;
        for (int row = 0; row < ROWS; row++) {
            later.encode(row, out, 0);
            float all = out[0];
            assertEquals(means.number(shrunk(means, row, -1, values), 0), all, 1e-5f);
            if (row < TRAINING) {
                sum += all;
                squares += all * all;
                training.encode(row, out, 0);
                assertEquals(means.number(shrunk(means, row, random.below(row, FOLDS), values), 0), out[0], 1e-5f);
                differ += out[0] == all ? 0 : 1;
            }
        }
        assertEquals(0, sum / TRAINING, 1e-5);
        assertEquals(1, squares / TRAINING, 1e-5);
        assertTrue(differ > TRAINING / 2, "differ: " + differ);
    }

    @Test
    void aRowsOwnTargetNeverReachesItsInputs() {
        TargetMeans means = fit(values());
        Encoder encoder = new Encoder(List.of(means));
        for (int row = 0; row < TRAINING; row += 7) {
            float[] before = new float[1];
            float[] after = new float[1];
            encoder.bindTraining(table, first(TRAINING), values()).encode(row, before, 0);
            double[] changed = values.clone();
            changed[row] = 1e4;
            encoder.bindTraining(table, first(TRAINING), new TrainingTarget(r -> changed[r], 1))
                    .encode(row, after, 0);
            assertEquals(before[0], after[0], 1e-5f);
            int any = row;
            encoder.bindTraining(table, first(TRAINING), new TrainingTarget(r -> r == any ? Double.NaN : values[r], 1))
                    .encode(row, after, 0);
            assertEquals(before[0], after[0], 1e-5f);
        }
    }

    @Test
    void classesHaveAShareEachButTheFirst() {
        TargetMeans means = fit(new TrainingTarget(row -> classes[row], 3));
        assertEquals(2, means.width());
        assertEquals(List.of("c (share of class 2)", "c (share of class 3)"), means.featureNames());
        double[] second = Arrays.stream(classes).map(y -> y == 2 ? 1 : 0).toArray();
        float[] out = new float[2];
        new Encoder(List.of(means)).bind(table).encode(3, out, 0);
        assertEquals(means.number(shrunk(means, 3, -1, second), 1), out[1], 1e-5f);
        TargetMeans two = fit(new TrainingTarget(row -> classes[row] > 0 ? 1 : 0, 2));
        assertEquals(List.of("c (mean of target)"), two.featureNames());
    }

    @Test
    void storedRowsKeepWhatTheyWereGiven(@TempDir Path directory) {
        TargetMeans means = fit(values());
        Encoder encoder = new Encoder(List.of(means, new Hashed("c", 64, 1, List.of(), List.of(), 0, false)));
        BoundEncoder training = encoder.bindTraining(table, first(TRAINING), values());
        float[] expected = new float[encoder.width()];
        double[] x = new double[encoder.width()];
        try (EncodedDataset stored = EncodedDataset.of(
                training,
                List.of(row -> values[row]),
                first(TRAINING),
                RowWeights.of(null),
                new DatasetStorage(0, directory))) {
            assertTrue(stored.isCompact());
            for (int row = 0; row < TRAINING; row++) {
                training.encode(row, expected, 0);
                stored.gather(new int[] {row}, 0, 1, x, new double[1], new double[1]);
                for (int i = 0; i < x.length; i++) {
                    assertEquals(expected[i], x[i]);
                }
            }
        }
    }

    @Test
    void theFoldsDependOnTheSeedAndTheRowAlone() {
        TargetMeans means = fit(values());
        TargetMeans other = new TargetMeans(
                "c",
                means.levels(),
                means.prior(),
                means.means(),
                means.centers(),
                means.factors(),
                0,
                SMOOTHING,
                FOLDS,
                1);
        float[] one = new float[TRAINING];
        float[] two = new float[TRAINING];
        float[] three = new float[TRAINING];
        int[] backwards =
                Arrays.stream(first(TRAINING)).map(i -> TRAINING - 1 - i).toArray();
        for (int row = 0; row < TRAINING; row++) {
            new Encoder(List.of(means))
                    .bindTraining(table, first(TRAINING), values())
                    .encode(row, one, row);
            new Encoder(List.of(means)).bindTraining(table, backwards, values()).encode(row, two, row);
            new Encoder(List.of(other))
                    .bindTraining(table, first(TRAINING), values())
                    .encode(row, three, row);
        }
        assertArrayEquals(one, two, 1e-5f);
        assertNotEquals(Arrays.hashCode(one), Arrays.hashCode(three));
    }

    @Test
    void whatCannotBeFittedIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Encoder.fit(table, table.schema(), first(9), OPTIONS));
        TargetMeans means = fit(values());
        assertThrows(
                IllegalArgumentException.class,
                () -> means.bindTraining(column, first(9), new TrainingTarget(row -> 0, 3)));
        TargetMeans constant = fit(new TrainingTarget(row -> 7, 1));
        assertArrayEquals(new float[] {0}, MemoryTable.encode(constant, column, 0));
    }
}
