package org.chainrule.tabular.read;

import java.util.List;

/** One column as it was read: numbers (dates too) or text. */
public sealed interface RawColumn {
    /**
     * The name in the file.
     *
     * @return the name
     */
    String name();

    /** Numbers; dates are seconds since 1970-01-01T00:00Z (as local time, no zone), booleans are text. Open: heap and mapped forms. */
    non-sealed interface Numeric extends RawColumn {
        /**
         * The value of a row.
         *
         * @param row from 0
         * @return the value; NaN if it is missing
         */
        double value(int row);
    }

    /** Text, stored as codes into a dictionary in order of first appearance. Open: heap and mapped forms. */
    non-sealed interface Text extends RawColumn {
        /**
         * The code of a row.
         *
         * @param row from 0
         * @return index into {@link #dictionary()}; -1 if the value is missing
         */
        int code(int row);

        /**
         * The distinct values.
         *
         * @return an unmodifiable list
         */
        List<String> dictionary();
    }

    /** Text of one row that changes, whose dictionary names only some texts: one of its entries stands for all others. */
    interface Open extends Text {
        /**
         * The code of every text that the dictionary does not name.
         *
         * @return index into {@link #dictionary()} of an entry that is no text of a cell
         */
        int otherCode();

        /**
         * The text itself.
         *
         * @return what it is while the code of the row is {@link #otherCode()}; read it at once, it changes with the row
         */
        CharSequence other();
    }
}
