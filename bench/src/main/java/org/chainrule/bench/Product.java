package org.chainrule.bench;

import org.chainrule.kernel.Kernels;
import org.chainrule.kernel.Panels;
import org.chainrule.kernel.ProductKernels;

/**
 * A product by Chainrule's kernels, on one thread, with its operands laid out as the engine has them: H and Delta with padded strides, W, W^T and dW as
 * panels. The only place of this module that knows the signature of the product kernels.
 */
final class Product implements Runnable {
    private final ProductKernels kernels;
    private final ProductShape shape;
    /** H or Delta. */
    private final float[] left;

    private final int leftStride;
    /** W as panels, or Delta as rows. */
    private final float[] right;
    /** W^T as panels, for the backward product: the engine keeps it beside W. */
    private final float[] transposed;
    /** Z or dH as rows, or dW as panels. */
    private final float[] result;

    private final int resultStride;
    private final float[] bias;

    Product(Kernels kernels, ProductShape shape) {
        this.kernels = kernels.products();
        this.shape = shape;
        this.leftStride = Panels.stride(shape.leftColumns());
        this.left = rows(shape.left(), shape.rows(), shape.leftColumns());
        boolean gradient = shape.kind() == ProductShape.Kind.GRADIENT;
        this.right = gradient
                ? rows(shape.right(), shape.rows(), shape.out())
                : panels(shape.right(), shape.in(), shape.out());
        boolean backward = shape.kind() == ProductShape.Kind.BACKWARD;
        this.transposed = new float[backward ? shape.out() * Panels.padded(shape.in()) : 0];
        this.resultStride = Panels.stride(shape.resultColumns());
        this.result = new float[shape.resultRows() * (gradient ? Panels.padded(shape.resultColumns()) : resultStride)];
        this.bias = new float[Math.max(Panels.WIDTH, Panels.padded(shape.out()))];
        pack();
    }

    private static float[] rows(float[] dense, int rows, int columns) {
        int stride = Panels.stride(columns);
        float[] padded = new float[rows * stride];
        for (int n = 0; n < rows; n++) {
            System.arraycopy(dense, n * columns, padded, n * stride, columns);
        }
        return padded;
    }

    private static float[] panels(float[] dense, int rows, int columns) {
        float[] packed = new float[rows * Panels.padded(columns)];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                packed[inPanels(rows, columns, i, j)] = dense[i * columns + j];
            }
        }
        return packed;
    }

    private static int inPanels(int rows, int columns, int i, int j) {
        int panel = j / Panels.WIDTH;
        return Panels.start(rows, panel) + i * Panels.width(columns, panel) + j - panel * Panels.WIDTH;
    }

    /** Lays W^T out anew from W, as the optimiser does after each step; nothing to do for the other products. */
    void pack() {
        if (shape.kind() != ProductShape.Kind.BACKWARD) {
            return;
        }
        int in = shape.in();
        int out = shape.out();
        for (int panel = 0; panel < Panels.count(out); panel++) {
            int width = Panels.width(out, panel);
            int column = panel * Panels.WIDTH;
            for (int target = 0; target < Panels.count(in); target++) {
                int row = target * Panels.WIDTH;
                int targetWidth = Panels.width(in, target);
                kernels.transpose(
                        Math.min(in - row, Panels.WIDTH),
                        Math.min(out - column, Panels.WIDTH),
                        right,
                        Panels.start(in, panel) + row * width,
                        width,
                        transposed,
                        Panels.start(out, target) + column * targetWidth,
                        targetWidth);
            }
        }
    }

    @Override
    public void run() {
        int columns = shape.resultColumns();
        for (int panel = 0; panel < Panels.count(columns); panel++) {
            switch (shape.kind()) {
                case FORWARD ->
                    rowsTimesPanel(panel, Panels.width(columns, panel), shape.in(), right, panel * Panels.WIDTH);
                case BACKWARD -> rowsTimesPanel(panel, Panels.width(columns, panel), shape.out(), transposed, 0);
                case GRADIENT -> gradientPanel(panel, Panels.width(columns, panel));
            }
        }
    }

    /** The forward chains start from the bias of their column, the backward ones from 0, which the bias is here as well. */
    private void rowsTimesPanel(int panel, int width, int depth, float[] packed, int biasAt) {
        kernels.product(
                shape.rows(),
                width,
                depth,
                left,
                0,
                leftStride,
                1,
                packed,
                Panels.start(depth, panel),
                width,
                result,
                panel * Panels.WIDTH,
                resultStride,
                bias,
                biasAt,
                0);
    }

    private void gradientPanel(int panel, int width) {
        kernels.product(
                shape.in(),
                width,
                shape.rows(),
                left,
                0,
                1,
                leftStride,
                right,
                panel * Panels.WIDTH,
                Panels.stride(shape.out()),
                result,
                Panels.start(shape.in(), panel),
                width,
                bias,
                panel * Panels.WIDTH,
                0);
    }

    /** The result, dense and row-major. */
    float[] result() {
        int rows = shape.resultRows();
        int columns = shape.resultColumns();
        float[] dense = new float[rows * columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                dense[i * columns + j] = result[
                        shape.kind() == ProductShape.Kind.GRADIENT
                                ? inPanels(rows, columns, i, j)
                                : i * resultStride + j];
            }
        }
        return dense;
    }
}
