package org.chainrule.tabular.read;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates in text: ISO 8601 (2024-05-31, 2024-05-31T08:15, 2024-05-31 08:15:30.25), the same with slashes, day.month.year and month/day/year, each with an
 * optional time. A zone is read over: the value is the local time that is written.
 */
final class Dates {
    private static final String TIME =
            "(?:[ T](\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,9}))?)? ?(?:Z|[+-]\\d{2}(?::?\\d{2})?)?)?";
    private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})" + TIME);
    private static final Pattern DAY_FIRST = Pattern.compile("(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})" + TIME);
    private static final Pattern MONTH_FIRST = Pattern.compile("(\\d{1,2})/(\\d{1,2})/(\\d{4})" + TIME);
    private static final int MICRO_DIGITS = 6;
    private static final double MICROS = 1e6;

    private Dates() {}

    static boolean isDate(String text) {
        return seconds(text).isPresent();
    }

    /**
     * Seconds since 1970-01-01T00:00.
     *
     * @param text trimmed
     * @return the seconds, or nothing if the text is not a date
     */
    static OptionalDouble seconds(String text) {
        try {
            Matcher matcher = YEAR_FIRST.matcher(text);
            if (matcher.matches()) {
                return seconds(matcher, 1, 2, 3);
            }
            matcher = DAY_FIRST.matcher(text);
            if (matcher.matches()) {
                return seconds(matcher, 3, 2, 1);
            }
            matcher = MONTH_FIRST.matcher(text);
            return matcher.matches() ? seconds(matcher, 3, 1, 2) : OptionalDouble.empty();
        } catch (DateTimeException e) {
            return OptionalDouble.empty();
        }
    }

    private static OptionalDouble seconds(Matcher matcher, int year, int month, int day) {
        LocalDateTime time = LocalDateTime.of(
                number(matcher, year),
                number(matcher, month),
                number(matcher, day),
                number(matcher, 4),
                number(matcher, 5),
                number(matcher, 6));
        String fraction = matcher.group(7);
        int micros = fraction == null ? 0 : Integer.parseInt((fraction + "000000").substring(0, MICRO_DIGITS));
        return OptionalDouble.of(seconds(time.withNano(micros * 1000)));
    }

    /** Whole microseconds first, so that the quotient is rounded once, as DuckDB does for columns of type TIMESTAMP. */
    static double seconds(LocalDateTime time) {
        return (time.toEpochSecond(ZoneOffset.UTC) * 1_000_000L + time.get(ChronoField.MICRO_OF_SECOND)) / MICROS;
    }

    private static int number(Matcher matcher, int group) {
        String text = matcher.group(group);
        return text == null ? 0 : Integer.parseInt(text);
    }
}
