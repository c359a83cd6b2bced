package org.chainrule.spark.plan;

import java.util.PriorityQueue;

/**
 * How long a round takes: the driver sends the weights, starts a job, the busiest core computes its shards one after the other, answers come back, the driver averages. Parts
 * follow one another.
 *
 * @param measured where the costs were measured
 * @param costs    of jobs there
 * @param steps    of a shard there
 */
public record RoundModel(ClusterShape measured, ClusterCosts costs, StepCosts steps) {
    /** From so many tasks on they are so alike that whole waves are counted. */
    private static final int MANY_TASKS = 4096;

    /** A shuffle writes and reads what a collection only sends. */
    private static final double SHUFFLE = 2;

    /** Of a round, however much the steps seem to take of it. */
    private static final double LEAST_OVERHEAD = 0.01;

    /** Validation goes forward only. */
    private static final double FORWARD = 1 / 3.0;

    /**
     * Predicts a round.
     *
     * @param work      the training, of the network and with the rows a step that {@code steps} was measured with
     * @param executors how many of the size measured
     * @param count     steps of the round
     * @return its seconds
     */
    public RoundTime round(Workload work, int executors, int count) {
        int cores = executors * measured.coresPerExecutor();
        int tasks = work.tasks(cores, measured.cores());
        double compute = steps.seconds(count) * busiest(work, executors);
        return new RoundTime(
                compute,
                jobs(work, tasks),
                work.downBytes() * costs.downSecondsPerByte() * spread(executors),
                up(work, cores),
                driver(work, cores));
    }

    /** Shards that the busiest core computes, one after the other. */
    long busiest(Workload work, int executors) {
        int cores = executors * measured.coresPerExecutor();
        return shardsOfBusiestCore(work.layout().shards(), work.tasks(cores, measured.cores()), cores);
    }

    /**
     * The same model after a look at real rounds: the steps are as long as these took, and the rest of the round is shared out as it was.
     *
     * @param work         the training
     * @param count        steps of the rounds
     * @param shardSeconds what a shard took in a round
     * @param roundSeconds what a round took
     * @return the corrected model
     */
    RoundModel corrected(Workload work, int count, double shardSeconds, double roundSeconds) {
        double shard = Math.max(1e-9, steps.seconds(count));
        RoundTime before = round(work, measured.executors(), count);
        double rest = roundSeconds - before.steps() * shardSeconds / shard;
        return new RoundModel(
                measured,
                costs.times(Math.max(LEAST_OVERHEAD * roundSeconds, rest) / Math.max(1e-9, before.overhead())),
                steps.times(shardSeconds / shard));
    }

    private double jobs(Workload work, int tasks) {
        double job = costs.jobSeconds() + (tasks - 1) * costs.taskSeconds();
        return work.slices() == 1 ? job : job + costs.jobSeconds() / 2 + work.slices() * costs.taskSeconds();
    }

    /** Executors pass a broadcast on to each other, so that twice as many take one more turn. */
    private double spread(int executors) {
        return (1 + log2(executors)) / (1 + log2(measured.executors()));
    }

    private static double log2(int n) {
        return StrictMath.log(n) / StrictMath.log(2);
    }

    private double up(Workload work, int cores) {
        double all = (double) work.layout().shards() * work.upBytes() * costs.upSecondsPerByte();
        return work.slices() == 1
                ? all
                : SHUFFLE * all * measured.cores() / cores + work.upBytes() * costs.upSecondsPerByte();
    }

    private double driver(Workload work, int cores) {
        double once = work.numbers() * costs.meanSecondsPerNumber();
        double sums = once * work.layout().shards();
        return work.slices() == 1 ? sums + once : sums / Math.min(work.slices(), cores) + once;
    }

    /**
     * Predicts an epoch: its rounds, the last perhaps shorter, and the validation rows.
     *
     * @param work      the training
     * @param executors how many of the size measured
     * @return its seconds
     */
    public double epoch(Workload work, int executors) {
        int whole = work.stepsPerEpoch() / work.stepsPerRound();
        int rest = work.stepsPerEpoch() % work.stepsPerRound();
        double seconds = whole * round(work, executors, work.stepsPerRound()).total();
        if (rest > 0) {
            seconds += round(work, executors, rest).total();
        }
        return work.layout().validationRows() == 0 ? seconds : seconds + validation(work, executors);
    }

    private double validation(Workload work, int executors) {
        int cores = executors * measured.coresPerExecutor();
        int shards = work.layout().shards();
        int tasks = work.tasks(cores, measured.cores());
        long rows = (work.layout().validationRows() + shards - 1) / shards;
        double shard = steps.shardSeconds() + FORWARD * steps.stepSeconds() * rows / work.batchRows();
        double answers =
                Float.BYTES * (double) work.layout().validationRows() * (work.outputs() + 2) * costs.upSecondsPerByte();
        return costs.jobSeconds()
                + (tasks - 1) * costs.taskSeconds()
                + shard * shardsOfBusiestCore(shards, tasks, cores)
                + answers;
    }

    /**
     * The number of executors beyond which no number of further ones saves 5 % of a round.
     *
     * @param work the training
     * @return at most what gives every core one shard
     */
    public int usefulExecutors(Workload work) {
        double least = 0.95;
        int most = (work.layout().shards() + measured.coresPerExecutor() - 1) / measured.coresPerExecutor();
        double best = Double.POSITIVE_INFINITY;
        int useful = most;
        for (int executors = most; executors >= 1; executors = next(work, executors)) {
            double now = round(work, executors, work.stepsPerRound()).total();
            if (best > least * now) {
                useful = executors;
            }
            best = Math.min(best, now);
        }
        return useful;
    }

    /** The next smaller number that gives the busiest core more shards; those between are as slow as it and larger. */
    private int next(Workload work, int executors) {
        int shards = work.layout().shards();
        int cores = executors * measured.coresPerExecutor();
        int waves = (shards + cores - 1) / cores;
        int fewer = (shards + waves) / (waves + 1); // the fewest cores with one shard more each
        return Math.min(executors - 1, (fewer + measured.coresPerExecutor() - 1) / measured.coresPerExecutor());
    }

    /**
     * Shards are spread evenly over tasks, in order; a core takes the next task when it is free.
     *
     * @return shards that the busiest core computes
     */
    static long shardsOfBusiestCore(int shards, int tasks, int cores) {
        int parts = Math.min(tasks, shards);
        if (parts <= cores || parts > MANY_TASKS) {
            long waves = (parts + cores - 1L) / cores;
            return parts > MANY_TASKS
                    ? Math.max(waves * (shards / parts), (shards + cores - 1L) / cores)
                    : (shards + parts - 1L) / parts;
        }
        PriorityQueue<Long> free = new PriorityQueue<>();
        for (int c = 0; c < cores; c++) {
            free.add(0L);
        }
        long last = 0;
        for (int p = 0; p < parts; p++) {
            long size = (p + 1L) * shards / parts - (long) p * shards / parts;
            long end = free.remove() + size;
            free.add(end);
            last = Math.max(last, end);
        }
        return last;
    }
}
