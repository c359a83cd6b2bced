package org.chainrule.tabular.read;

import java.util.List;
import java.util.Set;

/** What a cell of text means, the twin of the SQL in {@link Sql}. */
final class CleanText {
    /** The marks of a missing value, after trimming. */
    static final List<String> MISSING = List.of("", "NA", "N/A", "NaN", "nan", "?", "null", "NULL", "None");

    private static final Set<String> MISSING_SET = Set.copyOf(MISSING);

    private CleanText() {}

    /**
     * The text of a cell as everything here sees it.
     *
     * @param cell as it was read
     * @return trimmed; empty if the value is missing
     */
    static String clean(String cell) {
        int begin = begin(cell);
        String trimmed = cell.substring(begin, end(cell, begin));
        return MISSING_SET.contains(trimmed) ? "" : trimmed;
    }

    /** Where a cell begins after its blanks. */
    static int begin(CharSequence cell) {
        int begin = 0;
        while (begin < cell.length() && isBlank(cell.charAt(begin))) {
            begin++;
        }
        return begin;
    }

    /** Where a cell ends before its blanks. */
    static int end(CharSequence cell, int begin) {
        int end = cell.length();
        while (begin < end && isBlank(cell.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }
}
