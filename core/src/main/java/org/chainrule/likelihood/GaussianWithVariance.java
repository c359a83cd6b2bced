package org.chainrule.likelihood;

import org.chainrule.kernel.ElementwiseKernels;
import org.chainrule.kernel.FloatMath;
import org.jspecify.annotations.Nullable;

/**
 * Targets with normal errors whose variance the network predicts as well. z(L) has twice the width of y: the means m first, then the log variances v; o = z.
 * J = 1/2 sum_t v_t + (y_t - m_t)^2 exp(-v_t). delta(L) by parts: (m - y) exp(-v) and 1/2 (1 - (y - m)^2 exp(-v)). Drops 1/2 log(2 pi) per target.
 *
 * <p>exp(-v / 2) is applied as the square of exp(-v / 4), so that J is finite wherever its exact value is.
 *
 * <p>Source: Nix and Weigend 1994, "Estimating the mean and variance of the target probability distribution".
 */
public record GaussianWithVariance() implements Likelihood {
    @Override
    public String name() {
        return "gaussian-variance";
    }

    @Override
    public int targets(int width) {
        return Elementwise.targets(name(), width, 2);
    }

    @Override
    public int outputs(int targets) {
        return 2 * targets;
    }

    @Override
    public @Nullable String impossible(double[] y, int yStart, int width) {
        return Elementwise.notFinite(y, yStart, targets(width));
    }

    @Override
    public void output(double[] z, int zStart, double[] o, int oStart, int width) {
        System.arraycopy(z, zStart, o, oStart, width);
    }

    @Override
    public double cost(double[] z, int zStart, double[] y, int yStart, int width) {
        int targets = width / 2;
        double sum = 0;
        for (int t = 0; t < targets; t++) {
            double v = z[zStart + targets + t];
            double root = StrictMath.exp(-v / 4);
            double r = standardized(z[zStart + t] - y[yStart + t], root);
            sum += v + r * r;
        }
        return sum / 2;
    }

    @Override
    public void delta(double[] z, int zStart, double[] y, int yStart, double[] delta, int deltaStart, int width) {
        int targets = width / 2;
        for (int t = 0; t < targets; t++) {
            double root = StrictMath.exp(-z[zStart + targets + t] / 4);
            double r = standardized(z[zStart + t] - y[yStart + t], root);
            delta[deltaStart + t] = standardized(r, root);
            delta[deltaStart + targets + t] = (1 - r * r) / 2;
        }
    }

    @Override
    public void outputGradient(double[] o, double[] y, double[] gradient) {
        delta(o, 0, y, 0, gradient, 0, o.length);
    }

    @Override
    public void outputJacobian(double[] z, double[] jacobian) {
        Elementwise.identity(jacobian, z.length);
    }

    @Override
    public void output(float[] z, int zStart, float[] o, int oStart, int width) {
        System.arraycopy(z, zStart, o, oStart, width);
    }

    @Override
    public float cost(float[] z, int zStart, float[] y, int yStart, int width) {
        int targets = width / 2;
        float sum = 0;
        for (int t = 0; t < targets; t++) {
            float v = z[zStart + targets + t];
            float root = FloatMath.exp(-v / 4);
            float r = standardized(z[zStart + t] - y[yStart + t], root);
            sum += v + r * r;
        }
        return sum / 2;
    }

    @Override
    public void delta(float[] z, int zStart, float[] y, int yStart, float[] delta, int deltaStart, int width) {
        int targets = width / 2;
        for (int t = 0; t < targets; t++) {
            float root = FloatMath.exp(-z[zStart + targets + t] / 4);
            float r = standardized(z[zStart + t] - y[yStart + t], root);
            delta[deltaStart + t] = standardized(r, root);
            delta[deltaStart + targets + t] = (1 - r * r) / 2;
        }
    }

    /** d root^2, 0 for d = 0 even where root is infinite. */
    private static double standardized(double d, double root) {
        return d == 0 ? 0 : d * root * root;
    }

    private static float standardized(float d, float root) {
        return d == 0 ? 0 : d * root * root;
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
        int targets = width / 2;
        for (int n = 0; n < rows; n++) {
            int p = zStart + n * zStride;
            int q = yStart + n * yStride;
            int r = deltaStart + n * deltaStride;
            for (int t = targets; t < width; t++) {
                delta[r + t] = -z[p + t] / 4;
            }
            int room = Rows.room(delta, r, width, deltaStride) - targets;
            kernels.exponentials(delta, r + targets, 0f, delta, r + targets, targets, room);
            float sum = 0;
            for (int t = 0; t < targets; t++) {
                float root = delta[r + targets + t];
                float residual = standardized(z[p + t] - y[q + t], root);
                sum += z[p + targets + t] + residual * residual;
                delta[r + t] = standardized(residual, root);
                delta[r + targets + t] = (1 - residual * residual) / 2;
            }
            costs[costStart + n] = sum / 2;
        }
    }
}
