package org.chainrule.network;

import java.util.List;
import org.chainrule.random.CounterRandom;

/**
 * How the elements of a slice start. Every value depends on the seed and the position alone.
 *
 * @param kind   the distribution
 * @param scale  its deviation, its bound, or the constant
 * @param shared whether all rows start alike
 * @param chunks widths of the runs of columns of a row that share one draw, in order; empty if every column has its own
 */
public record Draw(Kind kind, double scale, boolean shared, List<Integer> chunks) {
    /** A distribution. */
    public enum Kind {
        /** N(0, scale^2). */
        NORMAL,
        /** U(-scale, scale). */
        UNIFORM,
        /** +scale or -scale, alike probable. */
        SIGN,
        /** scale. */
        CONSTANT
    }

    /** Copies the list. */
    public Draw {
        chunks = List.copyOf(chunks);
    }

    /**
     * The same number everywhere.
     *
     * @param value the number
     * @return the draw
     */
    public static Draw constant(double value) {
        return new Draw(Kind.CONSTANT, value, false, List.of());
    }

    /**
     * Normal numbers.
     *
     * @param deviation standard deviation
     * @return the draw
     */
    public static Draw normal(double deviation) {
        return new Draw(Kind.NORMAL, deviation, false, List.of());
    }

    /**
     * Uniform numbers.
     *
     * @param bound largest absolute value
     * @return the draw
     */
    public static Draw uniform(double bound) {
        return new Draw(Kind.UNIFORM, bound, false, List.of());
    }

    /**
     * The same with all rows alike.
     *
     * @return a draw per column
     */
    public Draw sharedByRows() {
        return new Draw(kind, scale, true, chunks);
    }

    /**
     * The same with one draw for each run of columns.
     *
     * @param widths widths of the runs, which add up to the columns
     * @return a draw per row and run
     */
    public Draw inChunks(List<Integer> widths) {
        return new Draw(kind, scale, shared, widths);
    }

    /**
     * Fills a row-major matrix. Element number e, counted in draws, uses draw e of the stream (2e and 2e + 1 for normals).
     *
     * @param values  overwritten from {@code offset} on
     * @param offset  index of the first element
     * @param rows    rows
     * @param columns columns
     * @param random  the stream
     */
    public void fill(double[] values, int offset, int rows, int columns, CounterRandom random) {
        int perRow = chunks.isEmpty() ? columns : chunks.size();
        for (int i = 0; i < rows; i++) {
            int column = 0;
            for (int c = 0; c < perRow; c++) {
                double value = value((long) (shared ? 0 : i) * perRow + c, random);
                int end = column + (chunks.isEmpty() ? 1 : chunks.get(c));
                for (; column < end; column++) {
                    values[offset + i * columns + column] = value;
                }
            }
        }
    }

    private double value(long e, CounterRandom random) {
        return switch (kind) {
            case NORMAL -> scale * random.normal(e);
            case UNIFORM -> scale * (2 * random.uniform(e) - 1);
            case SIGN -> random.uniform(e) < 0.5 ? -scale : scale;
            case CONSTANT -> scale;
        };
    }
}
