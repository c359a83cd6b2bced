package org.chainrule.tabular.encode;

import java.io.Serializable;
import org.chainrule.tabular.read.RawTable;

/** Sums of the target by level and fold, of a part of the training rows or of all; see {@link TargetMeans}. Immutable. */
public final class MeanFacts implements Serializable {
    private static final long serialVersionUID = 1;

    private MeanFacts() {}

    /**
     * Looks at a part.
     *
     * @param wanted   columns and levels
     * @param part     a table that has the columns
     * @param rows     its training rows, in order; may be empty
     * @param target   the target, bound to the part
     * @param firstRow training rows of all parts before this one: row r of the part is row {@code firstRow + r} of all
     * @return the facts
     * @throws org.chainrule.tabular.error.UserException if a column is missing or is not text
     */
    public static MeanFacts of(MeansWanted wanted, RawTable part, int[] rows, TrainingTarget target, long firstRow) {
        throw new UnsupportedOperationException("helper B");
    }

    /**
     * The facts of this and the next part.
     *
     * @param next of the rows that follow, asked the same
     * @return the facts of both
     */
    public MeanFacts then(MeanFacts next) {
        throw new UnsupportedOperationException("helper B");
    }
}
