package org.chainrule.spark.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The plan as a person reads it. */
final class PlanText {
    private static final int[] LARGER = {10, 100, 1000};
    private static final double MINUTE = 60;
    private static final double HOUR = 3600;

    private PlanText() {}

    static List<String> lines(Workload work, RoundModel model, int useful) {
        ClusterShape shape = model.measured();
        RoundTime round = model.round(work, shape.executors(), work.stepsPerRound());
        double epoch = model.epoch(work, shape.executors());
        List<String> lines = new ArrayList<>();
        lines.add("plan for " + count(work.layout().shards(), "shard") + " of "
                + work.layout().rowsPerShard() + " rows in " + count(work.tasks(), "task") + ", on "
                + executors(shape));
        lines.add("  a round of " + count(work.stepsPerRound(), "step") + " x " + count(work.batchRows(), "row")
                + " a shard: "
                + time(round.total()) + " (steps " + time(round.steps()) + ", job and tasks " + time(round.jobs())
                + ", weights out " + time(round.down()) + " and back " + time(round.up()) + ", mean "
                + time(round.driver()) + ")");
        lines.add("  an epoch of " + count(work.roundsPerEpoch(), "round") + ": " + time(epoch) + "; at most "
                + count(work.epochs(), "epoch") + ": " + time(epoch * work.epochs())
                + (work.epochs() > 1 && work.layout().validationRows() > 0 ? ", early stopping ends sooner" : ""));
        lines.add("  more executors of this size than " + useful + " only cost: no number of them saves 5 %");
        for (int executors : LARGER) {
            if (executors > shape.executors()) {
                lines.add(modelled(work, model, executors, epoch));
            }
        }
        return lines;
    }

    private static String modelled(Workload work, RoundModel model, int executors, double epochNow) {
        int cores = executors * model.measured().coresPerExecutor();
        double round = model.round(work, executors, work.stepsPerRound()).total();
        double epoch = model.epoch(work, executors);
        int idle = Math.max(0, cores - work.layout().shards());
        return "  modelled: " + count(executors, "executor") + " (" + count(cores, "core") + "): " + time(round)
                + " a round, "
                + time(epoch) + " an epoch, " + String.format(Locale.ROOT, "%.1f", epochNow / epoch) + " times as fast"
                + (idle > 0 ? ", " + count(idle, "core") + " without a shard" : "");
    }

    private static String executors(ClusterShape shape) {
        return count(shape.executors(), "executor") + " with " + count(shape.coresPerExecutor(), "core")
                + (shape.executors() > 1 ? " each" : "");
    }

    static String count(int n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }

    /** Three digits are more than a prediction has. */
    static String time(double seconds) {
        if (seconds < 1) {
            double millis = seconds * 1e3;
            return String.format(Locale.ROOT, millis < 9.95 ? "%.1f ms" : "%.0f ms", millis);
        }
        if (seconds < 2 * MINUTE) {
            return String.format(Locale.ROOT, seconds < 9.95 ? "%.1f s" : "%.0f s", seconds);
        }
        return seconds < 2 * HOUR
                ? String.format(Locale.ROOT, "%.0f min", seconds / MINUTE)
                : String.format(Locale.ROOT, "%.1f h", seconds / HOUR);
    }

    static String bytes(double bytes) {
        double mega = bytes / (1 << 20);
        return mega < 1024
                ? String.format(Locale.ROOT, "%.0f MB", Math.max(1, mega))
                : String.format(Locale.ROOT, "%.1f GB", mega / 1024);
    }
}
