package org.chainrule.spark.plan;

import java.io.Serializable;

/**
 * What a shard costs a core, as measured.
 *
 * @param shardSeconds once a round, before the first step
 * @param stepSeconds  of a step
 */
public record StepCosts(double shardSeconds, double stepSeconds) implements Serializable {
    /**
     * What a round costs.
     *
     * @param steps of it
     * @return seconds
     */
    public double seconds(int steps) {
        return shardSeconds + steps * stepSeconds;
    }

    /**
     * The same on a core of another speed.
     *
     * @param factor on every time
     * @return changed costs
     */
    StepCosts times(double factor) {
        return new StepCosts(factor * shardSeconds, factor * stepSeconds);
    }

    /** The same, bounded. */
    StepCosts atMost(double seconds) {
        return new StepCosts(Math.min(shardSeconds, seconds), Math.min(stepSeconds, seconds));
    }
}
