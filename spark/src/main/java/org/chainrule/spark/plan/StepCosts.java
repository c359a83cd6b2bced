package org.chainrule.spark.plan;

/**
 * What a shard costs a core, as measured.
 *
 * @param shardSeconds once a round, before the first step
 * @param stepSeconds  of a step
 */
public record StepCosts(double shardSeconds, double stepSeconds) {
    /**
     * What a round costs.
     *
     * @param steps of it
     * @return seconds
     */
    public double seconds(int steps) {
        return shardSeconds + steps * stepSeconds;
    }
}
