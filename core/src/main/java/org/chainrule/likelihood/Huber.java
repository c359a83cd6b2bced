package org.chainrule.likelihood;

import org.jspecify.annotations.Nullable;

/**
 * Targets with normal errors in the middle and exponential tails: robust against outliers. With d = o - y and o = z, J = sum_k d^2 / 2 where |d| is at most the
 * threshold t, t (|d| - t / 2) beyond; delta(L) = d clipped to [-t, t]. Drops the normalising constant of the density, which depends on t alone.
 *
 * <p>Source: Huber 1964, "Robust estimation of a location parameter".
 *
 * @param threshold t, positive, in the units of the (scaled) target
 */
public record Huber(double threshold) implements Likelihood {
    /** Checks the threshold. */
    public Huber {
        if (!(threshold > 0 && threshold < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "the threshold of huber must be positive and finite, found " + threshold);
        }
    }

    @Override
    public String name() {
        return "huber";
    }

    @Override
    public String spec() {
        return threshold == 1 ? name() : name() + "(" + threshold + ")";
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
            double a = Math.abs(z[zStart + k] - y[yStart + k]);
            sum += a <= threshold ? a * a / 2 : threshold * (a - threshold / 2);
        }
        return sum;
    }

    @Override
    public void delta(double[] z, int zStart, double[] y, int yStart, double[] delta, int deltaStart, int width) {
        for (int k = 0; k < width; k++) {
            double d = z[zStart + k] - y[yStart + k];
            delta[deltaStart + k] = Math.max(-threshold, Math.min(threshold, d));
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
        float t = (float) threshold;
        float sum = 0;
        for (int k = 0; k < width; k++) {
            float a = Math.abs(z[zStart + k] - y[yStart + k]);
            sum += a <= t ? a * a / 2 : t * (a - t / 2);
        }
        return sum;
    }

    @Override
    public void delta(float[] z, int zStart, float[] y, int yStart, float[] delta, int deltaStart, int width) {
        float t = (float) threshold;
        for (int k = 0; k < width; k++) {
            float d = z[zStart + k] - y[yStart + k];
            delta[deltaStart + k] = Math.max(-t, Math.min(t, d));
        }
    }
}
