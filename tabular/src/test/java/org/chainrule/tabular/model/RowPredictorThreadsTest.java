package org.chainrule.tabular.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.chainrule.likelihood.GaussianWithVariance;
import org.chainrule.random.CounterRandom;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.testing.Allocation;
import org.chainrule.train.Precision;
import org.junit.jupiter.api.Test;

/** Shared predictors under contention, and what a call allocates. */
class RowPredictorThreadsTest {
    private static final int THREADS = 16;
    private static final int ROWS = 64;
    private static final int CALLS = 3000;

    private static Object[] row(RowPredictor predictor, int n) {
        CounterRandom random = CounterRandom.of(5, CounterRandom.Stream.SAMPLE, n);
        List<Object> cells = new ArrayList<>();
        for (ColumnSchema column : predictor.columns()) {
            int i = cells.size();
            if (column.kind().isDate()) {
                cells.add("2024-05-" + (10 + n % 20));
            } else if (column.text()) {
                cells.add(List.of("x", "yes", " b", "NA", "unseen " + n % 7, "höher")
                        .get((int) (random.uniform(i) * 6)));
            } else {
                cells.add(random.uniform(i) < 0.1 ? Double.NaN : 8 * random.uniform(100 + i) - 2);
            }
        }
        return cells.toArray();
    }

    private static Map<String, Object> named(RowPredictor predictor, Object[] cells) {
        Map<String, Object> row = new HashMap<>();
        for (int i = 0; i < cells.length; i++) {
            row.put(predictor.columns().get(i).name(), cells[i]);
        }
        return row;
    }

    /** Several models, mixed rows, single and in batches, by all ways in: every thread sees the bits that one thread saw. */
    @Test
    void sixteenThreadsSeeTheBitsOfOne() throws Exception {
        List<RowPredictor> predictors = List.of(
                new Model(Models.every(Precision.FLOAT32)).predictor(),
                new Model(Models.recipe(Precision.FLOAT32)).predictor(),
                new Model(Models.every(Precision.FLOAT64)).predictor(),
                new Model(Models.regression(new GaussianWithVariance())).predictor());
        List<Object[][]> rows = new ArrayList<>();
        List<long[][]> expected = new ArrayList<>();
        for (RowPredictor predictor : predictors) {
            Object[][] of =
                    IntStream.range(0, ROWS).mapToObj(n -> row(predictor, n)).toArray(Object[][]::new);
            RowScratch scratch = predictor.newScratch();
            double[] out = new double[predictor.outputs()];
            long[][] bits = new long[ROWS][];
            for (int n = 0; n < ROWS; n++) {
                predictor.predict(of[n], out, scratch);
                bits[n] = bits(out, 0, out.length);
            }
            rows.add(of);
            expected.add(bits);
        }
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            CountDownLatch start = new CountDownLatch(THREADS);
            List<Future<Integer>> wrong = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                int thread = t;
                wrong.add(pool.submit(() -> {
                    start.countDown();
                    start.await();
                    return wrongCalls(predictors, rows, expected, thread);
                }));
            }
            for (Future<Integer> of : wrong) {
                assertEquals(0, of.get(), "predictions that differ from those of one thread");
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static int wrongCalls(
            List<RowPredictor> predictors, List<Object[][]> rows, List<long[][]> expected, int thread) {
        List<RowScratch> scratches =
                predictors.stream().map(RowPredictor::newScratch).toList();
        CounterRandom random = CounterRandom.of(17, CounterRandom.Stream.SAMPLE, thread);
        int wrong = 0;
        for (int call = 0; call < CALLS; call++) {
            int p = (int) (random.uniform(2 * call) * predictors.size());
            int n = (int) (random.uniform(2 * call + 1) * ROWS);
            RowPredictor predictor = predictors.get(p);
            int width = predictor.outputs();
            Object[] cells = rows.get(p)[n];
            double[] out = new double[ROWS * width];
            int first = n;
            int count = 1;
            switch (call % 50) {
                case 0 -> {
                    first = 0;
                    count = ROWS;
                    predictor.predict(rows.get(p), ROWS, out, scratches.get(p));
                }
                case 1 -> {
                    Predictions one = predictor.predict(List.of(named(predictor, cells)));
                    System.arraycopy(of(one), 0, out, 0, width);
                }
                case 2, 3, 4 -> predictor.predict(named(predictor, cells), out, scratches.get(p));
                default -> predictor.predict(cells, out, scratches.get(p));
            }
            for (int i = 0; i < count; i++) {
                wrong += java.util.Arrays.equals(expected.get(p)[first + i], bits(out, i * width, width)) ? 0 : 1;
            }
        }
        return wrong;
    }

    private static double[] of(Predictions one) {
        return one.classes().isEmpty()
                ? new double[] {one.value(0), one.standardDeviations()[0]}
                : one.probabilities()[0];
    }

    private static long[] bits(double[] out, int from, int length) {
        return IntStream.range(from, from + length)
                .mapToLong(k -> Double.doubleToRawLongBits(out[k]))
                .toArray();
    }

    /** A row by names, in order, cell by cell, and a batch: once a scratch has its memory, nothing is allocated. */
    @Test
    void aPredictionAllocatesNothing() {
        for (ModelContents contents : List.of(
                Models.every(Precision.FLOAT32),
                Models.recipe(Precision.FLOAT32),
                RowPredictorTest.several(Models.every(Precision.FLOAT32)))) {
            RowPredictor predictor = new Model(contents).predictor();
            RowScratch scratch = predictor.newScratch();
            Object[][] rows = IntStream.range(0, ROWS)
                    .mapToObj(n -> withoutDate(predictor, row(predictor, n)))
                    .toArray(Object[][]::new);
            List<Map<String, Object>> maps = java.util.Arrays.stream(rows)
                    .map(cells -> named(predictor, cells))
                    .toList();
            double[] out = new double[ROWS * predictor.outputs()];
            assertNothing("in order", () -> {
                for (Object[] cells : rows) {
                    predictor.predict(cells, out, scratch);
                }
            });
            assertNothing("by names", () -> {
                for (int n = 0; n < ROWS; n++) {
                    predictor.predict(maps.get(n), out, scratch);
                }
            });
            assertNothing("a batch", () -> predictor.predict(rows, ROWS, out, scratch));
            StringBuilder text = new StringBuilder("unseen before");
            assertNothing("cell by cell", () -> {
                for (int n = 0; n < ROWS; n++) {
                    for (int i = 0; i < predictor.columns().size(); i++) {
                        ColumnSchema column = predictor.columns().get(i);
                        if (column.text()) {
                            text.setCharAt(0, (char) ('a' + n % 26));
                            scratch.set(i, text);
                        } else if (!column.kind().isDate()) {
                            scratch.set(i, n * 0.5);
                        }
                    }
                    predictor.predict(scratch, out);
                }
            });
        }
    }

    /** Dates as objects are made into numbers by the JDK, which allocates. */
    private static Object[] withoutDate(RowPredictor predictor, Object[] cells) {
        for (int i = 0; i < cells.length; i++) {
            cells[i] = predictor.columns().get(i).kind().isDate() ? Double.NaN : cells[i];
        }
        return cells;
    }

    private static void assertNothing(String what, Runnable calls) {
        assertEquals(0, Allocation.least(30, calls), () -> "bytes in " + ROWS + " predictions " + what);
    }
}
