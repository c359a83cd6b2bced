package org.chainrule.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.chainrule.random.CounterRandom;
import org.chainrule.tabular.schema.Task;

/** Reports made of invented numbers, for tests and to look at: {@code main} writes them all to {@code target}. */
final class SampleReports {
    private static final String HASH = "3f0c9a1be72d4458a6b1c07e5590d2aa81f34be6c9d7702251e8f9a04bb6d713";

    private SampleReports() {}

    /**
     * Writes every sample.
     *
     * @param arguments the folder
     * @throws java.io.IOException if the folder cannot be made
     */
    public static void main(String[] arguments) throws java.io.IOException {
        Path folder = Path.of(arguments.length > 0 ? arguments[0] : "target");
        Files.createDirectories(folder);
        all().forEach((name, data) -> Report.write(data, folder.resolve("sample-" + name + ".html")));
    }

    static Map<String, ReportData> all() {
        var all = new LinkedHashMap<String, ReportData>();
        all.put("penguins", penguins());
        all.put("letters", classes("letter.csv", 26, i -> String.valueOf((char) ('A' + i)), 4_000));
        all.put("hundred", classes("many.csv", 100, i -> "class number " + i, 20_000));
        all.put("binary", binary());
        all.put("regression", regression());
        all.put("bare", bare());
        all.put(
                "hostile",
                hostile(List.of(
                        "<script>document.title='owned'</script>",
                        "\"><img src=x onerror=document.title='owned'>",
                        "</script><script>document.title='owned'</script>",
                        "{{d3}} ${7*7}",
                        "\u202Egnp.exe",
                        "\u0000\u001b[31mred\n\n",
                        "<!--<script>",
                        "\uD800",
                        "x".repeat(3_000),
                        "",
                        "  ",
                        "null",
                        "__proto__",
                        "مرحبا بالعالم",
                        "👨‍👩‍👧 family",
                        "javascript:alert(1)",
                        "red",
                        "var(--x)")));
        return all;
    }

    static ReportData penguins() {
        var outcome = new Outcome.Classification(
                "test",
                List.of("Adelie", "Chinstrap", "Gentoo"),
                new long[][] {{30, 0, 0}, {1, 13, 0}, {0, 0, 25}},
                calibration(9, 69),
                0.0213,
                List.of());
        return new ReportData(
                "penguins.csv: species",
                Task.CLASSIFICATION,
                "species",
                Instant.parse("2026-03-14T09:26:53Z"),
                "0.1.0",
                "chainrule train penguins.csv --target species --test-fraction 0.2 --seed 7 --model penguins.chainrule"
                        + " --report penguins.html",
                configuration(),
                7,
                HASH,
                new ReportData.Data("penguins.csv", HASH.replace('3', 'b'), 344, 220, 55, 69),
                new ReportData.Run(
                        "tabular-small",
                        2_691,
                        "vector-256",
                        2,
                        Duration.ofMillis(840),
                        412_345.6,
                        60,
                        44,
                        "no improvement for 16 epochs",
                        "5 of 5 trained, on 220 rows each"),
                "accuracy",
                history(60, 1.1, 0.03, 0.45, 0.985),
                List.of(
                        split("validation", 55, "accuracy", 0.981818, "logLoss", 0.05671),
                        split("test", 69, "accuracy", 0.985507, "logLoss", 0.04822)),
                outcome,
                List.of(
                        new ReportData.Feature("island", "categorical", "one-hot: 3 levels and unknown", 0, 4, ""),
                        new ReportData.Feature(
                                "beak_length_mm",
                                "numeric",
                                "standardised: mean 43.92, standard deviation 5.459; missing becomes the mean, with an indicator",
                                2,
                                2,
                                ""),
                        new ReportData.Feature(
                                "beak_depth_mm",
                                "numeric",
                                "standardised: mean 17.15, standard deviation 1.975; missing becomes the mean, with an indicator",
                                2,
                                2,
                                ""),
                        new ReportData.Feature(
                                "flipper_length_mm",
                                "numeric",
                                "standardised: mean 200.9, standard deviation 14.06; missing becomes the mean, with an indicator",
                                2,
                                2,
                                ""),
                        new ReportData.Feature(
                                "body_mass_g",
                                "numeric",
                                "standardised: mean 4202, standard deviation 802; missing becomes the mean, with an indicator",
                                2,
                                2,
                                ""),
                        new ReportData.Feature(
                                "sex",
                                "categorical",
                                "one-hot: 2 levels, missing and unknown",
                                11,
                                4,
                                "“.” was read as missing"),
                        new ReportData.Feature(
                                "rowid",
                                "identifier",
                                "dropped: every row has a value of its own",
                                0,
                                0,
                                "name it with --keep to use it")),
                List.of(
                        new ReportData.Importance("beak_length_mm", 0.2812, 0.031),
                        new ReportData.Importance("flipper_length_mm", 0.1033, 0.022),
                        new ReportData.Importance("island", 0.1421, 0.027),
                        new ReportData.Importance("beak_depth_mm", 0.0911, 0.019),
                        new ReportData.Importance("body_mass_g", 0.0231, 0.012),
                        new ReportData.Importance("sex", -0.0029, 0.004)),
                List.of("The test part has 69 rows: its accuracy is known to about ±3 percentage points."),
                List.of(
                        new ReportData.Trial(1, "fast", Map.of(), "logLoss", 0.0812, 5, 5, 0, 2, 300, 2.34, 0.25, ""),
                        new ReportData.Trial(
                                2,
                                "realmlp",
                                Map.of("dropout", "0.3"),
                                "logLoss",
                                0.0644,
                                5,
                                5,
                                0,
                                1,
                                900,
                                12.5,
                                0.75,
                                ""),
                        new ReportData.Trial(
                                3, "tabm", Map.of(), "logLoss", Double.NaN, 2, 5, 0, 0, 7, 1.2, 0, "not finished")),
                List.of(
                        new ReportData.Finding(
                                true,
                                "test",
                                "3 of 69 rows of the test data are also training rows, target included, so its figures are too good",
                                "take them out of one of the two tables"),
                        new ReportData.Finding(
                                false,
                                "training",
                                "the last epoch was the best, and the last 12 of 60 improved logLoss by 7.1 %",
                                "--epochs 120")),
                SampleInside.small());
    }

    static ReportData classes(String name, int count, java.util.function.IntFunction<String> label, int rows) {
        CounterRandom random = CounterRandom.of(3, CounterRandom.Stream.SAMPLE, count);
        long[][] confusion = new long[count][count];
        long right = 0;
        for (int row = 0; row < rows; row++) {
            int truth = random.below(3L * row, count);
            boolean hit = random.uniform(3L * row + 1) < 0.93 - 0.3 * (truth % 7 == 3 ? 1 : 0);
            int answer = hit ? truth : (truth + 1 + (int) (count * Math.pow(random.uniform(3L * row + 2), 3))) % count;
            confusion[truth][answer]++;
            right += truth == answer ? 1 : 0;
        }
        double accuracy = (double) right / rows;
        ReportData like = penguins();
        var outcome = new Outcome.Classification(
                "test",
                IntStream.range(0, count).mapToObj(label).toList(),
                confusion,
                calibration(15, rows),
                0.031,
                List.of());
        return with(
                like,
                name,
                Task.CLASSIFICATION,
                "accuracy",
                history(400, Math.log(count), 0.2, 0.05, accuracy),
                outcome,
                List.of(
                        split("validation", rows, "accuracy", accuracy - 0.004, "logLoss", 0.31),
                        split("test", rows, "accuracy", accuracy, "logLoss", 0.29)),
                IntStream.range(0, 40)
                        .mapToObj(i -> new ReportData.Importance(
                                "feature with a rather long name " + i, 0.3 / (i + 1) - 0.01, 0.03 / (i + 1)))
                        .toList(),
                List.of());
    }

    static ReportData binary() {
        var roc = new ArrayList<Outcome.RocPoint>();
        for (int i = 0; i <= 200; i++) {
            roc.add(new Outcome.RocPoint(i / 200.0, Math.pow(i / 200.0, 0.15)));
        }
        var outcome = new Outcome.Classification(
                        "test",
                        List.of("<=50K", ">50K"),
                        new long[][] {{11_560, 875}, {1_320, 2_526}},
                        calibration(10, 16_281),
                        0.0122,
                        roc)
                .with(new Outcome.Scaling(1.4, overconfident(10, 16_281), 0.041), coverage(1.3));
        return with(
                penguins(),
                "adult.csv: income",
                Task.CLASSIFICATION,
                "auc",
                history(30, 0.5, 0.27, 0.8, 0.9213),
                outcome,
                List.of(
                        split("validation", 6_512, "accuracy", 0.8689, "auc", 0.9213, "logLoss", 0.2871),
                        split("test", 16_281, "accuracy", 0.8652, "auc", 0.9198, "logLoss", 0.2912)),
                List.of(
                        new ReportData.Importance("capital-gain", 0.0623, 0.0021),
                        new ReportData.Importance("marital-status", 0.041, 0.0017),
                        new ReportData.Importance("fnlwgt", 0.0001, 0.0004)),
                List.of());
    }

    static ReportData regression() {
        CounterRandom random = CounterRandom.of(5, CounterRandom.Stream.SAMPLE, 0);
        var samples = new ArrayList<Outcome.Sample>();
        long[] counts = new long[40];
        for (int i = 0; i < 2_000; i++) {
            double truth = 20_000 + 480_000 * Math.pow(random.uniform(2L * i), 1.7);
            double predicted = truth + (9_000 + truth * 0.12) * random.normal(2L * i + 1) - 4_000;
            samples.add(new Outcome.Sample(truth, predicted));
            counts[(int) Math.max(0, Math.min(39, (truth - predicted + 200_000) / 10_000))] += 2;
        }
        var bins = new ArrayList<Outcome.HistogramBin>();
        for (int i = 0; i < counts.length; i++) {
            bins.add(new Outcome.HistogramBin(-200_000 + i * 10_000.0, -190_000 + i * 10_000.0, counts[i]));
        }
        return with(
                penguins(),
                "california_housing.parquet: median_house_value",
                Task.REGRESSION,
                "rmse",
                history(120, 9.2e4, 4.4e4, 9.9e4, 46_812.4),
                new Outcome.Regression("test", 4_000, samples, bins).with(coverage(161_000)),
                List.of(
                        split("validation", 3_300, "rmse", 46_812.4, "mae", 30_112.9, "r2", 0.8391),
                        split("test", 4_000, "rmse", 47_350.2, "mae", 30_951.0, "r2", 0.8342)),
                List.of(
                        new ReportData.Importance("latitude", 61_234.1, 812),
                                new ReportData.Importance("longitude", 58_000, 700),
                        new ReportData.Importance("median_income", 38_120, 611),
                                new ReportData.Importance("total_rooms", -120, 60)),
                List.of());
    }

    /** No validation, no test, one epoch: what must not break. */
    static ReportData bare() {
        return with(
                penguins(),
                "bare",
                Task.REGRESSION,
                "rmse",
                List.of(new ReportData.Epoch(1, 0.5, Double.NaN, Double.NaN, 0.001)),
                null,
                List.of(),
                List.of(),
                List.of());
    }

    static ReportData hostile(List<String> strings) {
        ReportData like = classes(strings.get(0), strings.size(), strings::get, 50 * strings.size());
        var configuration = new LinkedHashMap<String, String>();
        strings.forEach(string -> configuration.put(string, string));
        String joined = String.join(" ", strings);
        return new ReportData(
                joined,
                like.task(),
                strings.get(0),
                like.createdAt(),
                strings.get(0),
                joined,
                configuration,
                -1,
                strings.get(1),
                new ReportData.Data(joined, strings.get(0), 1, 1, 1, 1),
                new ReportData.Run(
                        strings.get(1),
                        1,
                        strings.get(0),
                        1,
                        Duration.ofHours(3),
                        Double.NaN,
                        3,
                        2,
                        strings.get(0),
                        joined),
                strings.get(0),
                like.history(),
                strings.stream()
                        .limit(4)
                        .map(string -> split(string, 3, string, Double.NaN, strings.get(0), 0.5))
                        .toList(),
                like.outcome(),
                strings.stream()
                        .map(string -> new ReportData.Feature(string, string, string, 1, 1, string))
                        .toList(),
                strings.stream()
                        .map(string -> new ReportData.Importance(string, string.length() / 1e3, 0.01))
                        .toList(),
                strings,
                strings.stream()
                        .map(string -> new ReportData.Trial(
                                1,
                                string,
                                Map.of(string, string),
                                strings.get(0),
                                0.5,
                                1,
                                5,
                                0,
                                1,
                                3,
                                0.1,
                                0.5,
                                string))
                        .toList(),
                strings.stream()
                        .map(string -> new ReportData.Finding(string.length() % 2 == 0, string, string, string))
                        .toList(),
                SampleInside.hostile(strings));
    }

    private static ReportData with(
            ReportData like,
            String title,
            Task task,
            String metric,
            List<ReportData.Epoch> history,
            @org.jspecify.annotations.Nullable Outcome outcome,
            List<ReportData.SplitMetrics> metrics,
            List<ReportData.Importance> importance,
            List<String> warnings) {
        return new ReportData(
                title,
                task,
                like.target(),
                like.createdAt(),
                like.version(),
                like.command(),
                like.configuration(),
                like.seed(),
                like.weightsSha256(),
                like.data(),
                like.run(),
                metric,
                history,
                metrics,
                outcome,
                like.features(),
                importance,
                warnings,
                like.trials(),
                like.findings(),
                like.inside());
    }

    private static ReportData.SplitMetrics split(String name, long rows, Object... values) {
        var map = new LinkedHashMap<String, Double>();
        for (int i = 0; i < values.length; i += 2) {
            map.put((String) values[i], (Double) values[i + 1]);
        }
        return new ReportData.SplitMetrics(name, rows, map);
    }

    private static Map<String, String> configuration() {
        var map = new LinkedHashMap<String, String>();
        map.put("hidden", "64, 32");
        map.put("activation", "relu");
        map.put("likelihood", "categorical");
        map.put("optimizer", "adamw (beta1 0.9, beta2 0.999, epsilon 1e-8)");
        map.put("learningRate", "0.002, cosine with 5 % warm-up");
        map.put("weightDecay", "0.01");
        map.put("batchSize", "32");
        map.put("epochs", "200");
        map.put("patience", "16");
        map.put("precision", "float32");
        return map;
    }

    private static List<Outcome.CalibrationBin> overconfident(int bins, double rows) {
        return calibration(bins, rows).stream()
                .map(bin -> new Outcome.CalibrationBin(bin.confidence(), 0.85 * bin.frequency(), bin.weight()))
                .toList();
    }

    private static List<Outcome.Covered> coverage(double size) {
        return java.util.stream.IntStream.rangeClosed(1, 39)
                .mapToObj(i -> new Outcome.Covered(
                        i / 40.0, i / 40.0 + 0.01 * Math.sin(i), i == 39 ? Double.POSITIVE_INFINITY : size * i / 40))
                .toList();
    }

    private static List<Outcome.CalibrationBin> calibration(int bins, double rows) {
        var list = new ArrayList<Outcome.CalibrationBin>();
        for (int i = 0; i < bins; i++) {
            double confidence = 0.5 + 0.5 * (i + 0.5) / bins;
            double frequency = confidence + 0.06 * Math.sin(i * 2.1);
            list.add(new Outcome.CalibrationBin(confidence, Math.min(1, frequency), rows * Math.pow(0.6, bins - i)));
        }
        return list;
    }

    private static List<ReportData.Epoch> history(
            int epochs, double first, double last, double metricFirst, double metricLast) {
        CounterRandom random = CounterRandom.of(11, CounterRandom.Stream.SAMPLE, epochs);
        var history = new ArrayList<ReportData.Epoch>();
        for (int i = 1; i <= epochs; i++) {
            double done = (double) i / epochs;
            double fall = Math.exp(-6 * done);
            double training = last * 0.8 + (first - last * 0.8) * fall;
            double validation = last
                    + (first - last) * fall
                    + last * 0.25 * Math.max(0, done - 0.7)
                    + last * 0.03 * random.normal(i);
            double metric = metricLast
                    + (metricFirst - metricLast) * Math.exp(-8 * done)
                    + (metricLast - metricFirst) * 0.01 * random.normal(1_000L + i);
            double rate = 0.002 * Math.min(1, done / 0.05) * 0.5 * (1 + Math.cos(Math.PI * done));
            history.add(new ReportData.Epoch(i, training, validation, metric, rate));
        }
        return history;
    }
}
