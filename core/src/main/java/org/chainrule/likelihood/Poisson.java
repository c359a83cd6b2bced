package org.chainrule.likelihood;

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
}
