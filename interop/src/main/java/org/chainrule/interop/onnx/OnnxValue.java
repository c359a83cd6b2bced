package org.chainrule.interop.onnx;

import java.util.List;

/**
 * A named input or output of a graph ({@code ValueInfoProto} of a tensor).
 *
 * @param name  its name
 * @param type  what its elements are
 * @param shape its dimensions; {@link #ANY_SHAPE} if the file does not say them
 */
public record OnnxValue(String name, ElementType type, List<Dimension> shape) {
    /** The shape of a value of which not even the number of dimensions is known. */
    public static final List<Dimension> ANY_SHAPE = List.of(new Dimension(-1, "..."));

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
