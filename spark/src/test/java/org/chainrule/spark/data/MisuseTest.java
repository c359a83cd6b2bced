package org.chainrule.spark.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.chainrule.spark.LocalSpark;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MisuseTest {
    private static Dataset<Row> rows;
    private static SparkSession spark;

    @BeforeAll
    static void start() {
        spark = LocalSpark.session(2);
        rows = spark.range(0, 30)
                .selectExpr(
                        "id as number",
                        "cast(id as string) as text",
                        "id % 2 as label",
                        "if(id = 3, null, id) as gaps",
                        "array(id) as list",
                        "id > 20 as flag",
                        "if(id = 3, null, id > 20) as gapsFlag",
                        "1.5 as `a.b c`",
                        "struct(id) as deep",
                        "id > -1 as all",
                        "if(id = 9, double('inf'), id) as infinite",
                        "if(id = 9, 1e60, id) as large",
                        "current_timestamp() as now");
    }

    private static ClusterColumns columns(
            List<String> inputs, String label, String weight, String indicator, String order) {
        return new ClusterColumns(null, inputs, label, weight, indicator, order, 0, 0);
    }

    private static void refused(String expected, ClusterColumns columns) {
        refused(expected, rows, columns);
    }

    private static void refused(String expected, Dataset<Row> rows, ClusterColumns columns) {
        UserException refused = assertThrows(
                UserException.class, () -> ClusterTable.of(rows, columns).profile());
        assertEquals(expected, refused.getMessage());
    }

    @Test
    void namesThatAreNotThere() {
        refused(
                "the DataFrame: there is no column \"labl\" (labelCol); of the 13 columns the nearest are \"label\", \"all\", \"gaps\"",
                columns(List.of("number"), "labl", null, null, null));
        UserException feature = assertThrows(
                UserException.class, () -> ClusterTable.of(rows, columns(List.of("numbr"), "label", null, null, null)));
        assertTrue(feature.getMessage().contains("there is no column \"numbr\" (inputCols)"), feature.getMessage());
        assertEquals(
                List.of("number"),
                ClusterTable.of(rows, columns(List.of("NUMBER"), "LABEL", null, null, null))
                        .columns()
                        .inputCols());
    }

    @Test
    void namesThatAreThereTwice() {
        refused(
                "the DataFrame: 2 columns are called \"x\" (inputCols); rename or drop all but one",
                rows.selectExpr("number as x", "text as x", "label"),
                columns(List.of("x"), "label", null, null, null));
        refused(
                "column \"number\" is in inputCols twice; name it once",
                columns(List.of("number", "number"), "label", null, null, null));
        refused(
                "column \"label\" is a feature and label, weight or validation indicator at once; take it out of inputCols",
                columns(List.of("number", "label"), "label", null, null, null));
        refused(
                "labelCol, weightCol and validationIndicatorCol should be different columns, found \"label\" twice; name another one",
                columns(List.of("number"), "label", "label", null, null));
    }

    @Test
    void typesThatCannotBeRead() {
        refused(
                "the DataFrame: column \"list\" (feature) should hold numbers, text, booleans or dates but its type is array<bigint>; select its parts as columns of their own, or leave it out",
                columns(List.of("list"), "label", null, null, null));
        refused(
                "the DataFrame: column \"deep\" (labelCol) should hold numbers, text, booleans or dates but its type is struct<id:bigint>; select its parts as columns of their own, or leave it out",
                columns(List.of("number"), "deep", null, null, null));
        refused(
                "the DataFrame: column \"text\" (weightCol) should hold numbers but its type is string; cast it, or name another column",
                columns(List.of("number"), "label", "text", null, null));
        refused(
                "the DataFrame: column \"number\" (validationIndicatorCol) should hold true or false but its type is bigint; cast it, or name another column",
                columns(List.of("text"), "label", null, "number", null));
        refused(
                "the DataFrame: column \"flag\" (orderCol) should hold numbers, dates or text but its type is boolean; name another column",
                columns(List.of("number"), "label", null, null, "flag"));
        refused(
                "the DataFrame: column \"number\" (featuresCol) should hold vectors but its type is bigint; name columns by inputCols instead, or assemble a vector",
                new ClusterColumns("number", List.of(), "label", null, null, null, 0, 0));
    }

    @Test
    void cellsThatMustBeThere() {
        String end =
                "; fill it in, or remove them with na().drop (null, NaN and the texts NA, N/A, ?, null and None are missing)";
        refused(
                "the DataFrame: label column \"gaps\" has no value in 1 of 30 rows" + end,
                columns(List.of("number"), "gaps", null, null, null));
        refused(
                "the DataFrame: weight column \"gaps\" has no value in 1 of 30 rows" + end,
                columns(List.of("number"), "label", "gaps", null, null));
        refused(
                "the DataFrame: order column \"gaps\" has no value in 1 of 30 rows" + end,
                columns(List.of("number"), "label", null, null, "gaps"));
        refused(
                "the DataFrame: the validation indicator is null in some row; expected true or false, fill it in",
                columns(List.of("number"), "label", null, "gapsFlag", null));
    }

    @Test
    void noRows() {
        refused(
                "the DataFrame: there are no rows; expected at least one",
                rows.where("number < 0"),
                columns(List.of("number"), "label", null, null, null));
        refused(
                "the DataFrame: all of its 30 rows validate; leave some to train on",
                columns(List.of("number"), "label", null, "all", null));
        refused(
                "the DataFrame: there is no column to learn from beside label, weight, validation indicator and order; add one",
                rows.select("label"),
                columns(List.of(), "label", null, null, null));
    }

    @Test
    void cellsThatCannotBeLoaded() {
        ClusterTable table = ClusterTable.of(
                rows, columns(List.of("infinite", "large", "text", "a.b c"), "label", null, null, null));
        assertEquals(1, table.profile().column("infinite").nonFinite());
        load(
                "the DataFrame: column \"infinite\": the number is infinite: Infinity; use null for missing",
                table,
                new ColumnSchema("infinite", ColumnKind.NUMERIC, false, ""));
        load(
                "the DataFrame: column \"large\": the number is beyond the range of float: 1.0E60; use null for missing",
                table,
                new ColumnSchema("large", ColumnKind.NUMERIC, false, ""));
        load(
                "the DataFrame: column \"number\" should hold dates but its type is BIGINT; convert it in the DataFrame",
                ClusterTable.of(rows, columns(List.of("number"), "label", null, null, null)),
                new ColumnSchema("number", ColumnKind.DATE, false, ""));
        load(
                "the DataFrame: column \"text\": expected a number, found \"few\"; mend it, or use null for missing",
                ClusterTable.of(
                        rows.selectExpr("if(number = 3, 'few', text) as text", "label"),
                        columns(List.of("text"), "label", null, null, null)),
                new ColumnSchema("text", ColumnKind.NUMERIC, false, ""));
    }

    private static void load(String expected, ClusterTable table, ColumnSchema column) {
        UserException refused = assertThrows(UserException.class, () -> {
            try (ShardedRows sharded = table.shards(List.of(column), 2, 0)) {
                sharded.fingerprints();
            }
        });
        assertEquals(expected, refused.getMessage());
    }

    @Test
    void settingsThatMakeNoSense() {
        assertThrows(UserException.class, () -> new ClusterColumns(null, List.of(), "y", null, null, null, 1.0, 0));
        assertThrows(
                UserException.class, () -> new ClusterColumns(null, List.of(), "y", null, null, null, Double.NaN, 0));
        assertThrows(UserException.class, () -> new ClusterColumns("v", List.of("a"), "y", null, null, null, 0, 0));
        Dataset<Row> stream = spark.readStream().format("rate").load().selectExpr("value as number", "value as label");
        refused(
                "training needs all rows at once, found a streaming DataFrame; write it to a table and train from that",
                stream,
                columns(List.of("number"), "label", null, null, null));
    }
}
