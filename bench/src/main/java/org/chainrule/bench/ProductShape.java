package org.chainrule.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * One of the three products of backpropagation through a dense layer, for a batch.
 *
 * @param kind which product
 * @param rows rows of the batch
 * @param in   n(l-1)
 * @param out  n(l)
 */
record ProductShape(Kind kind, int rows, int in, int out) {
    /** The products, as the lecture numbers them. */
    enum Kind {
        /** Z = H W + b [2], rows x out. */
        FORWARD,
        /** dH = Delta W^T [9], rows x in. */
        BACKWARD,
        /** dW = H^T Delta [6], in x out. */
        GRADIENT
    }

    private static final int[] ROWS = {32, 128, 256, 1024};
    private static final int[][] LAYERS = {{16, 64}, {64, 64}, {128, 128}, {256, 256}, {784, 256}, {1024, 1024}};

    /** The 72 shapes of the figures. */
    static List<ProductShape> all() {
        List<ProductShape> shapes = new ArrayList<>();
        for (int rows : ROWS) {
            for (int[] layer : LAYERS) {
                for (Kind kind : Kind.values()) {
                    shapes.add(new ProductShape(kind, rows, layer[0], layer[1]));
                }
            }
        }
        return shapes;
    }

    double flop() {
        return 2.0 * rows * in * out;
    }

    /** Columns of the left-hand matrix as it is stored: H or Delta. */
    int leftColumns() {
        return kind == Kind.BACKWARD ? out : in;
    }

    /** Numbers of the right-hand matrix: W, or Delta for the gradient. */
    int rightSize() {
        return kind == Kind.GRADIENT ? rows * out : in * out;
    }

    int resultRows() {
        return kind == Kind.GRADIENT ? in : rows;
    }

    int resultColumns() {
        return kind == Kind.BACKWARD ? in : out;
    }

    /** H or Delta, dense. */
    float[] left() {
        return SyntheticRows.uniform(rows * leftColumns(), 11);
    }

    /** W or Delta, dense. */
    float[] right() {
        return SyntheticRows.uniform(rightSize(), 12);
    }

    /** By definition: each element one chain of fused multiply-adds in ascending k. The twin of every fast product. */
    float[] expected() {
        float[] a = left();
        float[] b = right();
        float[] c = new float[resultRows() * resultColumns()];
        int depth = kind == Kind.FORWARD ? in : kind == Kind.BACKWARD ? out : rows;
        for (int r = 0; r < resultRows(); r++) {
            for (int j = 0; j < resultColumns(); j++) {
                float sum = 0;
                for (int k = 0; k < depth; k++) {
                    float x = kind == Kind.GRADIENT ? a[k * in + r] : a[r * leftColumns() + k];
                    float y = kind == Kind.BACKWARD ? b[j * out + k] : b[k * out + j];
                    sum = Math.fma(x, y, sum);
                }
                c[r * resultColumns() + j] = sum;
            }
        }
        return c;
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(java.util.Locale.ROOT) + " " + rows + " x " + in + " x " + out;
    }
}
