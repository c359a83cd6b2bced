package org.chainrule.tabular.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.read.TableProfile;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What columns are taken for. */
class SchemaInferenceTest {
    private static final String TARGET = ", CASE WHEN i % 3 = 0 THEN 'a' ELSE 'b' END AS target";

    private static TableProfile profile(int rows, String columns) {
        return Table.sql("SELECT " + columns + " FROM range(" + rows + ") t(i)").profile();
    }

    private static InferredSchema infer(TableProfile profile, String target) {
        return SchemaInference.infer(profile, target, null, List.of(), null, null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "NULL::INT ; EMPTY",
                "5 ; CONSTANT",
                "'x' ; CONSTANT",
                "CASE WHEN i % 2 = 0 THEN 5 END ; NUMERIC",
                "i % 2 = 0 ; BOOLEAN",
                "CASE WHEN i % 2 = 0 THEN 'Yes' ELSE 'no' END ; BOOLEAN",
                "CASE WHEN i % 2 = 0 THEN 'male' ELSE 'female' END ; CATEGORICAL",
                "i % 2 ; NUMERIC",
                "i % 3 + 1 ; CODE",
                "i % 12 + 1 ; CODE",
                "i % 13 ; NUMERIC",
                "(i % 4) * 2 ; NUMERIC",
                "i % 4 - 1 ; NUMERIC",
                "i % 4 + 5 ; NUMERIC",
                "i ; IDENTIFIER",
                "i + 1000000 ; IDENTIFIER",
                "i * 7 + 3 ; IDENTIFIER",
                "i * 100003 % 1000000007 ; NUMERIC",
                "i * 1.5 ; NUMERIC",
                "i::DOUBLE ; IDENTIFIER",
                "'n' || i ; IDENTIFIER",
                "'n' || i % 300 ; CATEGORICAL",
                "repeat('many words ', 8) || i % 400 ; FREE_TEXT",
                "repeat('many words ', 8) || i % 10 ; CATEGORICAL",
                "DATE '2024-01-01' + i::INT ; DATE",
                "'2024-01-' || lpad((i % 28 + 1)::VARCHAR, 2, '0') ; DATE",
                "uuid() ; IDENTIFIER"
            })
    void features(String expression, ColumnKind kind) {
        TableProfile profile = profile(500, expression + " AS x, random() AS r" + TARGET);
        ColumnSchema column = infer(profile, "target").schema().columns().get(0);
        assertEquals(kind, column.kind(), column.note());
        assertEquals(kind.isText(), column.text() && kind.isFeature());
    }

    @Test
    void namesThatSayIdDecideForDifferentIntegersOnly() {
        TableProfile profile = profile(
                500,
                "i * 100003 % 1000000007 AS customer_id, i % 50 * 1000 AS grid, i * 100003 % 1000000007 AS userId"
                        + TARGET);
        assertEquals(
                List.of(ColumnKind.IDENTIFIER, ColumnKind.NUMERIC, ColumnKind.IDENTIFIER, ColumnKind.TARGET),
                infer(profile, "target").schema().columns().stream()
                        .map(ColumnSchema::kind)
                        .toList());
    }

    /** Images have some pixels with few levels; they are quantities like their neighbours. */
    @Test
    void pixelsAreQuantities() {
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            columns.append("i * ")
                    .append(i * 2 + 3)
                    .append(" % ")
                    .append(i % 4 == 0 ? 5 : 17)
                    .append(" AS p")
                    .append(i)
                    .append(", ");
        }
        TableProfile profile = profile(2000, columns + "i % 10 AS digit");
        InferredSchema schema = infer(profile, "digit");
        assertEquals(Task.CLASSIFICATION, schema.task());
        assertTrue(schema.schema().features().stream().allMatch(column -> column.kind() == ColumnKind.NUMERIC));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "'c' || i % 3 ; CLASSIFICATION",
                "i % 2 = 0 ; CLASSIFICATION",
                "i % 2 ; CLASSIFICATION",
                "(i % 10)::DOUBLE ; CLASSIFICATION",
                "i % 20 ; CLASSIFICATION",
                "i % 21 ; REGRESSION",
                "i % 10 * 0.5 ; REGRESSION",
                "i * i ; REGRESSION"
            })
    void tasks(String expression, Task task) {
        InferredSchema schema = infer(profile(500, "random() AS r, " + expression + " AS y"), "y");
        assertEquals(task, schema.task());
        assertTrue(
                schema.whyTask()
                        .startsWith(
                                task == Task.CLASSIFICATION
                                        ? "classification because \"y\" holds"
                                        : "regression because"),
                schema.whyTask());
        assertEquals(
                task == Task.CLASSIFICATION, schema.schema().columns().get(1).text());
    }

    @Test
    void fewRowsOfManyIntegersAreRegression() {
        assertEquals(
                Task.REGRESSION,
                infer(profile(40, "random() AS r, i % 15 AS y"), "y").task());
        assertEquals(
                Task.CLASSIFICATION,
                infer(profile(4, "i // 2 AS a, i % 2 AS b, (i // 2 + i) % 2 AS y"), "y")
                        .task());
    }

    /** Whoever asks for classes of a quantity hears of it. */
    @Test
    void quantitiesAsClasses() {
        InferredSchema all = SchemaInference.infer(
                profile(500, "random() AS r, i AS y"), "y", Task.CLASSIFICATION, List.of(), null, null);
        assertTrue(
                all.notes().stream().anyMatch(note -> note.contains("500 different numbers, and each becomes a class")),
                all.notes()::toString);
        InferredSchema many = SchemaInference.infer(
                profile(500, "random() AS r, i % 50 / 7.0 AS y"), "y", Task.CLASSIFICATION, List.of(), null, null);
        assertTrue(
                many.notes().stream().anyMatch(note -> note.contains("50 different numbers, and each becomes a class")),
                many.notes()::toString);
        InferredSchema codes = SchemaInference.infer(
                profile(500, "random() AS r, i % 50 AS y"), "y", Task.CLASSIFICATION, List.of(), null, null);
        assertEquals(List.of(), codes.notes());
    }

    @Test
    void rolesAndNames() {
        TableProfile profile = profile(500, "random() AS r, i % 7 + 1 AS W, i % 50 AS g, i % 5 AS junk" + TARGET);
        InferredSchema schema = SchemaInference.infer(profile, "Target", null, List.of("junk"), "w", "g");
        Map<String, ColumnKind> kinds =
                schema.schema().columns().stream().collect(Collectors.toMap(ColumnSchema::name, ColumnSchema::kind));
        assertEquals(
                Map.of(
                        "r",
                        ColumnKind.NUMERIC,
                        "W",
                        ColumnKind.WEIGHT,
                        "g",
                        ColumnKind.GROUP,
                        "junk",
                        ColumnKind.DROPPED,
                        "target",
                        ColumnKind.TARGET),
                kinds);
        assertEquals(2, schema.notes().size());
        assertTrue(
                schema.notes().get(0).contains("\"target\", not \"Target\""),
                schema.notes().get(0));
    }

    @Test
    void theTimeIsNoQuantity() {
        TableProfile profile = profile(
                500, "random() AS r, DATE '2024-01-01' + i::INT AS day, i AS year, 't' || i % 9 AS text" + TARGET);
        assertEquals(
                ColumnKind.CALENDAR,
                timed(profile, "day").schema().columns().get(1).kind());
        assertEquals(
                ColumnKind.TIME,
                timed(profile, "YEAR").schema().columns().get(2).kind());
        assertTrue(String.valueOf(assertThrows(UserException.class, () -> timed(profile, "text"))
                        .getMessage())
                .contains("should hold dates or numbers but holds text with 9 levels"));
        assertTrue(String.valueOf(assertThrows(UserException.class, () -> timed(profile, "target"))
                        .getMessage())
                .contains("two of target, weight, group and time"));
    }

    private static InferredSchema timed(TableProfile profile, String time) {
        return SchemaInference.infer(profile, "target", null, List.of(), null, null, time);
    }

    @Test
    void theOnlyColumnIsKept() {
        InferredSchema schema = infer(profile(100, "i AS x, i * i AS y"), "y");
        assertEquals(ColumnKind.NUMERIC, schema.schema().columns().get(0).kind());
    }

    private static void refuses(
            TableProfile profile,
            String target,
            @Nullable Task task,
            List<String> drop,
            @Nullable String weight,
            String words) {
        UserException refused = assertThrows(
                UserException.class, () -> SchemaInference.infer(profile, target, task, drop, weight, null));
        assertTrue(String.valueOf(refused.getMessage()).contains(words), refused.getMessage());
    }

    @Test
    void mistakes() {
        TableProfile profile = profile(
                500,
                "random() AS r, -i AS negative, 'x' || i AS name, 1 AS one, NULL::INT AS nothing, 'n' || i % 3 AS text,"
                        + " DATE '2024-01-01' + i::INT AS day" + TARGET);
        refuses(
                profile,
                "tarjet",
                null,
                List.of(),
                null,
                "there is no column \"tarjet\" (target column); the columns are \"r\"");
        refuses(profile, "one", null, List.of(), null, "same value in every row, 1; there is nothing to learn");
        refuses(profile, "nothing", null, List.of(), null, "has no value in any of its 500 rows");
        refuses(profile, "day", null, List.of(), null, "holds dates");
        refuses(profile, "name", null, List.of(), null, "500 different texts in 500 rows");
        refuses(
                profile,
                "text",
                Task.REGRESSION,
                List.of(),
                null,
                "should hold numbers for regression but holds text with 3 levels");
        refuses(profile, "target", null, List.of("nix"), null, "no column \"nix\" (column to drop)");
        refuses(profile, "target", null, List.of("target"), null, "is to be dropped but is needed");
        refuses(profile, "target", null, List.of(), "text", "weight column \"text\" should hold numbers");
        refuses(profile, "target", null, List.of(), "negative", "has the negative value -499");
        refuses(
                profile,
                "target",
                null,
                List.of("r", "negative", "text", "day"),
                null,
                "no column is left to learn from");
        refuses(profile, "target", null, List.of(), "target", "cannot be two of");
    }

    @Test
    void nearestNamesOfManyColumns() {
        StringBuilder columns = new StringBuilder("random() AS beak_length");
        for (int i = 0; i < 30; i++) {
            columns.append(", random() AS other").append(i);
        }
        refuses(
                profile(50, columns + TARGET),
                "beak_lenght",
                null,
                List.of(),
                null,
                "of the 32 columns the nearest are \"beak_length\"");
    }

    @Test
    void mostlyNumericTextIsPointedOut() {
        TableProfile profile =
                profile(500, "CASE WHEN i = 400 THEN 'none given' ELSE (i % 90)::VARCHAR END AS x" + TARGET);
        ColumnSchema column = infer(profile, "target").schema().columns().get(0);
        assertEquals(ColumnKind.CATEGORICAL, column.kind());
        assertTrue(column.note().contains("most cells are numbers, but one is \"none given\""), column.note());
    }
}
