package org.chainrule.likelihood;

/**
 * A likelihood of the user's own. Only the double methods must be written; the float methods copy the row, go through the double ones and round, so they allocate.
 * Override them where speed matters, with {@code FloatMath} and StrictMath so that the bits do not depend on the JDK.
 *
 * <p>A model file stores the {@link #spec} of a likelihood, and {@link Likelihoods#parse} reads back the library's own only.
 */
public non-sealed interface CustomLikelihood extends Likelihood {
    @Override
    default void output(float[] z, int zStart, float[] o, int oStart, int width) {
        double[] row = FloatRows.widen(z, zStart, width);
        output(row, 0, row, 0, width);
        FloatRows.narrow(row, o, oStart);
    }

    @Override
    default float cost(float[] z, int zStart, float[] y, int yStart, int width) {
        return (float) cost(FloatRows.widen(z, zStart, width), 0, FloatRows.widen(y, yStart, targets(width)), 0, width);
    }

    @Override
    default void delta(float[] z, int zStart, float[] y, int yStart, float[] delta, int deltaStart, int width) {
        double[] row = FloatRows.widen(z, zStart, width);
        delta(row, 0, FloatRows.widen(y, yStart, targets(width)), 0, row, 0, width);
        FloatRows.narrow(row, delta, deltaStart);
    }
}
