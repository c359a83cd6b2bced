package org.chainrule.tabular.read;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.schema.ColumnSchema;
import org.junit.jupiter.api.Test;

/** Rows from maps. */
class RawTablesTest {
    private static final List<ColumnSchema> COLUMNS = List.of(Cells.number("x"), Cells.text("s"), Cells.date("d"));

    private static double number(Object value) {
        return Cells.numbers(RawTables.of(List.of(Map.of("x", value)), COLUMNS), "x")[0];
    }

    private static double date(Object value) {
        return Cells.numbers(RawTables.of(List.of(Map.of("d", value)), COLUMNS), "d")[0];
    }

    private static String text(Object value) {
        return Cells.texts(RawTables.of(List.of(Map.of("s", value)), List.of(Cells.text("s"))))
                .get(0)
                .get(0);
    }

    @Test
    void numbers() {
        assertEquals(3, number(3));
        assertEquals(2.5, number(new BigDecimal("2.5")));
        assertEquals(1e3, number(" 1e3 "));
        assertEquals(1, number(true));
        assertEquals(Double.NaN, number("NA"));
        assertEquals(Double.NaN, number(Double.NaN));
    }

    @Test
    void texts() {
        assertEquals("a", text(" a "));
        assertEquals("3", text(3));
        assertEquals("3", text(3.0));
        assertEquals("3.5", text(3.5));
        assertEquals("true", text(true));
        assertEquals("MONDAY", text(DayOfWeek.MONDAY));
        assertEquals("", text("?"));
    }

    @Test
    void dates() {
        assertEquals(86_400, date(LocalDate.of(1970, 1, 2)));
        assertEquals(86_400.25, date(LocalDateTime.of(1970, 1, 2, 0, 0, 0, 250_000_000)));
        assertEquals(86_400, date("1970-01-02T00:00Z"));
    }

    @Test
    void nullAndAbsentAreMissing() {
        Map<String, Object> row = new HashMap<>();
        row.put("x", null);
        row.put("more", "is not looked at");
        LoadedTable table = RawTables.of(List.of(row, Map.of("x", 7)), COLUMNS);
        assertArrayEquals(new double[] {Double.NaN, 7}, Cells.numbers(table, "x"));
        assertEquals(-1, ((RawColumn.Text) table.columns().get(1)).code(0));
        assertEquals(0, RawTables.of(List.<Map<String, Object>>of(), COLUMNS).rows());
    }

    @Test
    void mapAndFileHaveTheSameFingerprint() {
        LoadedTable table = RawTables.of(List.of(Map.of("x", 1, "s", "a", "d", "2024-05-31")), COLUMNS);
        try (LoadedTable file = org.chainrule.tabular.read.Table.sql("SELECT 1 AS x, 'a' AS s, DATE '2024-05-31' AS d")
                .load(COLUMNS)) {
            assertEquals(file.fingerprint(), table.fingerprint());
        }
    }

    @Test
    void wrongTypesAreNamed() {
        for (Map.Entry<String, Map<String, ?>> wrong : Map.<String, Map<String, ?>>of(
                        "column \"x\", row 1: expected a number, found \"abc\"", Map.of("x", "abc"),
                        "column \"x\", row 1: expected a number, found LocalDate", Map.of("x", LocalDate.EPOCH),
                        "column \"x\", row 1: expected a finite number", Map.of("x", Double.POSITIVE_INFINITY),
                        "column \"s\", row 1: expected text, found ", Map.of("s", List.of("a")),
                        "column \"d\", row 1: expected a date", Map.of("d", 5))
                .entrySet()) {
            UserException refused =
                    assertThrows(UserException.class, () -> RawTables.of(List.of(wrong.getValue()), COLUMNS));
            assertTrue(String.valueOf(refused.getMessage()).startsWith(wrong.getKey()), refused.getMessage());
        }
    }
}
