package org.chainrule.tabular.encode;

import java.io.Serializable;
import java.util.List;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.schema.ColumnSchema;

/**
 * What fitting an {@link Encoder} needs to know of the training rows, of a part of them or of all: moments, extremes, a sample for quantiles, counts of levels, column by
 * column. Facts of parts are put together by {@link #then} in the order of the parts. Immutable.
 *
 * @param rows    training rows that were looked at
 * @param columns what they hold, a feature each
 */
public record EncoderFacts(long rows, List<ColumnFacts> columns) implements Serializable {
    /** Copies the list. */
    public EncoderFacts {
        columns = List.copyOf(columns);
    }

    /**
     * Looks at a part.
     *
     * @param part      a table that has the features
     * @param rows      its training rows, in order; may be empty
     * @param features  the columns that the network is to see
     * @param options   what the preset decides
     * @param firstRow  training rows of all parts before this one
     * @param totalRows training rows of all parts together
     * @return the facts
     * @throws org.chainrule.tabular.error.UserException if a column is missing or is not of its kind
     */
    public static EncoderFacts of(
            RawTable part,
            int[] rows,
            List<ColumnSchema> features,
            EncoderOptions options,
            long firstRow,
            long totalRows) {
        throw new UnsupportedOperationException("helper B");
    }

    /**
     * The facts of this and the next part.
     *
     * @param next of the rows that follow, for the same features and options
     * @return the facts of both
     */
    public EncoderFacts then(EncoderFacts next) {
        throw new UnsupportedOperationException("helper B");
    }

    /**
     * The columns whose encoding needs means of the target, once the facts are those of all rows.
     *
     * @param options what the preset decides
     * @param classes classes of the target; 1 for a number
     * @return what to ask of every part by {@link MeanFacts#of}; empty if there is nothing to ask
     */
    public MeansWanted meansWanted(EncoderOptions options, int classes) {
        throw new UnsupportedOperationException("helper B");
    }

    /**
     * Rows without a value in a column.
     *
     * @param column name of a feature
     * @return how many
     */
    public long missing(String column) {
        throw new UnsupportedOperationException("helper B");
    }
}
