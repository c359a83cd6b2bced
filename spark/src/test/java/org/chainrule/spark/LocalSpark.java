package org.chainrule.spark;

import org.apache.spark.sql.SparkSession;

/** A session in this JVM for tests; one after the other, never two. */
public final class LocalSpark {
    private LocalSpark() {}

    /**
     * Starts, or gives the one that is there.
     *
     * @param threads tasks at a time
     * @return the session; whoever asks for another number of threads stops it first
     */
    public static SparkSession session(int threads) {
        return SparkSession.builder()
                .master("local[" + threads + "]")
                .appName("chainrule-test")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", 2)
                .config("spark.sql.warehouse.dir", "target/warehouse")
                .getOrCreate();
    }
}
