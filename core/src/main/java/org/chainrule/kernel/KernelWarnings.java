package org.chainrule.kernel;

import java.util.List;

/** What a user should know about the speed of this JVM, each said once: when the class that holds it is initialised. */
final class KernelWarnings {
    private static final System.Logger LOG = System.getLogger(KernelSelection.class.getName());

    private KernelWarnings() {}

    /** Says that the scalar kernels run, and how to get better ones; returns that sentence. */
    static String ofScalarFallback() {
        return ScalarFallback.HINT;
    }

    /** Says that this JVM has no fused multiply-add, if it has none; returns whether it has none. */
    static boolean ofSlowMultiplyAdd() {
        return SlowMultiplyAdd.SLOW;
    }

    /** Its initialisation is the warning. */
    private static final class ScalarFallback {
        static final String HINT = warn();

        private static String warn() {
            List<String> hints = KernelSelection.hints();
            String hint = hints.isEmpty()
                    ? " For SIMD put chainrule-kernels-vector on the class path and start java with --add-modules"
                            + " jdk.incubator.vector."
                    : String.join("", hints);
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Chainrule runs its scalar kernels, several times slower than SIMD, with the same results." + hint);
            return hint;
        }
    }

    /** Its initialisation is the measurement, a fraction of a millisecond, and the warning. */
    private static final class SlowMultiplyAdd {
        private static final int ROUNDS = 20;
        private static final int CALLS = 20;
        /** In the interpreter a multiply-add takes tens of nanoseconds with the instruction, thousands without. */
        private static final double NANOSECONDS = 1000;

        static final boolean SLOW = warn();

        private static boolean warn() {
            double best = Double.MAX_VALUE;
            float x = 1.1f;
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                for (int call = 0; call < CALLS; call++) {
                    x = Math.fma(x, 0.9f, 0.1f);
                }
                best = Math.min(best, (double) (System.nanoTime() - start) / CALLS);
            }
            // x > 0 always; it is asked so that the loop cannot be dropped
            boolean slow = best > NANOSECONDS && x > 0;
            if (slow) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "This JVM computes Math.fma without an instruction of the processor, hundreds of times slower:"
                                + " training and prediction will be slow. Run on a processor with FMA (since about"
                                + " 2013) and without -XX:-UseFMA.");
            }
            return slow;
        }
    }
}
