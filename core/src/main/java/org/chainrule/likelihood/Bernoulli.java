package org.chainrule.likelihood;

import org.chainrule.kernel.ElementwiseKernels;
import org.chainrule.kernel.FloatMath;
import org.chainrule.math.StableMath;
import org.jspecify.annotations.Nullable;

/**
 * Yes or no, for one label or several independent ones (multi-label): o = logistic(z), J = sum_k softplus(z_k) - y_k z_k, delta(L) = o - y. y is 0 or 1, or a
 * probability between. J drops nothing.
 *
 * <p>Computed from the logits. o - y is formed so that it does not cancel where o is nearly y = 1: as (1 - y) - logistic(-z) for y above 1/2.
 */
public record Bernoulli() implements Likelihood {
    @Override
    public String name() {
        return "bernoulli";
    }

    @Override
    public int targets(int width) {
        return Elementwise.targets(name(), width, 1);
    }

    @Override
    public int outputs(int targets) {
        return targets;
    }

    @Override
    public @Nullable String impossible(double[] y, int yStart, int width) {
        return Elementwise.outside(y, yStart, targets(width), 0, 1, "0 or 1 (or a probability between)");
    }

    @Override
    public void output(double[] z, int zStart, double[] o, int oStart, int width) {
        for (int k = 0; k < width; k++) {
            o[oStart + k] = StableMath.logistic(z[zStart + k]);
        }
    }

    @Override
    public double cost(double[] z, int zStart, double[] y, int yStart, int width) {
        double sum = 0;
        for (int k = 0; k < width; k++) {
            double v = z[zStart + k];
            sum += Math.max(v, 0) - y[yStart + k] * v + StrictMath.log1p(StrictMath.exp(-Math.abs(v)));
        }
        return sum;
    }

    @Override
    public void delta(double[] z, int zStart, double[] y, int yStart, double[] delta, int deltaStart, int width) {
        for (int k = 0; k < width; k++) {
            double v = z[zStart + k];
            double p = y[yStart + k];
            delta[deltaStart + k] = p > 0.5 ? (1 - p) - StableMath.logistic(-v) : StableMath.logistic(v) - p;
        }
    }

    @Override
    public void outputGradient(double[] o, double[] y, double[] gradient) {
        for (int k = 0; k < o.length; k++) {
            // A factor of 0 wins over a division by 0: its term is not in J
            double yes = y[k] == 0 ? 0 : y[k] / o[k];
            double no = y[k] == 1 ? 0 : (1 - y[k]) / (1 - o[k]);
            gradient[k] = no - yes;
        }
    }

    @Override
    public void outputJacobian(double[] z, double[] jacobian) {
        Elementwise.identity(jacobian, z.length);
        for (int k = 0; k < z.length; k++) {
            jacobian[k * z.length + k] = StableMath.logisticDerivative(z[k]);
        }
    }

    @Override
    public void output(float[] z, int zStart, float[] o, int oStart, int width) {
        for (int k = 0; k < width; k++) {
            o[oStart + k] = FloatMath.logistic(z[zStart + k]);
        }
    }

    @Override
    public float cost(float[] z, int zStart, float[] y, int yStart, int width) {
        float sum = 0;
        for (int k = 0; k < width; k++) {
            float v = z[zStart + k];
            sum += Math.max(v, 0) - y[yStart + k] * v + FloatMath.log1p(FloatMath.exp(-Math.abs(v)));
        }
        return sum;
    }

    @Override
    public void delta(float[] z, int zStart, float[] y, int yStart, float[] delta, int deltaStart, int width) {
        for (int k = 0; k < width; k++) {
            float v = z[zStart + k];
            float p = y[yStart + k];
            delta[deltaStart + k] = p > 0.5f ? (1 - p) - FloatMath.logistic(-v) : FloatMath.logistic(v) - p;
        }
    }

    @Override
    public void outputs(
            ElementwiseKernels kernels,
            float[] z,
            int zStart,
            int zStride,
            float[] o,
            int oStart,
            int oStride,
            int rows,
            int width) {
        for (int n = 0; n < rows; n++) {
            kernels.logistics(z, zStart + n * zStride, o, oStart + n * oStride, width);
        }
    }

    @Override
    public void costsAndDeltas(
            ElementwiseKernels kernels,
            float[] z,
            int zStart,
            int zStride,
            float[] y,
            int yStart,
            int yStride,
            float[] delta,
            int deltaStart,
            int deltaStride,
            float[] costs,
            int costStart,
            int rows,
            int width) {
        if (width == 1 && yStride == 1) {
            // All rows at once; the costs hold first z, then delta, then z again
            Rows.gather(z, zStart, zStride, costs, costStart, rows);
            kernels.logisticDeltas(costs, costStart, y, yStart, costs, costStart, rows);
            for (int n = 0; n < rows; n++) {
                delta[deltaStart + n * deltaStride] = costs[costStart + n];
            }
            Rows.gather(z, zStart, zStride, costs, costStart, rows);
            kernels.logisticCosts(costs, costStart, y, yStart, costs, costStart, rows);
            for (int n = 0; n < rows; n++) {
                costs[costStart + n] += 0f;
            }
            return;
        }
        for (int n = 0; n < rows; n++) {
            int p = zStart + n * zStride;
            int q = yStart + n * yStride;
            int r = deltaStart + n * deltaStride;
            kernels.logisticCosts(z, p, y, q, delta, r, width);
            float sum = 0;
            for (int k = 0; k < width; k++) {
                sum += delta[r + k];
            }
            costs[costStart + n] = sum;
            kernels.logisticDeltas(z, p, y, q, delta, r, width);
        }
    }
}
