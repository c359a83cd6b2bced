package org.chainrule.spark.plan;

import org.chainrule.train.Rounds;
import org.chainrule.train.ShardLayout;

/**
 * What a training asks of a cluster.
 *
 * @param layout        how the rows are cut
 * @param outputs       of the network, a row
 * @param tasks         tasks of a round's job: partitions of the shards
 * @param batchRows     rows of a shard in one step
 * @param stepsPerRound steps that a shard takes in a round
 * @param stepsPerEpoch steps that a shard takes in an epoch
 * @param epochs        at most
 * @param downBytes     what the driver sends to every executor in a round
 * @param upBytes       what each shard sends back in a round
 * @param slices        parts that are averaged apart from each other, behind a shuffle; 1 averages on the driver
 * @param momentum      of the outer step after a round
 * @param synchronous   whether a round is one step, which only another way to train would change
 */
public record Workload(
        ShardLayout layout,
        int outputs,
        int tasks,
        int batchRows,
        int stepsPerRound,
        int stepsPerEpoch,
        int epochs,
        long downBytes,
        long upBytes,
        int slices,
        double momentum,
        boolean synchronous) {
    /** Checks the counts. */
    public Workload {
        if (tasks < 1 || batchRows < 1 || stepsPerRound < 1 || stepsPerEpoch < 1 || epochs < 1 || slices < 1) {
            throw new IllegalArgumentException("expected at least one task, row, step, epoch and slice, found " + tasks
                    + ", " + batchRows + ", " + stepsPerRound + ", " + stepsPerEpoch + ", " + epochs + ", " + slices);
        }
    }

    /**
     * What a training of one way asks.
     *
     * @param layout     how the rows are cut
     * @param outputs    of the network, a row
     * @param tasks      partitions of the shards
     * @param rounds     the way; of local steps with their number, at least 1
     * @param batchSize  of the configuration
     * @param epochs     at most
     * @param parameters numbers of the network
     * @param statistics numbers of batch normalisation
     * @param vectors    numbers that the update rule remembers of each parameter
     * @param slices     parts of the answers
     * @return the workload
     */
    public static Workload of(
            ShardLayout layout,
            int outputs,
            int tasks,
            Rounds rounds,
            int batchSize,
            int epochs,
            long parameters,
            long statistics,
            int vectors,
            int slices) {
        int rows = Math.min(layout.rowsPerShard(), rounds.batchRows(batchSize, layout.shards()));
        int epochSteps = (layout.rowsPerShard() + rows - 1) / rows;
        long floats = Float.BYTES * (parameters + statistics);
        if (rounds instanceof Rounds.LocalSteps local) {
            long all = floats + Float.BYTES * (vectors * parameters);
            int steps = Math.min(epochSteps, Math.max(1, local.steps()));
            double momentum = layout.shards() == 1 ? 0 : local.outerMomentum(); // a single shard has no outer step
            return new Workload(
                    layout, outputs, tasks, rows, steps, epochSteps, epochs, all, all, slices, momentum, false);
        }
        if (rounds instanceof Rounds.FullBatch) { // one step over all rows of the shard is an epoch
            long doubles = Double.BYTES * parameters;
            int all = layout.rowsPerShard();
            return new Workload(layout, outputs, tasks, all, 1, 1, epochs, floats, doubles, slices, 0, true);
        }
        return new Workload(layout, outputs, tasks, rows, 1, epochSteps, epochs, floats, floats, slices, 0, true);
    }

    /** Numbers that are averaged in a round, of each shard. */
    long numbers() {
        return upBytes / Float.BYTES;
    }

    /** What a shard takes encoded, as floats. */
    long shardBytes() {
        return (long) layout.rowsPerShard() * (layout.inputs() + layout.targets()) * Float.BYTES;
    }

    /** Rounds of an epoch; the last may be shorter. */
    int roundsPerEpoch() {
        return (stepsPerEpoch + stepsPerRound - 1) / stepsPerRound;
    }

    /** Tasks where there are more cores than now: partitions are made by the cores, never more than shards. */
    int tasks(int cores, int coresNow) {
        long scaled = (long) tasks * cores / coresNow;
        return cores == coresNow ? tasks : (int) Math.max(1, Math.min(layout.shards(), scaled));
    }
}
