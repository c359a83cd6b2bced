package org.chainrule.tabular.read;

import static java.time.temporal.ChronoField.DAY_OF_MONTH;
import static java.time.temporal.ChronoField.HOUR_OF_DAY;
import static java.time.temporal.ChronoField.MINUTE_OF_HOUR;
import static java.time.temporal.ChronoField.MONTH_OF_YEAR;
import static java.time.temporal.ChronoField.NANO_OF_SECOND;
import static java.time.temporal.ChronoField.SECOND_OF_MINUTE;
import static java.time.temporal.ChronoField.YEAR;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chainrule.tabular.schema.DateFormat;

/**
 * Dates in text, by the format of their column. The standard format is ISO 8601 (2024-05-31, 2024-05-31T08:15, 2024-05-31 08:15:30.25), the same with slashes,
 * day.month.year and month/day/year, each with an optional time. A zone is read over: the value is the local time that is written. The others are those of
 * {@link DateFormat}; names of months are spelled out here, since those of the JDK change with its version.
 */
final class Dates {
    private static final String TIME =
            "(?:[ T](\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,9}))?)? ?(?:Z|[+-]\\d{2}(?::?\\d{2})?)?)?";
    private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})" + TIME);
    private static final Pattern DAY_FIRST = Pattern.compile("(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})" + TIME);
    private static final Pattern MONTH_FIRST = Pattern.compile("(\\d{1,2})/(\\d{1,2})/(\\d{4})" + TIME);
    private static final int MICRO_DIGITS = 6;
    private static final double MICROS = 1e6;

    /** "1/1/2024" is the shortest. */
    private static final int SHORTEST = 8;

    private static final List<String> MONTHS = List.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");
    private static final int LETTERS = 3;
    private static final Map<DateFormat, DateTimeFormatter> FORMATTERS = formatters();

    private Dates() {}

    /** Whether a text is a date of any format. */
    static boolean isDate(String text) {
        if (text.length() < SHORTEST) {
            return false;
        }
        for (DateFormat format : DateFormat.values()) {
            if (seconds(format, text).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Seconds since 1970-01-01T00:00.
     *
     * @param format of the column
     * @param text   trimmed
     * @return the seconds, or nothing if the text is not a date of this format
     */
    static OptionalDouble seconds(DateFormat format, String text) {
        DateTimeFormatter formatter = FORMATTERS.get(format);
        try {
            return formatter == null ? standard(text) : seconds(formatter, text);
        } catch (DateTimeException e) {
            return OptionalDouble.empty();
        }
    }

    private static OptionalDouble standard(String text) {
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

    /** Without the formatter's own resolving, which throws for every text of another format: many cells are looked at that are no dates. */
    private static OptionalDouble seconds(DateTimeFormatter formatter, String text) {
        ParsePosition position = new ParsePosition(0);
        TemporalAccessor parts = formatter.parseUnresolved(text, position);
        if (parts == null || position.getIndex() < text.length() || !parts.isSupported(MONTH_OF_YEAR)) {
            return OptionalDouble.empty();
        }
        LocalDateTime time = LocalDateTime.of(
                number(parts, YEAR),
                number(parts, MONTH_OF_YEAR),
                number(parts, DAY_OF_MONTH),
                number(parts, HOUR_OF_DAY),
                number(parts, MINUTE_OF_HOUR),
                number(parts, SECOND_OF_MINUTE));
        return OptionalDouble.of(seconds(time.withNano(number(parts, NANO_OF_SECOND))));
    }

    /** Whole microseconds first, so that the quotient is rounded once, as DuckDB does for columns of type TIMESTAMP. */
    static double seconds(LocalDateTime time) {
        return (time.toEpochSecond(ZoneOffset.UTC) * 1_000_000L + time.get(ChronoField.MICRO_OF_SECOND)) / MICROS;
    }

    private static int number(Matcher matcher, int group) {
        String text = matcher.group(group);
        return text == null ? 0 : Integer.parseInt(text);
    }

    private static int number(TemporalAccessor parts, ChronoField field) {
        return parts.isSupported(field) ? (int) parts.getLong(field) : 0;
    }

    private static Map<DateFormat, DateTimeFormatter> formatters() {
        Map<DateFormat, DateTimeFormatter> formatters = new EnumMap<>(DateFormat.class);
        formatters.put(DateFormat.DAY_MONTH_YEAR_SLASHES, formatter("d/m/"));
        formatters.put(DateFormat.DAY_MONTH_YEAR_DASHES, formatter("d-m-"));
        formatters.put(DateFormat.MONTH_DAY_YEAR_DASHES, formatter("m-d-"));
        formatters.put(DateFormat.MONTH_DAY_YEAR_DOTS, formatter("m.d."));
        formatters.put(DateFormat.DAY_NAME_YEAR, formatter("d n, "));
        formatters.put(DateFormat.DAY_NAME_YEAR_DASHES, formatter("d-n-"));
        formatters.put(DateFormat.DAY_NAME_YEAR_SLASHES, formatter("d/n/"));
        formatters.put(DateFormat.NAME_DAY_YEAR, formatter("n _d, "));
        return Map.copyOf(formatters);
    }

    /** Before the year: d is the day, m the month, n its name; a comma and a second blank (_) may be left out. */
    private static DateTimeFormatter formatter(String beforeYear) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
        for (int at = 0; at < beforeYear.length(); at++) {
            char part = beforeYear.charAt(at);
            switch (part) {
                case 'd' -> digits(builder, DAY_OF_MONTH, 1);
                case 'm' -> digits(builder, MONTH_OF_YEAR, 1);
                case 'n' -> monthName(builder);
                case ',' -> builder.appendPattern("[,]");
                case '_' -> builder.appendPattern("[ ]");
                default -> builder.appendLiteral(part);
            }
        }
        builder.appendValue(YEAR, 4).optionalStart().appendPattern("['T'][' ']");
        digits(builder, HOUR_OF_DAY, 1).appendLiteral(':').appendValue(MINUTE_OF_HOUR, 2);
        builder.optionalStart().appendLiteral(':').appendValue(SECOND_OF_MINUTE, 2);
        builder.optionalStart().appendFraction(NANO_OF_SECOND, 1, 9, true).optionalEnd();
        return builder.toFormatter(Locale.ROOT);
    }

    private static DateTimeFormatterBuilder digits(DateTimeFormatterBuilder builder, ChronoField field, int least) {
        return builder.appendValue(field, least, 2, SignStyle.NOT_NEGATIVE);
    }

    private static void monthName(DateTimeFormatterBuilder builder) {
        Map<Long, String> full = new TreeMap<>();
        Map<Long, String> letters = new TreeMap<>();
        for (int month = 0; month < MONTHS.size(); month++) {
            full.put(month + 1L, MONTHS.get(month));
            letters.put(month + 1L, MONTHS.get(month).substring(0, LETTERS));
        }
        builder.optionalStart().appendText(MONTH_OF_YEAR, full).optionalEnd();
        builder.optionalStart().appendText(MONTH_OF_YEAR, Map.of(9L, "Sept")).optionalEnd();
        builder.optionalStart().appendText(MONTH_OF_YEAR, letters).optionalEnd().appendPattern("[.]");
    }
}
