package org.chainrule.tabular.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chainrule.tabular.read.ColumnProfile.Content;
import org.chainrule.tabular.schema.DateFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates in text, cell by cell and column by column. */
class DatesTest {
    private static final double MARCH_28 = LocalDateTime.of(2020, 3, 28, 0, 0).toEpochSecond(ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private static OptionalDouble seconds(DateFormat format, String text) {
        return Dates.seconds(format, text);
    }

    private ColumnProfile column(String... cells) {
        String rows = Stream.of(cells).map(cell -> "\"" + cell + "\",1\n").collect(Collectors.joining());
        return Table.read(Cells.file(folder, "d.csv", "d,y\n" + rows))
                .profile()
                .columns()
                .get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "STANDARD|2020-03-28",
                "STANDARD|28.03.2020",
                "STANDARD|03/28/2020",
                "DAY_MONTH_YEAR_SLASHES|28/03/2020",
                "DAY_MONTH_YEAR_SLASHES|28/3/2020",
                "DAY_MONTH_YEAR_DASHES|28-03-2020",
                "MONTH_DAY_YEAR_DASHES|03-28-2020",
                "MONTH_DAY_YEAR_DOTS|3.28.2020",
                "DAY_NAME_YEAR|28 Mar 2020",
                "DAY_NAME_YEAR|28 MARCH 2020",
                "DAY_NAME_YEAR|28 march, 2020",
                "DAY_NAME_YEAR_DASHES|28-MAR-2020",
                "DAY_NAME_YEAR_SLASHES|28/Mar/2020",
                "NAME_DAY_YEAR|March 28, 2020",
                "NAME_DAY_YEAR|mar 28 2020",
                "NAME_DAY_YEAR|Mar. 28, 2020"
            })
    void everyFormatGivesTheSameDay(DateFormat format, String text) {
        assertEquals(OptionalDouble.of(MARCH_28), seconds(format, text));
        assertEquals(OptionalDouble.of(MARCH_28 + 8 * 3600 + 15 * 60), seconds(format, text + " 08:15"));
        assertEquals(OptionalDouble.of(MARCH_28 + 8 * 3600 + 15 * 60 + 30.25), seconds(format, text + "T8:15:30.25"));
        assertTrue(Dates.isDate(text));
        if (format != DateFormat.STANDARD) {
            assertTrue(seconds(DateFormat.STANDARD, text).isEmpty(), "it is new");
        }
    }

    @Test
    void examplesAreOfTheirFormat() {
        double last = LocalDateTime.of(2024, 5, 31, 0, 0).toEpochSecond(ZoneOffset.UTC);
        for (DateFormat format : DateFormat.values()) {
            assertEquals(
                    OptionalDouble.of(last), seconds(format, format.example().split(" or ", -1)[0]));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2020",
                "31/04/2020",
                "29-02-2021",
                "5 Janvier 2020",
                "5  2020",
                "32 Jan 2020",
                "Jan 2020",
                "5 Jan 20",
                "5/1/+2020",
                "1/1/202",
                "5 Jan 2020 25:00",
                "5 Jan 2020x",
                "5 Jan2020",
                "a/b/2020"
            })
    void otherTextIsNoDate(String text) {
        assertFalse(Dates.isDate(text), text);
    }

    @Test
    void everyMonthHasItsNames() {
        List<String> names = List.of(
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
        for (int month = 1; month <= 12; month++) {
            OptionalDouble first =
                    OptionalDouble.of(LocalDateTime.of(2021, month, 1, 0, 0).toEpochSecond(ZoneOffset.UTC));
            String name = names.get(month - 1);
            assertEquals(first, seconds(DateFormat.NAME_DAY_YEAR, name + " 1, 2021"));
            assertEquals(first, seconds(DateFormat.DAY_NAME_YEAR, "01 " + name.substring(0, 3) + " 2021"));
        }
        assertTrue(seconds(DateFormat.NAME_DAY_YEAR, "Sept 1, 2021").isPresent());
    }

    @Test
    void oneCellAboveTwelveDecidesForTheColumn() {
        ColumnProfile slashes = column("05/06/2020", "28/03/2020", "NA", "1/2/2020");
        assertEquals(Content.DATE, slashes.content());
        assertEquals(DateFormat.DAY_MONTH_YEAR_SLASHES, slashes.dateFormat());
        assertEquals("", slashes.assumedOrder());
        assertEquals(LocalDateTime.of(2020, 2, 1, 0, 0).toEpochSecond(ZoneOffset.UTC), slashes.minimum());
        assertEquals(DateFormat.STANDARD, column("05/06/2020", "03/28/2020").dateFormat());
        assertEquals(
                DateFormat.DAY_MONTH_YEAR_DASHES,
                column("05-06-2020", "28-03-2020").dateFormat());
        assertEquals(
                DateFormat.MONTH_DAY_YEAR_DASHES,
                column("05-06-2020", "03-28-2020").dateFormat());
        assertEquals(Content.TEXT, column("28/03/2020", "03/28/2020").content(), "no order fits both");
        assertEquals(Content.TEXT, column("28/03/2020", "2020-03-28").content(), "two formats");
    }

    @Test
    void theOneLateCellDecidesToo() {
        String[] cells = IntStream.range(0, 500)
                .mapToObj(n -> n < 499 ? "0" + (1 + n % 9) + "/07/2020" : "13/07/2020")
                .toArray(String[]::new);
        assertEquals(DateFormat.DAY_MONTH_YEAR_SLASHES, column(cells).dateFormat());
    }

    @Test
    void whatCouldBeReadBothWaysIsAsItWas() {
        ColumnProfile slashes = column("05/06/2020", "01/02/2020");
        assertEquals(Content.DATE, slashes.content());
        assertEquals(DateFormat.STANDARD, slashes.dateFormat());
        assertEquals("month first", slashes.assumedOrder());
        assertEquals(LocalDateTime.of(2020, 1, 2, 0, 0).toEpochSecond(ZoneOffset.UTC), slashes.minimum());
        assertEquals("day first", column("05.06.2020", "01.02.2020").assumedOrder());
        assertEquals("", column("05.06.2020", "2020-01-02").assumedOrder());
        assertEquals(Content.TEXT, column("05-06-2020", "01-02-2020").content());
    }
}
