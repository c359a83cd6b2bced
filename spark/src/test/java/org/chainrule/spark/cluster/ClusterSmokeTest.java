package org.chainrule.spark.cluster;

import static org.junit.jupiter.api.Assertions.*;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class ClusterSmokeTest {
    @Test
    void runs() {
        long t = System.nanoTime();
        SparkSession spark =
                SparkHome.prepare().session("local-cluster[2,1,1024]").getOrCreate();
        assertEquals(10, spark.range(0, 10, 1, 4).count());
        System.err.println("first " + (System.nanoTime() - t) / 1e9);
        System.err.println(ExecutorProcesses.of(spark.sparkContext().applicationId()) + " "
                + ExecutorProcesses.of(spark.sparkContext().applicationId(), "1"));
        spark.stop();
        System.err.println("stopped " + (System.nanoTime() - t) / 1e9);
    }
}
