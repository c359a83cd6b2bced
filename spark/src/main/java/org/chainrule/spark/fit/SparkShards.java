package org.chainrule.spark.fit;

import java.util.List;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.chainrule.spark.data.ShardedRows;
import org.chainrule.spark.plan.StepPatience;
import org.chainrule.spark.plan.StepTimes;
import org.chainrule.tabular.run.ShardProgram;
import org.chainrule.train.ShardAnswer;
import org.chainrule.train.ShardLayout;
import org.chainrule.train.ShardScores;
import org.chainrule.train.ShardTask;
import org.chainrule.train.Shards;

/**
 * Shards on a cluster. Every round is one ordinary job: the task is broadcast, each shard's answer is a pure function of it, and answers are averaged in the order of the
 * shards, by the driver or, where they are large, slice by slice behind a shuffle. Nothing of a round stays on an executor, so whatever is lost is computed again, to the
 * same bits. One thread at a time.
 */
public final class SparkShards implements Shards {
    /** Answers of a round together, from which on the driver should not take them all. */
    static final long MOST_BYTES_TO_DRIVER = 64L << 20;

    /** What a slice's answers should come to. */
    private static final long SLICE_BYTES = 16L << 20;

    private final JavaSparkContext context;
    private final ClusterJobs jobs;
    private final ShardLayout layout;
    private final Broadcast<ShardSetup> setup;
    private final JavaRDD<EncodedShard> encoded;
    private final RoundCounters counters;
    private final int slices;
    private long rounds;
    private double loss = Double.NaN;

    private SparkShards(
            ShardedRows rows, List<String> fingerprints, ShardProgram program, int slices, ClusterJobs jobs) {
        this.context = JavaSparkContext.fromSparkContext(rows.rdd().context());
        this.jobs = jobs;
        this.layout = program.layout();
        this.slices = slices;
        this.setup = context.broadcast(new ShardSetup(program, fingerprints));
        this.encoded = rows.rdd().mapPartitions(new EncodeShards(setup));
        this.encoded.setName("Chainrule: " + layout.shards() + " encoded shards");
        this.encoded.persist(StorageLevel.MEMORY_AND_DISK());
        this.counters = RoundCounters.of(context);
    }

    /**
     * Encodes the rows where they are, and keeps them so until {@link #close}.
     *
     * @param rows         the shards; may be closed when this returns
     * @param fingerprints of the shards, as they were seen first; every round looks whether they still are
     * @param program      how to encode and to train
     * @param slices       parts of the weights that are averaged apart from each other; 1 on the driver, 0 chooses by size
     * @param jobs         of the training
     * @return to be closed
     */
    static SparkShards of(
            ShardedRows rows, List<String> fingerprints, ShardProgram program, int slices, ClusterJobs jobs) {
        SparkShards shards = new SparkShards(rows, fingerprints, program, slices, jobs);
        try {
            jobs.run("Chainrule: encode " + shards.layout.shards() + " shards", shards.encoded::count);
            return shards;
        } catch (RuntimeException failed) {
            shards.close();
            throw failed;
        }
    }

    @Override
    public ShardLayout layout() {
        return layout;
    }

    @Override
    public ShardAnswer mean(ShardTask task) {
        rounds++;
        ShardAnswer mean = jobs.run(describe(task), () -> sending(task, sent -> ask(task, sent)));
        loss = mean.cost();
        return mean;
    }

    /** A round whose answer nobody uses and that does not count. */
    ShardAnswer trial(ShardTask task) {
        return jobs.run("Chainrule: how long a round takes", () -> sending(task, sent -> ask(task, sent)));
    }

    /** Lends what executors are to know for the time of a job. */
    private <T, R> R sending(T value, Function<Broadcast<T>, R> job) {
        Broadcast<T> sent = context.broadcast(value);
        try {
            return job.apply(sent);
        } finally {
            sent.destroy();
        }
    }

    private ShardAnswer ask(ShardTask task, Broadcast<ShardTask> sent) {
        AskTask ask = new AskTask(setup, sent, counters);
        int parts = slices(task);
        if (parts == 1) {
            List<Reply<ShardAnswer>> replies = encoded.mapPartitions(ask).collect();
            return ShardMeans.of(Mapped.of(replies.iterator(), Reply::get));
        }
        List<Reply<ShardAnswer>> means = encoded.mapPartitionsToPair(new CutAnswers(ask, parts))
                .repartitionAndSortWithinPartitions(new SlicePartitioner(parts))
                .mapPartitions(new AverageSlice())
                .collect();
        return ShardMeans.joined(means.stream().map(Reply::get).toList());
    }

    /** Parts in which answers to a task are averaged; 1 on the driver. */
    int slices(ShardTask task) {
        if (layout.shards() == 1) {
            return 1;
        }
        return slices != 0 ? slices : slicesFor((long) layout.shards() * bytes(task));
    }

    /** One slice, which is the driver's, until answers are large. */
    static int slicesFor(long bytes) {
        return bytes <= MOST_BYTES_TO_DRIVER
                ? 1
                : (int) Math.min(ClusterSettings.MOST_SLICES, Math.max(2, bytes / SLICE_BYTES));
    }

    /** Bytes of an answer. */
    private static long bytes(ShardTask task) {
        if (task instanceof ShardTask.Steps many) {
            long vectors = 1L + many.from().vectors().length;
            return Float.BYTES
                    * (vectors * many.from().parameters().length + many.from().statistics().length);
        }
        return task instanceof ShardTask.Gradient one
                ? Float.BYTES * ((long) one.parameters().length + one.statistics().length)
                : Double.BYTES * (long) ((ShardTask.FullGradient) task).parameters().length;
    }

    private String describe(ShardTask task) {
        String of = Double.isNaN(loss) ? "" : ", loss " + (float) loss;
        String round = "Chainrule round " + rounds + ": ";
        if (task instanceof ShardTask.Steps many) {
            return round + many.steps() + " local steps from step " + (many.firstStep() + 1) + of;
        }
        return task instanceof ShardTask.Gradient one
                ? round + "gradient of step " + (one.step() + 1) + of
                : round + "gradient over all rows" + of;
    }

    @Override
    public List<ShardScores> score(float[] parameters, float[] statistics) {
        float[][] weights = {parameters, statistics};
        return jobs
                .run(
                        "Chainrule: validation rows after round " + rounds,
                        () -> sending(weights, sent -> encoded.mapPartitions(new AskScores(setup, sent))
                                .collect()))
                .stream()
                .map(Reply::get)
                .toList();
    }

    /** Partitions of the shards, which are the tasks of a round. */
    int partitions() {
        return encoded.getNumPartitions();
    }

    /** How long steps take on a shard of each of the first partitions, in one job; 0 partitions are a job in which nobody computes. */
    List<StepTimes> time(int partitions, StepPatience patience) {
        return jobs
                .run(
                        "Chainrule: how long steps take",
                        () -> sending(patience, sent -> encoded.mapPartitionsWithIndex(
                                        new TimeSteps(setup, sent, partitions), true)
                                .collect()))
                .stream()
                .map(Reply::get)
                .toList();
    }

    /** What all shards together have computed in rounds, about: a task that was tried twice may count twice. */
    long computedNanos() {
        return counters.nanos().value();
    }

    /**
     * Rounds until now.
     *
     * @return jobs that asked for a mean
     */
    public long rounds() {
        return rounds;
    }

    @Override
    public void close() {
        encoded.unpersist(false);
        setup.destroy();
    }
}
