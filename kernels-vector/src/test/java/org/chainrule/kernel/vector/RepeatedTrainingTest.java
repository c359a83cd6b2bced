package org.chainrule.kernel.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * The same bits time after time while other threads burn all cores at random. The build repeats it 10 times; 200 times, in each vector width, by
 *
 * <pre>mvn -pl kernels-vector -am test -Dtest=RepeatedTrainingTest -Dsurefire.failIfNoSpecifiedTests=false -Dchainrule.repeats=200</pre>
 */
class RepeatedTrainingTest {
    private static final int REPEATS = Integer.getInteger("chainrule.repeats", 10);

    private static final List<SweepTraining.Run> RUNS = List.of(
            SweepTraining.Run.TWO_THREADS,
            SweepTraining.Run.FOUR_THREADS,
            SweepTraining.Run.READ_AHEAD,
            SweepTraining.Run.SEVEN_THREADS);

    /** Threads that compute and pause, for random times. */
    private static final class Load implements AutoCloseable {
        private final List<Thread> burners = new ArrayList<>();
        private volatile boolean closed;

        Load(int threads) {
            for (int t = 0; t < threads; t++) {
                long seed = t;
                Thread burner = new Thread(() -> burn(new Random(seed)), "burner-" + t);
                burner.setDaemon(true);
                burner.start();
                burners.add(burner);
            }
        }

        private void burn(Random random) {
            while (!closed) {
                long end = System.nanoTime() + random.nextInt(8_000_000);
                while (!closed && System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
                LockSupport.parkNanos(random.nextInt(4_000_000));
            }
        }

        @Override
        public void close() throws InterruptedException {
            closed = true;
            for (Thread burner : burners) {
                burner.join();
            }
        }
    }

    @Test
    void theSameBitsEveryTimeUnderLoad() throws InterruptedException {
        SweepTraining training = SweepTraining.of(SweepTraining.REPRESENTATIVE);
        String expected = SameBits.golden().get(SweepTraining.REPRESENTATIVE);
        try (Load load = new Load(Runtime.getRuntime().availableProcessors() + 1)) {
            assertEquals(Runtime.getRuntime().availableProcessors() + 1, load.burners.size());
            for (int repeat = 0; repeat < REPEATS; repeat++) {
                SweepTraining.Run run = RUNS.get(repeat % RUNS.size());
                assertEquals(expected, training.hashes(run), "repeat " + repeat + ", " + run);
            }
        }
    }
}
