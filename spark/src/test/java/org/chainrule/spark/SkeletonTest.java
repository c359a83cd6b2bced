package org.chainrule.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class SkeletonTest {
    @Test
    void sparkStartsHere() {
        SparkSession spark = LocalSpark.session(2);
        assertEquals(10, spark.range(10).count());
        spark.stop();
    }
}
