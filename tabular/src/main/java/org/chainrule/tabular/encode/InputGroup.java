package org.chainrule.tabular.encode;

import java.util.List;

/**
 * Consecutive inputs of one source column that a network treats alike, see {@link Encoder#inputGroups()}.
 *
 * @param kind   what the inputs are
 * @param column the source column
 * @param first  position of the first input
 * @param width  how many inputs; 1 for {@code NUMERIC} and {@code CODES}
 * @param codes  for {@code CODES} the number of codes, 0 (missing or unknown) included; else 0
 */
public record InputGroup(Kind kind, String column, int first, int width, int codes) {
    /** What inputs are. */
    public enum Kind {
        /** A quantity, to be embedded by periodic or piecewise-linear functions. */
        NUMERIC,
        /**
         * Inputs that go through as they are: one-hot columns, +-1, indicators, buckets of a hash, bins, cyclic parts
         * of dates. The group is one chunk for the adapters of an ensemble.
         */
        PASSED,
        /** A code, a small whole number, to be looked up in a table of embeddings. */
        CODES
    }

    /** Checks the numbers. */
    public InputGroup {
        boolean codesFit = kind == Kind.CODES ? codes >= 1 : codes == 0;
        if (first < 0 || width < 1 || (kind != Kind.PASSED && width != 1) || !codesFit) {
            throw new IllegalArgumentException("column " + column + ": no group of inputs has first " + first
                    + ", width " + width + " and " + codes + " codes with kind " + kind);
        }
    }

    static InputGroup numeric(String column, int first) {
        return new InputGroup(Kind.NUMERIC, column, first, 1, 0);
    }

    static InputGroup passed(String column, int first, int width) {
        return new InputGroup(Kind.PASSED, column, first, width, 0);
    }

    /** A quantity, and after it what belongs to it: an indicator, levels, bins, parts. */
    static List<InputGroup> numberThenPassed(String column, int first, int width) {
        return width == 1
                ? List.of(numeric(column, first))
                : List.of(numeric(column, first), passed(column, first + 1, width - 1));
    }
}
