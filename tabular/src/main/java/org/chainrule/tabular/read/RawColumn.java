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
}
