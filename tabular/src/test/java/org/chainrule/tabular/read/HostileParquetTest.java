package org.chainrule.tabular.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.chainrule.tabular.error.UserException;
import org.chainrule.testing.Shared;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Apache's bad Parquet files, each in a JVM of its own with a heap of 256 MB: native code that broke would take the JVM with it. */
class HostileParquetTest {
    private static final int MOST_MILLIS = 5_000;
    /** The start of a JVM on a busy machine is not the reader's. */
    private static final int PATIENCE_SECONDS = 60;

    /** Reads the files of its arguments and says of each what came of it, and after how many milliseconds. */
    static final class Child {
        private Child() {}

        /**
         * The child's entry.
         *
         * @param files paths
         */
        public static void main(String[] files) {
            for (String file : files) {
                long begin = System.nanoTime();
                String said = "read";
                try {
                    Table table = Table.read(Path.of(file));
                    table.profile();
                    Cells.texts(table);
                } catch (UserException refused) {
                    said = "refused " + refused.getMessage();
                }
                System.out.println((System.nanoTime() - begin) / 1_000_000 + " " + said);
            }
        }
    }

    @Test
    void eachIsRefusedInItsTime(@TempDir Path folder) throws IOException, InterruptedException {
        Map<String, String> came = new TreeMap<>();
        for (Path file : Cells.list(Shared.path("conformance/parquet/bad_data"), ".parquet")) {
            String said = inChild(file, folder);
            String[] words = said.split(" ", 3);
            assertTrue(Integer.parseInt(words[0]) < MOST_MILLIS, said);
            assertEquals(1, said.lines().count(), said);
            came.put(file.getFileName().toString(), words[1]);
        }
        // DuckDB takes the empty bit-packed runs of the third for zeros: it is read, and nothing breaks.
        assertEquals(
                Map.of(
                        "ARROW-GH-41317.parquet", "refused",
                        "ARROW-GH-41321.parquet", "refused",
                        "ARROW-GH-43605.parquet", "read",
                        "ARROW-RS-GH-6229-DICTHEADER.parquet", "refused"),
                came);
    }

    private static String inChild(Path file, Path folder) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.addAll(List.of(Child.class.getName(), file.toString()));
        Path out = folder.resolve(file.getFileName() + ".out");
        Process child = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        try {
            assertTrue(child.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), file + " takes longer than a minute");
        } finally {
            child.destroyForcibly();
        }
        assertEquals(0, child.exitValue(), () -> file + ": " + read(folder.resolve("err")));
        return Files.readString(out, StandardCharsets.UTF_8).strip();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
