package org.chainrule.spark.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.spark.sql.SparkSession;
import org.chainrule.spark.LocalSpark;
import org.chainrule.spark.cluster.SampleTraining;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterTrainingTest {
    private final SparkSession spark = LocalSpark.session(2);

    @AfterEach
    void nothingIsLeftOnTheCluster() {
        assertTrue(spark.sparkContext().getPersistentRDDs().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"localSteps", "synchronous", "lbfgs"})
    void partitionsDoNotChangeTheBits(String way) {
        ClusterResult one = SampleTraining.run(spark, 1, way, null);
        System.err.println(way + " " + one.result().history() + one.result().elapsed() + " " + one.weightsSha256());
        assertEquals(one.weightsSha256(), SampleTraining.run(spark, 7, way, null).weightsSha256());
    }
}
