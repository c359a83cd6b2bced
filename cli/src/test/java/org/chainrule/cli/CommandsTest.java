package org.chainrule.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.chainrule.tabular.error.ShellText;
import org.chainrule.tabular.model.Json;
import org.chainrule.tabular.read.Table;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands, one after the other, as a person uses them. */
class CommandsTest {
    private static final Path PENGUINS =
            Path.of(System.getProperty("chainrule.root", ".."), "examples", "penguins.csv");

    @TempDir
    static Path dir;

    private static Ran trained;

    @BeforeAll
    static void train() {
        trained = train("penguins", "--threads", "1");
        assertEquals(0, trained.code(), trained.err());
    }

    private static Ran train(String name, String... more) {
        List<String> line = new ArrayList<>(List.of(
                "train",
                PENGUINS.toString(),
                "--target",
                "species",
                "--epochs",
                "4",
                "--hidden",
                "12",
                "--learning-rate",
                "0.02",
                "--json",
                "--model",
                path(name + ".chainrule"),
                "--report",
                path(name + ".html")));
        line.addAll(List.of(more));
        return Ran.of(line.toArray(String[]::new));
    }

    private static String path(String name) {
        return dir.resolve(name).toString();
    }

    @Test
    void trainWritesWhatScriptsRead() throws IOException {
        Map<String, Object> json = trained.json();
        assertEquals("classification", json.get("task"));
        assertEquals(344L, json.get("rows"));
        assertEquals(6L, json.get("features"));
        assertEquals(4L, json.get("epochs"));
        assertEquals("default", json.get("preset"));
        assertTrue(String.valueOf(json.get("weightsSha256")).matches("[0-9a-f]{64}"));
        assertTrue(((Number) json.get("seconds")).doubleValue() > 0);
        assertTrue(((Number) json.get("rowsPerSecond")).doubleValue() > 0);
        assertTrue(((Number) json.get("parameters")).longValue() > 100);
        assertTrue(json.containsKey("kernel"));
        assertTrue(metric(json, "validation", "accuracy") > 0.7);
        assertTrue(metric(json, "validation", "logLoss") < 1);
        assertEquals(Map.of(), json.get("test"));
        assertEquals(1, trained.out().lines().count(), "only the object goes to standard output");
        String page = Files.readString(dir.resolve("penguins.html"));
        assertTrue(page.contains("species") && page.contains("chainrule train"));
    }

    @Test
    @SuppressWarnings("unchecked")
    void theDoctorIsHeard() throws IOException {
        List<Map<String, Object>> findings =
                (List<Map<String, Object>>) trained.json().get("findings");
        Map<String, Object> small = findings.stream()
                .filter(finding -> "small-validation".equals(finding.get("code")))
                .findFirst()
                .orElseThrow();
        assertEquals("note", small.get("severity"));
        assertEquals("validation", small.get("subject"));
        String line = "note        " + small.get("message") + "; " + small.get("remedy");
        assertTrue(trained.err().contains(line), trained.err());
        assertTrue(Files.readString(dir.resolve("penguins.html")).contains(">Doctor</h2>"));
        Ran copies = train("copies", "--test", PENGUINS.toString());
        assertTrue(
                copies.err().indexOf("344 rows of the test data are also training rows")
                        < copies.err().indexOf("epoch 1/4"),
                copies.err());
        assertTrue(copies.err().contains("warning     275 of 344 rows"), copies.err());
        Ran without = train("without", "--no-doctor");
        assertEquals(List.of(), without.json().get("findings"));
        assertEquals(trained.json().get("weightsSha256"), without.json().get("weightsSha256"));
        assertFalse(Files.readString(dir.resolve("without.html")).contains(">Doctor</h2>"));
    }

    @Test
    void aPersonReadsWhatWasDone() {
        for (String said : List.of(
                "beak_length_mm",
                "275 to train, 69 to validate",
                "scalar",
                "preset",
                "epoch 4/4",
                "SHA-256",
                "most important columns")) {
            assertTrue(trained.err().contains(said), () -> "expected \"" + said + "\" in: " + trained.err());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "3"})
    void theSameBitsOnAnyNumberOfThreads(String threads) {
        assertEquals(
                trained.json().get("weightsSha256"),
                train("again", "--threads", threads).json().get("weightsSha256"));
    }

    @Test
    void anotherSeedGivesOtherWeights() {
        assertNotEquals(
                trained.json().get("weightsSha256"),
                train("seed", "--seed", "7").json().get("weightsSha256"));
    }

    @Test
    void evaluateGivesTheMetricsOfTheTable() {
        Ran ran = Ran.of("evaluate", path("penguins.chainrule"), PENGUINS.toString(), "--json");
        assertEquals(0, ran.code(), ran.err());
        Map<String, Object> json = ran.json();
        assertEquals(trained.json().get("validation"), json.get("validation"));
        assertEquals(trained.json().get("weightsSha256"), json.get("weightsSha256"));
        assertEquals(344L, json.get("rows"));
        assertTrue(metric(json, "test", "accuracy") > 0.7);
        assertTrue(ran.err().contains("true \\ predicted"), ran.err());
        Ran asTest = train("test", "--test", PENGUINS.toString());
        assertEquals(asTest.json().get("test"), json.get("test"), "--test and evaluate judge alike");
    }

    @Test
    void predictKeepsTheOrderInEveryFormat() throws IOException {
        String model = path("penguins.chainrule");
        Ran stdout = Ran.of("predict", model, PENGUINS.toString());
        assertEquals(0, stdout.code(), stdout.err());
        List<String> lines = stdout.out().lines().toList();
        assertEquals("prediction,probability_Adelie,probability_Chinstrap,probability_Gentoo", lines.get(0));
        assertEquals(345, lines.size());
        for (String ending : List.of(".csv", ".jsonl", ".parquet")) {
            Ran ran = Ran.of("predict", model, PENGUINS.toString(), "--out", path("p" + ending));
            assertEquals(0, ran.code(), ran.err());
        }
        assertEquals(stdout.out(), Files.readString(dir.resolve("p.csv")));
        List<String> objects = Files.readAllLines(dir.resolve("p.jsonl"));
        for (int row = 0; row < 344; row++) {
            Map<?, ?> object = (Map<?, ?>) Json.parse(objects.get(row));
            String[] cells = lines.get(row + 1).split(",");
            assertEquals(cells[0], object.get("prediction"));
            assertEquals(Double.parseDouble(cells[1]), ((Number) object.get("probability_Adelie")).doubleValue());
        }
        List<String> truth = Files.readAllLines(PENGUINS);
        long right = 0;
        for (int row = 1; row < lines.size(); row++) {
            right += truth.get(row).split(",")[0].equals(lines.get(row).split(",")[0]) ? 1 : 0;
        }
        Ran evaluated = Ran.of("evaluate", model, PENGUINS.toString(), "--json");
        assertEquals(metric(evaluated.json(), "test", "accuracy"), right / 344.0, 1e-12);
        Ran parquet = Ran.of("predict", model, "sql:SELECT * FROM '" + PENGUINS + "'");
        assertEquals(stdout.out(), parquet.out(), "a query of the file gives the same rows");
        Table written = Table.read(dir.resolve("p.parquet"));
        assertEquals(344, written.profile().rows());
        assertEquals(Arrays.asList(lines.get(0).split(",")), written.columnNames());
    }

    @Test
    void quantilesAndVariancesHaveTheirColumns() {
        for (String[] expected : new String[][] {
            {"quantile(0.1,0.5,0.9)", "prediction,quantile_0.1,quantile_0.5,quantile_0.9"},
            {"gaussian-variance", "prediction,standard_deviation"},
            {"huber(1)", "prediction"}
        }) {
            Ran ran = Ran.of(
                    "train",
                    PENGUINS.toString(),
                    "--target",
                    "body_mass_g",
                    "--likelihood",
                    expected[0],
                    "--epochs",
                    "2",
                    "--hidden",
                    "8",
                    "--model",
                    path("mass.chainrule"),
                    "--no-report",
                    "--json");
            assertEquals(0, ran.code(), ran.err());
            assertEquals("regression", ran.json().get("task"));
            assertTrue(metric(ran.json(), "validation", "rmse") > 0);
            assertNull(ran.json().get("report"));
            Ran predicted = Ran.of("predict", path("mass.chainrule"), PENGUINS.toString());
            assertEquals(expected[1], predicted.out().lines().findFirst().orElseThrow());
        }
    }

    @Test
    void inspectShowsWhatTheFileHolds() {
        Ran ran = Ran.of("inspect", path("penguins.chainrule"), "--json");
        assertEquals(0, ran.code(), ran.err());
        assertEquals(List.of("Adelie", "Chinstrap", "Gentoo"), ran.json().get("classes"));
        assertEquals(trained.json().get("parameters"), ran.json().get("parameters"));
        assertTrue(ran.err().contains("heads.1"), ran.err());
        Ran system = Ran.of("inspect", "--system", "--json");
        assertEquals(0, system.code(), system.err());
        assertTrue(String.valueOf(system.json().get("kernels")).contains("scalar"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"float32", "float64"})
    void theGradientIsRight(String precision) {
        String model = path(precision + ".chainrule");
        assertEquals(0, train(precision, "--precision", precision).code());
        Ran ran = Ran.of("gradcheck", model, PENGUINS.toString(), "--rows", "5", "--json");
        assertEquals(0, ran.code(), ran.err());
        assertEquals(true, ran.json().get("passed"));
        assertEquals(5L, ran.json().get("rows"));
        assertTrue(((Number) ran.json().get("checked")).longValue() > 100);
    }

    @Test
    void aWeightIsExplained() throws IOException {
        String model = path("explained.chainrule");
        assertEquals(0, train("explained", "--preset", "fast").code());
        Ran one = Ran.of(
                "explain",
                model,
                PENGUINS.toString(),
                "--row",
                "2",
                "--weight",
                "1:3:0",
                "--latex",
                path("w.tex"),
                "--html",
                path("w.html"),
                "--json");
        assertEquals(0, one.code(), one.err());
        assertTrue(Files.readString(Path.of(path("w.html"))).contains("Why the gradient of"));
        assertTrue(one.err().contains("row 2") && one.err().contains("[10] h(0) = x, "), one.err());
        assertEquals(2L, paths(one.json()).get(0).get("row"));
        assertEquals(
                List.of("inputs", "outputs"),
                List.copyOf(((Map<?, ?>) one.json().get("names")).keySet()));
        assertTrue(one.err().contains("central difference") && one.err().contains("of adamw"), one.err());
        assertTrue(Files.readString(Path.of(path("w.tex"))).contains("align"));
        double gradient = ((Number) one.json().get("gradient")).doubleValue();
        double listed = paths(one.json()).stream()
                .mapToDouble(path -> ((Number) path.get("contribution")).doubleValue())
                .sum();
        double remainder = ((Number) one.json().get("remainder")).doubleValue();
        assertEquals(gradient, listed + remainder, 1e-12 * Math.max(1, Math.abs(gradient)));
        Ran mean = Ran.of("explain", model, PENGUINS.toString(), "--rows", "20", "--weight", "1:bias:0", "--json");
        assertEquals(0, mean.code(), mean.err());
        assertTrue(mean.json().get("rows") instanceof Map<?, ?>, mean.out());
        assertTrue(mean.err().contains("20 rows"), mean.err());
        String folder = path("");
        Ran full = Ran.of("explain", model, PENGUINS.toString(), "--weight", "1:0:0", "--html", folder);
        assertEquals(3, full.code(), full.err());
        assertTrue(full.err().contains(folder) && !full.err().contains("Exception"), full.err());
    }

    @Test
    void aWeightIsExplainedAsTheNextStepTrainsIt() throws IOException {
        String model = path("masked.chainrule");
        assertEquals(0, train("masked", "--preset", "plain", "--dropout", "0.5").code());
        int dropped = 0;
        for (int unit = 0; unit < 12; unit++) {
            String weight = "1:0:" + unit;
            Ran predicted = Ran.of("explain", model, PENGUINS.toString(), "--weight", weight, "--json");
            Ran trained = Ran.of("explain", model, PENGUINS.toString(), "--weight", weight, "--as-trained", "--json");
            assertEquals(0, trained.code(), trained.err());
            assertFalse(predicted.err().contains("dropout removed"), predicted.err());
            if (trained.err().contains("dropout removed")) {
                assertEquals(0.0, ((Number) trained.json().get("gradient")).doubleValue());
                dropped++;
            }
        }
        assertTrue(dropped > 0 && dropped < 12, dropped + " of 12 units dropped");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> paths(Map<String, Object> json) {
        return (List<Map<String, Object>>) json.get("paths");
    }

    @Test
    void theCommandLineWinsOverTheConfiguration() throws IOException {
        Samples.write(Files.createDirectory(dir.resolve("config")));
        String data = path("config/good.csv");
        Ran ran = Ran.of(
                "train",
                data,
                "--config",
                path("config/good.yaml"),
                "--model",
                path("c.chainrule"),
                "--no-report",
                "--json");
        assertEquals(0, ran.code(), ran.err());
        assertEquals(2L, ran.json().get("epochs"));
        assertTrue(ran.err().contains("learning rate 0.01") && ran.err().contains("batches of 16"), ran.err());
        Ran over = Ran.of(
                "train",
                data,
                "--epochs",
                "3",
                "--config=" + path("config/good.yaml"),
                "--model",
                path("c.chainrule"),
                "--no-report",
                "--json");
        assertEquals(3L, over.json().get("epochs"));
    }

    @Test
    void formulasInLabelsAreNeutralised() {
        assertEquals("'=1+2", CsvPredictions.guarded("=1+2"));
        assertEquals("'@x", CsvPredictions.guarded("@x"));
        assertEquals("'-cmd", CsvPredictions.guarded("-cmd"));
        assertEquals("'\tx", CsvPredictions.guarded("\tx"));
        assertEquals("-1.5e3", CsvPredictions.guarded("-1.5e3"));
        assertEquals("plain", CsvPredictions.guarded("plain"));
    }

    @Test
    void theCommandIsQuotedForTheShell() {
        assertEquals(
                "chainrule train 'a b.csv' --target 'it'\\''s' --hidden 4,4",
                ShellText.of(new String[] {"train", "a b.csv", "--target", "it's", "--hidden", "4,4"}));
        assertFalse(
                ShellText.of(new String[] {"train", "jdbc:x:secret|SELECT 1"}).contains("secret"));
        assertFalse(ShellText.of(new String[] {"train", "--test=jdbc:x:secret|SELECT 1"})
                .contains("secret"));
    }

    @Test
    void everyCommandHelps() {
        for (String command : List.of(
                "train",
                "evaluate",
                "predict",
                "inspect",
                "export",
                "gradcheck",
                "explain",
                "reproduce",
                "completion")) {
            Ran ran = Ran.of(command, "--help");
            assertEquals(0, ran.code());
            assertTrue(ran.out().contains("Example") && ran.out().contains("chainrule " + command), ran.out());
        }
        assertTrue(Ran.of("--help").out().contains("gradcheck"));
        assertEquals("chainrule 0.1.0", Ran.of("--version").out().strip());
        assertTrue(Ran.of("completion").out().contains("--learning-rate"));
    }

    @SuppressWarnings("unchecked")
    private static double metric(Map<String, Object> json, String split, String name) {
        return ((Map<String, Number>) json.get(split)).get(name).doubleValue();
    }
}
