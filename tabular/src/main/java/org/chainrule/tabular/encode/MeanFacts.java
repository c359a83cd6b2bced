package org.chainrule.tabular.encode;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.RawTable;
import org.jspecify.annotations.Nullable;

/** Sums of the target by level and fold, of a part of the training rows or of all; see {@link TargetMeans}. Immutable. */
public final class MeanFacts implements Serializable {
    private static final long serialVersionUID = 1;

    private final ArrayList<TargetSums> columns;

    private MeanFacts(List<TargetSums> columns) {
        this.columns = new ArrayList<>(columns);
    }

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
        if (target.outputs() != wanted.outputs()) {
            throw new IllegalArgumentException(
                    "expected a target of " + wanted.outputs() + " means a level, found " + target.outputs());
        }
        Map<String, RawColumn> byName = Encoder.byName(part);
        PartRows at = new PartRows(rows, firstRow, firstRow + rows.length);
        List<TargetSums> columns = new ArrayList<>();
        for (MeansWanted.Column column : wanted.columns()) {
            RawColumn.Text text = Columns.text(Encoder.require(byName, column.name()));
            columns.add(TargetSums.of(text, column.levels(), at, target, wanted.folds(), wanted.seed()));
        }
        return new MeanFacts(columns);
    }

    /**
     * The facts of this and the next part.
     *
     * @param next of the rows that follow, asked the same
     * @return the facts of both
     * @throws IllegalArgumentException if they were asked something else
     */
    public MeanFacts then(MeanFacts next) {
        if (next.columns.size() != columns.size()) {
            throw new IllegalArgumentException(
                    "expected sums of " + columns.size() + " columns, found " + next.columns.size());
        }
        List<TargetSums> both = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            both.add(columns.get(c).then(next.columns.get(c)));
        }
        return new MeanFacts(both);
    }

    /** The sums of a column, or null. */
    @Nullable
    TargetSums find(String column) {
        return columns.stream()
                .filter(sums -> sums.column().equals(column))
                .findFirst()
                .orElse(null);
    }

    /** The sums of a column that needs them. */
    static TargetSums of(@Nullable MeanFacts facts, String column) {
        TargetSums sums = facts == null ? null : facts.find(column);
        if (sums == null) {
            throw new IllegalArgumentException(
                    "column " + column + ": was fitted to means of the target; give the means of all training rows");
        }
        return sums;
    }
}
