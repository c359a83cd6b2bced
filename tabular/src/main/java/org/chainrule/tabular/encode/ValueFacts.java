package org.chainrule.tabular.encode;

import org.chainrule.tabular.read.RawColumn;
import org.jspecify.annotations.Nullable;

/** Numbers to be predicted: moments, extremes, a sample for quantiles. Immutable. */
public final class ValueFacts implements TargetFacts {
    private static final long serialVersionUID = 1;

    private final String column;
    private final TargetTransform transform;
    private final NumericFacts numbers;

    private ValueFacts(String column, TargetTransform transform, NumericFacts numbers) {
        this.column = column;
        this.transform = transform;
        this.numbers = numbers;
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
        PartRows part = new PartRows(rows, firstRow, totalRows);
        double[] scratch = new double[transform == TargetTransform.NONE ? 0 : part.picks(NumericSummary.SAMPLE)];
        return new ValueFacts(column.name(), transform, NumericFacts.of(ValueTarget.numbers(column), part, scratch));
    }

    /**
     * The facts of this and the next part.
     *
     * @param next of the rows that follow
     * @return the facts of both
     */
    public ValueFacts then(ValueFacts next) {
        if (!next.column.equals(column) || next.transform != transform) {
            throw new IllegalArgumentException("expected facts of target " + column + " for the transform " + transform
                    + ", found " + next.column + " for " + next.transform);
        }
        return new ValueFacts(column, transform, numbers.then(next.numbers));
    }

    @Override
    public String column() {
        return column;
    }

    @Override
    public long present() {
        return numbers.moments().count();
    }

    @Override
    public long missing() {
        return numbers.missing();
    }

    @Override
    public boolean varies() {
        return minimum() < maximum();
    }

    /**
     * The smallest value.
     *
     * @return infinite without values
     */
    public double minimum() {
        return numbers.minimum();
    }

    /**
     * The largest value.
     *
     * @return -infinite without values
     */
    public double maximum() {
        return numbers.maximum();
    }

    /**
     * The curve of a transform.
     *
     * @param transform the one that the facts were made for
     * @return the curve; where it is not {@code NONE} every part is to be asked for {@link CurveFacts}
     * @throws org.chainrule.tabular.error.UserException if a value is not one that the transform takes, or there is none
     */
    public TargetCurve curve(TargetTransform transform) {
        if (transform != this.transform) {
            throw new IllegalArgumentException(
                    "expected the transform " + this.transform + " that the facts are for, found " + transform);
        }
        return TargetFitter.curve(this, transform);
    }

    /**
     * Transformed and standardised.
     *
     * @param options transform and clamp
     * @param curve   what the transformed values are like; null if the transform is {@code NONE}
     * @return the encoding
     * @throws org.chainrule.tabular.error.UserException if there is no value
     * @throws IllegalArgumentException                  if a transform lacks its facts
     */
    public ValueTarget fitted(TargetOptions options, @Nullable CurveFacts curve) {
        return TargetFitter.fit(this, options, curve);
    }

    /** What the column holds. */
    NumericFacts numbers() {
        return numbers;
    }
}
