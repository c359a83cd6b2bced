package org.chainrule.spark.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.chainrule.spark.LocalSpark;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.infer.SchemaInference;
import org.chainrule.tabular.read.LoadedTable;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.run.ShardQuestion;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardsTest {
    private static final int ROWS = 1000;
    private static SparkSession spark;
    private static Dataset<Row> rows;

    @BeforeAll
    static void rows() {
        spark = LocalSpark.session(2);
        StructType schema = new StructType()
                .add("count", "int")
                .add("size in m²", "double")
                .add("town", "string")
                .add("open", "boolean")
                .add("day", "date")
                .add("at", "timestamp")
                .add("price", "decimal(8,2)")
                .add("validate", "boolean")
                .add("kind", "string");
        rows = spark.createDataFrame(data(), schema);
    }

    /** With missing cells, blanks around texts, and every third row twice. */
    private static List<Row> data() {
        Random random = new Random(1);
        List<Row> rows = new ArrayList<>();
        String[] towns = {"Zürich", " Bern", "Bern", "NA", "Łódź", "京都 "};
        while (rows.size() < ROWS) {
            int number = random.nextInt(40);
            Row row = RowFactory.create(
                    random.nextInt(10) == 0 ? null : number,
                    random.nextInt(9) == 0 ? Double.NaN : random.nextGaussian(),
                    random.nextInt(12) == 0 ? null : towns[random.nextInt(towns.length)],
                    random.nextBoolean(),
                    java.sql.Date.valueOf(LocalDate.of(2024, 1, 1).plusDays(random.nextInt(300))),
                    Timestamp.valueOf("2024-05-06 07:08:09.125"),
                    new java.math.BigDecimal(random.nextInt(100000)).movePointLeft(2),
                    random.nextInt(4) == 0,
                    number % 3 == 0 ? "a" : "b");
            rows.add(row);
            if (rows.size() % 3 == 0) {
                rows.add(row);
            }
        }
        return rows;
    }

    private static ClusterColumns columns(String order, double fraction) {
        return new ClusterColumns(
                null,
                List.of("count", "size in m²", "town", "open", "day", "at", "price"),
                "kind",
                null,
                null,
                order,
                fraction,
                7);
    }

    private static List<ColumnSchema> load(ClusterTable table) {
        return SchemaInference.infer(table.profile(), table.columns().labelCol(), null, List.of(), null, null)
                .schema()
                .columns()
                .stream()
                .filter(column -> column.kind().isFeature() || column.kind() == ColumnKind.TARGET)
                .toList();
    }

    private static List<String> fingerprints(Dataset<Row> rows, ClusterColumns columns, int shards, int partitions) {
        ClusterTable table = ClusterTable.of(rows, columns);
        try (ShardedRows sharded = table.shards(load(table), shards, partitions)) {
            return sharded.fingerprints();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7})
    void partitionsAndTheirOrderDoNotMatter(int shards) {
        ClusterColumns columns = columns(null, 0.2);
        List<String> expected = fingerprints(rows, columns, shards, 0);
        assertEquals(shards, expected.size());
        assertEquals(expected, fingerprints(rows.repartition(13, functions.col("town")), columns, shards, 0));
        assertEquals(expected, fingerprints(rows.repartition(5).sortWithinPartitions("town"), columns, shards, 3));
        assertEquals(
                expected, fingerprints(rows.orderBy(functions.desc("price")).coalesce(1), columns, shards, 9));
    }

    /** A change of these digits changes every model that was trained on a cluster. */
    @Test
    void theOrderOfRowsNeverChanges() {
        assertEquals(
                List.of("7e826853a99cb8f2b583d909f4070a8bc3d33223108eb0d35503edebe5508b75"),
                fingerprints(rows, columns(null, 0.2), 1, 0));
        assertEquals(
                List.of("21db0f2358e0621968db46bca3974c775447dd614639427f706247d9775d0f0a"),
                fingerprints(rows, columns("day", 0.0), 1, 0));
    }

    @Test
    void shardsAreTheRowsCutEvenly() {
        ClusterTable table = ClusterTable.of(rows, columns(null, 0.3));
        List<ColumnSchema> load = load(table);
        List<String> whole = texts(table, load, 1);
        assertEquals(ROWS, whole.size());
        for (int shards : new int[] {7, 60}) {
            assertEquals(
                    whole.stream().sorted().toList(),
                    texts(table, load, shards).stream().sorted().toList());
        }
        try (ShardedRows sharded = table.shards(load, 7, 3)) {
            assertEquals(ROWS, sharded.trainingRows() + sharded.validationRows());
            long before = 0;
            for (ShardRows shard : sharded.rdd().collect()) {
                assertEquals(before, shard.firstRow());
                assertEquals(
                        sharded.trainingRows() * (shard.shard() + 1) / 7,
                        before + shard.training().rows());
                before += shard.training().rows();
            }
            assertEquals(3, sharded.rdd().getNumPartitions());
            assertTrue(Math.abs(sharded.validationRows() - 0.3 * ROWS) < 50, "" + sharded.validationRows());
        }
    }

    /** The rows of several shards one after the other are those of one shard. */
    @Test
    void theOrderIsThatOfOneShard() {
        ClusterTable table = ClusterTable.of(rows, columns(null, 0));
        List<ColumnSchema> load = load(table);
        assertEquals(texts(table, load, 1), texts(table, load, 6));
    }

    private static List<String> texts(ClusterTable table, List<ColumnSchema> load, int shards) {
        try (ShardedRows sharded = table.shards(load, shards, 0)) {
            List<String> texts = new ArrayList<>();
            for (ShardRows shard : sharded.rdd().collect()) {
                texts.addAll(texts(shard.training()));
                texts.addAll(texts(shard.validation()));
            }
            return texts;
        }
    }

    private static List<String> texts(RawTable table) {
        List<String> texts = new ArrayList<>();
        for (int row = 0; row < table.rows(); row++) {
            StringBuilder text = new StringBuilder();
            for (RawColumn column : table.columns()) {
                text.append(cell(column, row)).append('|');
            }
            texts.add(text.toString());
        }
        return texts;
    }

    private static String cell(RawColumn column, int row) {
        if (column instanceof RawColumn.Text text) {
            return text.code(row) < 0 ? "" : text.dictionary().get(text.code(row));
        }
        double value = ((RawColumn.Numeric) column).value(row);
        return Double.isNaN(value) ? "" : value == Math.rint(value) ? "" + (long) value : "" + value;
    }

    /** What DuckDB reads from a file with the cells of a shard, and the shard itself. */
    @Test
    void cellsAreThoseOfAFile(@TempDir Path folder) throws IOException {
        Dataset<Row> plain = rows.drop("day", "at", "validate");
        ClusterTable table =
                ClusterTable.of(plain, new ClusterColumns(null, List.of(), "kind", null, null, null, 0, 0));
        List<ColumnSchema> load = load(table);
        try (ShardedRows sharded = table.shards(load, 1, 0)) {
            ShardRows shard = sharded.rdd().collect().get(0);
            List<String> lines = new ArrayList<>();
            lines.add("count,size in m²,town,open,price,kind");
            texts(shard.training())
                    .forEach(line ->
                            lines.add(line.substring(0, line.length() - 1).replace('|', ',')));
            Path file = Files.write(folder.resolve("rows.csv"), lines);
            try (LoadedTable loaded = Table.read(file).load(load)) {
                assertEquals(loaded.fingerprint(), shard.fingerprint());
            }
        }
    }

    @Test
    void anOrderColumnOrdersEachShard() {
        Dataset<Row> twoDays = rows.withColumn("day", functions.expr("date_add(date'2024-01-01', count % 20)"))
                .where("count is not null");
        ClusterColumns columns = new ClusterColumns(null, List.of("count", "price"), "kind", null, null, "day", 0, 0);
        ClusterTable table = ClusterTable.of(twoDays, columns);
        List<ColumnSchema> load = load(table);
        try (ShardedRows sharded = table.shards(load, 3, 0)) {
            for (ShardRows shard : sharded.rdd().collect()) {
                RawColumn.Numeric count =
                        (RawColumn.Numeric) shard.training().columns().get(0);
                for (int row = 1; row < shard.training().rows(); row++) {
                    assertTrue(count.value(row - 1) % 20 <= count.value(row) % 20);
                }
            }
        }
        assertEquals(fingerprints(twoDays, columns, 3, 0), fingerprints(twoDays.repartition(9), columns, 3, 2));
        Dataset<Row> text = twoDays.withColumn("day", functions.col("day").cast("string"));
        assertEquals(fingerprints(twoDays, columns, 3, 0), fingerprints(text, columns, 3, 2));
        assertNotEquals(
                fingerprints(twoDays, columns, 3, 0),
                fingerprints(
                        twoDays,
                        new ClusterColumns(null, List.of("count", "price"), "kind", null, null, null, 0, 0),
                        3,
                        0));
    }

    @Test
    void anIndicatorSaysWhichRowsValidate() {
        ClusterColumns columns =
                new ClusterColumns(null, List.of("count", "price"), "kind", null, "validate", null, 0.5, 0);
        ClusterTable table = ClusterTable.of(rows, columns);
        assertEquals(rows.where("validate").count(), table.validationRows());
        assertEquals(rows.where("not validate").count(), table.profile().rows());
        Dataset<Row> training = rows.where("not validate");
        ClusterTable alone = ClusterTable.of(
                training, new ClusterColumns(null, List.of("count", "price"), "kind", null, null, null, 0, 0));
        assertEquals(alone.profile(), table.profile());
        try (ShardedRows both = table.shards(load(table), 2, 0);
                ShardedRows one = alone.shards(load(table), 2, 0)) {
            assertEquals(
                    texts(one.rdd().collect().get(1).training()),
                    texts(both.rdd().collect().get(1).training()));
        }
    }

    @Test
    void equalRowsAreCutEvenlyToo() {
        Dataset<Row> same = spark.range(0, 500, 1, 3).selectExpr("1 as a", "'x' as b", "2 as label");
        ClusterTable table =
                ClusterTable.of(same, new ClusterColumns(null, List.of(), "label", null, null, null, 0, 0));
        List<ColumnSchema> load = List.of(
                new ColumnSchema("a", ColumnKind.NUMERIC, false, ""),
                new ColumnSchema("b", ColumnKind.CATEGORICAL, true, ""));
        try (ShardedRows sharded = table.shards(load, 9, 4)) {
            List<Integer> sizes =
                    sharded.rdd().map(shard -> shard.training().rows()).collect();
            assertEquals(List.of(55, 56, 55, 56, 55, 56, 55, 56, 56), sizes);
        }
        try (ShardedRows sharded = table.shards(load, 500, 3)) {
            assertTrue(sharded.rdd().collect().stream()
                    .allMatch(shard -> shard.training().rows() == 1));
        }
        UserException tooMany = assertThrows(UserException.class, () -> table.shards(load, 501, 0));
        assertEquals(
                "numShards should be at most the number of training rows, found 501 shards for 500 rows; use fewer shards",
                tooMany.getMessage());
    }

    @Test
    void questionsAreAnsweredInOrderAndMistakesComeInOneLine() {
        ClusterTable table = ClusterTable.of(rows, columns(null, 0.2));
        try (ShardedRows sharded = table.shards(load(table), 9, 2)) {
            ShardQuestion question = (training, validation, firstRow) -> firstRow + ":" + training.rows();
            List<Serializable> answers = sharded.ask(question);
            List<Serializable> expected = new ArrayList<>();
            long n = sharded.trainingRows();
            for (int s = 0; s < 9; s++) {
                expected.add(s * n / 9 + ":" + ((s + 1) * n / 9 - s * n / 9));
            }
            assertEquals(expected, answers);
            ShardQuestion mistake = (training, validation, firstRow) -> {
                throw UserException.data("one line");
            };
            assertEquals(
                    "one line",
                    assertThrows(UserException.class, () -> sharded.ask(mistake))
                            .getMessage());
        }
    }

    /** The rows are those of a file that is written over between two passes. */
    @Test
    void rowsThatChangeAreFound(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("rows.csv");
        Files.writeString(file, lines(0));
        Dataset<Row> changing =
                spark.read().schema("a double, b string, label string").csv(file.toString());
        ClusterTable table =
                ClusterTable.of(changing, new ClusterColumns(null, List.of(), "label", null, null, null, 0, 0));
        List<ColumnSchema> load = load(table);
        Files.writeString(file, lines(1));
        try (ShardedRows sharded = table.shards(load, 3, 2)) {
            UserException changed = assertThrows(UserException.class, sharded::fingerprints);
            assertTrue(
                    changed.getMessage().startsWith("the rows changed while they were read: partition "),
                    changed.getMessage());
            assertTrue(changed.getMessage().endsWith("; cache or checkpoint the input"), changed.getMessage());
        }
    }

    private static String lines(int change) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            text.append((i + (i == 77 ? change : 0)) % 50)
                    .append(".5,t")
                    .append(i % 3)
                    .append(i % 2 == 0 ? ",yes\n" : ",no\n");
        }
        return text.toString();
    }
}
