package org.chainrule.optim;

/**
 * A bound on the gradient before the update rule sees it.
 *
 * @param kind  which bound
 * @param bound its size, positive; ignored for {@link Kind#NONE}
 */
public record Clipping(Kind kind, double bound) {
    /** No bound. */
    public static final Clipping NONE = new Clipping(Kind.NONE, Double.POSITIVE_INFINITY);

    private static final double EPSILON = 1e-6;

    /** Which bound. */
    public enum Kind {
        /** None. */
        NONE,
        /** The whole gradient g is scaled by min(1, bound / (norm(g) + 1e-6)). Source: Pascanu, Mikolov and Bengio 2013; 1e-6 as PyTorch has it. */
        NORM,
        /** Each element is clamped to [-bound, bound]. */
        VALUE
    }

    /** Checks the bound. */
    public Clipping {
        if (!(bound > 0)) {
            throw new IllegalArgumentException("a gradient bound must be positive, found " + bound);
        }
    }

    /**
     * By the Euclidean norm of the whole gradient.
     *
     * @param bound largest norm
     * @return the clipping
     */
    public static Clipping byNorm(double bound) {
        return new Clipping(Kind.NORM, bound);
    }

    /**
     * Element by element.
     *
     * @param bound largest absolute value
     * @return the clipping
     */
    public static Clipping byValue(double bound) {
        return new Clipping(Kind.VALUE, bound);
    }

    /**
     * What clipping by the norm multiplies a gradient by.
     *
     * @param norm Euclidean norm of the whole gradient
     * @return min(1, bound / (norm + 1e-6)); 1 if the norm is not a number
     */
    public double scale(double norm) {
        double scale = bound / (norm + EPSILON);
        return scale < 1 ? scale : 1;
    }

    /**
     * Bounds a gradient.
     *
     * @param gradient the whole gradient, read and overwritten
     */
    public void apply(double[] gradient) {
        if (kind == Kind.VALUE) {
            for (int e = 0; e < gradient.length; e++) {
                gradient[e] = Math.max(-bound, Math.min(bound, gradient[e]));
            }
        } else if (kind == Kind.NORM) {
            double squares = 0;
            for (double g : gradient) {
                squares = Math.fma(g, g, squares);
            }
            double scale = scale(Math.sqrt(squares));
            for (int e = 0; e < gradient.length && scale != 1; e++) {
                gradient[e] *= scale;
            }
        }
    }
}
