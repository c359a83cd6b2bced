package org.chainrule.tabular.read;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Pieces of DuckDB SQL: safe literals, and the macros that say what a cell is. */
final class Sql {
    /** The marks of a missing value, after trimming. */
    static final List<String> MISSING = List.of("", "NA", "N/A", "NaN", "nan", "?", "null", "NULL", "None");

    /** What is trimmed from both ends of a cell. */
    private static final String BLANKS = "E' \\t\\r\\n\\x0b\\x0c'";

    private static final String MISSING_LIST = MISSING.stream().map(Sql::literal).collect(Collectors.joining(", "));

    /** ISO 8601 with blanks or T, slashes for dashes, day.month.year, month/day/year; a time and a zone may follow. {@link Dates} is the twin. */
    private static final String TIME = "([ T]\\d{1,2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)? ?(Z|[+-]\\d{2}(:?\\d{2})?)?)?";

    /** Run on every connection; macros rather than text, so that the optimizer sees the same expression again and evaluates it once. */
    static final List<String> MACROS = List.of(
            "CREATE TEMP MACRO cr_trim(x) AS trim(x, " + BLANKS + ")",
            "CREATE TEMP MACRO cr_cell(x) AS CASE WHEN cr_trim(x) IN (" + MISSING_LIST + ") THEN NULL ELSE cr_trim(x) END",
            // DuckDB takes 1_000 for a number; a code such as 2020_01 must stay text.
            "CREATE TEMP MACRO cr_number(x) AS CASE WHEN contains(x, '_') THEN NULL ELSE TRY_CAST(x AS DOUBLE) END",
            "CREATE TEMP MACRO cr_local(x) AS regexp_replace(x, '(:\\d{2}(\\.\\d+)?) ?(Z|[+-]\\d{2}(:?\\d{2})?)$', '\\1')",
            "CREATE TEMP MACRO cr_date(x) AS CASE"
                    + " WHEN regexp_full_match(x, '\\d{4}[-/]\\d{1,2}[-/]\\d{1,2}" + TIME + "')"
                    + " THEN epoch(TRY_CAST(replace(cr_local(x), '/', '-') AS TIMESTAMP))"
                    + " WHEN regexp_full_match(x, '\\d{1,2}[.]\\d{1,2}[.]\\d{4}" + TIME + "')"
                    + " THEN epoch(try_strptime(replace(cr_local(x), 'T', ' '), ['%d.%m.%Y', '%d.%m.%Y %H:%M', '%d.%m.%Y %H:%M:%S',"
                    + " '%d.%m.%Y %H:%M:%S.%f']))"
                    + " WHEN regexp_full_match(x, '\\d{1,2}/\\d{1,2}/\\d{4}" + TIME + "')"
                    + " THEN epoch(try_strptime(replace(cr_local(x), 'T', ' '), ['%m/%d/%Y', '%m/%d/%Y %H:%M', '%m/%d/%Y %H:%M:%S',"
                    + " '%m/%d/%Y %H:%M:%S.%f'])) END");

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
     * The internal names of columns, c0 to c(count-1): names of files never become identifiers, so neither case nor quotes nor duplicates matter.
     *
     * @param count how many
     * @return the comma-separated list
     */
    static String names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
    }
}
