package org.chainrule.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chainrule.metric.Calibration;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.model.Coverage;
import org.chainrule.tabular.model.Evaluation;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.Predictions;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.run.TrainOptions;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.Task;
import org.jspecify.annotations.Nullable;

/**
 * Whether intervals and sets hold the truth as often as is asked for, and what temperature scaling does, on real tables: 64 % of the rows train, 16 %
 * validate and calibrate, 20 % test.
 */
final class CoverageBenchmark implements Command {
    private static final double[] LEVELS = {0.8, 0.9, 0.95};
    private static final double TEST_SHARE = 0.2;
    private static final double TOLERANCE = 0.02;
    private static final int LEAST_TEST_ROWS = 1_000;
    private static final int BINS = 10;

    /** A table of the folder: where it is and what is predicted. */
    private record Source(
            String name, String target, @Nullable Task task, List<String> files) {
        static Source classes(String name, String target, String... files) {
            return new Source(name, target, Task.CLASSIFICATION, List.of(files));
        }

        static Source values(String name, String target, String... files) {
            return new Source(name, target, Task.REGRESSION, List.of(files));
        }
    }

    private static final List<Source> SOURCES = List.of(
            Source.classes("optdigits", "column64", "optdigits.train.data", "optdigits.test.data"),
            Source.classes("letter", "column0", "letter-recognition.data"),
            Source.classes("adult", "column14", "adult.data"),
            Source.classes("mushroom", "column0", "agaricus-lepiota.data"),
            Source.classes("satimage", "column36", "sat.trn", "sat.tst"),
            Source.classes("ann_thyroid", "column21", "ann-train.data", "ann-test.data"),
            Source.classes("magic04", "column10", "magic04.data"),
            Source.classes("higgs_small", "column0", "binary.train", "binary.test"),
            Source.classes("bank_churn", "Exited", "Churn_Modelling.csv"),
            Source.classes("kddcup99_10pct", "column41", "kddcup.data_10_percent.gz"),
            Source.classes("skin_nonskin", "column3", "Skin_NonSkin.txt"),
            Source.values("california_housing", "median_house_value", "housing.csv"),
            Source.values("diamonds", "price", "diamonds.csv"),
            Source.values("kin8nm", "column8", "data.txt"),
            Source.values("flights_3m", "delay", "flights-1m.csv.gz"));

    /** What one split gave. */
    private record Trial(int calibrationRows, int testRows, List<Coverage> coverage, double eceBefore, double ece) {}

    @Override
    public String name() {
        return "coverage";
    }

    @Override
    public String purpose() {
        return "coverage of intervals and sets on real tables, against the level asked for";
    }

    @Override
    public Map<String, Meaning> options() {
        Map<String, Meaning> options = new LinkedHashMap<>();
        options.put("data", new Meaning("folder with a folder for each table", ""));
        options.put("tables", new Meaning("names with commas between them, or all", "all"));
        options.put("seeds", new Meaning("splits of each table", "3"));
        options.put("epochs", new Meaning("epochs of a training", "5"));
        options.put("rows", new Meaning("at most so many rows of a table", "100000"));
        options.put("likelihood", new Meaning("of regressions, such as gaussian-variance", "gaussian"));
        return options;
    }

    @Override
    public int run(Options options, PrintStream out) throws IOException {
        if (options.text("data").isEmpty()) {
            throw new Options.WrongUsage("--data FOLDER is needed: a folder with a folder for each of "
                    + String.join(", ", SOURCES.stream().map(Source::name).toList()));
        }
        Machine.print(out);
        List<String> header = new ArrayList<>(List.of("table", "calibration rows", "test rows"));
        for (double level : LEVELS) {
            header.add(MarkdownTable.percent(level) + " asked for");
        }
        header.addAll(List.of("farthest", "size at 90 %", "ECE before", "ECE"));
        MarkdownTable table = new MarkdownTable(header.toArray(String[]::new));
        boolean held = true;
        for (Source source : chosen(options.text("tables"))) {
            List<Trial> trials = new ArrayList<>();
            for (int seed = 0; seed < options.integer("seeds"); seed++) {
                trials.add(trial(source, options, seed));
            }
            held &= add(table, source, trials);
            System.err.println(source.name() + " done");
        }
        out.print(table);
        out.println(held ? "all within 2 points" : "not all are within 2 points");
        return held ? 0 : 1;
    }

    private static List<Source> chosen(String names) {
        if (names.equals("all")) {
            return SOURCES;
        }
        return Stream.of(names.split(",", -1))
                .map(name -> SOURCES.stream()
                        .filter(source -> source.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new Options.WrongUsage("there is no table " + name)))
                .toList();
    }

    private static boolean add(MarkdownTable table, Source source, List<Trial> trials) {
        List<Object> cells = new ArrayList<>(List.of(
                source.name(), trials.get(0).calibrationRows(), trials.get(0).testRows()));
        boolean held = true;
        double farthest = 0;
        for (int i = 0; i < LEVELS.length; i++) {
            int level = i;
            double mean = trials.stream()
                    .mapToDouble(trial -> trial.coverage().get(level).covered())
                    .average()
                    .orElse(Double.NaN);
            held &= Math.abs(mean - LEVELS[i]) <= TOLERANCE || trials.get(0).testRows() < LEAST_TEST_ROWS;
            for (Trial trial : trials) {
                farthest = Math.max(farthest, Math.abs(trial.coverage().get(i).covered() - LEVELS[i]));
            }
            cells.add(MarkdownTable.percent(mean));
        }
        cells.add(MarkdownTable.percent(farthest));
        cells.add(trials.stream()
                .mapToDouble(trial -> trial.coverage().get(1).size())
                .average()
                .orElse(Double.NaN));
        boolean classes = source.task() == Task.CLASSIFICATION;
        cells.add(classes ? mean(trials.stream().mapToDouble(Trial::eceBefore)) : "");
        cells.add(classes ? mean(trials.stream().mapToDouble(Trial::ece)) : "");
        table.add(cells.toArray());
        return held;
    }

    private static String mean(java.util.stream.DoubleStream values) {
        return String.format(java.util.Locale.ROOT, "%.4f", values.average().orElse(Double.NaN));
    }

    private static Trial trial(Source source, Options options, int seed) throws IOException {
        Path folder = Files.createTempDirectory("chainrule-coverage-");
        try {
            List<Path> files = source.files().stream()
                    .map(file -> Path.of(options.text("data"), source.name(), file))
                    .toList();
            LineSplit split = LineSplit.of(files, TEST_SHARE, options.integer("rows"), seed, folder);
            var builder = TrainOptions.builder(source.target())
                    .task(source.task())
                    .preset("fast")
                    .epochs(options.integer("epochs"))
                    .seed(seed);
            if (source.task() == Task.REGRESSION) {
                builder.likelihood(options.text("likelihood"));
            }
            Model model = Chainrule.train(Table.read(split.rest()), builder.build());
            Evaluation evaluation = evaluate(model, Table.read(split.test()));
            int calibrationRows = model.provenance().validationRows();
            boolean classes = model.task() == Task.CLASSIFICATION;
            Predictions predictions = evaluation.predictions();
            return new Trial(
                    calibrationRows,
                    evaluation.rows(),
                    Coverage.of(evaluation, LEVELS),
                    classes ? ece(predictions.unscaledProbabilities(), evaluation) : Double.NaN,
                    classes ? ece(predictions.probabilities(), evaluation) : Double.NaN);
        } finally {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private static double ece(double[][] probabilities, Evaluation evaluation) {
        return Calibration.ofPredicted(probabilities, evaluation.targets(), evaluation.weights(), BINS)
                .expectedError();
    }

    /** Judges on the rows whose class training saw: a class of two rows may be in the test only. */
    private static Evaluation evaluate(Model model, Table table) {
        List<ColumnSchema> columns = model.schema().columns().stream()
                .filter(column -> column.name().equals(model.target())
                        || model.inputColumns().contains(column))
                .toList();
        try (RawTable rows = table.load(columns)) {
            int[] known = IntStream.range(0, rows.rows()).toArray();
            if (rows.column(model.target()) instanceof RawColumn.Text text) {
                known = Arrays.stream(known)
                        .filter(row -> text.code(row) >= 0
                                && model.classes().contains(text.dictionary().get(text.code(row))))
                        .toArray();
            }
            return model.evaluate(rows, known);
        }
    }
}
