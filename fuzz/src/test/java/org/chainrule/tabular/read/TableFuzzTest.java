package org.chainrule.tabular.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.chainrule.fuzz.Reading;
import org.chainrule.fuzz.SeedModels;
import org.chainrule.fuzz.Seeds;
import org.chainrule.tabular.infer.SchemaInference;
import org.chainrule.tabular.schema.ColumnSchema;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables of text through DuckDB: the file is looked at, described, given a schema, and its cells are read, as before a training. */
class TableFuzzTest {
    static Stream<byte[]> tables() {
        return Stream.of(
                        Stream.of("t.csv", "p.csv", "w.csv").map(name -> SeedModels.resource("models/" + name)),
                        Seeds.shared("conformance/csv", ".csv"),
                        Seeds.texts(
                                "a,b\n1,x\n2,y\n",
                                "1 2\n3 4\n",
                                "{\"a\":1,\"b\":\"x\"}\n{\"a\":2.5,\"b\":null}\n",
                                "a;b\n1,5;\"x\n y\"\n",
                                "d,e\n2024-01-31,31/01/2024\n",
                                "\ufeffa\tb\n\"\"\t1e400\n"))
                .flatMap(files -> files);
    }

    @MethodSource("tables")
    @FuzzTest
    void table(byte[] bytes) {
        Path file = write(bytes);
        try {
            Reading.timed(() -> Reading.orRefused(() -> read(file)));
        } finally {
            file.toFile().delete();
        }
    }

    /** The number of rows; reading them twice gives the same cells. */
    private static int read(Path file) {
        Table table = Table.read(file);
        TableProfile profile = table.profile();
        List<String> names = table.columnNames();
        String target = names.get(names.size() - 1);
        List<ColumnSchema> columns = SchemaInference.infer(profile, target, null, List.of(), null, null)
                .schema()
                .columns();
        try (LoadedTable first = table.load(columns)) {
            assertEquals(profile.rows(), first.rows());
            assertEquals(first.fingerprint(), table.fingerprint(columns));
            return first.rows();
        }
    }

    private static Path write(byte[] bytes) {
        try {
            return Files.write(Files.createTempFile("chainrule-fuzz-", ".txt"), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
