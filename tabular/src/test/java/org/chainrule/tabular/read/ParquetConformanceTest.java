package org.chainrule.tabular.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.chainrule.tabular.error.UserException;
import org.chainrule.testing.Shared;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Apache's Parquet files, good and bad. */
class ParquetConformanceTest {
    @ParameterizedTest
    @ValueSource(strings = {"delta_byte_array", "delta_encoding_optional_column", "delta_encoding_required_column"})
    void isTheSameAsItsCsv(String name) {
        Path folder = Shared.path("conformance/parquet/data");
        Table parquet = Table.read(folder.resolve(name + ".parquet"));
        Table csv = Table.read(folder.resolve(name + "_expect.csv"));
        assertEquals(Cells.texts(csv), Cells.texts(parquet));
    }

    @Test
    void everyGoodFileIsReadOrRefused() {
        Set<String> refused = new TreeSet<>();
        for (Path file : Cells.list(Shared.path("conformance/parquet/data"), ".parquet")) {
            if (!reads(file)) {
                refused.add(file.getFileName().toString());
            }
        }
        // It has no rows.
        assertEquals(Set.of("column_chunk_key_value_metadata.parquet"), refused);
    }

    @Test
    void badFilesAreRefused() {
        Set<String> read = new TreeSet<>();
        for (Path file : Cells.list(Shared.path("conformance/parquet/bad_data"), ".parquet")) {
            if (reads(file)) {
                read.add(file.getFileName().toString());
            }
        }
        // DuckDB takes the empty bit-packed runs of this file for zeros.
        assertEquals(Set.of("ARROW-GH-43605.parquet"), read);
    }

    private static boolean reads(Path file) {
        try {
            Table table = Table.read(file);
            table.profile();
            Cells.texts(table);
            return true;
        } catch (UserException e) {
            assertEquals(UserException.Kind.DATA, e.kind());
            assertFalse(String.valueOf(e.getMessage()).contains("\n"), e.getMessage());
            return false;
        }
    }
}
