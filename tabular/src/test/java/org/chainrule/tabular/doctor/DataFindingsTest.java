package org.chainrule.tabular.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.run.TrainOptions;
import org.chainrule.tabular.run.TrainOptionsBuilder;
import org.chainrule.tabular.run.TrainingRun;
import org.chainrule.tabular.schema.Task;
import org.junit.jupiter.api.Test;

/** Each check on a table that has the defect and on one that has not. */
class DataFindingsTest {
    /** Numbers in [0, 1) that look drawn: quadratic residues. */
    private static final String U = "((i * i * 31 + i * 17) % 10007) / 10007.0";

    private static final String V = "((i * i * 57 + i * 91 + 5) % 9973) / 9973.0";
    private static final String W = "((i * i * 11 + i * 73 + 9) % 9967) / 9967.0";

    private static final String CLASS = "CASE WHEN u + v + w < 1.5 THEN 'low' ELSE 'high' END AS label";
    private static final String VALUE = "10 + 3 * u + 2 * v + w AS value";

    /** A table of u, v (both seen) and w (not seen), further columns, and the target. */
    private static Table table(int from, int rows, String more, String target) {
        return Table.sql("SELECT * EXCLUDE (w, i) FROM (SELECT *" + (more.isEmpty() ? "" : ", " + more) + ", " + target
                + " FROM (SELECT i, " + U + " AS u, " + V + " AS v, " + W + " AS w FROM (SELECT range AS i FROM range("
                + from
                + ", " + (from + rows) + "))) ORDER BY i)");
    }

    private static TrainOptionsBuilder options(String target) {
        return TrainOptions.builder(target).hiddenLayers(List.of(2)).epochs(1).threads(1);
    }

    private static List<Finding> findings(Table table, TrainOptions options) {
        List<Finding> found = new ArrayList<>();
        TrainingRun run = Chainrule.run(table, options, outline -> found.addAll(outline.findings()), () -> false);
        assertEquals(found, run.findings().subList(0, found.size()), "those of before come first");
        return found;
    }

    private static List<Finding> ofClasses(String more) {
        return findings(table(0, 600, more, CLASS), options("label").build());
    }

    private static List<Finding> ofValues(String target) {
        return findings(table(0, 600, "", target), options("value").build());
    }

    private static boolean has(List<Finding> findings, String code, String subject) {
        return findings.stream()
                .anyMatch(one -> one.code().equals(code) && one.subject().equals(subject));
    }

    private static void assertOnly(
            List<Finding> findings, Finding.Severity severity, String code, String subject, String... words) {
        assertEquals(List.of(code), findings.stream().map(Finding::code).toList(), () -> findings.toString());
        Finding one = findings.get(0);
        assertEquals(severity, one.severity());
        assertEquals(subject, one.subject());
        for (String word : words) {
            assertTrue(one.line().contains(word), one::line);
        }
    }

    @Test
    void aHealthyTableHasNone() {
        assertEquals(List.of(), ofClasses(""));
        assertEquals(List.of(), ofValues(VALUE));
        assertEquals(
                List.of(),
                ofClasses("'c' || i % 7 AS color, i % 50 AS count, CASE WHEN u > 0.3 THEN u * v END AS some"));
    }

    @Test
    void columnsThatTellTheTarget() {
        assertOnly(
                ofClasses("CASE WHEN u + v + w < 1.5 THEN v ELSE 2 + v END AS score"),
                Finding.Severity.WARNING,
                "leak",
                "score",
                "\"score\" alone tells the class of 100 %",
                "--drop score");
        assertTrue(has(ofClasses("'g' || (u + v + w < 1.5)::INT || i % 3 AS \"the group\""), "leak", "the group"));
        assertEquals(List.of(), ofClasses("u + v + w * (i % 2) AS good"), "a good column is none");
        assertOnly(
                ofValuesWith("exp(u * 3 + v * 2 + w) AS later"), Finding.Severity.WARNING, "leak", "later", "variance");
        assertEquals(List.of(), ofValuesWith("u + v AS good"));
    }

    private static List<Finding> ofValuesWith(String more) {
        return findings(table(0, 600, more, VALUE), options("value").build());
    }

    @Test
    void columnsThatAreFilledForOneClass() {
        assertOnly(
                ofClasses("CASE WHEN u + v + w < 1.5 THEN 'b' || i % 5 END AS boat"),
                Finding.Severity.WARNING,
                "leak-by-missing",
                "boat",
                "in 100 % of the rows of class \"low\" and in 0 %",
                "--drop boat");
        assertTrue(has(
                ofClasses("CASE WHEN u + v + w < 1.5 AND i % 3 = 0 THEN u * v END AS body"),
                "leak-by-missing",
                "body"));
        assertEquals(List.of(), ofClasses("CASE WHEN i % 3 = 0 THEN NULL ELSE u * v END AS by_chance"));
    }

    @Test
    void columnsThatNameRows() {
        assertOnly(
                ofClasses("'t' || i * 3 // 4 AS ticket"),
                Finding.Severity.NOTE,
                "identifier",
                "ticket",
                "another level in most cells",
                "--drop ticket");
        assertOnly(ofClasses("'t' || i AS name"), Finding.Severity.NOTE, "dropped-identifier", "name", "was left out");
        assertOnly(
                ofClasses("i * 1.5 + u / 2 AS position"),
                Finding.Severity.WARNING,
                "row-number",
                "position",
                "rises from every row to the next");
        assertOnly(
                ofClasses("DATE '2020-01-01' + (i // 2)::INT AS day"),
                Finding.Severity.NOTE,
                "time-order",
                "day",
                "--time day");
        assertEquals(
                List.of(), ofClasses("DATE '2020-01-01' + (i * 7919 % 600)::INT AS day"), "rows in no order of time");
        assertEquals(
                List.of(),
                findings(
                        table(0, 600, "DATE '2020-01-01' + (i // 2)::INT AS day", CLASS),
                        options("label").time("day").build()),
                "the advice was taken");
    }

    @Test
    void columnsThatSayNothing() {
        assertOnly(ofClasses("7 AS one"), Finding.Severity.NOTE, "dropped-constant", "one", "all rows are the same");
        List<Finding> early = findings(
                table(0, 600, "DATE '2020-01-01' + i::INT AS day, (i > 550)::INT AS late", CLASS),
                options("label").time("day").build());
        assertTrue(has(early, "constant", "late"), early::toString);
        assertOnly(
                ofClasses("CASE WHEN i % 4 = 0 THEN u * v END AS seldom"),
                Finding.Severity.NOTE,
                "mostly-missing",
                "seldom",
                "77 % of the training rows");
    }

    @Test
    void moreInputsThanRows() {
        String levels = "'a' || i % 40 AS a, 'b' || i % 41 AS b, 'c' || i % 43 AS c";
        assertTrue(has(findings(table(0, 90, levels, CLASS), options("label").build()), "many-inputs", "columns"));
        assertFalse(has(findings(table(0, 600, levels, CLASS), options("label").build()), "many-inputs", "columns"));
    }

    @Test
    void classesThatAreFewOrOneSided() {
        Table few = table(0, 600, "", "CASE WHEN i % 100 = 0 THEN 'odd' WHEN u < 0.5 THEN 'a' ELSE 'b' END AS label");
        assertOnly(
                findings(few, options("label").build()),
                Finding.Severity.WARNING,
                "small-class",
                "label",
                "1 class has fewer than 10 rows",
                "\"odd\" 5");
        Table rare = table(0, 600, "", "CASE WHEN i % 20 = 0 THEN 'yes' ELSE 'no' END AS label");
        assertOnly(
                findings(rare, options("label").build()),
                Finding.Severity.NOTE,
                "imbalance",
                "label",
                "95.0 %",
                "--class-weights");
    }

    @Test
    void targetsThatLookLikeTheOtherTask() {
        String grades = "least(7, greatest(3, round(2 + 2 * (u + v + w))))::INT AS label";
        assertOnly(
                findings(table(0, 600, "", grades), options("label").build()),
                Finding.Severity.NOTE,
                "numeric-classes",
                "label",
                "--task regression");
        assertEquals(
                List.of(),
                findings(
                        table(0, 600, "", grades),
                        options("label").task(Task.CLASSIFICATION).build()),
                "whoever asked knows");
        assertEquals(
                List.of(),
                findings(table(0, 600, "", "i % 7 AS label"), options("label").build()),
                "codes are flat");
        assertOnly(
                findings(table(0, 40, "", "i % 11 AS label"), options("label").build()),
                Finding.Severity.NOTE,
                "few-values",
                "label",
                "--task classification");
    }

    @Test
    void valuesWithAHeavyTail() {
        assertOnly(
                ofValues("exp(5 * (u + v + w) / 2) AS value"),
                Finding.Severity.NOTE,
                "heavy-tail",
                "value",
                "--target-transform");
        assertEquals(List.of(), ofValues("exp(u + v + w) AS value"), "narrow");
        assertEquals(List.of(), ofValues("1 + 30 * (u + v + w) AS value"), "wide, but even");
    }

    @Test
    void rowsThatComeAgain() {
        String doubled = "SELECT * FROM (SELECT u, v, label FROM (SELECT *, " + CLASS + " FROM (SELECT i, " + U
                + " AS u, " + V + " AS v, " + W + " AS w FROM (SELECT range // 2 AS i FROM range(600)))))";
        List<Finding> twice = findings(Table.sql(doubled), options("label").build());
        assertTrue(has(twice, "duplicates", "validation"), twice::toString);
        String coarse = "round(u * 3) AS a, round(v * 3) AS b";
        Table byChance = Table.sql("SELECT a, b, label FROM (SELECT *, " + coarse + ", " + CLASS
                + " FROM (SELECT range AS i, "
                + U.replace("i", "range") + " AS u, " + V.replace("i", "range") + " AS v, " + W.replace("i", "range")
                + " AS w FROM range(600)))");
        assertFalse(has(findings(byChance, options("label").build()), "duplicates", "validation"));
    }

    @Test
    void testRowsThatWereTrainedOn() {
        Table training = table(0, 600, "", CLASS);
        assertOnly(
                findings(
                        training,
                        options("label").test(table(450, 200, "", CLASS)).build()),
                Finding.Severity.WARNING,
                "overlap",
                "test",
                "of 200 rows of the test data are also training rows");
        assertEquals(
                List.of(),
                findings(
                        training,
                        options("label").test(table(600, 200, "", CLASS)).build()));
        assertTrue(has(
                findings(
                        training,
                        options("label").validation(table(500, 300, "", CLASS)).build()),
                "overlap",
                "validation"));
    }

    @Test
    void equalRowsOfDifferentClasses() {
        List<Finding> found = findings(
                Table.sql("SELECT range % 300 AS a, (range * 7919) % 300 AS b, CASE WHEN range < 300 OR range % 5 > 0"
                        + " THEN 'x' || range % 2 ELSE 'x' || (range + 1) % 2 END AS label FROM range(600)"),
                options("label").validationFraction(0).build());
        assertTrue(has(found, "contradictions", "label"), found::toString);
        assertTrue(found.stream().anyMatch(one -> one.message().contains("10 %")), found::toString);
    }

    @Test
    void testRowsFromElsewhere() {
        Table training = table(0, 800, "", CLASS);
        Table elsewhere = Table.sql("SELECT u + 0.4 AS u, v, label FROM (SELECT *, " + CLASS + " FROM (SELECT i, " + U
                + " AS u, " + V + " AS v, " + W + " AS w FROM (SELECT range AS i FROM range(900, 1500))))");
        List<Finding> found =
                findings(training, options("label").test(elsewhere).build());
        assertOnly(found, Finding.Severity.WARNING, "shift", "test", "most of all by \"u\"", "--drop u");
        assertFalse(found.get(0).line().contains("\"v\""), "v has not shifted");
        assertEquals(
                List.of(),
                findings(
                        training,
                        options("label").test(table(900, 600, "", CLASS)).build()));
    }

    @Test
    void theDoctorNeverChangesTheWeights() {
        Table table = table(0, 300, "7 AS one, u + v + w AS score", CLASS);
        Table test = table(200, 200, "7 AS one, u + v + w AS score", CLASS);
        TrainOptionsBuilder options = options("label").test(test).epochs(3);
        TrainingRun with = Chainrule.run(table, options.doctor(true).build(), () -> false);
        TrainingRun without = Chainrule.run(table, options.doctor(false).build(), () -> false);
        assertEquals(without.model().weightsSha256(), with.model().weightsSha256());
        assertFalse(with.findings().isEmpty());
        assertEquals(List.of(), without.findings());
        assertEquals(
                with.findings(),
                Chainrule.run(table, options.doctor(true).build(), () -> false).findings());
    }
}
