package org.chainrule.spark;

import org.apache.spark.sql.SparkSession;
import scala.Option;

/** The session in this JVM that all tests of a master share: none of them stops it but who wants another master. Set up for small tables. */
public final class LocalSpark {
    private LocalSpark() {}

    /**
     * Starts, or gives the one that is there.
     *
     * @param threads tasks at a time
     * @return the session; one of another master is stopped
     */
    public static SparkSession session(int threads) {
        String master = "local[" + threads + "]";
        Option<SparkSession> there = SparkSession.getDefaultSession();
        if (there.isDefined() && !there.get().sparkContext().isStopped()) {
            if (there.get().sparkContext().master().equals(master)) {
                return there.get();
            }
            there.get().stop();
        }
        return SparkSession.builder()
                .master(master)
                .appName("chainrule-test")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", 2)
                .config("spark.sql.warehouse.dir", "target/warehouse")
                // Compiling code for a query takes longer than some hundred rows do
                .config("spark.sql.codegen.wholeStage", false)
                .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
                .config("spark.sql.adaptive.enabled", false)
                .getOrCreate();
    }
}
