package org.chainrule.spark.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.chainrule.spark.cluster.ExecutorKiller;
import org.chainrule.spark.cluster.RoundWatch;
import org.chainrule.spark.cluster.SampleTraining;
import org.chainrule.spark.cluster.SparkHome;
import org.chainrule.spark.fit.ClusterResult;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.chainrule.train.TrainingEvent.Resumed;
import org.chainrule.train.TrainingListener;
import org.jspecify.annotations.Nullable;

/**
 * A driver of its own, which {@link Bits} starts: it trains once for each number of partitions, and prints what it got. Arguments: the master, the way to train, and
 * {@code partitions=LIST}, {@code checkpoint=DIRECTORY}, {@code kill=ROUND}, {@code stop=ROUND} or a configuration of Spark, {@code spark.NAME=VALUE}.
 */
public final class BitsDriver {
    /** How long an executor is stopped: long beside a round, short beside the time after which Spark gives it up. */
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private BitsDriver() {}

    /**
     * Trains.
     *
     * @param arguments master, way, and the rest
     */
    public static void main(String[] arguments) {
        List<Integer> partitions = new ArrayList<>(List.of(3));
        String checkpoint = null;
        long kill = 0;
        Duration pause = Duration.ZERO;
        SparkSession.Builder builder = SparkHome.prepare().session(arguments[0]);
        for (String argument : List.of(arguments).subList(2, arguments.length)) {
            String name = argument.substring(0, argument.indexOf('='));
            String value = argument.substring(name.length() + 1);
            switch (name) {
                case "partitions" -> {
                    partitions.clear();
                    List.of(value.split(",")).forEach(count -> partitions.add(Integer.valueOf(count)));
                }
                case "checkpoint" -> checkpoint = value;
                case "kill" -> kill = Long.parseLong(value);
                case "stop" -> {
                    kill = Long.parseLong(value);
                    pause = PAUSE;
                }
                default -> builder.config(name, value);
            }
        }
        SparkSession spark = builder.getOrCreate();
        for (int count : partitions) {
            train(spark, arguments[1], count, checkpoint, kill, pause);
        }
        spark.stop();
    }

    private static void train(
            SparkSession spark, String way, int partitions, @Nullable String checkpoint, long kill, Duration pause) {
        ExecutorKiller killer = kill > 0 ? new ExecutorKiller(spark.sparkContext(), kill, pause) : null;
        RoundWatch watch = killer == null ? new RoundWatch((round, executor) -> {}) : killer.watch();
        if (kill == 0) {
            spark.sparkContext().addSparkListener(watch);
        }
        TrainingListener progress = event -> {
            if (event instanceof EpochFinished epoch) {
                System.out.println("epoch " + epoch.epoch());
            } else if (event instanceof Resumed resumed) {
                System.out.println("resumed " + resumed.step());
            }
        };
        ClusterResult result = SampleTraining.run(spark, partitions, way, checkpoint, progress);
        spark.sparkContext().removeSparkListener(watch);
        System.out.println(String.join(
                " ",
                "weights",
                result.weightsSha256(),
                "partitions=" + partitions,
                "rounds=" + watch.roundJobs(),
                "lost=" + watch.lostTasks(),
                "repeated=" + watch.repeatedRounds(),
                "speculative=" + watch.speculativeTasks(),
                "stopped=" + (killer == null ? 0 : killer.kills()),
                "copied=" + (killer == null ? 0 : killer.copies())));
    }
}
