package org.chainrule.tabular.encode;

import static org.chainrule.tabular.encode.MemoryTable.first;
import static org.chainrule.tabular.encode.MemoryTable.numbers;
import static org.chainrule.tabular.encode.MemoryTable.texts;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.network.Activation;
import org.chainrule.network.Network;
import org.chainrule.optim.Optimizers;
import org.chainrule.random.CounterRandom;
import org.chainrule.tabular.error.UserException;
import org.chainrule.train.Trainer;
import org.chainrule.train.TrainingConfiguration;
import org.chainrule.train.TrainingProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EncodedDatasetTest {
    private static final int ROWS = 700;

    @TempDir
    Path directory;

    private final MemoryTable table = EncoderTest.mixed(ROWS, ROWS, 2);
    private final MemoryTable.Texts label = labels();
    private final MemoryTable.Numbers value = values();
    private final Encoder encoder = Encoder.fit(
            table, table.schema(), first(ROWS), EncoderOptions.defaults().withLevels(40, 16));

    private static MemoryTable.Texts labels() {
        String[] cells = new String[ROWS];
        for (int i = 0; i < ROWS; i++) {
            cells[i] = i % 3 == 0 ? "no" : "yes";
        }
        return texts("label", cells);
    }

    private static MemoryTable.Numbers values() {
        double[] values = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            values[i] = 5 + CounterRandom.of(8, CounterRandom.Stream.SAMPLE, 0).normal(i);
        }
        return numbers("value", values);
    }

    private EncodedDataset dataset(long heapBytes, long pieceBytes, int[] rows) {
        ClassTarget classes = ClassTarget.of(label, rows);
        RowWeights weights = RowWeights.of(value).withClassWeights(List.of(2.0, 0.5));
        return EncodedDataset.of(
                encoder.bind(table),
                List.of(
                        classes.bind(label),
                        ValueTarget.standardised(value, rows).bind(value)),
                rows,
                weights,
                new DatasetStorage(heapBytes, directory),
                pieceBytes);
    }

    private long expandedBytes() {
        return (long) ROWS * (encoder.width() + 3) * Float.BYTES;
    }

    private static int[] anyOrder() {
        int[] order = new int[ROWS];
        for (int i = 0; i < ROWS; i++) {
            order[i] = CounterRandom.of(1, CounterRandom.Stream.SHUFFLE, 0).below(i, ROWS);
        }
        return order;
    }

    @Test
    void mappedAndHeapHaveTheSameBits() throws IOException {
        int[] rows = first(ROWS);
        int[] order = anyOrder();
        // The smallest pieces hold one row, others some, the largest all.
        for (long pieceBytes : new long[] {1, 3000, 1 << 30}) {
            try (EncodedDataset heap = dataset(Long.MAX_VALUE, pieceBytes, rows);
                    EncodedDataset cells = dataset(expandedBytes() - 1, pieceBytes, rows);
                    EncodedDataset mapped = dataset(0, pieceBytes, rows)) {
                assertFalse(heap.isMapped() || heap.isCompact());
                assertTrue(cells.isCompact() && !cells.isMapped());
                assertTrue(mapped.isMapped() && mapped.isCompact());
                for (EncodedDataset other : List.of(cells, mapped)) {
                    assertArrayEquals(floats(heap, order, 100, 500), floats(other, order, 100, 500));
                    assertArrayEquals(doubles(heap, order, 0, ROWS), doubles(other, order, 0, ROWS));
                }
            }
        }
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(List.of(), left.toList());
        }
    }

    static Stream<EncoderOptions> everyEncoding() {
        EncoderOptions few = EncoderOptions.defaults().withLevels(40, 16);
        return Stream.of(
                few,
                few.withNumeric(NumericTransform.STANDARD, 3).withLevels(200, 16),
                few.withNumeric(NumericTransform.ROBUST, 0),
                few.withNumeric(NumericTransform.ROBUST, 3).withBins(2),
                few.withNumeric(NumericTransform.ROBUST, 3).withBins(16),
                few.withNumeric(NumericTransform.ROBUST, 3).withBins(600),
                few.withNumeric(NumericTransform.QUANTILE_NORMAL, 0));
    }

    @ParameterizedTest
    @MethodSource("everyEncoding")
    void cellsBecomeTheInputsOfTheTable(EncoderOptions options) {
        // Fitted on some rows only, so that others have levels and values that are unknown.
        MemoryTable more = EncoderTest.mixed(ROWS, ROWS - 200, 3);
        Encoder fitted = Encoder.fit(more, more.schema(), first(ROWS - 200), options);
        BoundEncoder bound = fitted.bind(more);
        int[] order = anyOrder();
        for (long heapBytes : new long[] {0, Long.MAX_VALUE}) {
            try (EncodedDataset data = EncodedDataset.of(
                    bound, List.of(), first(ROWS), RowWeights.equal(), new DatasetStorage(heapBytes, directory))) {
                int stride = data.inputs() + 5;
                float[] x = new float[ROWS * stride];
                Arrays.fill(x, 77);
                data.gather(order, 0, ROWS, 0, stride, x, new float[0], new float[ROWS]);
                float[] wanted = new float[stride];
                for (int n = 0; n < ROWS; n++) {
                    Arrays.fill(wanted, 77);
                    bound.encode(order[n], wanted, 0);
                    assertArrayEquals(wanted, Arrays.copyOfRange(x, n * stride, (n + 1) * stride));
                }
            }
        }
    }

    @Test
    void cellsAreNotLargerThanWhatBecomesOfThem() {
        for (EncoderOptions options : everyEncoding().toList()) {
            Encoder fitted = Encoder.fit(table, table.schema(), first(ROWS), options);
            CompactLayout layout = CompactLayout.of(fitted.bind(table).parts(), 2);
            assertTrue(layout.bytes() <= (fitted.width() + 2) * Float.BYTES, options.toString());
        }
        // amount, code and date as doubles, town and street as codes; the three others take no more as inputs.
        Encoder binned = Encoder.fit(
                table,
                table.schema(),
                first(ROWS),
                EncoderOptions.defaults()
                        .withLevels(40, 16)
                        .withNumeric(NumericTransform.ROBUST, 3)
                        .withBins(16));
        assertEquals(
                3 * 8 + 2 * 4 + 1 * 4 + 2 * 4,
                CompactLayout.of(binned.bind(table).parts(), 2).bytes());
    }

    @Test
    void trainingFromCellsGivesTheSameWeights() {
        Network network = Network.perceptron(encoder.width(), List.of(8), Activation.RELU, 0, 2);
        List<float[]> trained = new ArrayList<>();
        for (long heapBytes : new long[] {Long.MAX_VALUE, expandedBytes() - 1, 0}) {
            for (int threads : new int[] {1, 2}) {
                try (EncodedDataset data = dataset(heapBytes, 3000, first(ROWS))) {
                    TrainingConfiguration how = TrainingConfiguration.of(Optimizers.parse("adam"), 1e-3, 2, 7)
                            .withBatchSize(96)
                            .withThreads(threads);
                    trained.add(Trainer.train(new TrainingProblem(network, new Gaussian(), data), how)
                            .network()
                            .floatParameters());
                }
            }
        }
        for (float[] parameters : trained) {
            assertArrayEquals(trained.get(0), parameters);
        }
    }

    @Test
    void threadsGatherAtTheSameTime() throws Exception {
        int[] order = anyOrder();
        try (EncodedDataset heap = dataset(Long.MAX_VALUE, 1 << 30, first(ROWS));
                EncodedDataset mapped = dataset(0, 3000, first(ROWS))) {
            float[] wanted = floats(heap, order, 0, ROWS);
            ExecutorService threads = Executors.newFixedThreadPool(4);
            try {
                List<Future<float[]>> found = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    found.add(threads.submit(() -> floats(mapped, order, 0, ROWS)));
                }
                for (Future<float[]> each : found) {
                    assertArrayEquals(wanted, each.get());
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private static float[] floats(EncodedDataset data, int[] order, int from, int count) {
        float[] x = new float[count * data.inputs()];
        float[] y = new float[count * data.targets()];
        float[] w = new float[count];
        data.gather(order, from, count, 0, data.inputs(), x, y, w);
        float[] all = new float[x.length + y.length + w.length];
        System.arraycopy(x, 0, all, 0, x.length);
        System.arraycopy(y, 0, all, x.length, y.length);
        System.arraycopy(w, 0, all, x.length + y.length, w.length);
        return all;
    }

    private static double[] doubles(EncodedDataset data, int[] order, int from, int count) {
        double[] x = new double[count * data.inputs()];
        double[] y = new double[count * data.targets()];
        double[] w = new double[count];
        data.gather(order, from, count, x, y, w);
        double[] all = new double[x.length + y.length + w.length];
        System.arraycopy(x, 0, all, 0, x.length);
        System.arraycopy(y, 0, all, x.length, y.length);
        System.arraycopy(w, 0, all, x.length + y.length, w.length);
        return all;
    }

    @Test
    void rowsAreThoseOfTheEncoderAndTheTargets() {
        int[] rows = {5, 3, 699};
        try (EncodedDataset data = dataset(Long.MAX_VALUE, 1 << 30, rows)) {
            assertEquals(3, data.rows());
            assertEquals(encoder.width(), data.inputs());
            assertEquals(2, data.targets());
            float[] x = new float[data.inputs()];
            float[] y = new float[2];
            float[] w = new float[1];
            float[] wanted = new float[data.inputs()];
            for (int n = 0; n < 3; n++) {
                data.gather(new int[] {n}, 0, 1, 0, data.inputs(), x, y, w);
                encoder.bind(table).encode(rows[n], wanted, 0);
                assertArrayEquals(wanted, x);
                double index = rows[n] % 3 == 0 ? 0 : 1;
                assertEquals(index, y[0]);
                assertEquals((float) ValueTarget.standardised(value, rows).encode(value, rows[n]), y[1]);
                assertEquals((float) (value.value(rows[n]) * (index == 0 ? 2 : 0.5)), w[0]);
            }
        }
    }

    @Test
    void floatAndDoubleReadTheSame() {
        try (EncodedDataset data = dataset(0, 5000, first(ROWS))) {
            float[] floats = floats(data, first(ROWS), 0, ROWS);
            double[] doubles = doubles(data, first(ROWS), 0, ROWS);
            for (int i = 0; i < floats.length; i++) {
                assertEquals(floats[i], doubles[i]);
            }
        }
    }

    @Test
    void aClosedDatasetSaysSo() {
        for (long heapBytes : new long[] {0, expandedBytes() - 1, Long.MAX_VALUE}) {
            EncodedDataset data = dataset(heapBytes, 1 << 30, first(ROWS));
            data.close();
            data.close();
            assertThrows(IllegalStateException.class, () -> floats(data, first(1), 0, 1));
        }
    }

    @Test
    void badTargetsWeightsAndDisksAreNamed() {
        BoundEncoder bound = encoder.bind(table);
        DatasetStorage heap = DatasetStorage.automatic();
        MemoryTable.Numbers gap = numbers("y", 1, Double.NaN);
        assertMessage(
                "target is missing in data row 2",
                () -> EncodedDataset.of(
                        bound, List.of(ValueTarget.unscaled("y").bind(gap)), first(2), RowWeights.equal(), heap));
        for (double bad : new double[] {Double.NaN, -1, Double.POSITIVE_INFINITY}) {
            assertMessage(
                    "weight column 'w' must hold finite numbers >= 0",
                    () -> EncodedDataset.of(bound, List.of(), first(2), RowWeights.of(numbers("w", 1, bad)), heap));
        }
        assertMessage(
                "all weights of 2 rows are 0",
                () -> EncodedDataset.of(bound, List.of(), first(2), RowWeights.of(numbers("w", 0, 0)), heap));
        assertMessage(
                "-Djava.io.tmpdir",
                () -> EncodedDataset.of(
                        bound,
                        List.of(),
                        first(2),
                        RowWeights.equal(),
                        new DatasetStorage(0, directory.resolve("absent"))));
    }

    private static void assertMessage(String part, org.junit.jupiter.api.function.Executable action) {
        UserException refused = assertThrows(UserException.class, action);
        assertEquals(UserException.Kind.DATA, refused.kind());
        assertTrue(refused.getMessage().contains(part), refused.getMessage());
    }

    @Test
    void noRowsAndNoTargets() {
        try (EncodedDataset data = EncodedDataset.of(
                encoder.bind(table), List.of(), new int[0], RowWeights.equal(), new DatasetStorage(0, directory))) {
            assertEquals(0, data.rows());
            assertEquals(0, data.targets());
            data.gather(new int[0], 0, 0, 0, 1, new float[0], new float[0], new float[0]);
        }
    }

    @Test
    void manyChunksOnTheHeap() {
        // 2^22 floats a chunk and 2 floats a row: 3 million rows need two chunks.
        int rows = 3_000_000;
        MemoryTable.Numbers column = numbers("x", new double[rows]);
        for (int i = 0; i < rows; i++) {
            column.values()[i] = i;
        }
        MemoryTable large = new MemoryTable(rows).with(org.chainrule.tabular.schema.ColumnKind.NUMERIC, column);
        Encoder fitted = Encoder.fit(large, large.schema(), first(rows), EncoderOptions.defaults());
        try (EncodedDataset data = EncodedDataset.of(
                fitted.bind(large),
                List.of(),
                first(rows),
                RowWeights.equal(),
                new DatasetStorage(Long.MAX_VALUE, directory))) {
            int[] order = {0, (1 << 21) - 1, 1 << 21, rows - 1};
            float[] x = new float[4];
            data.gather(order, 0, 4, 0, data.inputs(), x, new float[0], new float[4]);
            float[] wanted = new float[1];
            for (int n = 0; n < 4; n++) {
                fitted.bind(large).encode(order[n], wanted, 0);
                assertEquals(wanted[0], x[n]);
            }
        }
    }
}
