package org.chainrule.interop.onnx;

import java.util.List;

/**
 * A named input or output of a graph ({@code ValueInfoProto} of a tensor).
 *
 * @param name  its name
 * @param type  what its elements are
 * @param shape its dimensions
 */
public record OnnxValue(String name, ElementType type, List<Dimension> shape) {
    /** Copies the shape. */
    public OnnxValue {
        shape = List.copyOf(shape);
    }

    /**
     * One dimension.
     *
     * @param size elements, -1 for any number
     * @param name of a dimension of any size; may be empty
     */
    public record Dimension(long size, String name) {
        /**
         * A dimension of one size.
         *
         * @param size elements
         * @return the dimension
         */
        public static Dimension of(long size) {
            return new Dimension(size, "");
        }

        /**
         * A dimension of any size.
         *
         * @param name equal names are equal sizes
         * @return the dimension
         */
        public static Dimension any(String name) {
            return new Dimension(-1, name);
        }
    }
}
