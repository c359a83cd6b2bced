package org.chainrule.network;

/**
 * How a weight matrix W [fanIn x fanOut] is drawn. Every draw depends on the seed and the position alone.
 *
 * <p>Sources: Glorot and Bengio 2010, "Understanding the difficulty of training deep feedforward neural networks" (variance 2 / (fanIn + fanOut));
 * He et al. 2015, "Delving deep into rectifiers" (2 / fanIn); LeCun et al. 1998, "Efficient backprop" (1 / fanIn); Holzmueller, Grinsztajn and Steinwart 2024,
 * "Better by default" (data-driven). Normals are not truncated.
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
    /** U(-a, a) with a = 1 / sqrt(fanIn): how PyTorch's linear layers start, their biases too. */
    FAN_IN_UNIFORM(false),
    /** N(0, 1), for layers in NTK parametrisation and embeddings. */
    NORMAL(true),
    /** N(0, 1), then scaled by the data so that every column of Z has deviation 1, and biases to match; see {@code train.DataDrivenInitialization}. */
    DATA_DRIVEN(true),
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
            case FAN_IN_UNIFORM -> 1.0 / (3.0 * fanIn);
            case NORMAL, DATA_DRIVEN -> 1;
            case ZEROS -> 0;
        };
    }

    /**
     * The distribution for a matrix of a given shape.
     *
     * @param fanIn  rows
     * @param fanOut columns
     * @return how each element is drawn
     */
    public Draw draw(int fanIn, int fanOut) {
        if (this == ZEROS) {
            return Draw.constant(0);
        }
        double deviation = Math.sqrt(variance(fanIn, fanOut));
        return normal ? Draw.normal(deviation) : Draw.uniform(Math.sqrt(3) * deviation);
    }
}
