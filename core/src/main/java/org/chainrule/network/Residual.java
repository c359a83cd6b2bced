package org.chainrule.network;

import java.util.List;

/**
 * A residual block: y = x + body(x). Its delta is the sum over both ways back: delta(x) = delta(y) + body'(x)^T delta(y).
 * Source: He et al. 2016, "Deep residual learning for image recognition".
 *
 * @param body the layers of the block; its output is as wide as its input
 */
public record Residual(List<Layer> body) implements Layer {
    /** Copies the list. */
    public Residual {
        body = List.copyOf(body);
        if (body.isEmpty()) {
            throw new IllegalArgumentException("a residual block needs at least one layer");
        }
    }

    /**
     * A block of the given layers.
     *
     * @param body the layers, in order
     */
    public Residual(Layer... body) {
        this(List.of(body));
    }

    @Override
    public int outputs(int inputs) {
        int width = inputs;
        for (Layer layer : body) {
            width = layer.outputs(width);
        }
        if (width != inputs) {
            throw new IllegalArgumentException(
                    "a residual block adds its output to its input, so both must be equally wide: the input is "
                            + inputs + " but the body produces " + width + "; set the last width to " + inputs);
        }
        return width;
    }
}
