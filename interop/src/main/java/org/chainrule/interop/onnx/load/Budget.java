package org.chainrule.interop.onnx.load;

import org.chainrule.interop.onnx.OnnxModel;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.tabular.error.UserException;

/**
 * Numbers that reading a graph may make, bounded by those that its file holds: a small file cannot declare a row of a thousand million columns, or unfold a constant again
 * and again.
 */
final class Budget {
    private static final long FREE = 1L << 21;
    private static final int FREE_WIDTH = 1 << 16;
    private static final int TIMES = 8;

    private final String where;
    private final long held;
    private long left;

    Budget(OnnxModel model, String where) {
        this.where = where;
        long elements = 0;
        for (OnnxTensor tensor : model.graph().initializers().values()) {
            elements += tensor.size();
        }
        this.held = elements;
        this.left = FREE + TIMES * elements;
    }

    /** The widest row. */
    int mostWidth() {
        return (int) Math.min(Integer.MAX_VALUE / 2, Math.max(FREE_WIDTH, held));
    }

    /** Whether the dimensions of a row are within the bound. */
    boolean allows(int[] row) {
        long width = 1;
        for (int size : row) {
            width *= size;
            if (width > mostWidth()) {
                return false;
            }
        }
        return true;
    }

    /** What is left. */
    long left() {
        return left;
    }

    /** Takes some. */
    void spend(long numbers) {
        left -= numbers;
        if (left < 0) {
            throw UserException.data("expected a graph that stays near the size of its constants in " + where
                    + ", found one that makes more than " + (FREE + TIMES * held)
                    + " numbers of " + held + "; export the network alone");
        }
    }
}
