package org.chainrule.spark.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
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
    private static final Pattern LOCAL = Pattern.compile("local(?:\\[(\\d+|\\*)(?:,\\s*\\d+)?])?");

    /** Checks the counts. */
    public ClusterShape {
        if (executors < 1 || coresPerExecutor < 1) {
            throw new IllegalArgumentException(
                    "expected at least one executor with one core, found " + executors + " x " + coresPerExecutor);
        }
    }

    /**
     * Looks at a running cluster: executors that have not registered yet are not seen.
     *
     * @param context Spark
     * @return what is there now
     */
    public static ClusterShape of(SparkContext context) {
        SparkConf conf = context.conf();
        long driver = Runtime.getRuntime().maxMemory();
        long results = conf.getSizeAsBytes("spark.driver.maxResultSize", "1g");
        int perTask = Math.max(1, conf.getInt("spark.task.cpus", 1));
        Matcher local = LOCAL.matcher(context.master());
        if (local.matches()) {
            String threads = local.group(1);
            int cores = threads == null
                    ? 1
                    : threads.equals("*") ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(threads);
            return new ClusterShape(1, Math.max(1, cores / perTask), driver, results, driver);
        }
        int executors = Math.max(1, context.statusTracker().getExecutorInfos().length - 1); // the driver is one of them
        int cores = conf.getInt("spark.executor.cores", Math.max(1, context.defaultParallelism() / executors));
        return new ClusterShape(
                executors,
                Math.max(1, cores / perTask),
                conf.getSizeAsBytes("spark.executor.memory", "1g"),
                results,
                driver);
    }

    /**
     * Tasks at a time.
     *
     * @return executors x cores
     */
    public int cores() {
        return Math.multiplyExact(executors, coresPerExecutor);
    }

    /**
     * The same kind of cluster with another number of executors.
     *
     * @param others how many
     * @return a changed copy
     */
    ClusterShape withExecutors(int others) {
        return new ClusterShape(others, coresPerExecutor, executorBytes, resultBytes, driverBytes);
    }
}
