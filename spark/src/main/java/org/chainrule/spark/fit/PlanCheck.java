package org.chainrule.spark.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.chainrule.spark.plan.PlanReport;
import org.chainrule.spark.plan.Planner;
import org.chainrule.spark.plan.RanRound;
import org.chainrule.train.ShardAnswer;
import org.chainrule.train.ShardLayout;
import org.chainrule.train.ShardScores;
import org.chainrule.train.ShardTask;
import org.chainrule.train.Shards;

/** Looks at the clock while the first rounds run, and corrects the plan by them. What is asked and answered passes through unchanged. */
final class PlanCheck implements Shards {
    /** The first rounds load classes. */
    private static final int COLD = 2;

    private static final int ROUNDS = 3;

    private final Shards shards;
    private final LongSupplier shardNanos;
    private final LongSupplier clock;
    private final Consumer<PlanReport> says;
    private final List<RanRound> ran = new ArrayList<>();
    private PlanReport plan;
    private boolean ended;
    private int begun;
    private int steps;
    private long start;
    private long end;
    private long shardsBefore;
    private boolean judged;

    /**
     * A look at rounds.
     *
     * @param shards     who answers
     * @param shardNanos what all shards together have computed in all rounds
     * @param clock      of the driver
     * @param plan       as it was before the training
     * @param says       hears of a corrected plan
     */
    PlanCheck(Shards shards, LongSupplier shardNanos, LongSupplier clock, PlanReport plan, Consumer<PlanReport> says) {
        this.shards = shards;
        this.shardNanos = shardNanos;
        this.clock = clock;
        this.plan = plan;
        this.says = says;
    }

    /** The plan, corrected by the rounds that there were. */
    PlanReport plan() {
        if (!ended && !ran.isEmpty()) {
            correct();
        }
        return plan;
    }

    @Override
    public ShardAnswer mean(ShardTask task) {
        if (ended) {
            return shards.mean(task);
        }
        close(clock.getAsLong());
        begun++;
        steps = task instanceof ShardTask.Steps many ? many.steps() : 1;
        shardsBefore = shardNanos.getAsLong();
        start = clock.getAsLong();
        ShardAnswer mean = shards.mean(task);
        end = clock.getAsLong();
        judged = false;
        return mean;
    }

    /** Ends a round: with what the driver did until now, unless that was something else. */
    private void close(long now) {
        if (begun > COLD) {
            double seconds = ((judged ? end : now) - start) * 1e-9;
            double shard = (shardNanos.getAsLong() - shardsBefore) * 1e-9 / layout().shards();
            ran.add(new RanRound(steps, seconds, shard));
        }
        if (ran.size() == ROUNDS) {
            correct();
        }
    }

    private void correct() {
        ended = true;
        PlanReport better = Planner.corrected(plan, ran);
        if (better.first() != null) { // it was corrected
            plan = better;
            says.accept(better);
        }
    }

    @Override
    public List<ShardScores> score(float[] parameters, float[] statistics) {
        judged = true;
        return shards.score(parameters, statistics);
    }

    @Override
    public ShardLayout layout() {
        return shards.layout();
    }

    @Override
    public void close() {
        shards.close();
    }
}
