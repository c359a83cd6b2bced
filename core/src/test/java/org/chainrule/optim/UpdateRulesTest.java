package org.chainrule.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.chainrule.kernel.ScalarUpdates;
import org.chainrule.kernel.UpdateKernels;
import org.chainrule.random.CounterRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold for every rule of {@link Optimizers#all()}. */
class UpdateRulesTest {
    private static final int SIZE = 1037;
    private static final int STEPS = 12;
    private static final double RATE = 0.01;
    private static final UpdateKernels KERNELS = new ScalarUpdates();
    private static final ParameterGroup GROUP = new ParameterGroup(0.5, 0.7);

    static List<Optimizer> rules() {
        return Optimizers.all();
    }

    private static double draw(long step, int i) {
        return CounterRandom.of(7, CounterRandom.Stream.SAMPLE, step).normal(i);
    }

    /** Gradients of very different size, some of them 0. */
    private static final float[][] GRADIENTS = new float[STEPS + 1][];

    static {
        for (int step = 0; step <= STEPS; step++) {
            GRADIENTS[step] = drawGradient(step);
        }
    }

    private static float[] gradient(int step) {
        return GRADIENTS[step].clone();
    }

    private static float[] drawGradient(int step) {
        float[] g = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            g[i] = i % 17 == 0 ? 0 : (float) (draw(step, i) * StrictMath.pow(10, i % 7 - 4));
        }
        return g;
    }

    private static float[] start() {
        float[] w = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            w[i] = (float) draw(1000, i);
        }
        return w;
    }

    private static double[] widen(float[] x) {
        double[] wide = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            wide[i] = x[i];
        }
        return wide;
    }

    /** Every step starts from the same floats in both precisions; a result may differ by a millionth of the largest number that went into it. */
    @ParameterizedTest
    @MethodSource("rules")
    void floatUpdateIsTheDoubleUpdateRounded(Optimizer rule) {
        float[] w = start();
        OptimizerState state = OptimizerState.floats(rule, SIZE);
        for (int step = 1; step <= STEPS; step++) {
            float[] g = gradient(step);
            state.prepare(rule, RATE);
            float[] before = w.clone();
            double[] exact = widen(w);
            double[][] moments = new double[rule.vectors()][];
            double[][] momentsBefore = new double[rule.vectors()][];
            for (int k = 0; k < moments.length; k++) {
                moments[k] = widen(state.floatVectors()[k]);
                momentsBefore[k] = moments[k].clone();
            }
            rule.update(GROUP, state.scalars(), exact, widen(g), moments, 0, SIZE);
            rule.update(KERNELS, GROUP, state.scalars(), w, g, state.floatVectors(), 0, SIZE);
            for (int i = 0; i < SIZE; i++) {
                double moved = velocity(rule) ? RATE * momentsBefore[rule.vectors() - 1][i] : 0;
                double size = Math.max(Math.abs(before[i]), Math.abs(moved));
                close(exact[i], w[i], size, rule + " weight " + i + " step " + step);
                for (int k = 0; k < moments.length; k++) {
                    double scale =
                            Math.max(Math.abs(momentsBefore[k][i]), Math.abs(g[i]) * Math.min(1, Math.abs(g[i])));
                    close(moments[k][i], state.floatVectors()[k][i], scale, rule + " vector " + k + " of " + i);
                }
            }
        }
    }

    /** Rules whose last vector is itself a step, which a new gradient may cancel. */
    private static boolean velocity(Optimizer rule) {
        return rule instanceof Momentum || rule instanceof Nesterov || rule instanceof RmsProp r && r.momentum() > 0;
    }

    private static void close(double expected, float found, double scale, String where) {
        double bar = 1e-6 * Math.max(Math.abs(expected), Math.abs(scale)) + 2 * ScalarUpdates.SMALLEST;
        assertEquals(expected, found, bar, where);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void splittingTheRangeKeepsTheBits(Optimizer rule) {
        int[][] splits = {{0, SIZE}, {0, 1, 2, 3, SIZE}, {0, 513, SIZE}, {0, 7, 64, 65, 66, 500, 1030, SIZE}};
        float[][] floats = new float[splits.length][];
        double[][] doubles = new double[splits.length][];
        for (int s = 0; s < splits.length; s++) {
            floats[s] = start();
            doubles[s] = widen(start());
            OptimizerState state = OptimizerState.floats(rule, SIZE);
            OptimizerState wide = OptimizerState.doubles(rule, SIZE);
            for (int step = 1; step <= STEPS; step++) {
                float[] g = gradient(step);
                state.prepare(rule, RATE);
                wide.prepare(rule, RATE);
                // Backwards: the order of the ranges must not matter either.
                for (int r = splits[s].length - 1; r > 0; r--) {
                    int from = splits[s][r - 1];
                    int to = splits[s][r];
                    rule.update(KERNELS, GROUP, state.scalars(), floats[s], g, state.floatVectors(), from, to);
                    rule.update(GROUP, wide.scalars(), doubles[s], widen(g), wide.doubleVectors(), from, to);
                }
            }
        }
        for (int s = 1; s < splits.length; s++) {
            assertArrayEquals(floats[0], floats[s], 0f);
            assertArrayEquals(doubles[0], doubles[s], 0.0);
        }
    }

    /** A rule of the user's own has the double update only. */
    @ParameterizedTest
    @MethodSource("rules")
    void theFallbackRoundsTheDoubleUpdate(Optimizer rule) {
        float[] w = start();
        double[] exact = widen(w);
        float[] g = gradient(1);
        OptimizerState state = OptimizerState.floats(rule, SIZE);
        OptimizerState wide = OptimizerState.doubles(rule, SIZE);
        state.prepare(rule, RATE);
        wide.prepare(rule, RATE);
        for (int k = 0; k < rule.vectors(); k++) {
            wide.doubleVectors()[k] = widen(state.floatVectors()[k]);
        }
        FloatFallback.update(rule, GROUP, state.scalars(), w, g, state.floatVectors(), 3, SIZE - 2);
        rule.update(GROUP, wide.scalars(), exact, widen(g), wide.doubleVectors(), 3, SIZE - 2);
        for (int i = 0; i < SIZE; i++) {
            assertEquals((float) exact[i], w[i], 0f);
            for (int k = 0; k < rule.vectors(); k++) {
                assertEquals((float) wide.doubleVectors()[k][i], state.floatVectors()[k][i], 0f);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void momentsOfADeadUnitBecomeExactlyZero(Optimizer rule) {
        float[] w = {1, -1};
        OptimizerState state = OptimizerState.floats(rule, 2);
        for (int step = 0; step < 3000; step++) {
            state.prepare(rule, 1e-3);
            float[] g = step == 0 ? new float[] {1e-12f, -3e-7f} : new float[2];
            rule.update(KERNELS, ParameterGroup.UNDECAYED, state.scalars(), w, g, state.floatVectors(), 0, 2);
        }
        for (float[] vector : state.floatVectors()) {
            for (float moment : vector) {
                assertTrue(moment == 0 || Math.abs(moment) >= Float.MIN_NORMAL, rule + " " + moment);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void learningRateFactorScalesTheStep(Optimizer rule) {
        double[] step = {0, 0};
        for (int k = 0; k < 2; k++) {
            OptimizerState state = OptimizerState.doubles(rule, 1);
            double[] w = {2};
            state.prepare(rule, RATE);
            ParameterGroup group = new ParameterGroup(k == 0 ? 1 : 0.25, 1);
            rule.update(group, state.scalars(), w, new double[] {0.3}, state.doubleVectors(), 0, 1);
            step[k] = w[0] - 2;
        }
        assertTrue(step[0] < 0, rule.toString());
        assertEquals(step[0] / 4, step[1], 1e-14);
    }

    @Test
    void decoupledDecayTakesAShareOfTheWeight() {
        AdamW rule = AdamW.defaults().withWeightDecay(0.1);
        OptimizerState state = OptimizerState.doubles(rule, 1);
        double[] w = {2};
        state.prepare(rule, 0.5);
        rule.update(new ParameterGroup(0.5, 0.25), state.scalars(), w, new double[1], state.doubleVectors(), 0, 1);
        assertEquals(2 - 0.5 * 0.5 * 0.1 * 0.25 * 2, w[0], 1e-15);
        rule.update(ParameterGroup.UNDECAYED, state.scalars(), w, new double[1], state.doubleVectors(), 0, 1);
        assertEquals(2 - 0.5 * 0.5 * 0.1 * 0.25 * 2, w[0], 1e-15);
    }

    /** The first two steps of NAdam by hand, from the equations of its Javadoc. */
    @Test
    void nadamByHand() {
        NAdam rule = new NAdam(0.9, 0.999, 1e-8, 0.004);
        OptimizerState state = OptimizerState.doubles(rule, 1);
        double[] w = {1};
        double[] g = {0.5, -0.25};
        double m = 0;
        double v = 0;
        double expected = 1;
        double product = 1;
        for (int t = 1; t <= 2; t++) {
            double now = 0.9 * (1 - StrictMath.pow(0.96, t * 0.004) / 2);
            double next = 0.9 * (1 - StrictMath.pow(0.96, (t + 1) * 0.004) / 2);
            product *= now;
            m = 0.9 * m + 0.1 * g[t - 1];
            v = 0.999 * v + 0.001 * g[t - 1] * g[t - 1];
            double corrected = t == 1 ? 0.001 : 0.001999;
            expected -= 0.01
                    * ((1 - now) / (1 - product) * g[t - 1] + next / (1 - product * next) * m)
                    / (Math.sqrt(v / corrected) + 1e-8);
            state.prepare(rule, 0.01);
            rule.update(
                    ParameterGroup.WEIGHTS, state.scalars(), w, new double[] {g[t - 1]}, state.doubleVectors(), 0, 1);
        }
        assertEquals(expected, w[0], 1e-14);
    }

    @Test
    void aStateGoesOnWhereItWasStored() {
        for (Optimizer rule : Optimizers.all()) {
            float[] w = start();
            OptimizerState state = OptimizerState.floats(rule, SIZE);
            run(rule, state, w, 1, 3);
            float[][] vectors = new float[rule.vectors()][];
            for (int k = 0; k < vectors.length; k++) {
                vectors[k] = state.floatVectors()[k].clone();
            }
            OptimizerState again =
                    OptimizerState.restore(vectors, state.scalars().clone(), state.step());
            again.check(rule, SIZE);
            float[] other = w.clone();
            run(rule, state, w, 4, 6);
            run(rule, again, other, 4, 6);
            assertArrayEquals(w, other, 0f, rule.toString());
            assertEquals(6, again.step());
        }
    }

    private static void run(Optimizer rule, OptimizerState state, float[] w, int first, int last) {
        for (int step = first; step <= last; step++) {
            state.prepare(rule, RATE);
            rule.update(KERNELS, GROUP, state.scalars(), w, gradient(step), state.floatVectors(), 0, SIZE);
        }
    }
}
