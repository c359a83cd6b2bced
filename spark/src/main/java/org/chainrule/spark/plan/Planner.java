package org.chainrule.spark.plan;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/** Predicts what a training will take on the cluster that is there, and on larger ones. It refuses nothing, and has no part in the training. */
public final class Planner {
    /** A prediction that is further off than this is corrected. */
    private static final double MOST_ERROR = 0.2;

    private Planner() {}

    /**
     * Measures what a round is made of, tries out some rounds, and predicts. That takes about a second or two; where the training will be long and the virtual machines have not yet
     * compiled what it runs, up to twenty seconds, in which they do, and at most as many again for rounds. Two steps must be taken, however long they take.
     *
     * @param context  Spark
     * @param workload what the training asks
     * @param timer    runs some of its steps
     * @return the prediction, to be logged by the caller
     */
    public static PlanReport plan(JavaSparkContext context, Workload workload, StepTimer timer) {
        ClusterShape shape = ClusterShape.of(context.sc());
        int tasks = Math.min(shape.cores(), workload.tasks());
        StepPatience patience = StepPatience.of(workload, shape.cores());
        List<StepTimes> times = timer.steps(tasks, patience);
        StepCosts steps = new StepCosts(
                Medians.of(times.stream().map(t -> t.costs().shardSeconds()).toList()),
                Medians.of(times.stream().map(t -> t.costs().stepSeconds()).toList()));
        double seconds = patience.seconds(steps.stepSeconds());
        ClusterCosts costs = new ClusterProbe(context, timer, seconds).measure(workload, shape.cores());
        boolean steady = times.stream().allMatch(StepTimes::steady);
        // what is not compiled yet says nothing of the training, and would keep rounds from being tried
        RoundModel parts = new RoundModel(shape, costs, steady ? steps : steps.atMost(patience.warm()));
        return report(workload, new TrialRounds(timer, System::nanoTime).corrected(parts, workload, seconds), steady);
    }

    static PlanReport report(Workload work, RoundModel model, boolean steady) {
        return report(work, model, steady, List.of(), null);
    }

    private static PlanReport report(
            Workload work, RoundModel model, boolean steady, List<String> before, @Nullable PlanReport first) {
        int executors = model.measured().executors();
        double round = model.round(work, executors, work.stepsPerRound()).total();
        double epoch = model.epoch(work, executors);
        int useful = model.usefulExecutors(work);
        List<String> warnings = PlanWarnings.of(work, model, steady);
        List<String> lines = new ArrayList<>(before);
        lines.addAll(PlanText.lines(work, model, useful));
        return new PlanReport(work, model, round, epoch, epoch * work.epochs(), useful, steady, warnings, lines, first);
    }

    /**
     * Looks at real rounds.
     *
     * @param plan   what was predicted
     * @param rounds the first rounds that ran, without those that ran cold
     * @return the plan corrected by them if it was off by more than 20 %, otherwise the same
     */
    public static PlanReport corrected(PlanReport plan, List<RanRound> rounds) {
        RoundModel model = plan.model();
        List<Double> ratios = new ArrayList<>();
        List<Double> shards = new ArrayList<>();
        for (RanRound ran : rounds) {
            double predicted = model.round(plan.workload(), model.measured().executors(), ran.steps())
                    .total();
            ratios.add(ran.seconds() / predicted);
            shards.add(ran.shardSeconds() / Math.max(1e-9, model.steps().seconds(ran.steps())));
        }
        double ratio = Medians.of(ratios);
        if (rounds.isEmpty() || ratio == 0 || Math.abs(1 / ratio - 1) <= MOST_ERROR) {
            return plan;
        }
        int steps = plan.workload().stepsPerRound();
        double measured = ratio * plan.roundSeconds();
        RoundModel better = model.corrected(
                plan.workload(), steps, Medians.of(shards) * model.steps().seconds(steps), measured);
        String why = "corrected after " + PlanText.count(rounds.size(), "measured round") + ": "
                + PlanText.time(measured) + " a round, where " + PlanText.time(plan.roundSeconds())
                + " were predicted";
        return report(plan.workload(), better, true, List.of(why), plan);
    }
}
