package org.chainrule.spark.data;

import java.io.Serializable;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.chainrule.tabular.read.CellTexts;
import org.chainrule.tabular.read.ColumnProfile;
import org.chainrule.tabular.read.ColumnProfile.Content;
import org.chainrule.tabular.read.DateTally;
import org.chainrule.tabular.schema.DateFormat;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the cells of one column, gathered in any order and in parts. The figures are those that {@link org.chainrule.tabular.read.Table#profile} gives, but for two
 * things that depend on an order there: samples are the smallest values instead of the first ones, and whether text may be numbers or dates is asked of all cells instead of the first
 * rows.
 */
final class ColumnTally implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int SAMPLES = 5;
    private static final DateTally.Found NO_DATES = new DateTally.Found(null, "", 0, Double.NaN, Double.NaN);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private final RowFormat.Cell cell;
    private final NumberTally numbers;
    private final LongSet texts;
    private long present;
    private long length;
    private int longest;
    private @Nullable String smallestOdd;
    private TreeSet<String> smallest = new TreeSet<>();
    private @Nullable DateTally dates = new DateTally();

    /**
     * Nothing was seen yet.
     *
     * @param cell  the column
     * @param bound most distinct values that are held
     */
    ColumnTally(RowFormat.Cell cell, int bound) {
        this.cell = cell;
        numbers = new NumberTally(bound);
        texts = new LongSet(bound);
    }

    /** Adds a number or a date. */
    void add(double number) {
        numbers.add(number, 1);
    }

    /** Adds a text that comes so many times. */
    void add(TextCell text, long count) {
        String clean = text.clean;
        if (clean == null || count == 0) {
            return;
        }
        present += count;
        texts.add(text.high);
        int points = clean.codePointCount(0, clean.length());
        length += count * points;
        longest = Math.max(longest, points);
        sample(clean);
        numbers.add(text.number, count);
        if (Double.isNaN(text.number)) {
            odd(clean);
        }
        if (dates != null) {
            boolean date = Double.isNaN(text.number) && isDate(clean);
            if (date) {
                dates.add(clean, count);
            }
            dates = date ? dates : null;
        }
    }

    private static boolean isDate(String text) {
        for (DateFormat format : DateFormat.values()) {
            if (!Double.isNaN(CellTexts.seconds(text, format))) {
                return true;
            }
        }
        return false;
    }

    private void sample(String text) {
        if (smallest.size() < SAMPLES || text.compareTo(smallest.last()) < 0) {
            smallest.add(text);
            if (smallest.size() > SAMPLES) {
                smallest.pollLast();
            }
        }
    }

    private void odd(String text) {
        if (smallestOdd == null || text.compareTo(smallestOdd) < 0) {
            smallestOdd = text;
        }
    }

    /** Adds another part. */
    void add(ColumnTally other) {
        numbers.add(other.numbers);
        texts.add(other.texts);
        present += other.present;
        length += other.length;
        longest = Math.max(longest, other.longest);
        if (other.smallestOdd != null) {
            odd(other.smallestOdd);
        }
        other.smallest.forEach(this::sample);
        if (dates != null && other.dates != null) {
            dates.add(other.dates);
        } else {
            dates = null;
        }
    }

    /** Cells with a value. */
    long present() {
        return cell.kind().isText() ? present : numbers.present();
    }

    private boolean allNumbers() {
        return cell.kind() == CellKind.TEXT && numbers.present() == present;
    }

    /** Whether distinct cells are counted as numbers. */
    boolean byNumber() {
        return !cell.kind().isText() || allNumbers();
    }

    /** The distinct values, which may be more than could be held. */
    LongSet distinct() {
        return byNumber() ? numbers.distinct() : texts;
    }

    /** Whether the number of distinct values decides what the column is: not so of dates, and of a quantity with fractions. */
    boolean distinctMatters() {
        return cell.kind() != CellKind.DATE && (!byNumber() || numbers.integer());
    }

    /**
     * The figures.
     *
     * @param rows     of the table
     * @param distinct values
     * @return the profile
     */
    ColumnProfile profile(long rows, long distinct) {
        DateTally.Found found = dates == null || cell.kind() != CellKind.TEXT ? NO_DATES : dates.found(present);
        DateFormat format = found.format();
        Content content = content(format != null);
        boolean quantity = content == Content.NUMBER;
        boolean text = content == Content.TEXT;
        boolean mostlyNumbers = text && cell.kind() == CellKind.TEXT && 2 * numbers.present() > present;
        boolean dateText = content == Content.DATE && format != null;
        return new ColumnProfile(
                cell.name(),
                cell.kind() == CellKind.TEXT ? inferred(content) : cell.sqlType(),
                content,
                rows,
                rows - present(),
                distinct,
                dateText ? found.earliest() : text && !mostlyNumbers ? Double.NaN : numbers.minimum(),
                dateText ? found.latest() : text && !mostlyNumbers ? Double.NaN : numbers.maximum(),
                quantity && numbers.integer(),
                quantity ? numbers.infinite() : 0,
                text || dateText ? (double) length / present : 0,
                text || dateText ? longest : 0,
                quantity ? 1 : mostlyNumbers ? (double) numbers.present() / present : 0,
                content == Content.DATE ? 1 : 0,
                samples(),
                dateText && format != null ? format : DateFormat.STANDARD,
                dateText ? found.assumed() : "",
                mostlyNumbers ? smallestOdd : null);
    }

    private List<String> samples() {
        if (cell.kind().isText()) {
            return List.copyOf(smallest);
        }
        return Arrays.stream(numbers.samples())
                .mapToObj(
                        number -> cell.kind() == CellKind.DATE ? date(number) : String.valueOf(CellTexts.text(number)))
                .toList();
    }

    private String date(double seconds) {
        LocalDateTime time = LocalDateTime.ofEpochSecond((long) Math.floor(seconds), 0, ZoneOffset.UTC);
        return cell.sqlType().equals("DATE") ? time.toLocalDate().toString() : time.format(TIME);
    }

    private Content content(boolean dateText) {
        if (present() == 0) {
            return Content.EMPTY;
        }
        return switch (cell.kind()) {
            case NUMBER -> Content.NUMBER;
            case BOOLEAN -> Content.BOOLEAN;
            case DATE -> Content.DATE;
            case TEXT -> allNumbers() ? Content.NUMBER : dateText ? Content.DATE : Content.TEXT;
        };
    }

    private String inferred(Content content) {
        return switch (content) {
            case NUMBER -> numbers.integer() ? "BIGINT" : "DOUBLE";
            case DATE -> "TIMESTAMP";
            default -> "VARCHAR";
        };
    }
}
