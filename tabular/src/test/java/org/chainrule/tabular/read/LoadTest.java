package org.chainrule.tabular.read;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import org.chainrule.random.CounterRandom;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.DateFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows arrive complete, in order, and the same from every kind of source. */
class LoadTest {
    private static final double NAN = Double.NaN;

    @TempDir
    private Path folder;

    @Test
    void marksOfMissingValuesAndBlanks() {
        Path file = Cells.file(
                folder,
                "a.csv",
                "x, s ,d\n 1.5 , a ,2024-05-31\n?,NA,N/A\nNaN, ? ,null\n,\" \",None\n2e3,\"b\",1970-01-02T00:00:00.5\n");
        try (LoadedTable table = Table.read(file).load(List.of(Cells.number("x"), Cells.text("s"), Cells.date("d")))) {
            assertArrayEquals(new double[] {1.5, NAN, NAN, NAN, 2000}, Cells.numbers(table, "x"));
            assertArrayEquals(new double[] {1717113600, NAN, NAN, NAN, 86400.5}, Cells.numbers(table, "d"));
            RawColumn.Text text = (RawColumn.Text) table.columns().get(1);
            assertEquals(List.of("a", "b"), text.dictionary());
            assertArrayEquals(
                    new int[] {0, -1, -1, -1, 1},
                    IntStream.range(0, 5).map(text::code).toArray());
        }
    }

    /** Several threads read the file: this fails if any part of the query loses the order. */
    @Test
    void rowsKeepTheOrderOfTheFile() {
        StringBuilder csv = new StringBuilder("id,x,s\n");
        int rows = 400_000;
        for (int i = 0; i < rows; i++) {
            csv.append(i)
                    .append(i % 3 == 0 ? ", ? ,t" : ",1.25, t")
                    .append(i % 7)
                    .append("\n");
        }
        Table table = Table.read(Cells.file(folder, "big.csv", csv.toString()));
        List<ColumnSchema> columns = List.of(Cells.number("id"), Cells.number("x"), Cells.text("s"));
        try (LoadedTable loaded = table.load(columns)) {
            assertEquals(rows, loaded.rows());
            double[] ids = Cells.numbers(loaded, "id");
            assertEquals(
                    -1,
                    IntStream.range(0, rows)
                            .filter(i -> ids[i] != i)
                            .findFirst()
                            .orElse(-1));
            assertEquals(
                    List.of("t0", "t1", "t2", "t3", "t4", "t5", "t6"),
                    ((RawColumn.Text) loaded.columns().get(2)).dictionary());
            assertEquals(loaded.fingerprint(), table.fingerprint(columns));
        }
    }

    @Test
    void heapAndMappedFileHoldTheSame() {
        List<ColumnSchema> columns = List.of(Cells.number("x"), Cells.text("s"), Cells.number("y"));
        LoadedTable heap = filled(columns, Long.MAX_VALUE, Integer.MAX_VALUE);
        LoadedTable mapped = filled(columns, 1 << 20, Integer.MAX_VALUE);
        LoadedTable exact = filled(columns, Long.MAX_VALUE, 300_000);
        assertFalse(heap.mapped());
        assertTrue(mapped.mapped());
        assertEquals(heap.fingerprint(), mapped.fingerprint());
        assertEquals(heap.fingerprint(), exact.fingerprint());
        assertArrayEquals(Cells.numbers(heap, "x"), Cells.numbers(mapped, "x"));
        assertArrayEquals(Cells.numbers(heap, "y"), Cells.numbers(exact, "y"));
        RawColumn.Text a = (RawColumn.Text) heap.columns().get(1);
        RawColumn.Text b = (RawColumn.Text) mapped.columns().get(1);
        assertTrue(IntStream.range(0, heap.rows()).allMatch(row -> a.code(row) == b.code(row)));
        mapped.close();
    }

    private static LoadedTable filled(List<ColumnSchema> columns, long threshold, int mostRows) {
        CounterRandom random = new CounterRandom(7);
        TableBuilder builder = new TableBuilder(columns, threshold, mostRows);
        for (int row = 0; row < 300_000; row++) {
            builder.beginRow();
            builder.number(0, random.uniform(row));
            builder.text(1, row % 5 == 0 ? null : "level " + row % 11);
            builder.number(2, row);
            builder.endRow();
        }
        return builder.build();
    }

    @Test
    void fingerprintDependsOnCellsAndKindsOnly() {
        List<ColumnSchema> columns = List.of(Cells.number("x"), Cells.text("s"));
        Table csv = Table.read(Cells.file(folder, "a.csv", "x,s\n1,a\n2,b\n"));
        Table blanks = Table.read(Cells.file(folder, "a.txt", "x   s\n 1.0 a\n2e0  b \n"));
        Table json = Table.read(Cells.file(folder, "a.jsonl", "{\"x\":1,\"s\":\"a\"}\n{\"s\":\"b\",\"x\":2}\n"));
        Table sql = Table.sql("SELECT * FROM (VALUES (1, 'a'), (2, 'b')) t(x, s)");
        String fingerprint = csv.fingerprint(columns);
        assertEquals(64, fingerprint.length());
        assertEquals(fingerprint, blanks.fingerprint(columns));
        assertEquals(fingerprint, json.fingerprint(columns));
        assertEquals(fingerprint, sql.fingerprint(columns));
        Table other = Table.read(Cells.file(folder, "b.csv", "x,s\n2,b\n1,a\n"));
        assertNotEquals(fingerprint, other.fingerprint(columns));
        assertNotEquals(fingerprint, csv.fingerprint(List.of(Cells.text("x"), Cells.text("s"))));
    }

    @Test
    void chunksAreTheWholeInParts() {
        Table table = Table.sql("SELECT i AS x, 's' || i % 3 AS s FROM range(10000) t(i)");
        List<ColumnSchema> columns = List.of(Cells.number("x"), Cells.text("s"));
        int rows = 0;
        int chunks = 0;
        try (ChunkReader reader = table.chunks(columns, 999)) {
            for (RawTable chunk = reader.next(); chunk != null; chunk = reader.next()) {
                RawColumn.Text text = (RawColumn.Text) chunk.columns().get(1);
                for (int row = 0; row < chunk.rows(); row++, rows++) {
                    assertEquals(rows, ((RawColumn.Numeric) chunk.columns().get(0)).value(row));
                    assertEquals("s" + rows % 3, text.dictionary().get(text.code(row)));
                }
                chunks++;
            }
            assertNull(reader.next());
        }
        assertEquals(10000, rows);
        assertEquals(11, chunks);
    }

    @Test
    void wideTablesAreReadInSlices() {
        int width = 450;
        StringBuilder csv = new StringBuilder();
        for (int row = -1; row < 50; row++) {
            for (int i = 0; i < width; i++) {
                csv.append(i == 0 ? "" : ",")
                        .append(row < 0 ? "f" + i : i % 90 == 0 ? "t" + row % 4 : String.valueOf(row * 1000 + i));
            }
            csv.append('\n');
        }
        Table table = Table.read(Cells.file(folder, "wide.csv", csv.toString()));
        List<ColumnSchema> columns = IntStream.range(0, width)
                .mapToObj(i -> i % 90 == 0 ? Cells.text("f" + i) : Cells.number("f" + i))
                .toList();
        TableProfile profile = table.profile();
        assertEquals(width, profile.columns().size());
        for (int i = 0; i < width; i++) {
            ColumnProfile column = profile.columns().get(i);
            assertEquals("f" + i, column.name());
            assertEquals(i % 90 == 0 ? 4 : 50, column.distinct());
            assertEquals(i % 90 == 0 ? NAN : 49000 + i, column.maximum());
        }
        try (LoadedTable loaded = table.load(columns);
                ChunkReader reader = table.chunks(columns, 30)) {
            assertEquals(12_000 + 449, Cells.numbers(loaded, "f449")[12]);
            RawTable first = reader.next();
            RawTable second = reader.next();
            assertEquals(30, first == null ? -1 : first.rows());
            assertEquals(20, second == null ? -1 : second.rows());
            assertEquals(49_000 + 1, second == null ? -1 : Cells.numbers(second, "f1")[19]);
            assertNull(reader.next());
        }
    }

    @Test
    void anotherDatabaseIsReadThroughItsDriver() throws SQLException {
        String url = "jdbc:duckdb:" + folder.resolve("other.db");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE t AS SELECT i AS x, i * 0.5::DOUBLE AS y, CASE WHEN i % 4 = 1 THEN NULL ELSE 'v' || i % 3 END AS s,"
                            + " TIMESTAMP '2024-01-01' + to_days(i::INT) AS d, i % 2 = 0 AS b FROM range(5000) r(i)");
        }
        Table table = Table.of(url + "|SELECT * FROM t ORDER BY x");
        List<ColumnSchema> columns =
                List.of(Cells.number("x"), Cells.number("y"), Cells.text("s"), Cells.date("d"), Cells.text("b"));
        assertEquals(5000, table.profile().rows());
        try (LoadedTable loaded = table.load(columns)) {
            assertEquals(4999, Cells.numbers(loaded, "x")[4999]);
            assertEquals(2499.5, Cells.numbers(loaded, "y")[4999]);
            assertEquals(1704067200 + 86400.0 * 31, Cells.numbers(loaded, "d")[31]);
            assertEquals(-1, ((RawColumn.Text) loaded.columns().get(2)).code(1));
            assertEquals(
                    List.of("true", "false"), ((RawColumn.Text) loaded.columns().get(4)).dictionary());
        }
    }

    /** Text is parsed by Java here and by DuckDB there. */
    @Test
    void datesInTextAreTheDatesOfDuckDb() {
        List<String> texts = List.of(
                "2024-02-29",
                "1969-12-31",
                "2001-01-01T00:01",
                "2001-1-5",
                "2001/01/02 03:04:05.678901",
                "1999-12-31 23:59:59.5");
        for (String text : texts) {
            Table typed = Table.sql("SELECT CAST('" + text + "' AS TIMESTAMP) AS d");
            try (LoadedTable loaded = typed.load(List.of(Cells.date("d")))) {
                assertEquals(
                        Cells.numbers(loaded, "d")[0],
                        Dates.seconds(DateFormat.STANDARD, text).orElse(NAN),
                        text);
            }
        }
        assertEquals(Dates.seconds(DateFormat.STANDARD, "2024-05-31"), Dates.seconds(DateFormat.STANDARD, "31.5.2024"));
        assertEquals(
                Dates.seconds(DateFormat.STANDARD, "2024-05-31 10:00"),
                Dates.seconds(DateFormat.STANDARD, "05/31/2024 10:00"));
        assertEquals(
                Dates.seconds(DateFormat.STANDARD, "2024-05-31T10:00"),
                Dates.seconds(DateFormat.STANDARD, "2024-05-31T10:00+02:00"));
        for (String text : List.of("2024-13-01", "2024-02-30", "20240531", "12:30", "epoch", "2024", "31/13/2024")) {
            assertFalse(Dates.isDate(text), text);
        }
    }

    /** Numbers of text are parsed by DuckDB in files and by Java in maps. */
    @Test
    void numbersInTextAreTheSameInFilesAndMaps() {
        List<String> texts = List.of(
                "1",
                "-2.5",
                "+3",
                ".5",
                "5.",
                "1e5",
                "1E-3",
                "0.1",
                "123456789012345678",
                "4.9e-324",
                "2.2250738585072011e-308",
                "1_000",
                "0x10",
                "1d",
                "1f",
                "1,5",
                "one",
                "--1",
                "1e",
                "e5",
                "+",
                ".",
                "1 2");
        for (String text : texts) {
            String csv = "x,s\n\"" + text + "\",a\n1,b\n";
            ColumnProfile column = Table.read(Cells.file(folder, "n.csv", csv))
                    .profile()
                    .columns()
                    .get(0);
            assertEquals(Numbers.isNumber(text), column.content() == ColumnProfile.Content.NUMBER, text);
            if (Numbers.isNumber(text)) {
                assertEquals(Math.max(1, Numbers.parse(text)), column.maximum(), text);
            }
        }
    }
}
