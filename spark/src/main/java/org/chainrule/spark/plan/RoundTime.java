package org.chainrule.spark.plan;

/**
 * Seconds of a round, by cause.
 *
 * @param steps  the busiest core's
 * @param jobs   starting job and tasks
 * @param down   sending weights
 * @param up     sending answers
 * @param driver averaging and the update
 */
public record RoundTime(double steps, double jobs, double down, double up, double driver) {
    /**
     * All of it.
     *
     * @return seconds
     */
    public double total() {
        return steps + overhead();
    }

    /**
     * What is no step.
     *
     * @return seconds
     */
    public double overhead() {
        return jobs + down + up + driver;
    }
}
