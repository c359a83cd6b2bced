package org.chainrule.interop.javasource.part;

import java.util.Arrays;
import org.chainrule.math.StableMath;

/** The layers of a network in float64, a row at a time. Matrices are row after row, [inputs x outputs]. */
final class DoubleLayers {
    private DoubleLayers() {}

    /** z = h W + b. */
    static void dense(double[] h, double[] weight, double[] bias, double[] z) {
        dense(h.length, z.length, h, 0, weight, 0, bias, 0, z, 0);
    }

    /** z = h W + b of a part of the arrays. */
    static void dense(
            int inputs,
            int outputs,
            double[] h,
            int hAt,
            double[] weight,
            int weightAt,
            double[] bias,
            int biasAt,
            double[] z,
            int zAt) {
        System.arraycopy(bias, biasAt, z, zAt, outputs);
        addProduct(inputs, outputs, h, hAt, weight, weightAt, z, zAt);
    }

    /** z = h W. */
    static void product(double[] h, double[] weight, double[] z) {
        product(h.length, z.length, h, 0, weight, z, 0);
    }

    /** z = h W of a part of the arrays. */
    static void product(int inputs, int outputs, double[] h, int hAt, double[] weight, double[] z, int zAt) {
        Arrays.fill(z, zAt, zAt + outputs, 0);
        addProduct(inputs, outputs, h, hAt, weight, 0, z, zAt);
    }

    /**
     * z = z + h W: each element of z is one chain of fused multiply-adds in the order of h, which is what makes the bits those of training. Four steps of all
     * chains at once, so that z is read and written a quarter as often.
     */
    private static void addProduct(
            int inputs, int outputs, double[] h, int hAt, double[] weight, int weightAt, double[] z, int zAt) {
        int i = 0;
        for (; i + 4 <= inputs; i += 4) {
            double h0 = h[hAt + i];
            double h1 = h[hAt + i + 1];
            double h2 = h[hAt + i + 2];
            double h3 = h[hAt + i + 3];
            int w0 = weightAt + i * outputs;
            int w1 = w0 + outputs;
            int w2 = w1 + outputs;
            int w3 = w2 + outputs;
            for (int j = 0; j < outputs; j++) {
                double sum = Math.fma(h1, weight[w1 + j], Math.fma(h0, weight[w0 + j], z[zAt + j]));
                z[zAt + j] = Math.fma(h3, weight[w3 + j], Math.fma(h2, weight[w2 + j], sum));
            }
        }
        for (; i < inputs; i++) {
            double h0 = h[hAt + i];
            int w0 = weightAt + i * outputs;
            for (int j = 0; j < outputs; j++) {
                z[zAt + j] = Math.fma(h0, weight[w0 + j], z[zAt + j]);
            }
        }
    }

    /** z = z factor + b for every member: what follows a product in NTK parametrisation. */
    static void scaleAndAdd(double factor, double[] bias, double[] z) {
        for (int at = 0; at < z.length; at += bias.length) {
            for (int j = 0; j < bias.length; j++) {
                z[at + j] = Math.fma(z[at + j], factor, bias[j]);
            }
        }
    }

    /** y = x s of a part of the arrays. */
    static void multiply(int length, double[] x, int xAt, double[] s, int sAt, double[] y, int yAt) {
        for (int j = 0; j < length; j++) {
            y[yAt + j] = Math.fma(x[xAt + j], s[sAt + j], 0);
        }
    }

    /** y = x s + b of a part of the arrays. */
    static void multiplyAdd(
            int length, double[] x, int xAt, double[] s, int sAt, double[] b, int bAt, double[] y, int yAt) {
        for (int j = 0; j < length; j++) {
            y[yAt + j] = Math.fma(x[xAt + j], s[sAt + j], b[bAt + j]);
        }
    }

    /** y = a + b, the end of a residual block. */
    static void add(double[] a, double[] b, double[] y) {
        for (int j = 0; j < y.length; j++) {
            y[j] = a[j] + b[j];
        }
    }

    /** y = y / divisor. */
    static void divide(double divisor, double[] y) {
        for (int j = 0; j < y.length; j++) {
            y[j] /= divisor;
        }
    }

    /** y = z + alpha (f - z), for every member: a parametric activation, of which f is phi(z). */
    static void mix(double[] z, double[] f, double[] alpha, double[] y) {
        for (int at = 0; at < y.length; at += alpha.length) {
            for (int j = 0; j < alpha.length; j++) {
                y[at + j] = Math.fma(f[at + j] - z[at + j], alpha[j], z[at + j]);
            }
        }
    }

    /** 1 / sqrt(variance + epsilon). */
    static double[] inverseDeviations(double[] variance, double epsilon) {
        double[] inverse = new double[variance.length];
        for (int j = 0; j < inverse.length; j++) {
            inverse[j] = 1 / Math.sqrt(variance[j] + epsilon);
        }
        return inverse;
    }

    /** Batch normalisation by the running statistics. */
    static void batchNormalize(double[] x, double[] mean, double[] scale, double[] gain, double[] shift, double[] y) {
        for (int j = 0; j < y.length; j++) {
            y[j] = Math.fma(gain[j], (x[j] - mean[j]) * scale[j], shift[j]);
        }
    }

    /** Layer normalisation of every member. */
    static void layerNormalize(double[] x, double epsilon, double[] gain, double[] shift, double[] y) {
        int width = gain.length;
        for (int at = 0; at < y.length; at += width) {
            double mean = 0;
            for (int j = 0; j < width; j++) {
                mean += x[at + j];
            }
            mean /= width;
            double squares = 0;
            for (int j = 0; j < width; j++) {
                squares = Math.fma(x[at + j] - mean, x[at + j] - mean, squares);
            }
            double s = 1 / Math.sqrt(squares / width + epsilon);
            for (int j = 0; j < width; j++) {
                y[at + j] = Math.fma(gain[j], (x[at + j] - mean) * s, shift[j]);
            }
        }
    }

    /** y = x. */
    static void widen(float[] x, double[] y) {
        for (int j = 0; j < y.length; j++) {
            y[j] = x[j];
        }
    }

    /** o = z for a part of z. */
    static void copy(double[] z, int zAt, double[] o) {
        System.arraycopy(z, zAt, o, 0, o.length);
    }

    /** The probabilities of classes that exclude each other. */
    static void softmax(double[] z, int zAt, double[] o) {
        double max = z[zAt];
        for (int k = 1; k < o.length; k++) {
            max = Math.max(max, z[zAt + k]);
        }
        double sum = 0;
        for (int k = 0; k < o.length; k++) {
            o[k] = StrictMath.exp(z[zAt + k] - max);
            sum += o[k];
        }
        for (int k = 0; k < o.length; k++) {
            o[k] /= sum;
        }
    }

    /** The probability of a yes. */
    static void logistics(double[] z, int zAt, double[] o) {
        for (int k = 0; k < o.length; k++) {
            o[k] = StableMath.logistic(z[zAt + k]);
        }
    }

    /** Rates from their logarithms. */
    static void exponentials(double[] z, int zAt, double[] o) {
        for (int k = 0; k < o.length; k++) {
            o[k] = StrictMath.exp(z[zAt + k]);
        }
    }
}
