package org.chainrule.gradient;

import org.chainrule.likelihood.CustomLikelihood;
import org.chainrule.likelihood.Gaussian;
import org.jspecify.annotations.Nullable;

/**
 * A Gaussian whose delta(L) is wrong on purpose.
 *
 * @param factor what delta is multiplied by; 1 would be right
 */
record WrongDelta(double factor) implements CustomLikelihood {
    private static final Gaussian RIGHT = new Gaussian();

    @Override
    public String name() {
        return "wrong-delta";
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
        RIGHT.output(z, zStart, o, oStart, width);
    }

    @Override
    public double cost(double[] z, int zStart, double[] y, int yStart, int width) {
        return RIGHT.cost(z, zStart, y, yStart, width);
    }

    @Override
    public void delta(double[] z, int zStart, double[] y, int yStart, double[] delta, int deltaStart, int width) {
        RIGHT.delta(z, zStart, y, yStart, delta, deltaStart, width);
        for (int k = 0; k < width; k++) {
            delta[deltaStart + k] *= factor;
        }
    }

    @Override
    public void outputGradient(double[] o, double[] y, double[] gradient) {
        RIGHT.outputGradient(o, y, gradient);
    }

    @Override
    public void outputJacobian(double[] z, double[] jacobian) {
        RIGHT.outputJacobian(z, jacobian);
    }
}
