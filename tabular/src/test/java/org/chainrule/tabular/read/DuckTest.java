package org.chainrule.tabular.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.chainrule.tabular.error.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a database can reach. */
class DuckTest {
    @TempDir
    private Path folder;

    private Path file(String name) throws IOException {
        return Files.writeString(folder.resolve(name), "a,b\n1,x\n2,y\n");
    }

    private static long rows(Duck duck, String from) throws SQLException {
        return duck.query("SELECT count(*) FROM " + from, rows -> {
            rows.next();
            return rows.getLong(1);
        });
    }

    @Test
    void oneOfAFileReadsNoOther() throws IOException, SQLException {
        Path own = file("own.csv");
        Path other = file("other.csv");
        try (Duck duck = Duck.ofFiles(1, own)) {
            assertEquals(2, rows(duck, "read_csv(" + Sql.file(own) + ")"));
            for (String from : List.of(
                    "read_csv(" + Sql.file(other) + ")",
                    "read_csv(" + Sql.literal(folder.resolve("*.csv").toString()) + ")",
                    "read_csv(" + Sql.literal(folder + "/../" + folder.getFileName() + "/other.csv") + ")",
                    "read_text('/etc/passwd')",
                    "glob('/*')",
                    "read_csv('http://127.0.0.1:1/x.csv')")) {
                assertThrows(SQLException.class, () -> rows(duck, from), from);
            }
            assertTrue(Files.exists(other));
        }
    }

    @Test
    void nothingIsWrittenLoadedOrUnlocked() throws IOException, SQLException {
        Path target = folder.resolve("written.csv");
        try (Duck duck = Duck.ofFiles(1, file("own.csv"))) {
            for (String sql : List.of(
                    "COPY (SELECT 1) TO " + Sql.literal(target.toString()),
                    "ATTACH " + Sql.literal(folder.resolve("x.duckdb").toString()),
                    "INSTALL httpfs",
                    "LOAD httpfs",
                    "SET enable_external_access = true",
                    "SET autoload_known_extensions = true")) {
                assertThrows(SQLException.class, () -> duck.run(sql), sql);
            }
        }
        assertFalse(Files.exists(target));
    }

    /** The one file is found, whatever its name means as a pattern. */
    @Test
    void namesThatLookLikePatternsAreRead() throws IOException {
        for (String name :
                List.of("a[1].csv", "it's*.csv", "what?.csv", "[[x]].csv", "größe 😀.csv", "-.csv", "%41.csv")) {
            Table table = Table.read(file(name));
            assertEquals(2, table.profile().rows(), name);
        }
    }

    /** What a user asks for is a query: it reads what it names, and cannot do more. */
    @Test
    void aQueryReadsFilesAndWritesNone() throws IOException {
        String own = Sql.literal(file("own.csv").toString());
        assertEquals(2, Table.sql("SELECT * FROM " + own).profile().rows());
        Path target = folder.resolve("written.csv");
        for (String sql : List.of(
                "COPY (SELECT 1) TO " + Sql.literal(target.toString()),
                "SELECT 1) ; COPY (SELECT 1) TO " + Sql.literal(target.toString()) + "; SELECT * FROM (SELECT 1",
                "INSTALL httpfs",
                "SELECT * FROM 'https://127.0.0.1:1/x.parquet'")) {
            assertThrows(UserException.class, () -> Table.sql(sql).profile(), sql);
        }
        assertFalse(Files.exists(target));
    }
}
