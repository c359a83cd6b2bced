package org.chainrule.kernel;

import java.util.Arrays;

/** The normalisations as plain loops: they run on any JVM and are the oracle of every other implementation. */
public final class ScalarNormalizations implements NormalizationKernels {
    /** Stateless. */
    public ScalarNormalizations() {}

    @Override
    public void columnMoments(
            float[] x, int xStart, int xStride, int rows, int from, int to, double[] mean, double[] variance) {
        Arrays.fill(mean, from, to, 0);
        Arrays.fill(variance, from, to, 0);
        for (int n = 0; n < rows; n++) {
            int p = xStart + n * xStride;
            for (int j = from; j < to; j++) {
                mean[j] += x[p + j];
            }
        }
        for (int j = from; j < to; j++) {
            mean[j] /= rows;
        }
        for (int n = 0; n < rows; n++) {
            int p = xStart + n * xStride;
            for (int j = from; j < to; j++) {
                double d = x[p + j] - mean[j];
                variance[j] = Math.fma(d, d, variance[j]);
            }
        }
        for (int j = from; j < to; j++) {
            variance[j] /= rows;
        }
    }

    @Override
    public void normalizeByColumn(
            float[] x,
            int xStart,
            int xStride,
            float[] mean,
            float[] scale,
            float[] parameters,
            int gainStart,
            int shiftStart,
            float[] y,
            int yStart,
            int yStride,
            int rows,
            int width) {
        for (int n = 0; n < rows; n++) {
            int p = xStart + n * xStride;
            int q = yStart + n * yStride;
            for (int j = 0; j < width; j++) {
                float u = (x[p + j] - mean[j]) * scale[j];
                y[q + j] = Math.fma(parameters[gainStart + j], u, parameters[shiftStart + j]);
            }
        }
    }

    @Override
    public void columnDeltas(
            float[] x,
            int xStart,
            int xStride,
            float[] dy,
            int dyStart,
            int dyStride,
            float[] mean,
            float[] scale,
            float[] parameters,
            int gainStart,
            int rows,
            int from,
            int to,
            double[] sums,
            double[] products,
            float[] meanDu,
            float[] meanDuU) {
        Arrays.fill(sums, from, to, 0);
        Arrays.fill(products, from, to, 0);
        for (int n = 0; n < rows; n++) {
            int p = xStart + n * xStride;
            int q = dyStart + n * dyStride;
            for (int j = from; j < to; j++) {
                float u = (x[p + j] - mean[j]) * scale[j];
                double du = dy[q + j] * parameters[gainStart + j];
                sums[j] += du;
                products[j] = Math.fma(du, (double) u, products[j]);
            }
        }
        for (int j = from; j < to; j++) {
            meanDu[j] = (float) (sums[j] / rows);
            meanDuU[j] = (float) (products[j] / rows);
        }
    }

    @Override
    public void backwardByColumn(
            float[] x,
            int xStart,
            int xStride,
            float[] dy,
            int dyStart,
            int dyStride,
            float[] mean,
            float[] scale,
            float[] meanDu,
            float[] meanDuU,
            float[] parameters,
            int gainStart,
            float[] dx,
            int dxStart,
            int dxStride,
            int rows,
            int width) {
        for (int n = 0; n < rows; n++) {
            int p = xStart + n * xStride;
            int q = dyStart + n * dyStride;
            int r = dxStart + n * dxStride;
            for (int j = 0; j < width; j++) {
                float u = (x[p + j] - mean[j]) * scale[j];
                float du = dy[q + j] * parameters[gainStart + j];
                dx[r + j] = scale[j] * (du - meanDu[j] - u * meanDuU[j]);
            }
        }
    }

    @Override
    public void gainGradientByColumn(
            float[] x,
            int xStart,
            int xStride,
            float[] dy,
            int dyStart,
            int dyStride,
            float[] mean,
            float[] scale,
            int rows,
            int from,
            int to,
            float[] gradient,
            int gradientStart) {
        Arrays.fill(gradient, gradientStart + from, gradientStart + to, 0f);
        for (int n = 0; n < rows; n++) {
            int p = xStart + n * xStride;
            int q = dyStart + n * dyStride;
            for (int j = from; j < to; j++) {
                float u = (x[p + j] - mean[j]) * scale[j];
                gradient[gradientStart + j] = Math.fma(dy[q + j], u, gradient[gradientStart + j]);
            }
        }
    }

    @Override
    public void normalizeByRow(
            float[] x,
            int xStart,
            int xStride,
            double epsilon,
            float[] mean,
            float[] scale,
            int groupStart,
            float[] parameters,
            int gainStart,
            int shiftStart,
            float[] y,
            int yStart,
            int yStride,
            int rows,
            int width) {
        for (int n = 0; n < rows; n++) {
            int p = xStart + n * xStride;
            int q = yStart + n * yStride;
            double exact = ScalarSums.sum(x, p, width) / width;
            float m = (float) exact;
            float s = (float) (1 / Math.sqrt(ScalarSums.squares(x, p, width, exact) / width + epsilon));
            mean[groupStart + n] = m;
            scale[groupStart + n] = s;
            for (int j = 0; j < width; j++) {
                y[q + j] = Math.fma(parameters[gainStart + j], (x[p + j] - m) * s, parameters[shiftStart + j]);
            }
        }
    }

    @Override
    public void backwardByRow(
            float[] x,
            int xStart,
            int xStride,
            float[] dy,
            int dyStart,
            int dyStride,
            float[] mean,
            float[] scale,
            int groupStart,
            float[] parameters,
            int gainStart,
            float[] dx,
            int dxStart,
            int dxStride,
            int rows,
            int width) {
        for (int n = 0; n < rows; n++) {
            int p = xStart + n * xStride;
            int q = dyStart + n * dyStride;
            int r = dxStart + n * dxStride;
            float m = mean[groupStart + n];
            float s = scale[groupStart + n];
            float meanDu = (float) (ScalarSums.deltas(dy, q, parameters, gainStart, width) / width);
            float meanDuU = (float) (ScalarSums.products(x, p, dy, q, parameters, gainStart, width, m, s) / width);
            for (int j = 0; j < width; j++) {
                float u = (x[p + j] - m) * s;
                dx[r + j] = s * (dy[q + j] * parameters[gainStart + j] - meanDu - u * meanDuU);
            }
        }
    }

    @Override
    public void gainGradientByRow(
            float[] x,
            int xStart,
            int xStride,
            float[] dy,
            int dyStart,
            int dyStride,
            float[] mean,
            float[] scale,
            int groupStart,
            int rows,
            int from,
            int to,
            float[] gradient,
            int gradientStart) {
        Arrays.fill(gradient, gradientStart + from, gradientStart + to, 0f);
        for (int n = 0; n < rows; n++) {
            int p = xStart + n * xStride;
            int q = dyStart + n * dyStride;
            float m = mean[groupStart + n];
            float s = scale[groupStart + n];
            for (int j = from; j < to; j++) {
                gradient[gradientStart + j] = Math.fma(dy[q + j], (x[p + j] - m) * s, gradient[gradientStart + j]);
            }
        }
    }
}
