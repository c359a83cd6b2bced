package org.chainrule.interop.onnx.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.interop.onnx.export.EncoderFormulas.Pieces;
import org.chainrule.tabular.encode.BoundEncoding;
import org.chainrule.tabular.encode.DateParts;
import org.chainrule.tabular.read.RawColumn;

/**
 * {@link DateParts} as operators. The calendar is computed in float64, where whole numbers of this size are exact; the cyclic parts are looked up in tables, which
 * the encoding itself fills: of the 365 or 366 days of a year, the months and the weekdays. Only the time of day is a sine.
 *
 * <p>Source of the calendar: Hinnant 2013, "chrono-compatible low-level date algorithms" (civil_from_days).
 */
final class DateFormulas {
    private static final double DAY = 86_400;
    /** As {@code DatePart} bounds seconds. */
    private static final double LAST = 3e16;

    private static final int LONGEST_YEAR = 366;
    /** Days since 1970 of the first days of a year and of a leap year. */
    private static final int YEAR_1970 = 0;

    private static final int YEAR_1972 = 730;
    /** 1970-01-05, a Monday. */
    private static final int MONDAY = 4;

    private final GraphBuilder graph;
    private final ColumnInputs inputs;
    private final Pieces pieces;
    private final Formulas f;

    /** Day, or its parts, of a column, each [rows x 1] in float64. */
    private record Calendar(String month, String dayOfYear, String leap) {}

    DateFormulas(GraphBuilder graph, ColumnInputs inputs, Pieces pieces) {
        this.graph = graph;
        this.inputs = inputs;
        this.pieces = pieces;
        this.f = new Formulas(graph, ElementType.DOUBLE);
    }

    /** Adds the nodes of a column. */
    void add(DateParts encoding, int at) {
        String x = inputs.numbers(List.of(encoding.column()));
        String missing = graph.node("Or", graph.node("IsNaN", x), graph.node("IsInf", x));
        List<String> parts = new ArrayList<>();
        String seconds = f.where(missing, f.number(0), x);
        String elapsed = f.multiply(f.add(seconds, -encoding.mean()), encoding.factor());
        parts.add(encoding.factor() == 0 ? f.multiply(seconds, 0) : f.clamp(elapsed, -65536, 65536));
        String bounded = f.clamp(seconds, -LAST, LAST);
        String day = f.floor(f.divide(bounded, DAY));
        boolean needsCalendar = encoding.parts().stream()
                .anyMatch(part -> part.startsWith("YEAR") || part.equals("MONTH"));
        Calendar calendar = needsCalendar ? calendar(day) : new Calendar(day, day, day);
        for (String part : encoding.parts()) {
            parts.add(part(part, bounded, day, calendar));
        }
        String all = f.where(missing, f.number(0), graph.concat(parts, 1));
        int width = 1 + encoding.parts().size();
        pieces.addWide(all, IntStream.range(at, at + width).boxed().toList());
        if (encoding.indicator()) {
            pieces.add(graph.cast(missing, ElementType.FLOAT), at + width, 1);
        }
    }

    private String part(String part, String seconds, String day, Calendar calendar) {
        return switch (part) {
            case "YEAR_SIN", "YEAR_COS" -> {
                String index = f.add(f.multiply(calendar.leap, LONGEST_YEAR), calendar.dayOfYear);
                yield look(part, index, days(YEAR_1970, LONGEST_YEAR - 1), days(YEAR_1972, LONGEST_YEAR));
            }
            case "MONTH" -> look(part, f.add(calendar.month, -1), months());
            case "WEEK_SIN", "WEEK_COS" -> {
                String shifted = f.add(day, -MONDAY);
                String weekday = f.subtract(shifted, f.multiply(f.floor(f.divide(shifted, 7)), 7));
                yield look(part, weekday, days(MONDAY, 7));
            }
            case "DAY_SIN", "DAY_COS" -> {
                String time = f.subtract(seconds, f.multiply(day, DAY));
                String angle = f.divide(f.multiply(time, 2 * Math.PI), DAY);
                yield graph.node("Sin", part.endsWith("COS") ? f.add(angle, Math.PI / 2) : angle);
            }
            default ->
                throw new IllegalArgumentException("expected a part of a date, found " + part.toLowerCase(Locale.ROOT));
        };
    }

    private static double[] days(int first, int count) {
        return IntStream.range(0, count).mapToDouble(i -> (first + i) * DAY).toArray();
    }

    /** The first days of the months of 1970. */
    private static double[] months() {
        return IntStream.rangeClosed(1, 12)
                .mapToDouble(month -> java.time.LocalDate.of(1970, month, 1).toEpochDay() * DAY)
                .toArray();
    }

    /** A part looked up by a whole number, in a table of what the encoding gives for these times; each run of times has room for the days of a year. */
    private String look(String part, String index, double[]... times) {
        double[] table = new double[times.length == 1 ? times[0].length : times.length * LONGEST_YEAR];
        BoundEncoding encoding = new DateParts("", 0, 0, List.of(part), false).bind(new Times(times));
        float[] out = new float[2];
        int row = 0;
        for (int run = 0; run < times.length; run++) {
            for (int i = 0; i < times[run].length; i++) {
                encoding.encode(row++, out, 0);
                table[run * LONGEST_YEAR + i] = out[1];
            }
        }
        return graph.gather(
                graph.constant(OnnxTensor.ofDoubles(table, table.length)), graph.cast(index, ElementType.INT64), 0);
    }

    /** Month from 1, day of the year from 0, and 1 in a leap year. */
    private Calendar calendar(String day) {
        String z = f.add(day, 719_468);
        String era = quotient(z, 146_097);
        String dayOfEra = f.subtract(z, f.multiply(era, 146_097));
        String corrected = f.subtract(
                f.add(f.subtract(dayOfEra, quotient(dayOfEra, 1_460)), quotient(dayOfEra, 36_524)),
                quotient(dayOfEra, 146_096));
        String yearOfEra = quotient(corrected, 365);
        String daysBefore = f.subtract(
                f.add(f.multiply(yearOfEra, 365), quotient(yearOfEra, 4)), quotient(yearOfEra, 100));
        String fromMarch = f.subtract(dayOfEra, daysBefore);
        String march = quotient(f.add(f.multiply(fromMarch, 5), 2), 153);
        String isEarly = f.isBelow(f.number(9.5), march); // January and February end the year that began in March
        String year = f.add(yearOfEra, f.where(isEarly, f.number(1), f.number(0)));
        String leap = f.where(
                graph.node(
                        "And",
                        divides(year, 4),
                        graph.node("Or", graph.node("Not", divides(year, 100)), divides(year, 400))),
                f.number(1),
                f.number(0));
        String dayOfYear = f.where(isEarly, f.add(fromMarch, -306), f.add(f.add(fromMarch, 59), leap));
        return new Calendar(f.where(isEarly, f.add(march, -9), f.add(march, 3)), dayOfYear, leap);
    }

    private String quotient(String value, double by) {
        return f.floor(f.divide(value, by));
    }

    private String divides(String value, double by) {
        return graph.node("Equal", f.multiply(quotient(value, by), by), value);
    }

    /** A column of these times, one run after the other. */
    private record Times(double[][] runs) implements RawColumn.Numeric {
        @Override
        public String name() {
            return "";
        }

        @Override
        public double value(int row) {
            int run = 0;
            int at = row;
            while (at >= runs[run].length) {
                at -= runs[run++].length;
            }
            return runs[run][at];
        }
    }
}
