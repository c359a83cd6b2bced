package org.chainrule.tabular.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.DateFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dates of many forms, from the training table through the model file to predictions. */
class DateTrainingTest {
    private static final LocalDate BEGIN = LocalDate.of(2020, 1, 1);

    @TempDir
    private Path dir;

    private static LocalDate day(int n) {
        return BEGIN.plusDays(n * 37L % 728);
    }

    private static boolean weekend(LocalDate day) {
        return day.getDayOfWeek().getValue() >= DayOfWeek.SATURDAY.getValue();
    }

    private static String rows(String pattern, int from, int to) {
        return rows(pattern, IntStream.range(from, to));
    }

    private static String rows(String pattern, IntStream numbers) {
        DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
        return numbers.mapToObj(n ->
                        "\"" + format.format(day(n)) + "\"," + n % 7 + "," + (weekend(day(n)) ? "off" : "on") + "\n")
                .collect(Collectors.joining());
    }

    private Table table(String name, String rows) {
        return new Reruns(dir).file(name, "when,x,open\n" + rows);
    }

    private static TrainOptions options() {
        return TrainOptions.builder("open")
                .hiddenLayers(List.of(16))
                .epochs(30)
                .batchSize(32)
                .learningRate(0.01)
                .build();
    }

    private static ColumnSchema when(Model model) {
        return model.schema().columns().get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dd/MM/yyyy|DAY_MONTH_YEAR_SLASHES",
                "MMM dd yyyy|NAME_DAY_YEAR",
                "MMMM d, yyyy|NAME_DAY_YEAR",
                "d MMM yyyy|DAY_NAME_YEAR",
                "dd-MMM-yyyy|DAY_NAME_YEAR_DASHES"
            })
    void theWeekdayIsLearnedAndPredicted(String pattern, DateFormat format) {
        Table train = table("train.csv", rows(pattern, 0, 500));
        Model model = new Reruns(dir).saved(Chainrule.train(train, options()));
        assertEquals(ColumnKind.DATE, when(model).kind());
        assertEquals(format, when(model).dateFormat());
        assertTrue(when(model).note().contains(format.example()), when(model).note());
        // These rows could all be read the other way round.
        IntStream either = IntStream.range(500, 700).filter(n -> day(n).getDayOfMonth() <= 12);
        Table test = table("test.csv", rows(pattern, either));
        assertTrue(Objects.requireNonNull(model.evaluate(test).metrics().get("accuracy")) > 0.95);
        LocalDate saturday = LocalDate.of(2020, 8, 1);
        String text = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(saturday);
        assertEquals("off", model.predict(Map.of("when", text, "x", 3)).label());
        assertEquals(
                model.predict(Map.of("when", saturday, "x", 3)).probabilities(),
                model.predict(Map.of("when", text, "x", 3)).probabilities());
    }

    @Test
    void otherFormatsAreRefusedAsBadDatesAre() {
        Table train = table("train.csv", rows("dd/MM/yyyy", 0, 300));
        Model model = Chainrule.train(train, options().toBuilder().epochs(1).build());
        for (String bad : List.of("03/28/2020", "2020-03-28", "soon")) {
            Table other = table("other.csv", bad + ",1,on\n");
            String file = assertThrows(UserException.class, () -> model.evaluate(other))
                    .getMessage();
            assertTrue(String.valueOf(file).contains("expected a date such as 31/05/2024, found \"" + bad), file);
            String row = assertThrows(UserException.class, () -> model.predict(Map.of("when", bad)))
                    .getMessage();
            assertTrue(String.valueOf(row).contains("expected a date such as 31/05/2024, found \"" + bad), row);
        }
        assertTrue(Chainrule.reproduce(new Reruns(dir).saved(model), train).reproduced());
    }

    @Test
    void theFormatIsInTheFileOnlyIfItIsNotTheStandardOne() throws Exception {
        Path file = dir.resolve("m.chainrule");
        Chainrule.train(
                        table("iso.csv", rows("yyyy-MM-dd", 0, 60)),
                        options().toBuilder().epochs(1).build())
                .save(file);
        assertTrue(!Files.readString(file, StandardCharsets.ISO_8859_1).contains("dateFormat"));
        assertEquals(DateFormat.STANDARD, when(Model.load(file)).dateFormat());
        Chainrule.train(
                        table("day.csv", rows("dd/MM/yyyy", 0, 60)),
                        options().toBuilder().epochs(1).build())
                .save(file);
        assertTrue(Files.readString(file, StandardCharsets.ISO_8859_1).contains("DAY_MONTH_YEAR_SLASHES"));
    }

    @Test
    void anAssumedOrderIsTold() {
        String rows = IntStream.range(0, 60)
                .mapToObj(
                        n -> "0" + (1 + n % 9) + "/1" + n % 3 + "/2020," + n + "," + (n % 2 == 0 ? "on" : "off") + "\n")
                .collect(Collectors.joining());
        TrainingRun run = Chainrule.run(
                table("both.csv", rows), options().toBuilder().epochs(1).build(), () -> false);
        assertEquals(DateFormat.STANDARD, when(run.model()).dateFormat());
        assertEquals("dates, taken month first", when(run.model()).note());
        assertTrue(
                run.warnings().stream()
                        .anyMatch(note ->
                                note.contains("\"when\" could be read day first or month first; read month first")),
                run.warnings().toString());
    }

    @Test
    void timeColumnsMayBeWrittenSo() {
        TrainingRun run = Chainrule.run(
                table("train.csv", rows("dd/MM/yyyy", 0, 200)),
                options().toBuilder().epochs(1).time("when").build(),
                () -> false);
        assertEquals(ColumnKind.CALENDAR, when(run.model()).kind());
        assertEquals(DateFormat.DAY_MONTH_YEAR_SLASHES, when(run.model()).dateFormat());
    }
}
