package org.chainrule.spark.plan;

import static org.chainrule.spark.plan.PlanText.bytes;
import static org.chainrule.spark.plan.PlanText.count;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.train.Rounds;

/** What a person should change before a long training. Nothing of it is refused. */
final class PlanWarnings {
    /** The part of an executor's heap that Spark keeps blocks and computes in, by default. */
    private static final double FOR_SPARK = 0.6;

    /** From so much overhead on a round is dominated by it. */
    private static final double MOST_OVERHEAD = 0.5;

    private PlanWarnings() {}

    static List<String> of(Workload work, RoundModel model, boolean steady) {
        ClusterShape shape = model.measured();
        int shards = work.layout().shards();
        List<String> warnings = new ArrayList<>();
        if (!steady) {
            warnings.add("the JVMs are still compiling: the times of the plan are upper bounds");
        }
        if (shape.cores() > shards) {
            warnings.add(count(shape.cores(), "core") + " for " + count(shards, "shard") + ": "
                    + (shape.cores() - shards) + " have nothing to do; set numShards to " + shape.cores()
                    + " or more (which gives other weights), or take fewer cores");
        } else if (shape.cores() > work.tasks()) {
            warnings.add(count(shape.cores(), "core") + " for " + count(work.tasks(), "task") + ": "
                    + (shape.cores() - work.tasks())
                    + " have nothing to do; start the training when all executors are there");
        }
        if (work.batchRows() == 1 && work.layout().rowsPerShard() > 1) {
            warnings.add("a shard takes one row a step, where a step costs nearly as much as of many rows; raise"
                    + " batchSize, or lower numShards from " + shards);
        }
        if (work.momentum() > 0 && work.stepsPerRound() < Rounds.LocalSteps.FEW_STEPS) {
            warnings.add("rounds of " + count(work.stepsPerRound(), "local step") + " with outerMomentum "
                    + work.momentum() + " overshoot; raise localSteps to " + Rounds.LocalSteps.FEW_STEPS
                    + " or more, or set outerMomentum to 0");
        }
        memory(work, shape, warnings);
        overhead(work, model, warnings);
        return warnings;
    }

    private static void memory(Workload work, ClusterShape shape, List<String> warnings) {
        long shards = work.layout().shards();
        long results = work.slices() == 1 ? shards * work.upBytes() : work.upBytes();
        if (shape.resultBytes() > 0 && results > shape.resultBytes()) {
            warnings.add("the answers of a round come to " + bytes((double) results)
                    + ", and spark.driver.maxResultSize is " + bytes((double) shape.resultBytes())
                    + ": Spark will end the job; raise it, or lower numShards");
        }
        // what is sent, the mean in double, the best weights, and an answer more
        double driver = 4.0 * work.downBytes() + 2.0 * work.upBytes() + results;
        if (driver > shape.driverBytes()) {
            warnings.add("a round takes about " + bytes(driver) + " on the driver, whose heap is "
                    + bytes((double) shape.driverBytes()) + "; raise spark.driver.memory");
        }
        long shardsOfOne = (shards + shape.executors() - 1) / shape.executors();
        double rows = (double) work.shardBytes() * shardsOfOne;
        double weights = (double) shape.coresPerExecutor() * (3.0 * work.downBytes() + work.upBytes());
        if (rows + weights > FOR_SPARK * shape.executorBytes()) {
            warnings.add("an executor's shards take up to " + bytes(rows) + " encoded and its tasks about "
                    + bytes(weights) + ", of a heap of " + bytes((double) shape.executorBytes())
                    + ": rows will be read from disk and encoded in every round, if there is memory enough at all; raise"
                    + " spark.executor.memory, or take more executors");
        }
    }

    private static void overhead(Workload work, RoundModel model, List<String> warnings) {
        RoundTime round = model.round(work, model.measured().executors(), work.stepsPerRound());
        double part = round.overhead() / round.total();
        if (part <= MOST_OVERHEAD) {
            return;
        }
        String most = StrictMath.round(100 * part) + " % of a round is overhead";
        if (work.synchronous()) {
            warnings.add(most + "; local steps (rounds = localSteps) share it, or a larger batchSize");
        } else if (work.stepsPerRound() < work.stepsPerEpoch()) {
            warnings.add(most + "; raise localSteps from " + work.stepsPerRound() + " (an epoch has "
                    + work.stepsPerEpoch() + "), or lower numShards");
        } else {
            warnings.add(
                    most + ": this table is small for a cluster; one machine, or fewer shards, will not be slower");
        }
    }
}
