package org.chainrule.tabular.encode;

import static org.chainrule.tabular.encode.MemoryTable.encode;
import static org.chainrule.tabular.encode.MemoryTable.fit;
import static org.chainrule.tabular.encode.MemoryTable.numbers;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.chainrule.tabular.schema.ColumnKind;
import org.junit.jupiter.api.Test;

class DatePartsTest {
    private static final EncoderOptions OPTIONS = EncoderOptions.defaults();

    private static double seconds(String time) {
        return LocalDateTime.parse(time).toEpochSecond(ZoneOffset.UTC);
    }

    private static double[] days(LocalDate first, int count, int step) {
        double[] days = new double[count];
        Arrays.setAll(days, i -> first.plusDays((long) i * step).toEpochDay() * 86_400.0);
        return days;
    }

    /** What orders the rows of a split must not be a quantity: rows that are predicted are later than all that trained. */
    @Test
    void theTimeOfASplitHasNoElapsedTime() {
        var column = numbers("day", 0, 86_400 * 40.0, 86_400 * 90.0, 86_400 * 4000.0);
        DateParts parts = (DateParts) fit(ColumnKind.CALENDAR, column, 3, OPTIONS);
        assertEquals(((DateParts) fit(ColumnKind.DATE, column, 3, OPTIONS)).parts(), parts.parts());
        for (int row = 0; row < 4; row++) {
            assertEquals(0f, encode(parts, column, row)[0]);
        }
    }

    @Test
    void datesHaveNoTimeOfDay() {
        MemoryTable.Numbers column = numbers("day", days(LocalDate.of(1969, 3, 1), 800, 1));
        DateParts parts = (DateParts) fit(ColumnKind.DATE, column, 800, OPTIONS);
        assertEquals(List.of("YEAR_SIN", "YEAR_COS", "MONTH", "WEEK_SIN", "WEEK_COS"), parts.parts());
        assertEquals(
                List.of(
                        "day",
                        "day (year sin)",
                        "day (year cos)",
                        "day (month)",
                        "day (weekday sin)",
                        "day (weekday cos)"),
                parts.featureNames());
    }

    @Test
    void partsAreThoseOfTheCalendar() {
        DateParts parts = new DateParts(
                "t", 0, 1, Arrays.stream(DatePart.values()).map(Enum::name).toList(), true);
        // A Wednesday before 1970, 18:00; day 60 of a leap year of 366.
        MemoryTable.Numbers column = numbers("t", seconds("1956-02-29T18:00:00"), seconds("2024-07-01T00:00:00"));
        float[] found = encode(parts, column, 0);
        double year = 2 * Math.PI * 59 / 366;
        double week = 2 * Math.PI * 2 / 7;
        float[] wanted = {
            -65536,
            (float) Math.sin(year),
            (float) Math.cos(year),
            (float) ((2 - 6.5) / Math.sqrt(143 / 12.0)),
            (float) Math.sin(week),
            (float) Math.cos(week),
            -1,
            0,
            0
        };
        assertArrayEquals(wanted, found, 1e-6f);
        float[] monday = encode(parts, column, 1);
        assertArrayEquals(new float[] {0, 1, 0, 1, 0}, Arrays.copyOfRange(monday, 4, 9), 1e-6f);
    }

    @Test
    void constantPartsAreDropped() {
        MemoryTable.Numbers mondaysAtNine = numbers(
                "t",
                Arrays.stream(days(LocalDate.of(2024, 1, 1), 40, 7))
                        .map(day -> day + 9 * 3600)
                        .toArray());
        assertEquals(
                List.of("YEAR_SIN", "YEAR_COS", "MONTH"),
                ((DateParts) fit(ColumnKind.DATE, mondaysAtNine, 40, OPTIONS)).parts());
        MemoryTable.Numbers lastDays = numbers(
                "t", seconds("2023-12-31T00:00:00"), seconds("2024-12-31T00:00:00"), seconds("2026-12-31T00:00:00"));
        assertEquals(List.of("WEEK_SIN", "WEEK_COS"), ((DateParts) fit(ColumnKind.DATE, lastDays, 3, OPTIONS)).parts());
    }

    @Test
    void oneDateOrNoneIsZero() {
        MemoryTable.Numbers column = numbers("t", seconds("2024-05-05T05:05:05"), Double.NaN, 0, 1e300);
        for (int row = 0; row < 4; row++) {
            assertArrayEquals(new float[] {0}, encode(fit(ColumnKind.DATE, column, 1, OPTIONS), column, row));
        }
        MemoryTable.Numbers absent = numbers("t", Double.NaN, 0);
        assertArrayEquals(new float[] {0}, encode(fit(ColumnKind.DATE, absent, 1, OPTIONS), absent, 1));
    }

    @Test
    void aMissingDateHasAnIndicatorAndNoPhase() {
        MemoryTable.Numbers column =
                numbers("t", seconds("2024-05-05T05:05:05"), Double.NaN, seconds("2021-01-02T15:00:00"), 1e300, -1e300);
        ColumnEncoding encoding = fit(ColumnKind.DATE, column, 3, OPTIONS);
        float[] missing = new float[encoding.width()];
        missing[missing.length - 1] = 1;
        assertArrayEquals(missing, encode(encoding, column, 1));
        for (int row : new int[] {0, 2, 3, 4}) {
            float[] found = encode(encoding, column, row);
            assertEquals(0, found[found.length - 1]);
            for (float number : found) {
                assertTrue(Math.abs(number) <= 65536);
            }
        }
    }

    @Test
    void unknownPartsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new DateParts("t", 0, 1, List.of("CENTURY"), false));
    }
}
