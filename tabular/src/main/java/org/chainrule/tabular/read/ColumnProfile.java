package org.chainrule.tabular.read;

import java.util.List;
import org.chainrule.tabular.schema.DateFormat;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one column after every cell was looked at.
 *
 * @param name          its name
 * @param sqlType       DuckDB's type; for text files the type that all cells have: BIGINT, DOUBLE, TIMESTAMP or VARCHAR
 * @param content       what its cells are
 * @param rows          rows of the table
 * @param missing       cells without a value
 * @param distinct      exact number of distinct values, the missing ones not counted
 * @param minimum       smallest finite number, or of a date the seconds since 1970-01-01; NaN if there is none
 * @param maximum       largest, likewise
 * @param integer       whether all finite numbers are integers (false without numbers)
 * @param nonFinite     how many numbers are infinite
 * @param averageLength characters of a text cell on average, 0 for other columns
 * @param maximumLength characters of the longest text cell
 * @param numberShare   share of the cells with a value that are numbers; only counted in text whose first rows are numbers for the most part, else 0
 * @param dateShare     share of the cells with a value that are dates of one format; only counted in text whose first rows are dates for the most part, else 0
 * @param samples       a few distinct values in order of appearance; all of them if there are at most two
 * @param dateFormat    how dates that are text are written; standard for other columns
 * @param assumedOrder  of dates that could all be read day first as well as month first: "day first" or "month first", as they are read; else empty
 * @param notNumber     in a column of text that is numbers for the most part: a cell that is not, else null
 */
public record ColumnProfile(
        String name,
        String sqlType,
        Content content,
        long rows,
        long missing,
        long distinct,
        double minimum,
        double maximum,
        boolean integer,
        long nonFinite,
        double averageLength,
        int maximumLength,
        double numberShare,
        double dateShare,
        List<String> samples,
        DateFormat dateFormat,
        String assumedOrder,
        @Nullable String notNumber) {

    /** Copies the list. */
    public ColumnProfile {
        samples = List.copyOf(samples);
    }

    /** What cells are. */
    public enum Content {
        /** No cell has a value. */
        EMPTY,
        /** Numbers. */
        NUMBER,
        /** True and false by the type of the column; booleans spelled in text are text. */
        BOOLEAN,
        /** Dates and time stamps. */
        DATE,
        /** Text. */
        TEXT
    }

    /** The same column, of which some texts turned out to be dates. */
    ColumnProfile withDates(DateTally.Found dates) {
        DateFormat format = dates.format();
        boolean all = format != null;
        return new ColumnProfile(
                name,
                all ? "TIMESTAMP" : sqlType,
                all ? Content.DATE : content,
                rows,
                missing,
                distinct,
                dates.earliest(),
                dates.latest(),
                false,
                0,
                averageLength,
                maximumLength,
                0,
                present() == 0 ? 0 : (double) dates.most() / present(),
                samples,
                format == null ? DateFormat.STANDARD : format,
                dates.assumed(),
                null);
    }

    /**
     * The cells with a value.
     *
     * @return rows less missing
     */
    public long present() {
        return rows - missing;
    }
}
