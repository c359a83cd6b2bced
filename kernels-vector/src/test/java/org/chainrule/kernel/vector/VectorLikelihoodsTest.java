package org.chainrule.kernel.vector;

import static org.chainrule.kernel.vector.Samples.assertBits;

import java.util.List;
import org.chainrule.kernel.ElementwiseKernels;
import org.chainrule.kernel.ScalarElementwise;
import org.chainrule.likelihood.Bernoulli;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.likelihood.GaussianWithVariance;
import org.chainrule.likelihood.Huber;
import org.chainrule.likelihood.Laplace;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.likelihood.Poisson;
import org.chainrule.likelihood.Quantile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The likelihoods over many rows, with both kernels, against the same likelihood row by row: the same bits, and nothing between the rows is touched. */
class VectorLikelihoodsTest {
    static final List<Likelihood> ALL = List.of(
            new Gaussian(),
            new GaussianWithVariance(),
            new Laplace(),
            new Huber(1.5),
            new Quantile(List.of(0.1, 0.5)),
            new Bernoulli(),
            new Categorical(0),
            new Categorical(0.1),
            new Poisson());

    @ParameterizedTest
    @FieldSource("ALL")
    void manyRowsHaveTheBitsOfEach(Likelihood likelihood) {
        Samples samples = new Samples(4);
        int[] widths = {1, 2, 4, 6, 10, 14, 16, 18, 32, 34, 50, 64, 100};
        for (int width : widths) {
            boolean possible = width > 1
                    || likelihood instanceof Gaussian
                    || likelihood instanceof Laplace
                    || likelihood instanceof Huber
                    || likelihood instanceof Bernoulli
                    || likelihood instanceof Poisson;
            for (int round = 0; possible && round < 20; round++) {
                compare(likelihood, width, samples, round);
            }
        }
    }

    private static void compare(Likelihood likelihood, int width, Samples samples, int round) {
        int rows = 1 + samples.below(40);
        int targets = likelihood.targets(width);
        int zStride = width + (round % 2) * samples.below(40);
        int yStride = targets + (round % 3) * samples.below(3);
        int deltaStride = width + (round % 2) * samples.below(40);
        float[] z = round % 4 == 3 ? samples.mixed(1 + rows * zStride) : samples.plain(1 + rows * zStride);
        float[] y = targets(likelihood, width, samples.plain(2 + rows * yStride));
        float[] delta = samples.plain(3 + rows * deltaStride);
        float[] costs = samples.plain(4 + rows + 2);
        float[] o = delta.clone();
        float[] expectedDelta = delta.clone();
        float[] expectedCosts = costs.clone();
        float[] expectedO = o.clone();
        for (int n = 0; n < rows; n++) {
            int p = 1 + n * zStride;
            int q = 2 + n * yStride;
            expectedCosts[4 + n] = likelihood.cost(z, p, y, q, width);
            likelihood.delta(z, p, y, q, expectedDelta, 3 + n * deltaStride, width);
            likelihood.output(z, p, expectedO, 3 + n * deltaStride, width);
        }
        for (ElementwiseKernels kernels : List.of(new ScalarElementwise(), new VectorElementwise())) {
            float[] foundDelta = delta.clone();
            float[] foundCosts = costs.clone();
            float[] foundO = o.clone();
            likelihood.costsAndDeltas(
                    kernels, z, 1, zStride, y, 2, yStride, foundDelta, 3, deltaStride, foundCosts, 4, rows, width);
            likelihood.outputs(kernels, z, 1, zStride, foundO, 3, deltaStride, rows, width);
            String where = likelihood + " " + rows + " x " + width + " strides " + zStride + ", " + yStride + ", "
                    + deltaStride + " " + kernels;
            assertBits(expectedCosts, foundCosts, "costs of " + where);
            assertBits(expectedDelta, foundDelta, "deltas of " + where);
            assertBits(expectedO, foundO, "outputs of " + where);
        }
    }

    /** Makes targets possible. */
    private static float[] targets(Likelihood likelihood, int width, float[] y) {
        for (int e = 0; e < y.length; e++) {
            float v = Math.abs(y[e]);
            if (likelihood instanceof Categorical) {
                y[e] = (int) (v * 100) % width;
            } else if (likelihood instanceof Bernoulli) {
                y[e] = v < 1 ? 0 : v < 4 ? 1 : 1 / v;
            } else if (likelihood instanceof Poisson) {
                y[e] = (int) v;
            }
        }
        return y;
    }
}
