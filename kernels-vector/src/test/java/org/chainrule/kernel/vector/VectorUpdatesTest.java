package org.chainrule.kernel.vector;

import static org.chainrule.kernel.vector.Samples.assertBits;

import java.util.stream.Stream;
import org.chainrule.kernel.ScalarUpdates;
import org.chainrule.kernel.UpdateKernels;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The SIMD update rules against their scalar twins, bit for bit, for all lengths up to 70 at several offsets and for several steps. */
class VectorUpdatesTest {

    interface Rule {
        /** a[0] is w, a[1] is g, the others are moments; a[5][0] takes a result that is a number. */
        void run(UpdateKernels k, float[][] a, int from, int to);
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                rule("sgd", (k, a, from, to) -> k.sgd(0.1f, a[0], a[1], from, to)),
                rule("momentum", (k, a, from, to) -> k.momentum(0.1f, 0.9f, a[0], a[1], a[2], from, to)),
                rule("nesterov", (k, a, from, to) -> k.nesterov(0.1f, 0.9f, a[0], a[1], a[2], from, to)),
                rule("adaGrad", (k, a, from, to) -> k.adaGrad(0.1f, 1e-7f, a[0], a[1], a[3], from, to)),
                rule("rmsProp", (k, a, from, to) -> k.rmsProp(0.1f, 0.01f, 1e-8f, a[0], a[1], a[3], from, to)),
                rule(
                        "rmsPropMomentum",
                        (k, a, from, to) ->
                                k.rmsPropMomentum(0.1f, 0.01f, 1e-8f, 0.9f, a[0], a[1], a[3], a[2], from, to)),
                rule(
                        "centeredRmsProp",
                        (k, a, from, to) -> k.centeredRmsProp(0.1f, 0.01f, 1e-8f, a[0], a[1], a[3], a[2], from, to)),
                rule(
                        "centeredRmsPropMomentum",
                        (k, a, from, to) -> k.centeredRmsPropMomentum(
                                0.1f, 0.01f, 1e-8f, 0.9f, a[0], a[1], a[3], a[2], a[4], from, to)),
                rule(
                        "adam",
                        (k, a, from, to) ->
                                k.adam(0.01f, 0.1f, 1.3f, 0.1f, 0.001f, 1e-8f, a[0], a[1], a[2], a[3], from, to)),
                rule(
                        "amsgrad",
                        (k, a, from, to) -> k.amsgrad(
                                0.01f, 0.1f, 1.3f, 0.1f, 0.001f, 1e-8f, a[0], a[1], a[2], a[3], a[4], from, to)),
                rule(
                        "nAdam",
                        (k, a, from, to) ->
                                k.nAdam(0.01f, 0.1f, 1.3f, 0.1f, 0.001f, 1e-8f, a[0], a[1], a[2], a[3], from, to)),
                rule("clip", (k, a, from, to) -> k.clip(a[1], 1.5f, from, to)),
                rule("penalize", (k, a, from, to) -> k.penalize(a[1], a[0], 0.25f, 0.125f, from, to)),
                rule("penalize by l2 alone", (k, a, from, to) -> k.penalize(a[1], a[0], 0f, 0.125f, from, to)),
                rule("sumOfSquares", (k, a, from, to) -> {
                    double sum = k.sumOfSquares(a[1], from, to);
                    long bits = Double.doubleToLongBits(sum);
                    a[5][0] = (int) (bits >>> 40);
                    a[5][1] = (int) (bits >>> 20) & 0xfffff;
                    a[5][2] = (int) bits & 0xfffff;
                }));
    }

    private static Arguments rule(String name, Rule rule) {
        return Arguments.of(name, rule);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void hasTheBitsOfTheScalarRule(String name, Rule rule) {
        Samples samples = new Samples(name.hashCode());
        for (int length = 0; length < 71; length++) {
            for (int start = 0; start < 3; start++) {
                compare(name, rule, samples, start, length, start + length + samples.below(2) * 20, 3);
            }
        }
        // Long enough for the JIT compiler to have its turn
        compare(name, rule, samples, 1, 4001, 4100, 40);
    }

    private static void compare(String name, Rule rule, Samples samples, int start, int length, int size, int steps) {
        float[][] expected = new float[6][];
        float[][] found = new float[6][];
        for (int k = 0; k < 6; k++) {
            // Special numbers in one half of the cases: they soon make everything NaN
            expected[k] = k == 5 ? new float[3] : length % 2 == 0 ? samples.plain(size) : samples.mixed(size);
            for (int e = 0; k > 2 && e < expected[k].length; e++) {
                expected[k][e] = Math.abs(expected[k][e]);
            }
            found[k] = expected[k].clone();
        }
        for (int step = 0; step < steps; step++) {
            rule.run(new ScalarUpdates(), expected, start, start + length);
            rule.run(new VectorUpdates(), found, start, start + length);
        }
        for (int k = 0; k < 6; k++) {
            assertBits(expected[k], found[k], name + " array " + k + ", " + length + " elements from " + start);
        }
    }
}
