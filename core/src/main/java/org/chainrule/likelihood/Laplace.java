package org.chainrule.likelihood;

import org.jspecify.annotations.Nullable;

/**
 * Targets with double-exponential errors of scale 1, the mean absolute error: o = z, J = sum_k |o_k - y_k|, delta(L) = sign(o - y), 0 where they are equal.
 * The output is the conditional median. Drops log 2 per target.
 */
public record Laplace() implements Likelihood {
    @Override
    public String name() {
        return "laplace";
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
            sum += Math.abs(z[zStart + k] - y[yStart + k]);
        }
        return sum;
    }

    @Override
    public void delta(double[] z, int zStart, double[] y, int yStart, double[] delta, int deltaStart, int width) {
        for (int k = 0; k < width; k++) {
            delta[deltaStart + k] = Math.signum(z[zStart + k] - y[yStart + k]);
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
            sum += Math.abs(z[zStart + k] - y[yStart + k]);
        }
        return sum;
    }

    @Override
    public void delta(float[] z, int zStart, float[] y, int yStart, float[] delta, int deltaStart, int width) {
        for (int k = 0; k < width; k++) {
            delta[deltaStart + k] = Math.signum(z[zStart + k] - y[yStart + k]);
        }
    }
}
