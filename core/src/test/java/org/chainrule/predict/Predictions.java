package org.chainrule.predict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.chainrule.gradient.Batch;
import org.chainrule.gradient.BatchBackpropagation;
import org.chainrule.gradient.Batches;
import org.chainrule.gradient.Mode;
import org.chainrule.kernel.KernelSelection;
import org.chainrule.testing.Allocation;
import org.chainrule.testing.RandomProblem;
import org.chainrule.testing.RandomProblem.Sizes;
import org.chainrule.train.TrainedNetwork;

/** What must hold of predictions with any kernels, for the tests of all of them. */
public final class Predictions {
    /** One row, a batch that does not fill the kernels, more than two batches of the predictor. */
    public static final List<Integer> ROWS = List.of(1, 77, 600);

    private static final int MOST_ROWS = 600;
    /** Panels in the middle of the network, and widths that do not fill vectors. */
    private static final Sizes SIZES = new Sizes(3, 140, 16, 45);

    private static final int THREADS = 8;
    private static final int ROUNDS = 20;

    private Predictions() {}

    private static TrainedNetwork trained(RandomProblem problem) {
        return TrainedNetwork.float32(
                problem.network(),
                problem.likelihood(),
                RandomProblem.floats(problem.parameters()),
                RandomProblem.floats(problem.statistics()));
    }

    private static float[] rows(RandomProblem problem) {
        float[] x = new float[MOST_ROWS * problem.network().inputs()];
        for (int e = 0; e < x.length; e++) {
            x[e] = (float) (problem.x()[e % problem.x().length] + e / problem.x().length * 0.01);
        }
        return x;
    }

    /**
     * Bytes that predictions with a scratch allocate: the least of several attempts, each of 2000 rows or more.
     *
     * @param number   of the network
     * @param rows     of a call
     * @param attempts how often to try, at most
     * @return bytes
     */
    public static long allocated(int number, int rows, int attempts) {
        RandomProblem problem = RandomProblem.draw(number, Sizes.MEDIUM);
        Predictor predictor = new Predictor(trained(problem));
        Predictor.Scratch scratch = predictor.newScratch();
        float[] x = rows(problem);
        double[] o = new double[rows * predictor.outputs()];
        int calls = 1 + 2000 / rows;
        return Allocation.least(attempts, () -> {
            for (int call = 0; call < calls; call++) {
                predictor.predict(x, rows, o, scratch);
            }
        });
    }

    /**
     * Asserts that one row, a batch, many batches and training's forward pass give the same bits.
     *
     * @param number of the network
     */
    public static void assertTheSameBits(int number) {
        RandomProblem problem = RandomProblem.draw(number, number % 2 == 0 ? Sizes.MEDIUM : SIZES);
        TrainedNetwork trained = trained(problem);
        Predictor predictor = new Predictor(trained);
        assertEquals(trained.network().outputs(), predictor.outputs());
        float[] x = rows(problem);
        double[] o = new double[MOST_ROWS * predictor.outputs()];
        predictor.predict(x, MOST_ROWS, o);
        assertArrayEquals(o, inCallsOf(1, predictor, x), "network " + number + ", row by row");
        assertArrayEquals(o, inCallsOf(7, predictor, x), "network " + number + ", seven rows at a time");
        for (int threads = 1; threads <= 2; threads++) {
            assertArrayEquals(o, asInTraining(problem, x, threads), "network " + number + ", training's pass");
        }
    }

    private static double[] inCallsOf(int rows, Predictor predictor, float[] x) {
        int inputs = x.length / MOST_ROWS;
        int outputs = predictor.outputs();
        double[] o = new double[MOST_ROWS * outputs];
        double[] part = new double[rows * outputs];
        Predictor.Scratch scratch = predictor.newScratch();
        for (int n = 0; n < MOST_ROWS; n += rows) {
            int count = Math.min(rows, MOST_ROWS - n);
            predictor.predict(Arrays.copyOfRange(x, n * inputs, (n + count) * inputs), count, part, scratch);
            System.arraycopy(part, 0, o, n * outputs, count * outputs);
        }
        return o;
    }

    private static double[] asInTraining(RandomProblem problem, float[] x, int threads) {
        int outputs = problem.network().outputs();
        float[] row = new float[outputs];
        double[] o = new double[MOST_ROWS * outputs];
        try (BatchBackpropagation engine = new BatchBackpropagation(
                problem.network(), problem.likelihood(), KernelSelection.select(), MOST_ROWS, threads)) {
            Batch batch = engine.newBatch(MOST_ROWS);
            Batches.fill(batch, x, MOST_ROWS);
            Batches.place(problem.parameters(), problem.statistics(), engine);
            engine.forward(batch, Mode.PREDICTION);
            int last = engine.plan().nodes().size();
            for (int n = 0; n < MOST_ROWS; n++) {
                problem.likelihood().output(engine.values(last), n * engine.stride(last), row, 0, outputs);
                for (int k = 0; k < outputs; k++) {
                    o[n * outputs + k] = row[k];
                }
            }
        }
        return o;
    }

    /**
     * Asserts that threads that share a predictor, each with a scratch of its own and rows of its own, get what one thread gets.
     *
     * @param number of the network
     * @throws Exception if a thread failed
     */
    public static void assertTheSameBitsFromManyThreads(int number) throws Exception {
        RandomProblem problem = RandomProblem.draw(number, SIZES);
        Predictor predictor = new Predictor(trained(problem));
        float[] x = rows(problem);
        double[] expected = new double[MOST_ROWS * predictor.outputs()];
        predictor.predict(x, MOST_ROWS, expected);
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            CountDownLatch together = new CountDownLatch(THREADS);
            List<Future<Boolean>> same = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                int first = t * (MOST_ROWS / THREADS);
                same.add(pool.submit(() -> {
                    together.countDown();
                    together.await();
                    return sameFrom(first, predictor, x, expected);
                }));
            }
            for (Future<Boolean> one : same) {
                assertTrue(one.get(), "network " + number + ": other bits beside other threads");
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** A thread's own rows, one by one and together, again and again. */
    private static boolean sameFrom(int first, Predictor predictor, float[] x, double[] expected) {
        int inputs = x.length / MOST_ROWS;
        int outputs = predictor.outputs();
        int count = MOST_ROWS / THREADS;
        float[] own = Arrays.copyOfRange(x, first * inputs, (first + count) * inputs);
        double[] wanted = Arrays.copyOfRange(expected, first * outputs, (first + count) * outputs);
        double[] o = new double[count * outputs];
        double[] row = new double[outputs];
        Predictor.Scratch scratch = predictor.newScratch();
        boolean same = true;
        for (int round = 0; round < ROUNDS; round++) {
            predictor.predict(own, count, o, scratch);
            same &= Arrays.equals(wanted, o);
            int n = round % count;
            predictor.predict(Arrays.copyOfRange(own, n * inputs, (n + 1) * inputs), 1, row, scratch);
            same &= Arrays.equals(row, Arrays.copyOfRange(wanted, n * outputs, (n + 1) * outputs));
        }
        return same;
    }
}
