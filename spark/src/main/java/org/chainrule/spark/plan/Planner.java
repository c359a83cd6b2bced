package org.chainrule.spark.plan;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/** Predicts what a training will take on the cluster that is there, and on larger ones. It refuses nothing, and has no part in the training. */
public final class Planner {
    /** Seconds for trying out steps, at most. */
    private static final double MOST_SECONDS = 1.2;

    /** At least, because the virtual machine compiles what it runs often. */
    private static final double LEAST_SECONDS = 0.25;

    /** Of the time that the whole training will take. */
    private static final double PART = 0.03;

    private Planner() {}

    /**
     * Measures what a round is made of, in at most about two seconds, less where the training will be short, and predicts. Two steps must be taken, however long
     * they take.
     *
     * @param context  Spark
     * @param workload what the training asks
     * @param timer    runs some of its steps
     * @return the prediction, to be logged by the caller
     */
    public static PlanReport plan(JavaSparkContext context, Workload workload, StepTimer timer) {
        ClusterShape shape = ClusterShape.of(context.sc());
        ClusterCosts costs = new ClusterProbe(context, timer).measure(workload, shape.cores());
        int tasks = Math.min(shape.cores(), workload.tasks());
        StepCosts steps = new StepProbe(timer, System::nanoTime)
                .measure(tasks, workload.stepsPerEpoch(), first -> budget(workload, shape, first));
        return report(workload, new RoundModel(shape, costs, steps));
    }

    private static double budget(Workload work, ClusterShape shape, double step) {
        double shards = Math.max(1, (double) work.layout().shards() / shape.cores());
        double whole = work.epochs() * work.stepsPerEpoch() * step * shards;
        return Math.max(LEAST_SECONDS, Math.min(MOST_SECONDS, PART * whole));
    }

    static PlanReport report(Workload work, RoundModel model) {
        int executors = model.measured().executors();
        double round = model.round(work, executors, work.stepsPerRound()).total();
        double epoch = model.epoch(work, executors);
        int useful = model.usefulExecutors(work);
        List<String> warnings = PlanWarnings.of(work, model);
        return new PlanReport(
                work,
                model,
                round,
                epoch,
                epoch * work.epochs(),
                useful,
                warnings,
                PlanText.lines(work, model, useful));
    }
}
