package org.chainrule.interop.onnx.export;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.chainrule.testing.Shared;

/** The development tables, thinned to so many rows that all presets can be trained on all of them. Targets and dropped columns are those of bench/tables. */
final class DevelopmentTables {
    /**
     * A table.
     *
     * @param name   as in bench/tables
     * @param file   below the shared data
     * @param header whether the first line names the columns
     * @param target the column to be predicted
     * @param drop   columns that are left out
     */
    record Source(String name, String file, boolean header, String target, List<String> drop) {}

    static final List<Source> ALL = List.of(
            named("california", "published_splits/california/train.csv", "MedHouseVal"),
            named("adult", "published_splits/adult/train.csv", "income"),
            named("churn", "published_splits/churn/train.csv", "Exited"),
            plain("iris", "iris/iris.data", 4),
            plain("wine", "wine/wine.csv", 13),
            plain("breast_cancer_wdbc", "breast_cancer_wdbc/wdbc.data", 1, "column0"),
            plain("optdigits", "optdigits/optdigits.train.data", 64),
            plain("letter", "letter/letter-recognition.data", 0),
            plain("adult_raw", "adult/adult.data", 14),
            named("titanic", "titanic/titanic_openML.csv", "survived", "boat", "body", "name", "ticket"),
            plain("spambase", "spambase/spambase.data", 57),
            plain("mushroom", "mushroom/agaricus-lepiota.data", 0),
            plain("german_credit", "german_credit/german.data", 20),
            plain("pima_diabetes", "pima_diabetes/pima-indians-diabetes.data", 8),
            named("vowel", "vowel/vowel_train.csv", "y"),
            plain("sonar", "sonar/sonar.all-data", 60),
            plain("satimage", "satimage/sat.trn", 36),
            plain("ann_thyroid", "ann_thyroid/ann-train.data", 21),
            plain("magic04", "magic04/magic04.data", 10),
            plain("higgs_small", "higgs_small/binary.train", 0),
            named("bank_churn", "bank_churn/Churn_Modelling.csv", "Exited", "RowNumber", "CustomerId", "Surname"),
            named("soybean", "soybean/soybean.csv", "Class"),
            plain("kddcup99_10pct", "kddcup99_10pct/kddcup.data_10_percent.gz", 41),
            plain("skin_nonskin", "skin_nonskin/Skin_NonSkin.txt", 3),
            plain("mnist", "mnist/train-images-idx3-ubyte.gz", 784),
            named("penguins", "penguins/penguins.json", "Species"),
            named("california_housing", "california_housing/housing.csv", "median_house_value"),
            named("diamonds", "diamonds/diamonds.csv", "price"),
            plain("concrete", "concrete/data.txt", 8),
            plain("energy", "energy/data.txt", 8),
            plain("kin8nm", "kin8nm/data.txt", 8),
            plain("yacht", "yacht/data.txt", 6),
            plain("abalone", "abalone/abalone.data", 8),
            named("auto_mpg", "auto_mpg/mpg.csv", "mpg"),
            named("insurance", "insurance/insurance.csv", "charges"),
            named("flights_3m", "flights_3m/flights-1m.csv.gz", "delay"),
            named("weather", "weather/weather.csv", "temp_max"));

    private DevelopmentTables() {}

    private static Source named(String name, String file, String target, String... drop) {
        return new Source(name, file, true, target, List.of(drop));
    }

    private static Source plain(String name, String file, int target, String... drop) {
        return new Source(name, file, false, "column" + target, List.of(drop));
    }

    /** Writes every k-th row from an offset on, at most so many; a JSON file stays as it is. */
    static Path thinned(Source source, Path directory, int offset, int rows) throws IOException {
        Path file = Shared.path("data/" + source.file());
        if (source.file().endsWith(".json")) {
            return file;
        }
        List<String> lines = source.name().equals("mnist") ? digits(file) : lines(file);
        List<String> kept = new ArrayList<>();
        int first = source.header() ? 1 : 0;
        kept.addAll(lines.subList(0, first));
        int step = Math.max(1, (lines.size() - first) / rows);
        for (int line = first + Math.min(offset, step - 1);
                line < lines.size() && kept.size() < rows + first;
                line += step) {
            kept.add(lines.get(line));
        }
        Path thin = directory.resolve(source.name() + offset + (source.header() ? ".csv" : ".data"));
        Files.write(thin, kept);
        return thin;
    }

    private static List<String> lines(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.isBlank()).limit(500_000).toList();
        }
    }

    private static List<String> digits(Path images) throws IOException {
        Path labels = images.resolveSibling("train-labels-idx1-ubyte.gz");
        List<String> lines = new ArrayList<>();
        try (InputStream pixels = new GZIPInputStream(Files.newInputStream(images));
                InputStream digits = new GZIPInputStream(Files.newInputStream(labels))) {
            ByteBuffer.wrap(pixels.readNBytes(16));
            digits.skipNBytes(8);
            for (int n = 0; n < 4_000; n++) {
                StringBuilder line = new StringBuilder();
                for (byte pixel : pixels.readNBytes(784)) {
                    line.append(pixel & 0xFF).append(',');
                }
                lines.add(line.append(digits.read()).toString());
            }
        }
        return lines;
    }
}
