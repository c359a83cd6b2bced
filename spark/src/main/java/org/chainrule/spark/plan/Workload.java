package org.chainrule.spark.plan;

import org.chainrule.train.ShardLayout;

/**
 * What a training asks of a cluster.
 *
 * @param layout        how the rows are cut
 * @param tasks         tasks of a round's job: partitions of the shards
 * @param batchRows     rows of a shard in one step
 * @param stepsPerRound steps that a shard takes in a round
 * @param stepsPerEpoch steps that a shard takes in an epoch
 * @param epochs        at most
 * @param downBytes     what the driver sends to each executor in a round
 * @param upBytes       what each shard sends back in a round
 * @param shardBytes    what a shard takes on the heap, encoded
 */
public record Workload(
        ShardLayout layout,
        int tasks,
        int batchRows,
        int stepsPerRound,
        int stepsPerEpoch,
        int epochs,
        long downBytes,
        long upBytes,
        long shardBytes) {
    /**
     * Rounds of an epoch; the last may be shorter.
     *
     * @return at least 1
     */
    public int roundsPerEpoch() {
        return Math.max(1, (stepsPerEpoch + stepsPerRound - 1) / stepsPerRound);
    }
}
