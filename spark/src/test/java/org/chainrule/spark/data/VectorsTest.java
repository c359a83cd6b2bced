package org.chainrule.spark.data;

import static org.apache.spark.ml.functions.vector_to_array;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NumericAttribute;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.chainrule.spark.LocalSpark;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.ColumnProfile;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class VectorsTest {
    private static SparkSession spark;

    @BeforeAll
    static void start() {
        spark = LocalSpark.session(2);
    }

    private static Dataset<Row> rows(List<Vector> vectors) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < vectors.size(); i++) {
            rows.add(RowFactory.create(vectors.get(i), (double) (i % 2)));
        }
        StructType schema =
                new StructType().add("features", SQLDataTypes.VectorType()).add("label", "double");
        return spark.createDataFrame(rows, schema);
    }

    private static ClusterColumns columns() {
        return new ClusterColumns("features", List.of(), "label", null, null, null, 0, 0);
    }

    private static List<String> fingerprints(Dataset<Row> rows, ClusterColumns columns, List<String> names) {
        List<ColumnSchema> load = new ArrayList<>();
        names.forEach(name -> load.add(new ColumnSchema(name, ColumnKind.NUMERIC, false, "")));
        load.add(new ColumnSchema("label", ColumnKind.TARGET, true, ""));
        try (ShardedRows sharded = ClusterTable.of(rows, columns).shards(load, 3, 0)) {
            return sharded.fingerprints();
        }
    }

    @Test
    void denseAndSparseVectorsAndColumnsAreTheSame() {
        Random random = new Random(3);
        List<Vector> dense = new ArrayList<>();
        List<Vector> sparse = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            double[] values = {
                random.nextInt(3),
                0,
                -0.0,
                random.nextInt(4) == 0 ? random.nextGaussian() : 0,
                random.nextInt(9) == 0 ? Double.NaN : 1
            };
            dense.add(Vectors.dense(values));
            sparse.add(Vectors.dense(values).toSparse());
        }
        List<String> names = List.of("f0", "f1", "f2", "f3", "f4");
        List<String> expected = fingerprints(rows(dense), columns(), names);
        assertEquals(expected, fingerprints(rows(sparse).repartition(7), columns(), names));
        Dataset<Row> apart = rows(dense);
        apart = apart.withColumn("v", vector_to_array(apart.col("features"), "float64"));
        for (int i = 0; i < 5; i++) {
            apart = apart.withColumn("f" + i, apart.col("v").getItem(i));
        }
        assertEquals(
                expected,
                fingerprints(
                        apart.drop("v", "features"),
                        new ClusterColumns(null, names, "label", null, null, null, 0, 0),
                        names));
        assertEquals(
                ClusterTable.of(rows(dense), columns()).profile(),
                ClusterTable.of(rows(sparse), columns()).profile());
    }

    @Test
    void elementsHaveTheNamesOfTheirColumns() {
        Dataset<Row> table = spark.range(0, 50).selectExpr("id as age", "id * 2.5 as fare", "id % 2 as label");
        Dataset<Row> assembled = new VectorAssembler()
                .setInputCols(new String[] {"age", "fare"})
                .setOutputCol("features")
                .transform(table);
        List<String> names = ClusterTable.of(assembled, columns()).profile().columns().stream()
                .map(ColumnProfile::name)
                .toList();
        assertEquals(List.of("age", "fare", "label"), names);
    }

    @Test
    void namesAreDistinctAndNotThoseOfOthers() {
        StructField plain = new StructField("v", SQLDataTypes.VectorType(), true, Metadata.empty());
        assertEquals(List.of("f0", "f1", "f2"), VectorNames.of(plain, 3));
        assertEquals(List.of("f0_", "f1"), VectorNames.of(plain, 2, Set.of("f0")));
        Attribute[] attributes = {
            NumericAttribute.defaultAttr().withName("a"),
                    NumericAttribute.defaultAttr().withName("a"),
            NumericAttribute.defaultAttr(), NumericAttribute.defaultAttr().withName("label")
        };
        StructField named = new AttributeGroup("v", attributes).toStructField();
        assertEquals(List.of("a", "f1", "f2", "f3"), VectorNames.of(named, 4, Set.of("label")));
    }

    @Test
    void vectorsOfDifferentLengthsAreRefused() {
        Dataset<Row> mixed = rows(List.of(Vectors.dense(1, 2), Vectors.dense(1, 2, 3)));
        ClusterTable table = ClusterTable.of(mixed, columns());
        assertEquals(
                "the DataFrame: column \"features\" should have vectors of one length, found one of 2 and one of 3 elements; mend the stage that makes them",
                assertThrows(UserException.class, table::profile).getMessage());
    }

    @Test
    void missingAndHugeVectorsAreRefused() {
        List<Vector> some = new ArrayList<>(List.of(Vectors.dense(1, 2)));
        some.add(null);
        assertEquals(
                "the DataFrame: column \"features\" has a row without a vector; fill it in or remove the row",
                assertThrows(UserException.class, () -> ClusterTable.of(rows(some), columns())
                                .profile())
                        .getMessage());
        Dataset<Row> huge = rows(List.of(Vectors.sparse(1 << 20, new int[] {7}, new double[] {1})));
        assertEquals(
                "the DataFrame: vectors of column \"features\" should have 1 to 16384 elements, found 1048576; select or hash features first",
                assertThrows(UserException.class, () -> ClusterTable.of(huge, columns()))
                        .getMessage());
    }
}
