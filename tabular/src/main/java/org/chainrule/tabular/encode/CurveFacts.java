package org.chainrule.tabular.encode;

import java.io.Serializable;
import org.chainrule.math.RunningMoments;
import org.chainrule.tabular.read.RawColumn;

/**
 * What the targets are like behind a curve.
 *
 * @param curve   the curve
 * @param moments of the transformed values; not to be changed
 */
public record CurveFacts(TargetCurve curve, RunningMoments moments) implements Serializable {
    /**
     * Looks at a part.
     *
     * @param column the column to be predicted
     * @param rows   rows to look at, in order; may be empty
     * @param curve  {@link ValueFacts#curve} of all rows
     * @return the facts
     * @throws org.chainrule.tabular.error.UserException if the column is text
     */
    public static CurveFacts of(RawColumn column, int[] rows, TargetCurve curve) {
        RawColumn.Numeric values = ValueTarget.numbers(column);
        TargetCurve.Map map = curve.map();
        RunningMoments moments = new RunningMoments();
        for (int row : rows) {
            double value = values.value(row);
            if (Double.isFinite(value)) {
                moments.add(map.forward(value));
            }
        }
        return new CurveFacts(curve, moments);
    }

    /**
     * The facts of this and the next part.
     *
     * @param next of the rows that follow
     * @return the facts of both
     * @throws IllegalArgumentException if they are of another curve
     */
    public CurveFacts then(CurveFacts next) {
        if (!next.curve.equals(curve)) {
            throw new IllegalArgumentException("expected facts of one curve, found those of two");
        }
        return new CurveFacts(curve, moments.merged(next.moments));
    }
}
