package org.chainrule.bench;

import org.chainrule.kernel.Kernels;

/**
 * A product by Chainrule's kernels, on one thread, with its operands laid out as the engine has them. The only place of this module that knows the signature
 * of the product kernels.
 */
final class Product implements Runnable {
    private final Kernels kernels;
    private final ProductShape shape;
    private final float[] left;
    private final float[] right;
    /** W^T for the backward product: the engine keeps it beside W. */
    private final float[] transposed;

    private final float[] result;
    private final float[] bias;

    Product(Kernels kernels, ProductShape shape) {
        this.kernels = kernels;
        this.shape = shape;
        this.left = shape.left();
        this.right = shape.right();
        this.transposed = new float[shape.kind() == ProductShape.Kind.BACKWARD ? right.length : 0];
        this.result = new float[shape.resultRows() * shape.resultColumns()];
        this.bias = new float[shape.out()];
        pack();
    }

    /** Lays W^T out anew, as the optimiser does after each step; nothing to do for the other products. */
    void pack() {
        if (shape.kind() == ProductShape.Kind.BACKWARD) {
            kernels.transpose(right, 0, shape.in(), shape.out(), 0, shape.in(), transposed, 0);
        }
    }

    @Override
    public void run() {
        int in = shape.in();
        int out = shape.out();
        switch (shape.kind()) {
            case FORWARD -> kernels.product(left, 0, in, right, 0, result, 0, out, shape.rows(), in, out, bias, 0);
            case BACKWARD ->
                kernels.product(left, 0, out, transposed, 0, result, 0, in, shape.rows(), out, in, bias, -1);
            case GRADIENT -> kernels.outerProducts(left, 0, in, right, 0, result, 0, shape.rows(), 0, in, out);
        }
    }

    /** The result, dense and row-major. */
    float[] result() {
        return result.clone();
    }
}
