package org.chainrule.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.chainrule.random.CounterRandom;
import org.chainrule.tabular.read.Table;

/**
 * The lines of text tables dealt at random into two files, one of which is not to be looked at before the end. Both get the header, if there is one. For
 * tables of one line a row.
 *
 * @param rest the larger part
 * @param test the other
 */
record LineSplit(Path rest, Path test) {
    /**
     * Deals the lines.
     *
     * @param files    tables of the same columns; may be compressed
     * @param share    about this share of the lines is dealt to {@code test}
     * @param mostRows at most so many lines are used, an even spread of all
     * @param seed     decides
     * @param folder   where the two files go
     */
    static LineSplit of(List<Path> files, double share, int mostRows, long seed, Path folder) throws IOException {
        // DuckDB goes by the ending.
        LineSplit split = new LineSplit(folder.resolve("rest.csv"), folder.resolve("test.csv"));
        boolean header = !Table.read(files.get(0)).headerless();
        long lines = 0;
        for (Path file : files) {
            try (BufferedReader reader = reader(file)) {
                lines += reader.lines().filter(line -> !line.isBlank()).count() - (header ? 1 : 0);
            }
        }
        double keep = Math.min(1, (double) mostRows / lines);
        CounterRandom random = CounterRandom.of(seed, CounterRandom.Stream.SPLIT, 1);
        long row = 0;
        try (BufferedWriter rest = Files.newBufferedWriter(split.rest);
                BufferedWriter test = Files.newBufferedWriter(split.test)) {
            for (int i = 0; i < files.size(); i++) {
                try (BufferedReader reader = reader(files.get(i))) {
                    String first = header ? reader.readLine() : null;
                    if (first != null && i == 0) {
                        write(rest, first);
                        write(test, first);
                    }
                    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                        if (!line.isBlank() && random.uniform(2 * row) < keep) {
                            write(random.uniform(2 * row + 1) < share ? test : rest, line);
                        }
                        row++;
                    }
                }
            }
        }
        return split;
    }

    private static void write(BufferedWriter out, String line) throws IOException {
        out.write(line);
        out.write('\n');
    }

    private static BufferedReader reader(Path file) throws IOException {
        InputStream bytes = new FileInputStream(file.toFile());
        return new BufferedReader(new InputStreamReader(
                file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes, StandardCharsets.UTF_8));
    }
}
