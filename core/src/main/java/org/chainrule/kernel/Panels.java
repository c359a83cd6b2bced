package org.chainrule.kernel;

/**
 * How matrices lie in the fast engine. A width is padded to whole groups of {@link #LANES} columns, the widest vector there is, so that no kernel ever meets a
 * column that does not fill a vector, whatever the vector width. A weight matrix [in x out] is kept as panels of at most {@link #WIDTH} columns, each [in x
 * width] row-major and one after the other: a product walks through a panel front to back. A matrix of very few columns is kept transposed instead. What stands in the padding is 0 or harmless, and is never read as a
 * value.
 */
public final class Panels {
    /** Columns of a group. */
    public static final int LANES = 16;

    /** Columns of a panel, except perhaps the last. */
    public static final int WIDTH = 64;

    /** A weight matrix of at most so many columns is kept transposed, [out x padded in], so that its padding does not outweigh it. */
    public static final int NARROW = 4;

    /** Rows whose stride is a multiple of this many floats would share the same sets of the first-level cache. */
    private static final int CACHE_PERIOD = 256;

    private Panels() {}

    /**
     * A width in whole groups.
     *
     * @param width columns
     * @return the next multiple of {@link #LANES}
     */
    public static int padded(int width) {
        return (width + LANES - 1) / LANES * LANES;
    }

    /**
     * The row stride of a batch of rows.
     *
     * @param width columns
     * @return the padded width, and a group more where rows would collide in the cache
     */
    public static int stride(int width) {
        int padded = padded(width);
        return padded % CACHE_PERIOD == 0 ? padded + LANES : padded;
    }

    /**
     * The number of panels of a matrix.
     *
     * @param columns its columns
     * @return panels
     */
    public static int count(int columns) {
        return (columns + WIDTH - 1) / WIDTH;
    }

    /**
     * The width of a panel.
     *
     * @param columns columns of the matrix
     * @param panel   from 0
     * @return a multiple of {@link #LANES}, at most {@link #WIDTH}
     */
    public static int width(int columns, int panel) {
        return Math.min(WIDTH, padded(columns) - panel * WIDTH);
    }

    /**
     * Where a panel starts.
     *
     * @param rows  rows of the matrix
     * @param panel from 0
     * @return its first element, counted from that of panel 0
     */
    public static int start(int rows, int panel) {
        return panel * WIDTH * rows;
    }
}
