package org.chainrule.interop.onnx.load;

import java.util.List;
import org.chainrule.interop.assemble.WeightedLayer;

/** A step of a chain as it is read: a layer, an affine map of every unit by itself that has yet to find its layer, or a residual block. */
sealed interface Piece {
    /**
     * A layer of ours.
     *
     * @param layer with its numbers
     */
    record Whole(WeightedLayer layer) implements Piece {}

    /**
     * W and b of a dense layer.
     *
     * @param weight [in x out], row-major; not to be written
     * @param bias   [out]; empty for none
     * @param in     inputs
     * @param out    units
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Product(double[] weight, double[] bias, int in, int out) implements Piece {}

    /**
     * y = x ⊙ scale + shift.
     *
     * @param scale [n]
     * @param shift [n]
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Affine(double[] scale, double[] shift) implements Piece {
        static Affine scaled(double factor, int width) {
            double[] scale = new double[width];
            java.util.Arrays.fill(scale, factor);
            return new Affine(scale, new double[width]);
        }

        boolean isIdentity() {
            for (int i = 0; i < scale.length; i++) {
                if (scale[i] != 1 || shift[i] != 0) {
                    return false;
                }
            }
            return true;
        }

        boolean shifts() {
            return java.util.Arrays.stream(shift).anyMatch(value -> value != 0);
        }
    }

    /**
     * y = x + body(x).
     *
     * @param body in order
     */
    record Block(List<Piece> body) implements Piece {}
}
