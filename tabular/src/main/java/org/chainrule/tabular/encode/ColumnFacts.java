package org.chainrule.tabular.encode;

import java.io.Serializable;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.schema.ColumnKind;

/** What fitting the encoding of one column needs to know of its training rows, of a part of them or of all. Immutable. */
sealed interface ColumnFacts extends Serializable permits NumberFacts, CodeFacts, DateFacts, TextFacts {
    /**
     * Looks at a part.
     *
     * @param column  the column
     * @param kind    what it is taken for, a feature
     * @param part    training rows
     * @param options what the preset decides
     * @param scratch overwritten: as long as the part has picks for quantiles
     */
    static ColumnFacts of(RawColumn column, ColumnKind kind, PartRows part, EncoderOptions options, double[] scratch) {
        return switch (kind) {
            case NUMERIC -> NumberFacts.of(Columns.numeric(column), part, scratch);
            case CODE ->
                options.categories().codeLevels()
                        ? CodeFacts.of(Columns.numeric(column), part, options.maxOneHotLevels(), scratch)
                        : NumberFacts.of(Columns.numeric(column), part, scratch);
            case DATE, CALENDAR -> DateFacts.of(Columns.numeric(column), part);
            case BOOLEAN, CATEGORICAL -> TextFacts.of(Columns.text(column), part);
            default -> throw new IllegalArgumentException("column " + column.name() + " is not a feature but " + kind);
        };
    }

    /**
     * The column.
     *
     * @return its name
     */
    String column();

    /**
     * Rows without a value: empty cells, not infinite ones.
     *
     * @return how many
     */
    long missing();

    /**
     * The facts of this and the next part.
     *
     * @param next of the rows that follow, of the same column
     * @return the facts of both
     * @throws org.chainrule.tabular.error.UserException if there is more than may be remembered
     */
    ColumnFacts then(ColumnFacts next);

    /** Numbers of the sample. */
    int sampled();

    /** What refuses facts that are not of the same column, looked at in the same way. */
    default IllegalArgumentException mismatch(ColumnFacts next) {
        return new IllegalArgumentException(
                "expected facts of column " + column() + " as " + getClass().getSimpleName() + ", found "
                        + next.column() + " as " + next.getClass().getSimpleName());
    }
}
