package org.chainrule.spark.plan;

import org.apache.spark.SparkContext;

/**
 * The cluster as the planner sees it.
 *
 * @param executors        processes that run tasks; 1 in local mode
 * @param coresPerExecutor tasks that one runs at a time
 * @param executorBytes    heap of an executor
 * @param resultBytes      what the driver takes of one job's results ({@code spark.driver.maxResultSize}); 0 for no limit
 * @param driverBytes      heap of the driver
 */
public record ClusterShape(
        int executors, int coresPerExecutor, long executorBytes, long resultBytes, long driverBytes) {
    /** Checks the counts. */
    public ClusterShape {
        if (executors < 1 || coresPerExecutor < 1) {
            throw new IllegalArgumentException(
                    "expected at least one executor with one core, found " + executors + " x " + coresPerExecutor);
        }
    }

    /**
     * Looks at a running cluster.
     *
     * @param context Spark
     * @return what is there now
     */
    public static ClusterShape of(SparkContext context) {
        int cores = Math.max(1, context.defaultParallelism());
        return new ClusterShape(
                1,
                cores,
                Runtime.getRuntime().maxMemory(),
                1L << 30,
                Runtime.getRuntime().maxMemory());
    }

    /**
     * Tasks at a time.
     *
     * @return executors x cores
     */
    public int cores() {
        return executors * coresPerExecutor;
    }
}
