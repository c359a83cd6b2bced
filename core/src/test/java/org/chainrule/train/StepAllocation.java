package org.chainrule.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.chainrule.data.Dataset;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.Network;
import org.chainrule.testing.Allocation;

/** What training steps allocate, on all threads: the caller's, the team's, and the one that reads ahead. */
public final class StepAllocation {
    /** Steps of an attempt. */
    public static final int STEPS = 300;

    private static final int BATCHES = 3;

    private StepAllocation() {}

    /**
     * The least that one of several attempts allocated, each of {@link #STEPS} steps in epochs of three batches, the last of them shorter.
     *
     * @param network       to be trained
     * @param likelihood    of its outputs
     * @param data          rows, one batch and then three
     * @param configuration how
     * @param attempts      how often to try, at most
     * @param threads       how many threads there must be
     * @return bytes
     */
    public static long least(
            Network network,
            Likelihood likelihood,
            Dataset data,
            TrainingConfiguration configuration,
            int attempts,
            int threads) {
        awaitNoWorkers();
        int rows = data.rows();
        int[] order = new int[rows];
        Shuffle.fill(order, 1, 1);
        int batchSize = (rows + BATCHES - 1) / BATCHES;
        assertEquals(BATCHES, BatchFeed.batches(rows, batchSize));
        try (Float32Engine engine = new Float32Engine(network, likelihood, configuration, rows, null)) {
            engine.rows(data, null);
            engine.startEpoch(order, rows);
            engine.step(0, 1e-4, 1, 1);
            long[] workers = workers();
            assertEquals(threads, 1 + workers.length, "threads that work on the steps");
            int[] step = {1};
            long least = Allocation.least(
                    attempts,
                    () -> {
                        for (int s = 0; s < STEPS; s++) {
                            if (s % BATCHES == 0) {
                                engine.startEpoch(order, batchSize);
                            }
                            engine.step(step[0]++, 1e-4, 1, 0.5);
                        }
                    },
                    workers);
            assertEquals(null, engine.nonFiniteLayer());
            return least;
        }
    }

    /** Those of a former engine end soon after its close. */
    private static void awaitNoWorkers() {
        while (workers().length > 0) {
            Thread.onSpinWait();
        }
    }

    private static long[] workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("chainrule-"))
                .mapToLong(Thread::getId)
                .toArray();
    }
}
