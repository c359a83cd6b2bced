package org.chainrule.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chainrule.tabular.model.Json;
import org.chainrule.tabular.model.Model;
import org.chainrule.testing.Shared;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Naughty strings as names of columns, labels, cells and files: from a table through the model and back to a table, as a user sees them. */
class NaughtyTextTest {
    private static final Set<String> MISSING = Set.of("", "NA", "N/A", "NaN", "nan", "?", "null", "NULL", "None");
    private static final String FORMULAS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    @TempDir
    private static Path folder;

    private static List<String> strings;

    /** Trimmed as every cell is; different; none that stands for a missing value. */
    @BeforeAll
    static void read() throws IOException {
        List<?> all = (List<?>) Json.parse(Files.readAllBytes(Shared.path("conformance/text/blns.json")));
        Set<String> kept = new LinkedHashSet<>();
        for (Object each : all) {
            String text = String.valueOf(each).replaceAll("^[ \\t-\\r]+|[ \\t-\\r]+$", "");
            if (!MISSING.contains(text)) {
                kept.add(text);
            }
        }
        strings = List.copyOf(kept);
        assertTrue(strings.size() > 450, "the list is there");
    }

    private static Path table(String name, List<String> header, List<List<String>> rows) throws IOException {
        Path file = folder.resolve(name);
        try (CsvWriter csv = CsvWriter.builder().build(file)) {
            csv.writeRecord(header);
            rows.forEach(csv::writeRecord);
        }
        return file;
    }

    private static List<List<String>> records(Path file) throws IOException {
        try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(file)) {
            return csv.stream().map(CsvRecord::getFields).toList();
        }
    }

    private static void succeeds(Ran ran) {
        assertEquals(0, ran.code(), ran.err());
        assertSafe(ran.err());
    }

    /** Nothing of the data moves the cursor of a terminal. */
    private static void assertSafe(String said) {
        String bad = said.chars()
                .filter(c -> Character.isISOControl(c) && c != '\n' && c != '\r' || c == 0x202e || c == 0x2028)
                .mapToObj(Integer::toHexString)
                .collect(Collectors.joining(" "));
        assertEquals("", bad, said);
        assertTrue(said.lines().allMatch(line -> line.length() <= 4_100), "a line without end");
    }

    /** Each string is a label and the cell of the same row, twice. */
    private static Path labels() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (int copy = 0; copy < 2; copy++) {
            for (String text : strings) {
                rows.add(List.of(text, Integer.toString(copy), text));
            }
        }
        return table("labels.csv", List.of("cell", "n", "label"), rows);
    }

    @Test
    void labelsAndCellsComeBack() throws IOException {
        Path data = labels();
        Path model = folder.resolve("labels.chainrule");
        Path report = folder.resolve("labels.html");
        succeeds(Ran.of(
                "train",
                data.toString(),
                "--target",
                "label",
                "--task",
                "classification",
                "--preset",
                "plain",
                "--hidden",
                "4",
                "--epochs",
                "1",
                "--validation-fraction",
                "0",
                "--model",
                model.toString(),
                "--report",
                report.toString()));
        Set<String> classes = new TreeSet<>(Model.load(model).classes());
        assertEquals(new TreeSet<>(strings), classes);
        Path plain = folder.resolve("plain.csv");
        succeeds(Ran.of("predict", model.toString(), data.toString(), "--no-csv-guard", "--out", plain.toString()));
        List<List<String>> found = records(plain);
        assertEquals(2 * strings.size() + 1, found.size());
        assertEquals(
                strings.stream().map(text -> "probability_" + text).collect(Collectors.toCollection(TreeSet::new)),
                new TreeSet<>(found.get(0).subList(1, found.get(0).size())));
        assertTrue(found.stream().skip(1).allMatch(row -> classes.contains(row.get(0))));

        Path guarded = folder.resolve("guarded.csv");
        succeeds(Ran.of("predict", model.toString(), data.toString(), "--out", guarded.toString()));
        List<List<String>> safe = records(guarded);
        for (int row = 1; row < safe.size(); row++) {
            String label = found.get(row).get(0);
            boolean changed = !label.equals(safe.get(row).get(0));
            assertEquals(changed ? "'" + label : label, safe.get(row).get(0));
            assertFalse(!changed && starts(label) && !label.matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?"), label);
        }
        Path lines = folder.resolve("lines.jsonl");
        succeeds(Ran.of("predict", model.toString(), data.toString(), "--out", lines.toString()));
        List<String> json = Files.readAllLines(lines);
        for (int row = 0; row < json.size(); row++) {
            assertEquals(found.get(row + 1).get(0), ((Map<?, ?>) Json.parse(json.get(row))).get("prediction"));
        }
        String page = Files.readString(report);
        assertFalse(page.contains("<script>alert"), "a label runs in the report");
        succeeds(Ran.of("inspect", model.toString()));
        succeeds(Ran.of("evaluate", model.toString(), data.toString()));
    }

    private static boolean starts(String text) {
        return FORMULAS.indexOf(text.charAt(0)) >= 0;
    }

    /** Names of columns are names exactly, in messages and in the model. */
    @Test
    void namesOfColumnsComeBack() throws IOException {
        List<String> names =
                strings.stream().filter(text -> text.length() < 400).limit(120).toList();
        List<String> header = new ArrayList<>(names);
        header.add("=cmd|' /C calc'!A0");
        List<List<String>> rows = IntStream.range(0, 60)
                .mapToObj(row -> IntStream.range(0, header.size())
                        .mapToObj(column -> Integer.toString((row * (column + 3) + row * row) % 17))
                        .toList())
                .toList();
        Path data = table("names.csv", header, rows);
        Path model = folder.resolve("names.chainrule");
        succeeds(Ran.of(
                "train",
                data.toString(),
                "--target",
                header.get(header.size() - 1),
                "--task",
                "regression",
                "--preset",
                "plain",
                "--hidden",
                "2",
                "--epochs",
                "1",
                "--no-report",
                "--model",
                model.toString()));
        Set<String> known = Model.load(model).inputColumns().stream()
                .map(column -> column.name())
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(known.size() > 50, known.toString());
        // blanks of any alphabet round a name are no part of it
        names.forEach(name -> known.remove(name.strip()));
        assertEquals(Set.of(), known);
        Path out = folder.resolve("names-out.csv");
        succeeds(Ran.of("predict", model.toString(), data.toString(), "--coverage", "0.8", "--out", out.toString()));
        List<String> columns = records(out).get(0);
        assertTrue(columns.stream().noneMatch(NaughtyTextTest::starts), columns.toString());
        assertTrue(columns.contains("'=cmd|' /C calc'!A0_lower"), columns.toString());
        Path fewer = table("fewer.csv", List.of("x"), List.of(List.of("1")));
        Ran refused = Ran.of("predict", model.toString(), fewer.toString());
        assertEquals(3, refused.code());
        assertSafe(refused.err());
    }

    /** Names of files, as far as this system has such. */
    @Test
    void namesOfFilesAreRead() throws IOException {
        int used = 0;
        for (String text : strings) {
            if (text.contains("/")
                    || text.indexOf('\0') >= 0
                    || text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > 200) {
                continue;
            }
            Path file;
            try {
                file = table(text + ".csv", List.of("a", "b"), List.of(List.of("1", "x"), List.of("2", "y")));
            } catch (java.nio.file.InvalidPathException | java.nio.file.FileSystemException notHere) {
                continue;
            }
            if (used++ % 20 == 0) { // each takes a training
                Path model = folder.resolve(text + ".chainrule");
                succeeds(Ran.of(
                        "train",
                        file.toString(),
                        "--target",
                        "a",
                        "--task",
                        "regression",
                        "--preset",
                        "plain",
                        "--hidden",
                        "1",
                        "--epochs",
                        "1",
                        "--validation-fraction",
                        "0",
                        "--no-report",
                        "--model",
                        model.toString()));
                assertEquals(
                        0, Ran.of("predict", model.toString(), file.toString()).code());
            }
            Files.delete(file);
        }
        assertTrue(used > 300, used + " of them are names of files here");
    }
}
