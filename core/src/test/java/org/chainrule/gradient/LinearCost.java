package org.chainrule.gradient;

import org.chainrule.likelihood.CustomLikelihood;
import org.jspecify.annotations.Nullable;

/** J = sum_j y_j z_j: the target is the delta, so that any upstream gradient can be put in. */
record LinearCost() implements CustomLikelihood {
    @Override
    public String name() {
        return "linear";
    }

    @Override
    public int targets(int width) {
        return width;
    }

    @Override
    public int outputs(int targets) {
        return targets;
    }

    @Override
    public @Nullable String impossible(double[] y, int yStart, int width) {
        return null;
    }

    @Override
    public void output(double[] z, int zStart, double[] o, int oStart, int width) {
        System.arraycopy(z, zStart, o, oStart, width);
    }

    @Override
    public double cost(double[] z, int zStart, double[] y, int yStart, int width) {
        double sum = 0;
        for (int j = 0; j < width; j++) {
            sum = Math.fma(z[zStart + j], y[yStart + j], sum);
        }
        return sum;
    }

    @Override
    public void delta(double[] z, int zStart, double[] y, int yStart, double[] delta, int deltaStart, int width) {
        System.arraycopy(y, yStart, delta, deltaStart, width);
    }

    @Override
    public void outputGradient(double[] o, double[] y, double[] gradient) {
        System.arraycopy(y, 0, gradient, 0, y.length);
    }

    @Override
    public void outputJacobian(double[] z, double[] jacobian) {
        for (int k = 0; k < z.length; k++) {
            jacobian[k * z.length + k] = 1;
        }
    }
}
