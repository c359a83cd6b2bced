package org.chainrule.tabular.encode;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An {@link Encoder} of nothing but scaled numbers, for rows of numbers that are all there: one loop over the row in place of a call a cell, with the same bits. Rows that are not as
 * simple are left to {@link BoundEncoder}. Immutable, allocates nothing.
 */
public final class NumberEncoder {
    /** Results beyond it, where {@link Scaling#apply} begins to bound, are left to it. */
    private static final double USUAL = 65536;

    private final int[] cells;
    private final boolean inOrder;
    private final double[] centers;
    private final double[] factors;
    private final double[] clips;
    private final boolean clipped;

    private NumberEncoder(int width) {
        this(new int[width], true, new double[width], new double[width], new double[width], false);
    }

    private NumberEncoder(
            int[] cells, boolean inOrder, double[] centers, double[] factors, double[] clips, boolean clipped) {
        this.cells = cells;
        this.inOrder = inOrder;
        this.centers = centers;
        this.factors = factors;
        this.clips = clips;
        this.clipped = clipped;
    }

    /**
     * The encoder, if it is one of scaled numbers.
     *
     * @param encoder any encoder
     * @param columns the names of the cells of a row
     * @return null if an encoding is of another kind, does not depend on its cell or has an indicator of missing cells
     */
    public static @Nullable NumberEncoder of(Encoder encoder, List<String> columns) {
        int width = encoder.columns().size();
        NumberEncoder all = new NumberEncoder(width);
        int clips = 0;
        boolean inOrder = width == columns.size();
        for (int i = 0; i < width; i++) {
            ColumnEncoding column = encoder.columns().get(i);
            all.cells[i] = columns.indexOf(column.column());
            inOrder &= all.cells[i] == i;
            if (all.cells[i] < 0 || column.width() != 1 || !all.set(i, column)) {
                return null;
            }
            clips += all.clips[i] == 0 ? 0 : 1;
        }
        return clips > 0 && clips < width
                ? null
                : new NumberEncoder(all.cells, inOrder, all.centers, all.factors, all.clips, clips > 0);
    }

    private boolean set(int i, ColumnEncoding column) {
        if (column instanceof ScaledNumeric scaled) {
            centers[i] = scaled.mean();
            factors[i] = scaled.factor();
            clips[i] = scaled.clip();
        } else if (column instanceof RobustNumeric robust) {
            centers[i] = robust.median();
            factors[i] = robust.factor();
            clips[i] = robust.clip();
        } else {
            return false;
        }
        // What no float holds is to be found by the size of its result
        return (Float.MAX_VALUE - Math.abs(centers[i])) * factors[i] > USUAL;
    }

    /**
     * Encodes a row.
     *
     * @param row     its cells from {@code from} on
     * @param from    the first cell
     * @param scratch as many numbers as inputs, overwritten
     * @param out     overwritten from {@code offset} on
     * @param offset  the first input
     * @return false if a cell is missing, beyond the range of float or so unusual that its result is to be bounded: nothing was written then
     */
    public boolean encode(double[] row, int from, double[] scratch, float[] out, int offset) {
        int width = cells.length;
        if (inOrder) {
            for (int i = 0; i < width; i++) {
                scratch[i] = (row[from + i] - centers[i]) * factors[i];
            }
        } else {
            for (int i = 0; i < width; i++) {
                scratch[i] = (row[from + cells[i]] - centers[i]) * factors[i];
            }
        }
        boolean usual = true;
        for (int i = 0; i < width; i++) {
            usual &= Math.abs(scratch[i]) <= USUAL;
        }
        if (!usual) {
            return false;
        }
        if (clipped) {
            for (int i = 0; i < width; i++) {
                double ratio = scratch[i] / clips[i];
                scratch[i] = scratch[i] / Math.sqrt(1 + ratio * ratio);
            }
        }
        for (int i = 0; i < width; i++) {
            out[offset + i] = (float) scratch[i];
        }
        return true;
    }
}
