package org.chainrule.network;

/**
 * The affine map z(l) = W(l)^T h(l-1) + b(l) [2], with W stored [in x out] as the lecture writes it; biases are real parameters.
 *
 * @param units       n(l), the number of nodes
 * @param bias        whether the layer has a bias b(l)
 * @param initializer how W(l) is drawn; biases start at zero
 */
public record Dense(int units, boolean bias, Initializer initializer) implements Layer {
    /** Checks the width. */
    public Dense {
        if (units < 1) {
            throw new IllegalArgumentException("a dense layer needs at least 1 unit, found " + units);
        }
    }

    /**
     * A dense layer with a bias and He-normal weights (right for ReLU and its relatives).
     *
     * @param units n(l)
     */
    public Dense(int units) {
        this(units, true, Initializer.HE_NORMAL);
    }

    @Override
    public int outputs(int inputs) {
        return units;
    }
}
