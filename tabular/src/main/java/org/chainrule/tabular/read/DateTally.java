package org.chainrule.tabular.read;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.chainrule.tabular.schema.DateFormat;
import org.jspecify.annotations.Nullable;

/**
 * Which format all cells of a column of text have. The standard one is asked first. Of the others there must be exactly one: 05-06-2024 in every row may be
 * May or June, so that nothing is made of it, and one 31-05-2024 among them decides.
 */
public final class DateTally implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ArrayList<Format> formats = new ArrayList<>();

    /** The cells that have a format. */
    private static final class Format implements Serializable {
        private static final long serialVersionUID = 1L;

        private final DateFormat format;
        private long cells;
        private double earliest = Double.POSITIVE_INFINITY;
        private double latest = Double.NEGATIVE_INFINITY;

        Format(DateFormat format) {
            this.format = format;
        }

        void add(String text, long count) {
            OptionalDouble seconds = Dates.seconds(format, text);
            if (seconds.isPresent()) {
                cells += count;
                earliest = Math.min(earliest, seconds.getAsDouble());
                latest = Math.max(latest, seconds.getAsDouble());
            }
        }

        void add(Format other) {
            cells += other.cells;
            earliest = Math.min(earliest, other.earliest);
            latest = Math.max(latest, other.latest);
        }
    }

    /**
     * What the cells are.
     *
     * @param format   of all cells with a value, or null if they have none in common
     * @param assumed  the order that was assumed, if every cell could be read day first as well as month first; else empty
     * @param most     the most cells that have one format
     * @param earliest seconds since 1970
     * @param latest   likewise
     */
    public record Found(@Nullable DateFormat format, String assumed, long most, double earliest, double latest) {}

    /** Nothing was seen yet. */
    public DateTally() {
        for (DateFormat format : DateFormat.values()) {
            formats.add(new Format(format));
        }
    }

    /**
     * Counts a text.
     *
     * @param text  trimmed
     * @param count how often it comes
     */
    public void add(String text, long count) {
        formats.forEach(format -> format.add(text, count));
    }

    /**
     * Adds what was seen elsewhere; the order does not matter.
     *
     * @param other of the same column
     */
    public void add(DateTally other) {
        for (int i = 0; i < formats.size(); i++) {
            formats.get(i).add(other.formats.get(i));
        }
    }

    /**
     * Decides.
     *
     * @param present cells with a value
     * @return what they are
     */
    public Found found(long present) {
        long most = formats.stream().mapToLong(format -> format.cells).max().orElse(0);
        List<Format> fit = formats.stream()
                .filter(format -> present > 0 && format.cells == present)
                .toList();
        boolean standard = !fit.isEmpty() && fit.get(0).format == DateFormat.STANDARD;
        if (fit.isEmpty() || !standard && fit.size() > 1) {
            return new Found(null, "", most, Double.NaN, Double.NaN);
        }
        Format first = fit.get(0);
        return new Found(first.format, standard ? assumed(fit) : "", most, first.earliest, first.latest);
    }

    private static String assumed(List<Format> fit) {
        for (Format other : fit) {
            if (other.format == DateFormat.DAY_MONTH_YEAR_SLASHES) {
                return "month first";
            }
            if (other.format == DateFormat.MONTH_DAY_YEAR_DOTS) {
                return "day first";
            }
        }
        return "";
    }
}
