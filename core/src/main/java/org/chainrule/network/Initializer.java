package org.chainrule.network;

import org.chainrule.random.CounterRandom;

/**
 * How a weight matrix W [fanIn x fanOut] is drawn. Every draw depends on the seed and the position alone.
 *
 * <p>Sources: Glorot and Bengio 2010, "Understanding the difficulty of training deep feedforward neural networks" (variance 2 / (fanIn + fanOut));
 * He et al. 2015, "Delving deep into rectifiers" (2 / fanIn); LeCun et al. 1998, "Efficient backprop" (1 / fanIn). Normals are not truncated.
 */
public enum Initializer {
    /** N(0, 2 / (fanIn + fanOut)). */
    GLOROT_NORMAL(true),
    /** U(-a, a) with a = sqrt(6 / (fanIn + fanOut)). */
    GLOROT_UNIFORM(false),
    /** N(0, 2 / fanIn). */
    HE_NORMAL(true),
    /** U(-a, a) with a = sqrt(6 / fanIn). */
    HE_UNIFORM(false),
    /** N(0, 1 / fanIn). */
    LECUN_NORMAL(true),
    /** U(-a, a) with a = sqrt(3 / fanIn). */
    LECUN_UNIFORM(false),
    /** All zeros. */
    ZEROS(false);

    private final boolean normal;

    Initializer(boolean normal) {
        this.normal = normal;
    }

    private double variance(int fanIn, int fanOut) {
        return switch (this) {
            case GLOROT_NORMAL, GLOROT_UNIFORM -> 2.0 / (fanIn + fanOut);
            case HE_NORMAL, HE_UNIFORM -> 2.0 / fanIn;
            case LECUN_NORMAL, LECUN_UNIFORM -> 1.0 / fanIn;
            case ZEROS -> 0;
        };
    }

    /**
     * Fills a weight matrix.
     *
     * @param weights [fanIn x fanOut] row-major, overwritten from {@code offset} on
     * @param offset  index of the first element
     * @param fanIn   rows
     * @param fanOut  columns
     * @param random  the stream to draw from: element e of the matrix uses draw e (or 2e and 2e + 1 for normals)
     */
    public void fill(double[] weights, int offset, int fanIn, int fanOut, CounterRandom random) {
        double deviation = Math.sqrt(variance(fanIn, fanOut));
        double bound = Math.sqrt(3) * deviation;
        for (int e = 0; e < fanIn * fanOut; e++) {
            weights[offset + e] = normal ? deviation * random.normal(e) : bound * (2 * random.uniform(e) - 1);
        }
    }
}
