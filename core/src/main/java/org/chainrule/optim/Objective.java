package org.chainrule.optim;

/** A cost and its gradient, for methods that look at all rows at once. */
@FunctionalInterface
public interface Objective {
    /**
     * Computes J and dJ/dw.
     *
     * @param point    w, read; the array is reused between calls
     * @param gradient dJ/dw, overwritten
     * @return J; may be infinite or NaN where it cannot be computed, the line search then steps back
     */
    double evaluate(double[] point, double[] gradient);
}
