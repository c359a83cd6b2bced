package org.chainrule.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.LongStream;
import org.chainrule.data.ArrayDataset;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.Activate;
import org.chainrule.network.Dense;
import org.chainrule.network.Network;
import org.chainrule.optim.AdamW;
import org.chainrule.optim.Clipping;
import org.chainrule.optim.Optimizer;
import org.chainrule.optim.Optimizers;
import org.chainrule.optim.Sgd;
import org.chainrule.testing.Draws;
import org.chainrule.testing.RandomProblem;
import org.junit.jupiter.api.Test;

/** A training step allocates nothing after warm-up, on no thread. */
class AllocationTest {
    private static final int STEPS = 1000;
    private static final int ATTEMPTS = 3;
    private static final int BATCHES = 3;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void aStepThroughEveryLayerAllocatesNothing() {
        for (Clipping clipping : List.of(Clipping.byNorm(0.5), Clipping.byValue(0.1), Clipping.NONE)) {
            TrainingConfiguration configuration = TrainingConfiguration.of(AdamW.defaults(), 1e-3, 1, 7)
                    .withClipping(clipping)
                    .withPenalties(1e-5, 1e-4);
            for (int team = 1; team <= 2; team++) {
                assertNothing(
                        Trainings.everyLayer(),
                        new Categorical(0.1),
                        Trainings.classes(24, 1),
                        configuration.withThreads(team));
            }
        }
    }

    @Test
    void noActivationAllocates() {
        for (var activation : RandomProblem.ACTIVATIONS) {
            Network network = Network.of(6, new Dense(5), new Activate(activation), new Dense(3));
            assertNothing(
                    network,
                    new Categorical(0),
                    Trainings.classes(8, 1),
                    TrainingConfiguration.of(new Sgd(), 1e-4, 1, 7).withThreads(1));
        }
    }

    @Test
    void noLikelihoodAllocates() {
        for (Likelihood likelihood : RandomProblem.LIKELIHOODS) {
            boolean classes = likelihood instanceof Categorical;
            Network network = Network.of(6, new Dense(classes ? 3 : likelihood.outputs(1)));
            double[][] x = new double[8][];
            double[][] y = new double[8][1];
            Draws draws = new Draws(5);
            for (int n = 0; n < 8; n++) {
                x[n] = draws.normals(6, 1);
                y[n][0] = n % 2;
            }
            assertNothing(
                    network,
                    likelihood,
                    new ArrayDataset(x, y),
                    TrainingConfiguration.of(new Sgd(), 1e-4, 1, 7).withThreads(1));
        }
    }

    @Test
    void noOptimizerAllocates() {
        for (Optimizer optimizer : Optimizers.all()) {
            Network network = Network.of(6, new Dense(4), new Dense(3));
            assertNothing(
                    network,
                    new Categorical(0),
                    Trainings.classes(8, 1),
                    TrainingConfiguration.of(optimizer, 1e-4, 1, 7).withThreads(1));
        }
    }

    /** The first attempt may load classes. Nothing is left to escape analysis: the same holds in the interpreter. */
    private void assertNothing(
            Network network, Likelihood likelihood, ArrayDataset data, TrainingConfiguration configuration) {
        assumeTrue(threads.isThreadAllocatedMemorySupported(), "needs a JVM that counts allocations");
        awaitNoWorkers();
        int rows = data.rows();
        int[] order = new int[rows];
        Shuffle.fill(order, 1, 1);
        int batchSize = (rows + BATCHES - 1) / BATCHES; // the last batch of an epoch is shorter
        try (Float32Engine engine = new Float32Engine(network, likelihood, configuration, rows, null)) {
            engine.startEpoch(data, order, rows);
            engine.step(0, 1e-4);
            long[] team = team(configuration.threads());
            int step = 1;
            long found = Long.MAX_VALUE;
            for (int attempt = 0; attempt < ATTEMPTS && found > 0; attempt++) {
                long before = allocated(team);
                for (int s = 0; s < STEPS; s++, step++) {
                    if (s % BATCHES == 0) {
                        engine.startEpoch(data, order, batchSize);
                    }
                    engine.step(step, 1e-4);
                }
                found = allocated(team) - before;
            }
            long bytes = found;
            assertEquals(null, engine.nonFiniteLayer());
            assertEquals(0, bytes, () -> "bytes in " + STEPS + " steps of " + network + likelihood + configuration);
        }
    }

    /** Those of a former engine end soon after its close. */
    private static void awaitNoWorkers() {
        while (Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("chainrule-worker"))) {
            Thread.onSpinWait();
        }
    }

    /** This thread and the workers of the one engine that is open. */
    private static long[] team(int size) {
        long[] ids = LongStream.concat(
                        LongStream.of(Thread.currentThread().getId()),
                        Thread.getAllStackTraces().keySet().stream()
                                .filter(thread -> thread.getName().startsWith("chainrule-worker"))
                                .mapToLong(Thread::getId))
                .toArray();
        assertEquals(size, ids.length, "threads of the team");
        return ids;
    }

    /** Bytes allocated so far by some threads. */
    private long allocated(long[] team) {
        long bytes = 0;
        for (long id : team) {
            bytes += threads.getThreadAllocatedBytes(id);
        }
        return bytes;
    }
}
