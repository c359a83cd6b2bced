package org.chainrule.tabular.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.testing.Shared;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every mistake in a source is one clear line. */
class TableErrorsTest {
    @TempDir
    private Path folder;

    private static String refusal(Runnable read) {
        UserException refused = assertThrows(UserException.class, read::run);
        assertEquals(3, refused.kind().exitCode());
        String message = String.valueOf(refused.getMessage());
        assertFalse(message.contains("\n"), message);
        return message;
    }

    private static void refuses(Path file, String... words) {
        String message = refusal(() -> Table.read(file).profile());
        assertTrue(message.contains(file.getFileName().toString()), message);
        for (String word : words) {
            assertTrue(message.contains(word), message);
        }
    }

    private Path bytes(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private Path text(String name, String content) {
        return Cells.file(folder, name, content);
    }

    @Test
    void whatIsNoFile() throws IOException {
        refuses(folder.resolve("absent.csv"), "no such file");
        refuses(folder, "is a directory");
        Path secret = text("secret.csv", "a,b\n1,2\n");
        Assumptions.assumeTrue(
                secret.toFile().setReadable(false) && !Files.isReadable(secret), "needs a user who is not root");
        refuses(secret, "may not be read", "permissions");
    }

    @Test
    void emptyFiles() throws IOException {
        refuses(text("empty.csv", ""), "empty");
        refuses(text("blank.csv", "\n\n  \n"), "blank lines");
        refuses(text("header.csv", "a,b,c\n"), "no rows");
        refuses(text("empty.json", "[]"), "no rows");
        refuses(bytes("empty.csv.gz", gzip("")), "empty");
    }

    @Test
    void whatIsNoText() throws IOException {
        byte[] rubbish = new byte[5000];
        for (int i = 0; i < rubbish.length; i++) {
            rubbish[i] = (byte) (i * 2654435761L >>> 13);
        }
        refuses(bytes("rubbish.csv", rubbish), "not text");
        refuses(
                bytes("book.xlsx", "PK\u0003\u0004 and so on".getBytes(StandardCharsets.ISO_8859_1)),
                "zip archive",
                "CSV");
        refuses(bytes("utf16.csv", "a,b\n1,2\n".getBytes(StandardCharsets.UTF_16)), "UTF-16", "iconv");
        refuses(bytes("latin.csv", "a,b\n1,café\n".getBytes(StandardCharsets.ISO_8859_1)), "not UTF-8", "iconv");
        String late = "a,b\n" + "1,x\n".repeat(100_000) + "2,café\n";
        refuses(bytes("late.csv", late.getBytes(StandardCharsets.ISO_8859_1)), "not UTF-8", "line 100002");
    }

    @Test
    void raggedRows() {
        refuses(text("short.csv", "a,b,c\n1,2,3\n4,5\n6,7,8\n"), "line 3 has 2 cells but 3 were expected");
        refuses(text("long.csv", "a,b,c\n1,2,3\n4,5,6,7\n6,7,8\n"), "line 3 has 4 cells but 3 were expected");
        refuses(text("late.csv", "a,b,c\n" + "1,2,3\n".repeat(30_000) + "1,2\n1,2,3\n"), "line 30002 has 2 cells");
        refuses(text("header.csv", "a,b\n1,2,3\n4,5,6\n"), "line 1", "a,b");
        refuses(text("blanks.txt", " 1.5  2 x\n".repeat(50) + "1 2\n"), "line 51", "2 cells but 3");
        refuses(
                text("quote.csv", "a,b\n" + "1,x\n".repeat(30_000) + "3,\"y\n" + "1,x\n".repeat(600_000)),
                "line 30002",
                "quote");
    }

    @Test
    void damagedFiles() throws IOException {
        byte[] whole = gzip("a,b\n" + "1,2\n".repeat(10_000));
        byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 20);
        refuses(bytes("cut.csv.gz", cut), "gzip", "cut short");
        refuses(text("not.parquet", "a,b\n1,2\n"), "not a Parquet file");
        refuses(bytes("cut.parquet", "PAR1 and nothing more".getBytes(StandardCharsets.US_ASCII)), "Parquet");
        refuses(text("bad.jsonl", "{\"a\":1,\"b\":\"x\"}\n{\"a\":2,\"b\":\"y\"}\n{\"a\":3"), "not JSON lines", "line");
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void duplicateNames() {
        refuses(text("numbers.csv", "a,b,a\n1,2,3\n4,5,6\n"), "two columns are called \"a\"");
        refuses(text("texts.csv", "x,x\nfoo,bar\nbaz,qux\n"), "two columns are called \"x\"");
        // Names that differ in case are two names.
        assertEquals(
                List.of("a", "A"),
                Table.read(text("case.csv", "a,A\n1,2\n3,4\n")).columnNames());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sql:SELEC 1 | syntax error",
                "sql:SELECT * FROM nowhere | nowhere does not exist",
                "sql:SELECT 1 AS a, 2 AS a | two columns are called",
                "sql:SELECT 1 AS a WHERE false | no rows",
                "sql:INSTALL httpfs | expected one SELECT",
                "sql:CREATE TABLE t (a INT); SELECT 1 | expected one SELECT",
                "sql:SELECT * FROM 'http://localhost:1/x.parquet' | httpfs"
            })
    void queries(String argument, String words) {
        String message = refusal(() -> Table.of(argument).profile());
        assertTrue(message.contains(words), message);
    }

    @Test
    void jdbcSources() {
        String message = refusal(() -> Table.jdbc("jdbc:nosuch:secret-password", "SELECT 1"));
        assertTrue(message.contains("no JDBC driver for jdbc:nosuch"), message);
        assertFalse(message.contains("secret"), message);
        UserException usage = assertThrows(UserException.class, () -> Table.of("jdbc:x:y"));
        assertEquals(2, usage.kind().exitCode());
        String query = refusal(() -> Table.jdbc("jdbc:duckdb:", "SELECT * FROM nowhere"));
        assertTrue(query.contains("nowhere"), query);
    }

    @Test
    void cellsThatAreNotWhatTheSchemaSays() {
        Path file = text("bad.csv", "x,d,s\n1,2024-01-01,a\n ? ,NA,b\nabc,yesterday,c\n");
        Table table = Table.read(file);
        assertTrue(refusal(() -> table.load(List.of(Cells.number("x"))))
                .contains("column \"x\", row 3: expected a number, found \"abc\""));
        assertTrue(
                refusal(() -> table.load(List.of(Cells.date("d")))).contains("column \"d\", row 3: expected a date"));
        assertTrue(refusal(() -> table.load(List.of(Cells.number("y"))))
                .contains("no column \"y\"; the columns are \"x\", \"d\", \"s\""));
        Table infinite = Table.read(text("inf.csv", "x,y\n1,1\n-inf,1e39\n2,3\n"));
        assertTrue(refusal(() -> infinite.load(List.of(Cells.number("x"))))
                .contains("row 2: the number is infinite: \"-inf\"; use NA"));
        assertTrue(refusal(() -> infinite.load(List.of(Cells.number("y"))))
                .contains("row 2: the number is beyond the range of float"));
        assertTrue(refusal(() -> infinite.fingerprint(List.of(Cells.date("x")))).contains("expected a date"));
        Table typed = Table.sql("SELECT DATE '2024-01-01' AS d, 1 AS x");
        assertTrue(refusal(() -> typed.load(List.of(Cells.number("d"))))
                .contains("should hold numbers but its type is DATE"));
    }

    @Test
    void headerlessFilesSayHowColumnsAreCalled() {
        Table table = Table.read(Shared.path("data/iris/iris.data"));
        String message = refusal(() -> table.load(List.of(Cells.number("petal"))));
        assertTrue(message.contains("column0 to column4"), message);
    }

    @Test
    void controlCharactersAreEscapedAndLongNamesCut() {
        assertEquals("a\\u001b[31m\\n\\u202e", Display.text("a\u001b[31m\n\u202e"));
        assertEquals("x".repeat(200) + "...", Display.text("x".repeat(201)));
        Table table = Table.read(text("names.csv", "\"a\u001b[31m\",b\n1,2\n3,4\n"));
        String message = refusal(() -> table.load(List.of(Cells.number("c"))));
        assertTrue(message.contains("\\u001b") && !message.contains("\u001b"), message);
    }
}
