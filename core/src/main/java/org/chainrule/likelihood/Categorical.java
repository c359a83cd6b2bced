package org.chainrule.likelihood;

import org.chainrule.kernel.ElementwiseKernels;
import org.chainrule.kernel.FloatMath;
import org.chainrule.math.StableMath;
import org.jspecify.annotations.Nullable;

/**
 * One of n(L) classes: o = softmax(z), y is the index of the class. With t_k = (1 - s) [k = y] + s / n(L) for a label smoothing s,
 * J = logsumexp(z) - sum_k t_k z_k and delta(L) = o - t. J drops nothing.
 *
 * <p>Computed from the logits with the maximum taken out: J = sum_k t_k (max - z_k) + log sum_k exp(z_k - max). For the true class o - 1 is formed as minus the
 * share of all others, which does not cancel where o is nearly 1.
 *
 * <p>Softmax couples the outputs, so [10] needs the Jacobian: Jac_o(z) = diag(o) - o o^T. Source of the smoothing: Szegedy et al. 2016, "Rethinking the
 * Inception architecture".
 *
 * @param labelSmoothing s in [0, 1)
 */
public record Categorical(double labelSmoothing) implements Likelihood {
    /** Checks the smoothing. */
    public Categorical {
        if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
            throw new IllegalArgumentException(
                    "the label smoothing of categorical must lie in [0, 1), found " + labelSmoothing);
        }
    }

    @Override
    public String name() {
        return "categorical";
    }

    @Override
    public String spec() {
        return labelSmoothing == 0 ? name() : name() + "(" + labelSmoothing + ")";
    }

    @Override
    public int targets(int width) {
        if (width < 2) {
            throw new IllegalArgumentException(
                    "likelihood categorical expects a last layer of at least 2 nodes, one a class, found " + width);
        }
        return 1;
    }

    @Override
    public int outputs(int targets) {
        return targets;
    }

    @Override
    public @Nullable String impossible(double[] y, int yStart, int width) {
        double index = y[yStart];
        return index >= 0 && index < width && index == Math.rint(index)
                ? null
                : "a class index from 0 to " + (width - 1);
    }

    @Override
    public void output(double[] z, int zStart, double[] o, int oStart, int width) {
        double max = StableMath.max(z, zStart, width);
        double sum = 0;
        for (int k = 0; k < width; k++) {
            o[oStart + k] = StrictMath.exp(z[zStart + k] - max);
            sum += o[oStart + k];
        }
        for (int k = 0; k < width; k++) {
            o[oStart + k] /= sum;
        }
    }

    @Override
    public double cost(double[] z, int zStart, double[] y, int yStart, int width) {
        double max = StableMath.max(z, zStart, width);
        double cost = max - z[zStart + (int) y[yStart]];
        if (labelSmoothing > 0) {
            double sum = 0;
            for (int k = 0; k < width; k++) {
                sum += max - z[zStart + k];
            }
            double smoothing = labelSmoothing;
            cost = (1 - smoothing) * cost + smoothing * (sum / width);
        }
        return cost + StableMath.logSumExpAbove(z, zStart, width, max);
    }

    @Override
    public void delta(double[] z, int zStart, double[] y, int yStart, double[] delta, int deltaStart, int width) {
        int truth = (int) y[yStart];
        double max = StableMath.max(z, zStart, width);
        double others = 0;
        for (int k = 0; k < width; k++) {
            delta[deltaStart + k] = StrictMath.exp(z[zStart + k] - max);
            others += k == truth ? 0 : delta[deltaStart + k];
        }
        double sum = others + delta[deltaStart + truth];
        double share = (labelSmoothing / width);
        for (int k = 0; k < width; k++) {
            delta[deltaStart + k] = delta[deltaStart + k] / sum - share;
        }
        delta[deltaStart + truth] = (labelSmoothing - labelSmoothing / width) - others / sum;
    }

    @Override
    public void outputGradient(double[] o, double[] y, double[] gradient) {
        double share = labelSmoothing / o.length;
        for (int k = 0; k < o.length; k++) {
            double target = share + (k == (int) y[0] ? 1 - labelSmoothing : 0);
            gradient[k] = target == 0 ? 0 : -target / o[k];
        }
    }

    @Override
    public void outputJacobian(double[] z, double[] jacobian) {
        int width = z.length;
        // Row 0 holds o until it is overwritten last
        output(z, 0, jacobian, 0, width);
        for (int k = width - 1; k >= 0; k--) {
            double ok = jacobian[k];
            for (int m = width - 1; m >= 0; m--) {
                jacobian[k * width + m] = (k == m ? ok : 0) - ok * jacobian[m];
            }
        }
    }

    @Override
    public void output(float[] z, int zStart, float[] o, int oStart, int width) {
        float max = max(z, zStart, width);
        float sum = 0;
        for (int k = 0; k < width; k++) {
            o[oStart + k] = FloatMath.exp(z[zStart + k] - max);
            sum += o[oStart + k];
        }
        for (int k = 0; k < width; k++) {
            o[oStart + k] /= sum;
        }
    }

    @Override
    public float cost(float[] z, int zStart, float[] y, int yStart, int width) {
        float max = max(z, zStart, width);
        return smoothedGap(z, zStart, (int) y[yStart], max, width) + logSumExpAbove(z, zStart, width, max);
    }

    @Override
    public void delta(float[] z, int zStart, float[] y, int yStart, float[] delta, int deltaStart, int width) {
        int truth = (int) y[yStart];
        float max = max(z, zStart, width);
        float others = 0;
        for (int k = 0; k < width; k++) {
            delta[deltaStart + k] = FloatMath.exp(z[zStart + k] - max);
            others += k == truth ? 0 : delta[deltaStart + k];
        }
        float sum = others + delta[deltaStart + truth];
        float share = (float) (labelSmoothing / width);
        for (int k = 0; k < width; k++) {
            delta[deltaStart + k] = delta[deltaStart + k] / sum - share;
        }
        delta[deltaStart + truth] = (float) (labelSmoothing - labelSmoothing / width) - others / sum;
    }

    private static float max(float[] z, int zStart, int width) {
        float max = z[zStart];
        for (int k = 1; k < width; k++) {
            max = Math.max(max, z[zStart + k]);
        }
        return max;
    }

    /** As {@link StableMath#logSumExpAbove}. */
    private static float logSumExpAbove(float[] z, int zStart, int width, float max) {
        float others = 0;
        boolean seen = false;
        for (int k = 0; k < width; k++) {
            float difference = z[zStart + k] - max;
            if (difference == 0 && !seen) {
                seen = true;
            } else {
                others += FloatMath.exp(difference);
            }
        }
        return FloatMath.log1p(others);
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
            int p = zStart + n * zStride;
            int q = oStart + n * oStride;
            float max = kernels.maximum(z, p, width);
            int room = Rows.room(o, q, width, oStride);
            kernels.exponentials(z, p, max, o, q, width, room);
            float sum = 0;
            for (int k = 0; k < width; k++) {
                sum += o[q + k];
            }
            kernels.quotients(o, q, sum, 0f, width, room);
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
            int r = deltaStart + n * deltaStride;
            int truth = (int) y[yStart + n * yStride];
            float max = kernels.maximum(z, p, width);
            int room = Rows.room(delta, r, width, deltaStride);
            kernels.exponentials(z, p, max, delta, r, width, room);
            float others = othersThan(truth, delta, r, width);
            costs[costStart + n] = smoothedGap(z, p, truth, max, width)
                    + FloatMath.log1p(othersThan(argmax(z, p, max, width), delta, r, width));
            float sum = others + delta[r + truth];
            float share = (float) (labelSmoothing / width);
            kernels.quotients(delta, r, sum, share, width, room);
            delta[r + truth] = (float) (labelSmoothing - labelSmoothing / width) - others / sum;
        }
    }

    /** sum_k t_k (max - z_k). */
    private float smoothedGap(float[] z, int zStart, int truth, float max, int width) {
        float gap = max - z[zStart + truth];
        if (labelSmoothing > 0) {
            float sum = 0;
            for (int k = 0; k < width; k++) {
                sum += max - z[zStart + k];
            }
            float smoothing = (float) labelSmoothing;
            gap = (1 - smoothing) * gap + smoothing * (sum / width);
        }
        return gap;
    }

    /** The first class with the largest z; width if there is none (NaN). */
    private static int argmax(float[] z, int zStart, float max, int width) {
        int k = 0;
        while (k < width && z[zStart + k] - max != 0) {
            k++;
        }
        return k;
    }

    /** The sum of all terms but one, in ascending order. */
    private static float othersThan(int one, float[] terms, int start, int width) {
        float sum = 0;
        for (int k = 0; k < width; k++) {
            sum += k == one ? 0 : terms[start + k];
        }
        return sum;
    }
}
