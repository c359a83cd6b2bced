package org.chainrule.likelihood;

import static org.chainrule.likelihood.LikelihoodSamples.WIDTH;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every likelihood must do. */
class LikelihoodTest {
    private static final int ROWS = 200;

    static List<Likelihood> likelihoods() {
        return LikelihoodSamples.ALL;
    }

    @Test
    void noneIsForgotten() {
        Set<Class<?>> listed = likelihoods().stream()
                .map(each -> each instanceof CustomLikelihood ? CustomLikelihood.class : each.getClass())
                .collect(Collectors.toSet());
        assertEquals(Set.of(Likelihood.class.getPermittedSubclasses()), listed);
    }

    /** The collapsed delta against Jac_o(z)^T grad_o J [10]. */
    @ParameterizedTest
    @MethodSource("likelihoods")
    void deltaIsTheGeneralForm(Likelihood likelihood) {
        double[] o = new double[WIDTH];
        double[] delta = new double[WIDTH];
        double[] gradient = new double[WIDTH];
        double[] jacobian = new double[WIDTH * WIDTH];
        for (int row = 0; row < ROWS; row++) {
            double[] z = LikelihoodSamples.z(row, 2);
            double[] y = LikelihoodSamples.y(likelihood, row);
            likelihood.output(z, 0, o, 0, WIDTH);
            likelihood.outputGradient(o, y, gradient);
            likelihood.outputJacobian(z, jacobian);
            likelihood.delta(z, 0, y, 0, delta, 0, WIDTH);
            for (int m = 0; m < WIDTH; m++) {
                double general = 0;
                for (int k = 0; k < WIDTH; k++) {
                    general += jacobian[k * WIDTH + m] * gradient[k];
                }
                assertEquals(general, delta[m], 1e-12 * (1 + Math.abs(general)), likelihood + " " + m);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("likelihoods")
    void deltaIsTheSlopeOfTheCostAndTheJacobianThatOfTheOutput(Likelihood likelihood) {
        double step = 1e-6;
        double[] delta = new double[WIDTH];
        double[] jacobian = new double[WIDTH * WIDTH];
        double[] above = new double[WIDTH];
        double[] below = new double[WIDTH];
        for (int row = 0; row < ROWS; row++) {
            double[] z = LikelihoodSamples.z(row, 2);
            double[] y = LikelihoodSamples.y(likelihood, row);
            likelihood.delta(z, 0, y, 0, delta, 0, WIDTH);
            likelihood.outputJacobian(z, jacobian);
            for (int m = 0; m < WIDTH; m++) {
                double[] moved = z.clone();
                moved[m] = z[m] + step;
                double slope = likelihood.cost(moved, 0, y, 0, WIDTH);
                likelihood.output(moved, 0, above, 0, WIDTH);
                moved[m] = z[m] - step;
                slope = (slope - likelihood.cost(moved, 0, y, 0, WIDTH)) / (2 * step);
                likelihood.output(moved, 0, below, 0, WIDTH);
                assertEquals(slope, delta[m], 1e-5 * (1 + Math.abs(slope)), likelihood + " " + m);
                for (int k = 0; k < WIDTH; k++) {
                    double change = (above[k] - below[k]) / (2 * step);
                    assertEquals(
                            change,
                            jacobian[k * WIDTH + m],
                            1e-6 * (1 + Math.abs(change)),
                            likelihood + " " + k + " " + m);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("likelihoods")
    void floatTwinAgrees(Likelihood likelihood) {
        double[] o = new double[WIDTH];
        double[] delta = new double[WIDTH];
        float[] floats = new float[WIDTH];
        for (int row = 0; row < ROWS; row++) {
            double[] z = LikelihoodSamples.z(row, row % 2 == 0 ? 2 : 15);
            double[] y = LikelihoodSamples.y(likelihood, row);
            float[] zf = narrow(z);
            float[] yf = narrow(y);
            double cost = likelihood.cost(z, 0, y, 0, WIDTH);
            assertEquals(cost, likelihood.cost(zf, 0, yf, 0, WIDTH), 1e-5 * Math.abs(cost) + 1e-6, likelihood.spec());
            likelihood.output(z, 0, o, 0, WIDTH);
            likelihood.output(zf, 0, floats, 0, WIDTH);
            assertClose(o, floats, 1e-5, likelihood.spec());
            likelihood.delta(z, 0, y, 0, delta, 0, WIDTH);
            likelihood.delta(zf, 0, yf, 0, floats, 0, WIDTH);
            assertClose(delta, floats, 1e-5, likelihood.spec());
        }
    }

    @ParameterizedTest
    @MethodSource("likelihoods")
    void offsetsAndOverwrittenRowsAreRespected(Likelihood likelihood) {
        double[] z = LikelihoodSamples.z(3, 2);
        double[] y = LikelihoodSamples.y(likelihood, 3);
        double[] zs = shifted(z, 2);
        double[] ys = shifted(y, 5);
        assertEquals(likelihood.cost(z, 0, y, 0, WIDTH), likelihood.cost(zs, 2, ys, 5, WIDTH));
        assertEquals(
                likelihood.cost(narrow(z), 0, narrow(y), 0, WIDTH),
                likelihood.cost(narrow(zs), 2, narrow(ys), 5, WIDTH));
        double[] expected = new double[WIDTH];
        likelihood.delta(z, 0, y, 0, expected, 0, WIDTH);
        double[] row = zs.clone();
        likelihood.delta(row, 2, ys, 5, row, 2, WIDTH);
        assertArrayEquals(shifted(expected, 2), row);
        likelihood.output(z, 0, expected, 0, WIDTH);
        row = zs.clone();
        likelihood.output(row, 2, row, 2, WIDTH);
        assertArrayEquals(shifted(expected, 2), row);
        float[] floats = new float[WIDTH];
        likelihood.delta(narrow(z), 0, narrow(y), 0, floats, 0, WIDTH);
        float[] rowf = narrow(zs);
        likelihood.delta(rowf, 2, narrow(ys), 5, rowf, 2, WIDTH);
        assertArrayEquals(floats, Arrays.copyOfRange(rowf, 2, 2 + WIDTH));
        assertEquals(77f, rowf[1]);
        assertEquals(77f, rowf[2 + WIDTH]);
    }

    @ParameterizedTest
    @MethodSource("likelihoods")
    void nanIsNotHidden(Likelihood likelihood) {
        double[] z = LikelihoodSamples.z(4, 1);
        double[] y = LikelihoodSamples.y(likelihood, 4);
        z[WIDTH - 1] = Double.NaN;
        assertTrue(Double.isNaN(likelihood.cost(z, 0, y, 0, WIDTH)));
        assertTrue(Float.isNaN(likelihood.cost(narrow(z), 0, narrow(y), 0, WIDTH)));
        double[] delta = new double[WIDTH];
        likelihood.delta(z, 0, y, 0, delta, 0, WIDTH);
        assertTrue(Double.isNaN(delta[WIDTH - 1]));
    }

    @ParameterizedTest
    @MethodSource("likelihoods")
    void specReadsBackAndWidthsFit(Likelihood likelihood) {
        assertEquals(
                WIDTH,
                likelihood instanceof Categorical
                        ? likelihood.outputs(WIDTH)
                        : likelihood.outputs(likelihood.targets(WIDTH)));
        double[] y = LikelihoodSamples.y(likelihood, 5);
        assertNull(likelihood.impossible(y, 0, WIDTH));
        if (likelihood instanceof CustomLikelihood) {
            assertThrows(IllegalArgumentException.class, () -> Likelihoods.parse(likelihood.spec()));
            return;
        }
        assertEquals(likelihood, Likelihoods.parse(likelihood.spec()));
        assertTrue(Likelihoods.NAMES.contains(likelihood.name()));
        y[0] = Double.NaN;
        assertNotNull(likelihood.impossible(y, 0, WIDTH));
        y[0] = Double.POSITIVE_INFINITY;
        assertNotNull(likelihood.impossible(y, 0, WIDTH));
    }

    private static float[] narrow(double[] values) {
        float[] floats = new float[values.length];
        for (int k = 0; k < values.length; k++) {
            floats[k] = (float) values[k];
        }
        return floats;
    }

    /** The row at an offset, 77 around it. */
    private static double[] shifted(double[] row, int offset) {
        double[] wide = new double[row.length + offset + 3];
        Arrays.fill(wide, 77);
        System.arraycopy(row, 0, wide, offset, row.length);
        return wide;
    }

    private static void assertClose(double[] expected, float[] found, double relative, String message) {
        for (int k = 0; k < expected.length; k++) {
            assertEquals(expected[k], found[k], relative * Math.abs(expected[k]) + 1e-7, message + " " + k);
        }
    }
}
