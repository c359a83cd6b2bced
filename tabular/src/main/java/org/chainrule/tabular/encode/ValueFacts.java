package org.chainrule.tabular.encode;

import org.chainrule.tabular.read.RawColumn;
import org.jspecify.annotations.Nullable;

/** Numbers to be predicted: moments, extremes, a sample for quantiles. Immutable. */
public final class ValueFacts implements TargetFacts {
    private static final long serialVersionUID = 1;

    private final String column;

    private ValueFacts(String column) {
        this.column = column;
    }

    /**
     * Looks at a part.
     *
     * @param column    the column to be predicted
     * @param rows      rows to look at, in order; may be empty
     * @param transform what is to be fitted: only curves need quantiles
     * @param firstRow  rows of all parts before this one
     * @param totalRows rows of all parts together
     * @return the facts
     * @throws org.chainrule.tabular.error.UserException if the column is text
     */
    public static ValueFacts of(
            RawColumn column, int[] rows, TargetTransform transform, long firstRow, long totalRows) {
        throw new UnsupportedOperationException("helper B");
    }

    /**
     * The facts of this and the next part.
     *
     * @param next of the rows that follow
     * @return the facts of both
     */
    public ValueFacts then(ValueFacts next) {
        throw new UnsupportedOperationException("helper B");
    }

    @Override
    public String column() {
        return column;
    }

    @Override
    public long present() {
        throw new UnsupportedOperationException("helper B");
    }

    @Override
    public long missing() {
        throw new UnsupportedOperationException("helper B");
    }

    @Override
    public boolean varies() {
        throw new UnsupportedOperationException("helper B");
    }

    /**
     * The smallest value.
     *
     * @return infinite without values
     */
    public double minimum() {
        throw new UnsupportedOperationException("helper B");
    }

    /**
     * The largest value.
     *
     * @return -infinite without values
     */
    public double maximum() {
        throw new UnsupportedOperationException("helper B");
    }

    /**
     * The curve of a transform.
     *
     * @param transform the one that the facts were made for
     * @return the curve; where it is not {@code NONE} every part is to be asked for {@link CurveFacts}
     * @throws org.chainrule.tabular.error.UserException if a value is not one that the transform takes, or there is none
     */
    public TargetCurve curve(TargetTransform transform) {
        throw new UnsupportedOperationException("helper B");
    }

    /**
     * Transformed and standardised.
     *
     * @param options transform and clamp
     * @param curve   what the transformed values are like; null if the transform is {@code NONE}
     * @return the encoding
     * @throws org.chainrule.tabular.error.UserException if there is no value
     */
    public ValueTarget fitted(TargetOptions options, @Nullable CurveFacts curve) {
        throw new UnsupportedOperationException("helper B");
    }
}
