package org.chainrule.likelihood;

import org.chainrule.kernel.ElementwiseKernels;
import org.jspecify.annotations.Nullable;

/**
 * Targets with normal errors of variance 1: o = z, J = 1/2 sum_k (o_k - y_k)^2, delta(L) = o - y. Drops 1/2 log(2 pi) per target.
 */
public record Gaussian() implements Likelihood {
    @Override
    public String name() {
        return "gaussian";
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
        return Elementwise.notFinite(y, yStart, targets(width));
    }

    @Override
    public void output(double[] z, int zStart, double[] o, int oStart, int width) {
        System.arraycopy(z, zStart, o, oStart, width);
    }

    @Override
    public double cost(double[] z, int zStart, double[] y, int yStart, int width) {
        double sum = 0;
        for (int k = 0; k < width; k++) {
            double d = z[zStart + k] - y[yStart + k];
            sum += d * d;
        }
        return sum / 2;
    }

    @Override
    public void delta(double[] z, int zStart, double[] y, int yStart, double[] delta, int deltaStart, int width) {
        for (int k = 0; k < width; k++) {
            delta[deltaStart + k] = z[zStart + k] - y[yStart + k];
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
        float sum = 0;
        for (int k = 0; k < width; k++) {
            float d = z[zStart + k] - y[yStart + k];
            sum += d * d;
        }
        return sum / 2;
    }

    @Override
    public void delta(float[] z, int zStart, float[] y, int yStart, float[] delta, int deltaStart, int width) {
        for (int k = 0; k < width; k++) {
            delta[deltaStart + k] = z[zStart + k] - y[yStart + k];
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
        for (int n = 0; n < rows; n++) {
            int p = zStart + n * zStride;
            int q = yStart + n * yStride;
            int r = deltaStart + n * deltaStride;
            float sum = 0;
            for (int k = 0; k < width; k++) {
                float d = z[p + k] - y[q + k];
                delta[r + k] = d;
                sum += d * d;
            }
            costs[costStart + n] = sum / 2;
        }
    }
}
