package org.chainrule.network;

/**
 * The affine map z(l) = W(l)^T h(l-1) + b(l) [2], with W stored [in x out] as the lecture writes it; biases are real parameters. In NTK parametrisation it is
 * z(l) = W(l)^T h(l-1) / sqrt(n(l-1)) + b(l), so that W starts at N(0, 1) and steps of one size suit all widths (Jacot, Gabriel and Hongler 2018, "Neural tangent
 * kernel").
 *
 * @param units           n(l), the number of nodes
 * @param bias            whether the layer has a bias b(l)
 * @param initializer     how W(l) is drawn
 * @param biasInitializer how b(l) is drawn, with the fan-in of W(l)
 * @param parametrization whether the product is scaled
 */
public record Dense(
        int units, boolean bias, Initializer initializer, Initializer biasInitializer, Parametrization parametrization)
        implements Layer {
    /** What multiplies W^T h. */
    public enum Parametrization {
        /** 1. */
        STANDARD,
        /** 1 / sqrt(n(l-1)). */
        NTK
    }

    /** Checks the width. */
    public Dense {
        if (units < 1) {
            throw new IllegalArgumentException("a dense layer needs at least 1 unit, found " + units);
        }
    }

    /**
     * A dense layer of the usual parametrisation, whose biases start at zero.
     *
     * @param units       n(l)
     * @param bias        whether the layer has a bias b(l)
     * @param initializer how W(l) is drawn
     */
    public Dense(int units, boolean bias, Initializer initializer) {
        this(units, bias, initializer, Initializer.ZEROS, Parametrization.STANDARD);
    }

    /**
     * A dense layer with a bias and He-normal weights (right for ReLU and its relatives).
     *
     * @param units n(l)
     */
    public Dense(int units) {
        this(units, true, Initializer.HE_NORMAL);
    }

    /**
     * A dense layer in NTK parametrisation.
     *
     * @param units           n(l)
     * @param initializer     how W(l) is drawn, N(0, 1) or by the data
     * @param biasInitializer how b(l) is drawn
     * @return the layer
     */
    public static Dense ntk(int units, Initializer initializer, Initializer biasInitializer) {
        return new Dense(units, true, initializer, biasInitializer, Parametrization.NTK);
    }

    /**
     * What the product W^T h is multiplied by.
     *
     * @param inputs n(l-1)
     * @return 1, or 1 / sqrt(n(l-1)) in NTK parametrisation
     */
    public double productScale(int inputs) {
        return parametrization == Parametrization.NTK ? 1 / Math.sqrt(inputs) : 1;
    }

    @Override
    public int outputs(int inputs) {
        return units;
    }
}
