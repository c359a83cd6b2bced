package org.chainrule.likelihood;

import org.chainrule.kernel.ElementwiseKernels;
import org.chainrule.kernel.FloatMath;
import org.jspecify.annotations.Nullable;

/**
 * Counts: o = exp(z) is the rate, J = sum_k o_k - y_k z_k, delta(L) = o - y. Drops log(y!). y may be any number that is not negative (a rate, for instance).
 */
public record Poisson() implements Likelihood {
    @Override
    public String name() {
        return "poisson";
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
        return Elementwise.outside(y, yStart, targets(width), 0, Double.MAX_VALUE, "a count, 0 or more");
    }

    @Override
    public void output(double[] z, int zStart, double[] o, int oStart, int width) {
        for (int k = 0; k < width; k++) {
            o[oStart + k] = StrictMath.exp(z[zStart + k]);
        }
    }

    @Override
    public double cost(double[] z, int zStart, double[] y, int yStart, int width) {
        double sum = 0;
        for (int k = 0; k < width; k++) {
            double v = z[zStart + k];
            sum += StrictMath.exp(v) - y[yStart + k] * v;
        }
        return sum;
    }

    @Override
    public void delta(double[] z, int zStart, double[] y, int yStart, double[] delta, int deltaStart, int width) {
        for (int k = 0; k < width; k++) {
            delta[deltaStart + k] = StrictMath.exp(z[zStart + k]) - y[yStart + k];
        }
    }

    @Override
    public void outputGradient(double[] o, double[] y, double[] gradient) {
        for (int k = 0; k < o.length; k++) {
            gradient[k] = y[k] == 0 ? 1 : 1 - y[k] / o[k];
        }
    }

    @Override
    public void outputJacobian(double[] z, double[] jacobian) {
        Elementwise.identity(jacobian, z.length);
        for (int k = 0; k < z.length; k++) {
            jacobian[k * z.length + k] = StrictMath.exp(z[k]);
        }
    }

    @Override
    public void output(float[] z, int zStart, float[] o, int oStart, int width) {
        for (int k = 0; k < width; k++) {
            o[oStart + k] = FloatMath.exp(z[zStart + k]);
        }
    }

    @Override
    public float cost(float[] z, int zStart, float[] y, int yStart, int width) {
        float sum = 0;
        for (int k = 0; k < width; k++) {
            float v = z[zStart + k];
            sum += FloatMath.exp(v) - y[yStart + k] * v;
        }
        return sum;
    }

    @Override
    public void delta(float[] z, int zStart, float[] y, int yStart, float[] delta, int deltaStart, int width) {
        for (int k = 0; k < width; k++) {
            delta[deltaStart + k] = FloatMath.exp(z[zStart + k]) - y[yStart + k];
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
            int row = oStart + n * oStride;
            kernels.exponentials(z, zStart + n * zStride, 0f, o, row, width, Rows.room(o, row, width, oStride));
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
        if (width == 1) {
            single(
                    kernels,
                    z,
                    zStart,
                    zStride,
                    y,
                    yStart,
                    yStride,
                    delta,
                    deltaStart,
                    deltaStride,
                    costs,
                    costStart,
                    rows);
            return;
        }
        for (int n = 0; n < rows; n++) {
            int p = zStart + n * zStride;
            int q = yStart + n * yStride;
            int r = deltaStart + n * deltaStride;
            kernels.exponentials(z, p, 0f, delta, r, width, Rows.room(delta, r, width, deltaStride));
            float sum = 0;
            for (int k = 0; k < width; k++) {
                float rate = delta[r + k];
                sum += rate - y[q + k] * z[p + k];
                delta[r + k] = rate - y[q + k];
            }
            costs[costStart + n] = sum;
        }
    }

    /** One output: the rates of all rows at once, in the costs. */
    private static void single(
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
            int rows) {
        Rows.gather(z, zStart, zStride, costs, costStart, rows);
        kernels.exponentials(costs, costStart, 0f, costs, costStart, rows, rows);
        for (int n = 0; n < rows; n++) {
            float rate = costs[costStart + n];
            float count = y[yStart + n * yStride];
            delta[deltaStart + n * deltaStride] = rate - count;
            costs[costStart + n] = 0f + (rate - count * z[zStart + n * zStride]);
        }
    }
}
