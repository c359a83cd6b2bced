package org.chainrule.gradient;

import org.chainrule.likelihood.CustomLikelihood;
import org.jspecify.annotations.Nullable;

/** Squared error behind a logistic output, as in many textbooks: no canonical pair, so [10] needs o'(z). */
record LogisticSquares() implements CustomLikelihood {
    @Override
    public String name() {
        return "logistic-squares";
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
        for (int k = 0; k < width; k++) {
            o[oStart + k] = 1 / (1 + StrictMath.exp(-z[zStart + k]));
        }
    }

    @Override
    public double cost(double[] z, int zStart, double[] y, int yStart, int width) {
        double sum = 0;
        for (int k = 0; k < width; k++) {
            double d = 1 / (1 + StrictMath.exp(-z[zStart + k])) - y[yStart + k];
            sum += d * d / 2;
        }
        return sum;
    }

    @Override
    public void delta(double[] z, int zStart, double[] y, int yStart, double[] delta, int deltaStart, int width) {
        for (int k = 0; k < width; k++) {
            double o = 1 / (1 + StrictMath.exp(-z[zStart + k]));
            delta[deltaStart + k] = (o - y[yStart + k]) * o * (1 - o);
        }
    }

    @Override
    public void outputGradient(double[] o, double[] y, double[] gradient) {
        for (int k = 0; k < o.length; k++) {
            gradient[k] = o[k] - y[k];
        }
    }

    @Override
    public void outputJacobian(double[] z, double[] jacobian) {
        for (int k = 0; k < z.length; k++) {
            double o = 1 / (1 + StrictMath.exp(-z[k]));
            for (int m = 0; m < z.length; m++) {
                jacobian[k * z.length + m] = k == m ? o * (1 - o) : 0;
            }
        }
    }
}
