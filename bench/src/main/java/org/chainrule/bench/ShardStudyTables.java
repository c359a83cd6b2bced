package org.chainrule.bench;

import java.io.BufferedInputStream;
import java.io.BufferedWriter;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.run.TrainOptions;
import org.chainrule.tabular.run.TrainOptionsBuilder;
import org.chainrule.tabular.schema.Task;

/**
 * The tables of {@link ShardStudy}, as files with training, validation and test rows: the published splits of adult and california; of mnist the first 50,000 training rows,
 * the other 10,000, and the official test rows.
 */
record ShardStudyTables(Path data, Path work) {
    static final List<String> NAMES = List.of("adult", "california", "mnist");

    private static final int PIXELS = 784;
    private static final int CHOSEN = 50_000;

    Path file(String table, String part) throws IOException {
        if (!table.equals("mnist")) {
            return data.resolve("published_splits").resolve(table).resolve(part + ".csv");
        }
        Path file = work.resolve("mnist-" + part + ".csv");
        if (!Files.exists(file)) {
            Files.createDirectories(work);
            switch (part) {
                case "train" -> write("train", 0, CHOSEN, file);
                case "val" -> write("train", CHOSEN, 60_000, file);
                default -> write("t10k", 0, 10_000, file);
            }
        }
        return file;
    }

    private void write(String set, int from, int to, Path file) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        try (DataInputStream images = open(set + "-images-idx3-ubyte.gz", 16);
                DataInputStream labels = open(set + "-labels-idx1-ubyte.gz", 8);
                BufferedWriter out = Files.newBufferedWriter(unfinished, StandardCharsets.UTF_8)) {
            StringBuilder line = new StringBuilder();
            for (int p = 0; p < PIXELS; p++) {
                line.append('p').append(p).append(',');
            }
            out.write(line.append("digit\n").toString());
            images.skipNBytes((long) from * PIXELS);
            labels.skipNBytes(from);
            byte[] pixels = new byte[PIXELS];
            for (int row = from; row < to; row++) {
                images.readFully(pixels);
                line.setLength(0);
                for (byte pixel : pixels) {
                    line.append(pixel & 0xFF).append(',');
                }
                out.write(line.append('d')
                        .append(labels.readUnsignedByte())
                        .append('\n')
                        .toString());
            }
        }
        Files.move(unfinished, file);
    }

    private DataInputStream open(String name, int header) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(
                new GZIPInputStream(Files.newInputStream(data.resolve("mnist").resolve(name))), 1 << 16));
        in.skipNBytes(header);
        return in;
    }

    /** The options of a user who knows the table's name and target. */
    TrainOptionsBuilder options(String table) throws IOException {
        String target =
                switch (table) {
                    case "adult" -> "income";
                    case "california" -> "MedHouseVal";
                    default -> "digit";
                };
        return TrainOptions.builder(target)
                .task(table.equals("california") ? Task.REGRESSION : Task.CLASSIFICATION)
                .validation(Table.read(file(table, "val")))
                .threads(1);
    }
}
