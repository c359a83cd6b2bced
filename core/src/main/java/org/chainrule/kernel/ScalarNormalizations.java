package org.chainrule.kernel;

import java.util.Arrays;

/** The normalisations as plain loops: they run on any JVM and are the oracle of every other implementation. */
public final class ScalarNormalizations implements NormalizationKernels {
    private static final int CHAINS = 16;

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
            double exact = sum(x, p, width) / width;
            float m = (float) exact;
            float s = (float) (1 / Math.sqrt(squares(x, p, width, exact) / width + epsilon));
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
            float meanDu = (float) (deltas(dy, q, parameters, gainStart, width) / width);
            float meanDuU = (float) (products(x, p, dy, q, parameters, gainStart, width, m, s) / width);
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

    /** The four sums of a row: four neighbouring chains at a time, added as a tree, then what is left over. */
    private static double sum(float[] x, int start, int width) {
        int end = start + width - (width & (CHAINS - 1));
        double four = sum4(x, start, end) + sum4(x, start + 4, end);
        double other = sum4(x, start + 8, end) + sum4(x, start + 12, end);
        double rest = 0;
        for (int i = end; i < start + width; i++) {
            rest += x[i];
        }
        return (four + other) + rest;
    }

    private static double sum4(float[] x, int from, int end) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        for (int i = from; i < end; i += CHAINS) {
            s0 += x[i];
            s1 += x[i + 1];
            s2 += x[i + 2];
            s3 += x[i + 3];
        }
        return (s0 + s1) + (s2 + s3);
    }

    private static double squares(float[] x, int start, int width, double mean) {
        int end = start + width - (width & (CHAINS - 1));
        double four = squares4(x, start, end, mean) + squares4(x, start + 4, end, mean);
        double other = squares4(x, start + 8, end, mean) + squares4(x, start + 12, end, mean);
        double rest = 0;
        for (int i = end; i < start + width; i++) {
            rest = square(x[i] - mean, rest);
        }
        return (four + other) + rest;
    }

    private static double squares4(float[] x, int from, int end, double mean) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        for (int i = from; i < end; i += CHAINS) {
            s0 = square(x[i] - mean, s0);
            s1 = square(x[i + 1] - mean, s1);
            s2 = square(x[i + 2] - mean, s2);
            s3 = square(x[i + 3] - mean, s3);
        }
        return (s0 + s1) + (s2 + s3);
    }

    private static double square(double d, double sum) {
        return Math.fma(d, d, sum);
    }

    private static double deltas(float[] dy, int start, float[] gain, int gainStart, int width) {
        int length = width - (width & (CHAINS - 1));
        double four = deltas4(dy, start, gain, gainStart, 0, length) + deltas4(dy, start, gain, gainStart, 4, length);
        double other = deltas4(dy, start, gain, gainStart, 8, length) + deltas4(dy, start, gain, gainStart, 12, length);
        double rest = 0;
        for (int j = length; j < width; j++) {
            rest += dy[start + j] * gain[gainStart + j];
        }
        return (four + other) + rest;
    }

    private static double deltas4(float[] dy, int start, float[] gain, int gainStart, int from, int length) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        for (int j = from; j < length; j += CHAINS) {
            s0 += dy[start + j] * gain[gainStart + j];
            s1 += dy[start + j + 1] * gain[gainStart + j + 1];
            s2 += dy[start + j + 2] * gain[gainStart + j + 2];
            s3 += dy[start + j + 3] * gain[gainStart + j + 3];
        }
        return (s0 + s1) + (s2 + s3);
    }

    private static double products(
            float[] x, int p, float[] dy, int q, float[] gain, int gainStart, int width, float m, float s) {
        int length = width - (width & (CHAINS - 1));
        double four = products4(x, p, dy, q, gain, gainStart, 0, length, m, s)
                + products4(x, p, dy, q, gain, gainStart, 4, length, m, s);
        double other = products4(x, p, dy, q, gain, gainStart, 8, length, m, s)
                + products4(x, p, dy, q, gain, gainStart, 12, length, m, s);
        double rest = 0;
        for (int j = length; j < width; j++) {
            rest = product(dy[q + j] * gain[gainStart + j], (x[p + j] - m) * s, rest);
        }
        return (four + other) + rest;
    }

    private static double products4(
            float[] x, int p, float[] dy, int q, float[] gain, int g, int from, int length, float m, float s) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        for (int j = from; j < length; j += CHAINS) {
            s0 = product(dy[q + j] * gain[g + j], (x[p + j] - m) * s, s0);
            s1 = product(dy[q + j + 1] * gain[g + j + 1], (x[p + j + 1] - m) * s, s1);
            s2 = product(dy[q + j + 2] * gain[g + j + 2], (x[p + j + 2] - m) * s, s2);
            s3 = product(dy[q + j + 3] * gain[g + j + 3], (x[p + j + 3] - m) * s, s3);
        }
        return (s0 + s1) + (s2 + s3);
    }

    private static double product(float du, float u, double sum) {
        return Math.fma((double) du, (double) u, sum);
    }
}
