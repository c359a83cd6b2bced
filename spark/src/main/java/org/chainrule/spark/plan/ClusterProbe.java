package org.chainrule.spark.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.chainrule.train.ShardAnswer;
import org.chainrule.train.ShardMean;

/** Measures what jobs cost in a cluster, by a few small ones. */
final class ClusterProbe {
    private static final int TIMES = 5;

    /** So much of the time that the steps have, and at most so much. */
    private static final double PART = 0.1;

    private static final double MOST_SECONDS = 0.5;

    /** So much is sent at least, because less does not show beside the job; and at most. */
    private static final int LEAST_BYTES = 4 << 20;

    private static final int MOST_BYTES = 32 << 20;

    private final JavaSparkContext context;
    private final StepTimer timer;
    private final double seconds;

    /**
     * A probe.
     *
     * @param context Spark
     * @param timer   of the training
     * @param seconds for each cost, about; two measurements are made at least
     */
    ClusterProbe(JavaSparkContext context, StepTimer timer, double seconds) {
        this.context = context;
        this.timer = timer;
        this.seconds = Math.min(MOST_SECONDS, PART * seconds);
    }

    /** What a task does: takes what was sent, and sends something back. */
    private record Echo(Broadcast<float[]> sent, int back) implements FlatMapFunction<Iterator<Integer>, float[]> {
        @Override
        public Iterator<float[]> call(Iterator<Integer> ids) {
            float[] got = sent.value();
            float[] answer = new float[back];
            for (int at = 0; at < back; at += got.length) {
                System.arraycopy(got, 0, answer, at, Math.min(got.length, back - at));
            }
            return Collections.singleton(answer).iterator();
        }
    }

    ClusterCosts measure(Workload work, int cores) {
        float[] nothing = new float[1];
        echo(1, nothing, 1); // the first job of all loads classes
        double one = median(TIMES, n -> echo(1, nothing, 1));
        int tasks = work.tasks();
        timer.idle();
        double real = median(TIMES, n -> wall(timer::idle));
        int several = Math.max(tasks, 2 * cores);
        double task = Math.max(0, (median(TIMES, n -> echo(several, nothing, 1)) - one) / (several - 1));
        double job = Math.max(0, real - (tasks - 1) * task);
        int parallel = Math.max(1, Math.min(tasks, cores));
        double empty = median(TIMES, n -> echo(parallel, nothing, 1));
        float[] much = noise(bytes(work.downBytes()) / Float.BYTES);
        double down = median(3, n -> echo(parallel, much, 1)) - empty;
        int back = bytes(work.upBytes() * work.layout().shards()) / Float.BYTES / parallel;
        float[] some = noise(1024);
        double up = median(3, n -> echo(parallel, some, back)) - empty;
        return new ClusterCosts(
                job,
                task,
                Math.max(0, down) / (Float.BYTES * (double) much.length),
                Math.max(0, up) / (Float.BYTES * (double) back * parallel),
                mean(work));
    }

    private int bytes(long wanted) {
        long most = MOST_BYTES;
        long allowed = context.getConf().getSizeAsBytes("spark.driver.maxResultSize", "1g");
        if (allowed > 0) {
            most = Math.min(most, Math.max(1 << 12, allowed / 4));
        }
        return (int) Math.min(most, Math.max(LEAST_BYTES, wanted));
    }

    private double echo(int tasks, float[] down, int up) {
        return wall(() -> {
            Broadcast<float[]> sent = context.broadcast(down);
            try {
                List<Integer> ids = IntStream.range(0, tasks).boxed().toList();
                context.parallelize(ids, tasks)
                        .mapPartitions(new Echo(sent, up))
                        .collect();
            } finally {
                sent.destroy();
            }
        });
    }

    private static double wall(Runnable job) {
        long begin = System.nanoTime();
        job.run();
        return (System.nanoTime() - begin) * 1e-9;
    }

    private double median(int times, IntToDoubleFunction seconds) {
        List<Double> all = new ArrayList<>();
        long begin = System.nanoTime();
        for (int n = 0; n < times && (n < 2 || (System.nanoTime() - begin) * 1e-9 < this.seconds); n++) {
            all.add(seconds.applyAsDouble(n));
        }
        return Medians.of(all);
    }

    /** Numbers that cannot be compressed, like weights. */
    private static float[] noise(int length) {
        float[] noise = new float[length];
        int bits = 1;
        for (int i = 0; i < length; i++) {
            bits = bits * 1664525
                    + 1013904223; // Numerical Recipes' generator: quick, and random enough for a compressor
            noise[i] = (bits >> 8) * 0x1p-23f;
        }
        return noise;
    }

    private double mean(Workload work) {
        int length = (int) Math.max(1 << 14, Math.min(1 << 20, work.numbers()));
        ShardAnswer answer = new ShardAnswer(noise(length), null, 1, 0, new double[0], null);
        return median(
                        TIMES,
                        n -> wall(() -> {
                            ShardMean mean = new ShardMean(0, length);
                            mean.add(answer);
                            mean.add(answer);
                            mean.mean();
                        }))
                / (3.0 * length);
    }
}
