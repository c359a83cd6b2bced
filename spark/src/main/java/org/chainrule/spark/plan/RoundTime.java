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
record RoundTime(double steps, double jobs, double down, double up, double driver) {
    double total() {
        return steps + overhead();
    }

    double overhead() {
        return jobs + down + up + driver;
    }
}
