package org.chainrule.tabular.read;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Pieces of DuckDB SQL: safe literals, and what a cell of text means. {@link CleanText} is their twin in Java. */
final class Sql {
    /** What is trimmed from both ends of a cell. */
    private static final String BLANKS = "E' \\t\\r\\n\\x0b\\x0c'";

    /** The marks, as SQL literals with commas. */
    static final String MISSING_LIST =
            CleanText.MISSING.stream().map(Sql::literal).collect(Collectors.joining(", "));

    private Sql() {}

    /**
     * A string literal.
     *
     * @param text any text
     * @return the literal with its quotes
     */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /**
     * The literal of one file: the characters that would make DuckDB look for several files stand in brackets.
     *
     * @param file the file
     * @return the literal with its quotes
     */
    static String file(Path file) {
        return literal(file.toAbsolutePath().toString().replaceAll("[*?\\[]", "[$0]"));
    }

    /**
     * The internal names of columns, c0 to c(count-1): names of files never become identifiers, so neither case nor quotes nor duplicates matter.
     *
     * @param count how many
     * @return the comma-separated list
     */
    static String names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
    }

    /**
     * The text without blanks at its ends. Few cells have such, and trimming is dear: only they are trimmed.
     *
     * @param c an expression, best a column
     * @return an expression
     */
    static String trimmed(String c) {
        return "CASE WHEN " + c + " < '!' OR " + c + " LIKE '% ' OR " + c + " LIKE E'%\\t' OR " + c
                + " LIKE E'%\\n' OR " + c + " LIKE E'%\\r' THEN trim(" + c + ", " + BLANKS + ") ELSE " + c + " END";
    }

    /**
     * Whether a trimmed text is a missing value. Written without IN: DuckDB turns a long IN list into a join, which is slow here and loses the order of rows.
     *
     * @param trimmed an expression, best a column
     * @return a condition, null for null
     */
    static String isMissing(String trimmed) {
        return CleanText.MISSING.stream()
                .map(mark -> trimmed + " = " + literal(mark))
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    /**
     * Whether an untrimmed text that is no number has a value at all.
     *
     * @param c an expression
     * @return a condition, false for null
     */
    static String isPresent(String c) {
        return "coalesce(NOT " + isMissing("trim(" + c + ", " + BLANKS + ")") + ", false)";
    }

    /**
     * The number that an untrimmed text is. DuckDB would take 1_000 for one, but a code such as 2020_01 must stay text.
     *
     * @param c an expression
     * @return a DOUBLE, null if the text is no number
     */
    static String number(String c) {
        return "CASE WHEN contains(" + c + ", '_') THEN NULL ELSE TRY_CAST(" + c + " AS DOUBLE) END";
    }
}
