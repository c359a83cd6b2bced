package org.chainrule.interop.javasource.part;

import java.util.Arrays;
import org.chainrule.kernel.FloatMath;
import org.chainrule.kernel.ScalarSums;

/** The layers of a network in float32, a row at a time. Matrices are row after row, [inputs x outputs]. */
final class FloatLayers {
    private FloatLayers() {}

    /** z = h W + b. */
    static void dense(float[] h, float[] weight, float[] bias, float[] z) {
        dense(h.length, z.length, h, 0, weight, 0, bias, 0, z, 0);
    }

    /** z = h W + b of a part of the arrays. */
    static void dense(
            int inputs,
            int outputs,
            float[] h,
            int hAt,
            float[] weight,
            int weightAt,
            float[] bias,
            int biasAt,
            float[] z,
            int zAt) {
        System.arraycopy(bias, biasAt, z, zAt, outputs);
        addProduct(inputs, outputs, h, hAt, weight, weightAt, z, zAt);
    }

    /** z = h W. */
    static void product(float[] h, float[] weight, float[] z) {
        product(h.length, z.length, h, 0, weight, z, 0);
    }

    /** z = h W of a part of the arrays. */
    static void product(int inputs, int outputs, float[] h, int hAt, float[] weight, float[] z, int zAt) {
        Arrays.fill(z, zAt, zAt + outputs, 0);
        addProduct(inputs, outputs, h, hAt, weight, 0, z, zAt);
    }

    /**
     * z = z + h W: each element of z is one chain of fused multiply-adds in the order of h, which is what makes the bits those of training. Four steps of all
     * chains at once, so that z is read and written a quarter as often.
     */
    private static void addProduct(
            int inputs, int outputs, float[] h, int hAt, float[] weight, int weightAt, float[] z, int zAt) {
        int i = 0;
        for (; i + 4 <= inputs; i += 4) {
            float h0 = h[hAt + i];
            float h1 = h[hAt + i + 1];
            float h2 = h[hAt + i + 2];
            float h3 = h[hAt + i + 3];
            int w0 = weightAt + i * outputs;
            int w1 = w0 + outputs;
            int w2 = w1 + outputs;
            int w3 = w2 + outputs;
            for (int j = 0; j < outputs; j++) {
                float sum = Math.fma(h1, weight[w1 + j], Math.fma(h0, weight[w0 + j], z[zAt + j]));
                z[zAt + j] = Math.fma(h3, weight[w3 + j], Math.fma(h2, weight[w2 + j], sum));
            }
        }
        for (; i < inputs; i++) {
            float h0 = h[hAt + i];
            int w0 = weightAt + i * outputs;
            for (int j = 0; j < outputs; j++) {
                z[zAt + j] = Math.fma(h0, weight[w0 + j], z[zAt + j]);
            }
        }
    }

    /** z = z factor + b for every member: what follows a product in NTK parametrisation. */
    static void scaleAndAdd(float factor, float[] bias, float[] z) {
        for (int at = 0; at < z.length; at += bias.length) {
            for (int j = 0; j < bias.length; j++) {
                z[at + j] = Math.fma(z[at + j], factor, bias[j]);
            }
        }
    }

    /** y = x s of a part of the arrays. */
    static void multiply(int length, float[] x, int xAt, float[] s, int sAt, float[] y, int yAt) {
        for (int j = 0; j < length; j++) {
            y[yAt + j] = x[xAt + j] * s[sAt + j];
        }
    }

    /** y = x s + b of a part of the arrays. */
    static void multiplyAdd(
            int length, float[] x, int xAt, float[] s, int sAt, float[] b, int bAt, float[] y, int yAt) {
        for (int j = 0; j < length; j++) {
            y[yAt + j] = Math.fma(x[xAt + j], s[sAt + j], b[bAt + j]);
        }
    }

    /** y = a + b, the end of a residual block. */
    static void add(float[] a, float[] b, float[] y) {
        for (int j = 0; j < y.length; j++) {
            y[j] = a[j] + b[j];
        }
    }

    /** y = y / divisor. */
    static void divide(float divisor, float[] y) {
        for (int j = 0; j < y.length; j++) {
            y[j] /= divisor;
        }
    }

    /** y = z + alpha (f - z), for every member: a parametric activation, of which f is phi(z). */
    static void mix(float[] z, float[] f, float[] alpha, float[] y) {
        for (int at = 0; at < y.length; at += alpha.length) {
            for (int j = 0; j < alpha.length; j++) {
                y[at + j] = Math.fma(f[at + j] - z[at + j], alpha[j], z[at + j]);
            }
        }
    }

    /** 1 / sqrt(variance + epsilon). */
    static float[] inverseDeviations(float[] variance, double epsilon) {
        float[] inverse = new float[variance.length];
        for (int j = 0; j < inverse.length; j++) {
            inverse[j] = (float) (1 / Math.sqrt(variance[j] + epsilon));
        }
        return inverse;
    }

    /** Batch normalisation by the running statistics. */
    static void batchNormalize(float[] x, float[] mean, float[] scale, float[] gain, float[] shift, float[] y) {
        for (int j = 0; j < y.length; j++) {
            y[j] = Math.fma(gain[j], (x[j] - mean[j]) * scale[j], shift[j]);
        }
    }

    /** Layer normalisation of every member; mean and variance are sums in double. */
    static void layerNormalize(float[] x, double epsilon, float[] gain, float[] shift, float[] y) {
        int width = gain.length;
        for (int at = 0; at < y.length; at += width) {
            double mean = ScalarSums.sum(x, at, width) / width;
            float m = (float) mean;
            float s = (float) (1 / Math.sqrt(ScalarSums.squares(x, at, width, mean) / width + epsilon));
            for (int j = 0; j < width; j++) {
                y[at + j] = Math.fma(gain[j], (x[at + j] - m) * s, shift[j]);
            }
        }
    }

    /** o = z for a part of z. */
    static void copy(float[] z, int zAt, float[] o) {
        System.arraycopy(z, zAt, o, 0, o.length);
    }

    /** The probabilities of classes that exclude each other. */
    static void softmax(float[] z, int zAt, float[] o) {
        float max = z[zAt];
        for (int k = 1; k < o.length; k++) {
            max = Math.max(max, z[zAt + k]);
        }
        float sum = 0;
        for (int k = 0; k < o.length; k++) {
            o[k] = FloatMath.exp(z[zAt + k] - max);
            sum += o[k];
        }
        for (int k = 0; k < o.length; k++) {
            o[k] /= sum;
        }
    }

    /** The probability of a yes. */
    static void logistics(float[] z, int zAt, float[] o) {
        for (int k = 0; k < o.length; k++) {
            o[k] = FloatMath.logistic(z[zAt + k]);
        }
    }

    /** Rates from their logarithms. */
    static void exponentials(float[] z, int zAt, float[] o) {
        for (int k = 0; k < o.length; k++) {
            o[k] = FloatMath.exp(z[zAt + k]);
        }
    }
}
