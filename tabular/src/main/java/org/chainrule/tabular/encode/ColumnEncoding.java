package org.chainrule.tabular.encode;

import java.io.Serializable;
import java.util.List;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.RawColumn;

/**
 * How one column becomes numbers. Every encoding is a record of plain values (strings, doubles, ints, booleans and
 * lists of them), fitted on training rows; it encodes a row the same way alone and in a batch, bit for bit. Two rules
 * hold for all: a value that is missing or was not seen in training never fails, and what was constant in training
 * encodes to 0 for every row, because no weight has learned what a change would mean.
 */
public sealed interface ColumnEncoding extends Serializable
        permits NumericEncoding,
                TwoLevels,
                OneHot,
                ScaledOneHot,
                CategoryCodes,
                TargetMeans,
                Hashed,
                CodeLevels,
                PiecewiseLinear,
                DateParts {
    /**
     * The column that is read.
     *
     * @return its name in the table
     */
    String column();

    /**
     * How many numbers a cell becomes.
     *
     * @return at least 1
     */
    int width();

    /**
     * What each number means, for people: {@code age}, {@code age (missing)}, {@code sex=male}.
     *
     * @return {@link #width()} names
     */
    List<String> featureNames();

    /**
     * What the numbers are to a network.
     *
     * @param first position of the first number among a network's inputs
     * @return consecutive groups that cover {@link #width()} inputs
     */
    List<InputGroup> inputGroups(int first);

    /**
     * The texts that have numbers of their own, so that a row can be looked up before it is encoded.
     *
     * @return each once; none for columns of numbers
     */
    default List<String> knownTexts() {
        return List.of();
    }

    /**
     * Prepares for one table, so that levels are looked up once a dictionary entry and not once a cell.
     *
     * @param column the column {@link #column()} of a table
     * @return the prepared encoding
     * @throws UserException if the column holds text where numbers are expected or the other way round
     */
    BoundEncoding bind(RawColumn column);

    /**
     * Encodes one cell without preparation; for many rows use {@link #bind}.
     *
     * @param column the column {@link #column()} of a table
     * @param row    row of the column, from 0
     * @param out    overwritten from {@code offset} on, {@link #width()} elements
     * @param offset first element to write
     */
    default void encode(RawColumn column, int row, float[] out, int offset) {
        bind(column).encode(row, out, offset);
    }
}
