package org.chainrule.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.Prediction;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.recipe.Presets;
import org.chainrule.tabular.run.TrainOptions;
import org.chainrule.tabular.run.TrainOptionsBuilder;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.train.Precision;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models of all presets, in an application of its own process that has the jar and nothing else: the bits are those of {@link Model#predict(Map)} in the whole
 * product. The application is compiled against the jar alone.
 */
class ScoringBitsTest {
    private static final int TRAINING_ROWS = 120;
    private static final int ROWS = 40;
    private static final String HEADER = "x,color,day,Weight,Team,label,value\n";
    private static final List<List<String>> CELLS = List.of(
            List.of("1.5", "", "-3e2", " 7 ", "NA", "0.25"),
            List.of("red", "blue", " green ", "", "unseen", "höher"),
            List.of("2024-05-11", "", "2031-01-01"),
            List.of("1", "4", "2", "", "99"),
            List.of("team3", "team12", "team99", "?", "日本"));

    @TempDir
    static Path dir;

    private static Path models;
    private static Path application;
    private static final List<String> EXPECTED = new ArrayList<>();

    @BeforeAll
    static void trainAndCompile() throws IOException {
        models = Files.createDirectory(dir.resolve("models"));
        Table table = Table.read(Files.writeString(dir.resolve("data.csv"), HEADER + rows()));
        for (String preset : Presets.NAMES) {
            save("classes-" + preset, table, options("label", "value").preset(preset));
            save("values-" + preset, table, options("value", "label").preset(preset));
        }
        save("best", table, options("label", "value").preset("best").timeLimit(Duration.ofMillis(1)));
        save("variance", table, options("value", "label").likelihood("gaussian-variance"));
        save("quantiles", table, options("value", "label").likelihood("quantile(0.1,0.5,0.9)"));
        save("binary", table, options("label", "value").likelihood("bernoulli"));
        save("float64", table, options("label", "value").precision(Precision.FLOAT64));
        fixtures();
        try (Stream<Path> files = Files.list(models)) {
            for (Path file : files.filter(name -> name.toString().endsWith(".chainrule"))
                    .sorted()
                    .toList()) {
                expect(file);
            }
        }
        application = compile();
    }

    private static TrainOptionsBuilder options(String target, String other) {
        return TrainOptions.builder(target).drop(List.of(other)).epochs(2).threads(1);
    }

    private static String rows() {
        return IntStream.range(0, TRAINING_ROWS)
                .mapToObj(n -> (n % 11 == 0 ? "" : String.valueOf(n * 37 % 101 / 7.0)) + ","
                        + List.of("red", "blue", "green").get(n * 7 % 3) + ",2024-0" + (n % 9 + 1) + "-1" + n % 10 + ","
                        + (n % 4 + 1) + ",team" + n % 13 + "," + (n * 37 % 101 > 50 ? "high" : "low") + ","
                        + (n * 37 % 101 * 2 + n % 5) + "\n")
                .collect(Collectors.joining());
    }

    private static void save(String name, Table table, TrainOptionsBuilder options) {
        Chainrule.run(table, options.build(), () -> false).model().save(models.resolve(name + ".chainrule"));
    }

    /** Files of earlier versions. */
    private static void fixtures() throws IOException {
        Path folder = Path.of(System.getProperty("chainrule.root", ".."), "tabular/src/test/resources/model");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".chainrule")).toList()) {
                Files.copy(file, models.resolve("fixture-" + file.getFileName()));
            }
        }
    }

    /** Writes rows for a model, and remembers what the whole product says. */
    private static void expect(Path file) throws IOException {
        Model model = Model.load(file);
        List<ColumnSchema> columns = model.inputColumns();
        List<String> lines = new ArrayList<>();
        for (int n = 0; n < ROWS; n++) {
            Map<String, Object> row = new HashMap<>();
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                String cell = cell(columns.get(i), n + 3 * i);
                row.put(columns.get(i).name(), cell);
                cells.add(cell);
            }
            lines.add(String.join("\t", cells));
            EXPECTED.add(file.getFileName() + bits(model.predict(row)));
        }
        Files.write(Path.of(file + ".rows"), lines);
    }

    private static String cell(ColumnSchema column, int n) {
        int position = List.of("x", "color", "day", "Weight", "Team").indexOf(column.name());
        if (position < 0) {
            return column.kind().isDate() || column.text() ? "" : String.valueOf(n);
        }
        return CELLS.get(position).get(n % CELLS.get(position).size());
    }

    private static String bits(Prediction prediction) {
        double[] numbers;
        if (prediction instanceof Prediction.OfClass classes) {
            numbers = classes.probabilities().values().stream()
                    .mapToDouble(p -> p)
                    .toArray();
        } else if (!prediction.quantiles().isEmpty()) {
            numbers =
                    prediction.quantiles().values().stream().mapToDouble(q -> q).toArray();
        } else {
            double deviation = prediction.standardDeviation();
            numbers = Double.isNaN(deviation)
                    ? new double[] {prediction.value()}
                    : new double[] {prediction.value(), deviation};
        }
        return Arrays.stream(numbers)
                .mapToObj(number -> " " + Long.toHexString(Double.doubleToRawLongBits(number)))
                .collect(Collectors.joining());
    }

    private static Path compile() throws IOException {
        Path sources = Path.of("src/test/resources/consumer");
        Path classes = dir.resolve("consumer");
        StringWriter out = new StringWriter();
        int code = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        new PrintWriter(out),
                        new PrintWriter(out),
                        "--release",
                        "17",
                        "-p",
                        ScoringJarTest.JAR.toString(),
                        "-d",
                        classes.toString(),
                        sources.resolve("module-info.java").toString(),
                        sources.resolve("consumer/Main.java").toString());
        assertEquals(0, code, out.toString());
        return classes;
    }

    private record Output(List<String> lines, String errors) {}

    private static Output java(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-Dfile.encoding=UTF-8"));
        command.addAll(List.of(arguments));
        command.add(models.toString());
        Path out = dir.resolve("out.txt");
        Path errors = dir.resolve("errors.txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile())
                .start();
        assertTrue(process.waitFor(300, TimeUnit.SECONDS), "ended");
        String said = Files.readString(errors, StandardCharsets.UTF_8);
        assertEquals(0, process.exitValue(), said + Files.readString(out, StandardCharsets.UTF_8));
        return new Output(Files.readAllLines(out, StandardCharsets.UTF_8), said);
    }

    private static void assertBits(Output output) {
        List<String> found = output.lines().stream()
                .filter(line -> line.contains(".chainrule "))
                .toList();
        assertTrue(EXPECTED.size() >= 18 * ROWS, EXPECTED.size() + " rows");
        assertEquals(EXPECTED, found);
        assertTrue(output.lines().stream().anyMatch(line -> line.startsWith("refused ")), "a damaged file");
    }

    @Test
    void asAModuleWithNothingBeyondTheBase() throws Exception {
        Output output = java(
                "--limit-modules",
                "java.base,org.chainrule.scoring",
                "-p",
                ScoringJarTest.JAR + File.pathSeparator + application,
                "-m",
                "consumer/consumer.Main");
        assertEquals("module true", output.lines().get(0));
        assertEquals(
                "modules [consumer, java.base, org.chainrule.scoring]",
                output.lines().get(1));
        assertBits(output);
    }

    @Test
    void onTheClassPathWithNothingBeyondTheBase() throws Exception {
        Output output = java(
                "--limit-modules",
                "java.base",
                "-cp",
                ScoringJarTest.JAR + File.pathSeparator + application,
                "consumer.Main");
        assertEquals("module false", output.lines().get(0));
        assertEquals("modules [java.base]", output.lines().get(1));
        assertBits(output);
    }

    /** The SIMD kernels as a jar: in a build of several modules they may be a folder still. */
    private static Path kernels() throws Exception {
        Class<?> factory = Class.forName(
                "org.chainrule.kernel.vector.VectorKernelFactory", false, ScoringBitsTest.class.getClassLoader());
        Path place = Path.of(
                factory.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (!Files.isDirectory(place)) {
            return place;
        }
        Path manifest =
                Files.writeString(dir.resolve("manifest.txt"), "Automatic-Module-Name: org.chainrule.kernels.vector\n");
        Path jar = dir.resolve("kernels.jar");
        int code = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, "cfm", jar.toString(), manifest.toString(), "-C", place.toString(), ".");
        assertEquals(0, code);
        return jar;
    }

    /** The SIMD kernels, built for the whole product, beside the jar. */
    @Test
    void withSimdKernels() throws Exception {
        String kernels = kernels().toString();
        Output output = java(
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                ScoringJarTest.JAR + File.pathSeparator + kernels + File.pathSeparator + application,
                "consumer.Main");
        assertBits(output);
        assertTrue(!output.errors().contains("scalar kernels"), output.errors());
        Output named = java(
                "--add-modules",
                "jdk.incubator.vector,org.chainrule.kernels.vector",
                "-p",
                ScoringJarTest.JAR + File.pathSeparator + kernels + File.pathSeparator + application,
                "-m",
                "consumer/consumer.Main");
        assertBits(named);
    }
}
