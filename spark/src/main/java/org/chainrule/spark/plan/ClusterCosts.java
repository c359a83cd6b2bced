package org.chainrule.spark.plan;

/**
 * What a job costs in a cluster, as measured.
 *
 * @param jobSeconds            of a job with one task that does nothing, its broadcast included
 * @param taskSeconds           of every further task
 * @param downSecondsPerByte    from the driver to all executors that are there
 * @param upSecondsPerByte      from the tasks to the driver
 * @param meanSecondsPerNumber  to add a number to a mean on the driver
 */
public record ClusterCosts(
        double jobSeconds,
        double taskSeconds,
        double downSecondsPerByte,
        double upSecondsPerByte,
        double meanSecondsPerNumber) {
    /**
     * The same where everything takes longer.
     *
     * @param factor on every time
     * @return changed costs
     */
    ClusterCosts times(double factor) {
        return new ClusterCosts(
                factor * jobSeconds,
                factor * taskSeconds,
                factor * downSecondsPerByte,
                factor * upSecondsPerByte,
                factor * meanSecondsPerNumber);
    }
}
