package org.chainrule.spark.plan;

/**
 * What a shard costs a core, as measured.
 *
 * @param shardSeconds once a round, before the first step
 * @param stepSeconds  of a step
 */
record StepCosts(double shardSeconds, double stepSeconds) {
    double seconds(int steps) {
        return shardSeconds + steps * stepSeconds;
    }
}
