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

    /** Which bound. */
    public enum Kind {
        /** None. */
        NONE,
        /** The whole gradient g is scaled by min(1, bound / norm(g)). Source: Pascanu, Mikolov and Bengio 2013. */
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
}
