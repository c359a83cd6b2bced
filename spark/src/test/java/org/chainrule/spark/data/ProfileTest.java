package org.chainrule.spark.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.chainrule.spark.LocalSpark;
import org.chainrule.tabular.infer.SchemaInference;
import org.chainrule.tabular.read.ColumnProfile;
import org.chainrule.tabular.read.ColumnProfile.Content;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.read.TableProfile;
import org.chainrule.testing.Shared;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures of a DataFrame against those that DuckDB gives of the same file. */
class ProfileTest {
    private static SparkSession spark;

    @BeforeAll
    static void start() {
        spark = LocalSpark.session(2);
    }

    private static TableProfile profile(Dataset<Row> rows, String label) {
        return ClusterTable.of(rows, new ClusterColumns(null, List.of(), label, null, null, null, 0, 0))
                .profile();
    }

    private static Dataset<Row> csv(Path file, boolean typed) {
        return spark.read()
                .option("header", true)
                .option("inferSchema", typed)
                .option("escape", "\"")
                .csv(file.toString());
    }

    /** Features in their order, then the label; the table has its label where it is. */
    private static void same(TableProfile expected, TableProfile found, String label) {
        assertEquals(expected.rows(), found.rows());
        assertEquals(expected.columns().size(), found.columns().size());
        for (ColumnProfile column : expected.columns()) {
            ColumnProfile other = found.column(column.name());
            assertEquals(comparable(column), comparable(other));
            if (column.distinct() <= 2) {
                assertEquals(new HashSet<>(column.samples()), new HashSet<>(other.samples()), column.name());
            }
        }
        var here = SchemaInference.infer(expected, label, null, List.of(), null, null);
        var there = SchemaInference.infer(found, label, null, List.of(), null, null);
        assertEquals(here.whyTask(), there.whyTask());
        assertEquals(
                new HashSet<>(here.schema().features()),
                new HashSet<>(there.schema().features()));
    }

    /** All but type, samples and what is only asked if the first rows suggest it. */
    private static ColumnProfile comparable(ColumnProfile column) {
        boolean number = column.content() == Content.NUMBER;
        return new ColumnProfile(
                column.name(),
                "",
                column.content(),
                column.rows(),
                column.missing(),
                column.distinct(),
                column.minimum(),
                column.maximum(),
                column.integer(),
                column.nonFinite(),
                column.averageLength(),
                column.maximumLength(),
                number ? 1 : column.numberShare(),
                column.dateShare(),
                List.of(),
                column.dateFormat(),
                column.assumedOrder(),
                column.notNumber());
    }

    @Test
    void weather() {
        Path file = Shared.path("data/weather/weather.csv");
        TableProfile expected = Table.read(file).profile();
        same(expected, profile(csv(file, false).repartition(7), "temp_max"), "temp_max");
    }

    @Test
    void weatherWithTypes() {
        Path file = Shared.path("data/weather/weather.csv");
        TableProfile found = profile(csv(file, true), "temp_max");
        TableProfile expected = Table.read(file).profile();
        assertEquals(Content.DATE, found.column("date").content());
        assertEquals(expected.column("date").minimum(), found.column("date").minimum());
        assertEquals(expected.column("date").maximum(), found.column("date").maximum());
        assertEquals(expected.column("date").distinct(), found.column("date").distinct());
        assertEquals(comparable(expected.column("wind")), comparable(found.column("wind")));
        assertEquals(comparable(expected.column("weather")), comparable(found.column("weather")));
    }

    @Test
    void titanic() {
        Path file = Shared.path("data/titanic/titanic_openML.csv");
        TableProfile expected = Table.read(file).profile();
        same(expected, profile(csv(file, false).repartition(3), "survived"), "survived");
    }

    @Test
    void adult(@TempDir Path folder) throws IOException {
        List<String> lines = Files.readAllLines(Shared.path("data/adult/adult.data"));
        Path file = Files.write(folder.resolve("adult.data"), lines.subList(0, 6000));
        TableProfile expected = Table.read(file).profile();
        String[] names = expected.columns().stream().map(ColumnProfile::name).toArray(String[]::new);
        Dataset<Row> rows = spark.read().csv(file.toString()).toDF(names);
        String label = names[names.length - 1];
        same(expected, profile(rows.repartition(5), label), label);
    }

    @Test
    void penguins() {
        Path file = Shared.path("data/penguins/penguins.json");
        TableProfile expected = Table.read(file).profile();
        same(expected, profile(spark.read().option("multiLine", true).json(file.toString()), "Species"), "Species");
    }

    @Test
    void textsOfAllKinds(@TempDir Path folder) throws IOException {
        StringBuilder text = new StringBuilder("n,empty,yes,dates,us,mixed,long,unicode,inf,y\n");
        for (int i = 0; i < 300; i++) {
            text.append(i % 7 == 0 ? "NA" : " " + i / 2.0)
                    .append(",,")
                    .append(i % 2 == 0 ? "yes" : "no")
                    .append(',')
                    .append("2024-0")
                    .append(1 + i % 9)
                    .append("-1")
                    .append(i % 10)
                    .append(',')
                    .append(13 + i % 15)
                    .append('/')
                    .append("0")
                    .append(1 + i % 9)
                    .append("/2020,")
                    .append(i % 10 == 0 ? "n" + i % 3 : "" + i)
                    .append(',')
                    .append("words ".repeat(9 + i % 5))
                    .append(i)
                    .append(',')
                    .append("日本".repeat(1 + i % 3))
                    .append("😀")
                    .append(',')
                    .append(i == 5 ? "inf" : "1e" + i % 30)
                    .append(',')
                    .append(i % 3)
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("t.csv"), text);
        TableProfile expected = Table.read(file).profile();
        TableProfile found = profile(csv(file, false).repartition(4), "y");
        assertEquals(Content.DATE, found.column("us").content());
        assertEquals("n0", found.column("mixed").notNumber());
        same(expected, found, "y");
    }

    /** More distinct values than are held: a second job counts them. */
    @Test
    void manyDistinctValues() {
        Dataset<Row> rows = spark.range(0, 70_000, 1, 4)
                .selectExpr(
                        "id as key",
                        "cast(id % 60000 as string) as digits",
                        "concat('t', id % 55000) as text",
                        "id / 7 as part",
                        "id % 2 as y");
        TableProfile found = profile(rows, "y");
        assertEquals(70_000, found.column("key").distinct());
        assertEquals(60_000, found.column("digits").distinct());
        assertEquals(Content.NUMBER, found.column("digits").content());
        assertEquals(55_000, found.column("text").distinct());
        assertEquals(2, found.column("y").distinct());
        assertEquals(found, profile(rows.repartition(11), "y"));
    }
}
