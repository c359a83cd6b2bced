package org.chainrule.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chainrule.tabular.model.Json;
import org.chainrule.tabular.read.Table;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --coverage} of predict and evaluate, and what inspect says about it. */
class CoverageCommandsTest {
    private static final Path PENGUINS =
            Path.of(System.getProperty("chainrule.root", ".."), "examples", "penguins.csv");

    @TempDir
    static Path dir;

    @BeforeAll
    static void train() {
        train(PENGUINS, "species", "classes");
        train(PENGUINS, "body_mass_g", "values");
        train(PENGUINS, "body_mass_g", "none", "--validation-fraction", "0");
    }

    private static Ran train(Path data, String target, String name, String... more) {
        List<String> line = new ArrayList<>(List.of("train", data.toString(), "--target", target));
        line.addAll(List.of("--epochs", "4", "--hidden", "12", "--learning-rate", "0.02", "--no-report", "--json"));
        line.addAll(List.of("--model", path(name)));
        line.addAll(List.of(more));
        return done(line.toArray(String[]::new));
    }

    private static String path(String name) {
        return dir.resolve(name.contains(".") ? name : name + ".chainrule").toString();
    }

    private static Ran done(String... line) {
        Ran ran = Ran.of(line);
        assertEquals(0, ran.code(), ran.err());
        return ran;
    }

    private static Map<?, ?> object(Object value) {
        return (Map<?, ?>) Objects.requireNonNull(value);
    }

    private static double number(Map<?, ?> object, String name) {
        return ((Number) Objects.requireNonNull(object.get(name), name)).doubleValue();
    }

    @Test
    void intervalsHaveTwoColumnsInEveryFormat() throws IOException {
        Ran csv = done("predict", path("values"), PENGUINS.toString(), "--coverage", "0.9");
        List<String> lines = csv.out().lines().toList();
        assertEquals("prediction,body_mass_g_lower,body_mass_g_upper", lines.get(0));
        assertFalse(csv.err().contains("warning"), csv.err());
        done("predict", path("values"), PENGUINS.toString(), "--coverage", "0.9", "--out", path("v.jsonl"));
        done("predict", path("values"), PENGUINS.toString(), "--coverage", "0.9", "--out", path("v.parquet"));
        List<String> objects = Files.readAllLines(dir.resolve("v.jsonl"));
        double width = -1;
        for (int row = 0; row < 344; row++) {
            double[] cells = Arrays.stream(lines.get(row + 1).split(","))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            assertTrue(cells[1] < cells[0] && cells[0] < cells[2]);
            assertEquals(width < 0 ? cells[2] - cells[1] : width, cells[2] - cells[1], 1e-6);
            width = cells[2] - cells[1];
            assertEquals(cells[1], number(object(Json.parse(objects.get(row))), "body_mass_g_lower"));
        }
        assertEquals(
                List.of(lines.get(0).split(",")),
                Table.read(dir.resolve("v.parquet")).columnNames());
    }

    @Test
    void evaluateCountsWhatPredictWrites() throws IOException {
        Ran ran = done("evaluate", path("values"), PENGUINS.toString(), "--coverage", "0.8", "--json");
        Map<?, ?> coverage = object(ran.json().get("coverage"));
        assertTrue(ran.err().contains("where 0.8 was asked for"), ran.err());
        List<String> truth = Files.readAllLines(PENGUINS);
        int column = List.of(truth.get(0).split(",")).indexOf("body_mass_g");
        List<String> lines = done("predict", path("values"), PENGUINS.toString(), "--coverage", "0.8")
                .out()
                .lines()
                .toList();
        int covered = 0;
        int rows = 0;
        for (int row = 1; row < lines.size(); row++) {
            String cell = truth.get(row).split(",", -1)[column];
            if (!cell.isEmpty() && !cell.equals("NA")) {
                String[] predicted = lines.get(row).split(",");
                double value = Double.parseDouble(cell);
                boolean in = Double.parseDouble(predicted[1]) <= value && value <= Double.parseDouble(predicted[2]);
                covered += in ? 1 : 0;
                rows++;
            }
        }
        assertEquals(0.8, number(coverage, "level"));
        assertEquals((double) covered / rows, number(coverage, "covered"), 1e-12);
        assertTrue(number(coverage, "meanWidth") > 0);
        assertEquals(true, coverage.get("enoughRows"));
        assertFalse(done("evaluate", path("values"), PENGUINS.toString(), "--json")
                .json()
                .containsKey("coverage"));
    }

    @Test
    void setsAreArraysOfLabelsWhateverTheLabelsHold() throws IOException {
        String odd =
                Files.readString(PENGUINS).replace("Adelie", "\"a,\"\"b\"\"\"").replace("Gentoo", "\"=1;2\"");
        Path file = Files.writeString(dir.resolve("odd.csv"), odd);
        train(file, "species", "odd");
        for (String out : List.of("sets.csv", "sets.parquet", "sets.jsonl")) {
            done("predict", path("odd"), file.toString(), "--coverage", "0.97", "--out", path(out));
        }
        assertTrue(Table.read(dir.resolve("sets.parquet")).columnNames().contains("species_set"));
        List<String> objects = Files.readAllLines(dir.resolve("sets.jsonl"));
        int row = 0;
        boolean several = false;
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(dir.resolve("sets.csv"))) {
            for (NamedCsvRecord line : reader) {
                Object set = Json.parse(line.getField("species_set"));
                assertEquals(object(Json.parse(objects.get(row++))).get("species_set"), set);
                List<?> labels = (List<?>) Objects.requireNonNull(set);
                several |= labels.size() > 1;
                assertTrue(List.of("a,\"b\"", "Chinstrap", "=1;2").containsAll(labels), labels.toString());
            }
        }
        assertEquals(344, row);
        assertTrue(several, "the test needs sets of several classes");
        Ran judged = done("evaluate", path("odd"), file.toString(), "--coverage", "0.97", "--json");
        Map<?, ?> coverage = object(judged.json().get("coverage"));
        assertTrue(number(coverage, "meanSetSize") > 0.9);
        assertTrue(coverage.containsKey("emptyShare"));
    }

    @Test
    void tooFewRowsAreSaidOnce() {
        Ran ran = done("predict", path("values"), PENGUINS.toString(), "--coverage", "0.999");
        assertEquals(
                1, ran.err().lines().filter(line -> line.contains("warning")).count(), ran.err());
        assertTrue(ran.err().contains("takes 999; every interval is infinite"), ran.err());
        assertTrue(ran.out().lines().skip(1).allMatch(line -> line.endsWith(",-Infinity,Infinity")), ran.out());
        Ran sets = done("predict", path("classes"), PENGUINS.toString(), "--coverage", "0.999");
        assertTrue(sets.err().contains("every set holds all classes"), sets.err());
        Ran judged = done("evaluate", path("values"), PENGUINS.toString(), "--coverage", "0.999", "--json");
        assertNull(object(judged.json().get("coverage")).get("meanWidth"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "90", "-0.5", "NaN", "much"})
    void whatIsNoCoverageIsRefused(String coverage) {
        for (String command : List.of("predict", "evaluate")) {
            Ran ran = Ran.of(command, path("values"), PENGUINS.toString(), "--coverage", coverage);
            assertEquals(2, ran.code(), ran.err());
            assertTrue(ran.err().contains("a number between 0 and 1, such as 0.9"), ran.err());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"predict", "evaluate"})
    void aModelWithoutCalibrationIsRefused(String command) {
        Ran ran = Ran.of(command, path("none"), PENGUINS.toString(), "--coverage", "0.9");
        assertEquals(2, ran.code());
        assertEquals(1, ran.complaints().size());
        assertTrue(ran.err().contains("train it again with validation rows"), ran.err());
        assertEquals("", ran.out());
    }

    @Test
    void inspectAndTrainSayWhatThereIs() {
        Ran classes = done("inspect", path("classes"), "--json");
        assertTrue(
                classes.err().contains("sets of classes from 69 validation rows, --coverage up to 0.985"),
                classes.err());
        Map<?, ?> calibration = object(classes.json().get("calibration"));
        assertEquals(69L, calibration.get("rows"));
        assertEquals("validation", calibration.get("source"));
        assertTrue(number(calibration, "temperature") > 0);
        Ran none = done("inspect", path("none"), "--json");
        assertNull(none.json().get("calibration"));
        assertTrue(none.err().contains("calibration none"), none.err());
        Ran trained = train(PENGUINS, "species", "again");
        assertEquals(calibration, trained.json().get("calibration"));
        assertTrue(trained.err().contains("calibration temperature"), trained.err());
    }
}
