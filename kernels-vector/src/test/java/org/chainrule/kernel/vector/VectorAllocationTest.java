package org.chainrule.kernel.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.data.Dataset;
import org.chainrule.kernel.KernelSelection;
import org.chainrule.predict.Predictions;
import org.chainrule.testing.SlowDataset;
import org.chainrule.train.StepAllocation;
import org.chainrule.train.TrainingConfiguration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The SIMD kernels, too, have a steady state in which nothing is allocated. Before they are compiled, in the interpreter and in code of the first compiler, every
 * vector is an object; so it takes some attempts. What the second compiler of JDK 17 inlines depends on when it looks, and rarely it leaves a vector an object for good:
 * a fresh JVM is another throw.
 */
class VectorAllocationTest {
    private static final int ATTEMPTS = 200;
    private static final int JVMS = 3;
    private static final String ALL_ZERO = "nothing allocated";

    /** What is looked at, in a JVM of its own. */
    enum Work {
        STEPS,
        PREDICTIONS
    }

    /** The program of the other JVM: ends with {@link #ALL_ZERO}, or at the first configuration that goes on allocating, with what that was. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            assertEquals(VectorWidth.chosen(), KernelSelection.select().name());
            String found =
                    switch (Work.valueOf(arguments[0])) {
                        case STEPS -> steps();
                        case PREDICTIONS -> predictions();
                    };
            System.out.println(found);
        }

        private static String predictions() {
            for (int number = 0; number < 9; number++) {
                for (int rows : Predictions.ROWS) {
                    long bytes = Predictions.allocated(number, rows, ATTEMPTS);
                    if (bytes > 0) {
                        return bytes + " bytes by predictions of network " + number + ", rows " + rows;
                    }
                }
            }
            return ALL_ZERO;
        }

        private static String steps() {
            for (int number : new int[] {2, 9, 12}) {
                SweepTraining training = SweepTraining.of(number);
                Dataset rows = training.problem().training();
                for (int threads = 1; threads <= 3; threads++) {
                    // The third thread reads ahead
                    long bytes = threads < 3
                            ? bytes(training, rows, threads, threads)
                            : bytes(training, new SlowDataset(rows), 2, 3);
                    if (bytes > 0) {
                        return bytes + " bytes by " + StepAllocation.STEPS + " steps on " + threads
                                + " threads of training " + number + ": " + training.description();
                    }
                }
            }
            return ALL_ZERO;
        }

        private static long bytes(SweepTraining training, Dataset rows, int team, int threads) {
            TrainingConfiguration configuration = training.configuration().withThreads(team);
            return StepAllocation.least(
                    training.problem().network(),
                    training.problem().likelihood(),
                    rows,
                    configuration,
                    ATTEMPTS,
                    threads);
        }
    }

    @ParameterizedTest
    @EnumSource
    void thereIsASteadyStateWithoutAllocation(Work work) {
        List<String> allocated = new ArrayList<>();
        for (int jvm = 1; jvm <= JVMS; jvm++) {
            String text = FreshJvm.output(Child.class, VectorWidth.chosen(), "1g", work.name());
            List<String> lines = text.lines().toList();
            String found = lines.get(lines.size() - 1);
            if (found.equals(ALL_ZERO)) {
                return;
            }
            allocated.add(found);
            System.out.println("JVM " + jvm + " of at most " + JVMS + " went on allocating: " + found);
        }
        fail("none of " + JVMS + " JVMs reached a steady state without allocation: " + allocated);
    }
}
