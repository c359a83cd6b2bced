package org.chainrule.interop.onnx.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Random;

/** A small table with all kinds of columns: missing cells, dates, few and many levels, names that are not ASCII or those of outputs. */
final class MixedTable {
    static final String[] CITIES = {"Köln", "Zürich", "São Paulo", "東京", "Oslo"};

    private MixedTable() {}

    /** Writes {@code rows} rows; the targets are "Art" (three classes), "zwei" (two), "y" (a number), "skewed" (positive) and "count". */
    static Path write(Path directory, int rows, long seed) {
        Random random = new Random(seed);
        StringBuilder csv = new StringBuilder("größe,value,Stadt,ok,code,when,many,only,Art,zwei,y,skewed,count\n");
        for (int row = 0; row < rows; row++) {
            double size = random.nextGaussian() * 3 + 10;
            double heavy = StrictMath.exp(random.nextGaussian() * 2);
            int city = random.nextInt(CITIES.length);
            boolean ok = random.nextBoolean();
            int code = 1 + random.nextInt(4);
            int many = (int) (60 * random.nextDouble() * random.nextDouble());
            LocalDateTime when = LocalDateTime.of(2019, 1, 1, 0, 0).plusMinutes(random.nextInt(3 * 366 * 24 * 60));
            double score = 0.4 * (size - 10)
                    + city
                    + (ok ? 1.5 : 0)
                    + 0.7 * code
                    - StrictMath.log1p(heavy)
                    + many % 7 * 0.3
                    + when.getMonthValue() * 0.1
                    + random.nextGaussian() * 0.3;
            csv.append(cell(random, String.format(Locale.ROOT, "%.3f", size))).append(',');
            csv.append(cell(random, String.format(Locale.ROOT, "%.5f", heavy))).append(',');
            csv.append(cell(random, CITIES[city])).append(',');
            csv.append(cell(random, ok ? "yes" : "no")).append(',');
            csv.append(code).append(',');
            csv.append(cell(random, when.toString())).append(',');
            csv.append(cell(random, "level" + many)).append(',');
            csv.append("same,");
            csv.append(score < 3 ? "a,b" : "c,d", 0, 1)
                    .append(score > 5 ? "!" : "")
                    .append(',');
            csv.append(score < 4 ? "nein" : "ja").append(',');
            csv.append(String.format(Locale.ROOT, "%.4f", score)).append(',');
            csv.append(String.format(Locale.ROOT, "%.4f", StrictMath.exp(score)))
                    .append(',');
            csv.append(Math.max(0, (int) score)).append('\n');
        }
        try {
            Path file = directory.resolve("mixed.csv");
            Files.writeString(file, csv);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String cell(Random random, String text) {
        return random.nextInt(15) == 0 ? "" : text;
    }
}
