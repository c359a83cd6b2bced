package org.chainrule.spark.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.chainrule.spark.plan.ClusterCosts;
import org.chainrule.spark.plan.ClusterShape;
import org.chainrule.spark.plan.PlanReport;
import org.chainrule.spark.plan.RoundModel;
import org.chainrule.spark.plan.StepCosts;
import org.chainrule.spark.plan.Workload;

/**
 * What a round costs from sizes alone, on one cluster and at one number of rows a step: so much a step, a multiply-add and row, and a unit and row (its activation); of a shard's round
 * so much a round, a number of the state that is copied, and a row that is shuffled; around them so much a job, a byte that is sent to executors, and a byte that comes back and is averaged.
 * The constants are fitted to plans of a few trainings by least squares of relative errors, none negative.
 */
final class StepFit {
    /** Below this an overhead says nothing, and its relative error is no measure. */
    private static final double LEAST = 1e-3;

    private final Line steps = new Line(3);
    private final Line shards = new Line(3);
    private final Line rest = new Line(3);

    /** Constants of a sum. */
    private static final class Line {
        private final int length;
        private final List<double[]> rows = new ArrayList<>();
        private final List<Double> values = new ArrayList<>();

        Line(int length) {
            this.length = length;
        }

        void add(double[] row, double value) {
            rows.add(row);
            values.add(value);
        }

        /** Coordinate descent; the problem is tiny and convex. */
        double[] constants() {
            double[] x = new double[length];
            for (int turn = 0; turn < 20_000; turn++) {
                int i = turn % length;
                double above = 0;
                double below = 0;
                for (int n = 0; n < rows.size(); n++) {
                    double[] row = rows.get(n);
                    double weight = 1 / (values.get(n) * values.get(n));
                    above += weight * row[i] * (values.get(n) - dot(row, x) + row[i] * x[i]);
                    below += weight * row[i] * row[i];
                }
                x[i] = below == 0 ? 0 : Math.max(0, above / below);
            }
            return x;
        }

        double of(double[] row) {
            return dot(constants(), row);
        }

        private static double dot(double[] a, double[] b) {
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
                sum += a[i] * b[i];
            }
            return sum;
        }
    }

    private static double[] step(List<Integer> widths, int rows) {
        double multiplyAdds = 0;
        double units = 0;
        for (int l = 1; l < widths.size(); l++) {
            multiplyAdds += (double) widths.get(l - 1) * widths.get(l);
            units += widths.get(l);
        }
        return new double[] {1, multiplyAdds * rows, units * rows};
    }

    private static double[] shard(Workload work) {
        return new double[] {
            1, (double) work.upBytes() / Float.BYTES, work.layout().rowsPerShard()
        };
    }

    private static double[] rest(Workload work) {
        return new double[] {1, work.downBytes(), (double) work.layout().shards() * work.upBytes()};
    }

    /** Learns from a plan, and from nothing that followed it. */
    void add(List<Integer> widths, PlanReport plan) {
        Workload work = plan.workload();
        RoundModel model = plan.model();
        steps.add(step(widths, work.batchRows()), model.steps().stepSeconds());
        shards.add(shard(work), Math.max(LEAST / 10, model.steps().shardSeconds()));
        double overhead = model.round(work, model.measured().executors(), work.stepsPerRound())
                .overhead();
        rest.add(rest(work), Math.max(LEAST, overhead));
    }

    /** Seconds of a step. */
    double step(List<Integer> widths, Workload like) {
        return steps.of(step(widths, like.batchRows()));
    }

    /** Seconds of a round on the same cluster. */
    double round(List<Integer> widths, Workload work, ClusterShape shape) {
        double[] around = rest.constants();
        RoundModel model = new RoundModel(
                shape,
                new ClusterCosts(around[0], 0, around[1], around[2], 0),
                new StepCosts(shards.of(shard(work)), step(widths, work)));
        return model.round(work, shape.executors(), work.stepsPerRound()).total();
    }

    @Override
    public String toString() {
        double[] step = steps.constants();
        double[] shard = shards.constants();
        double[] around = rest.constants();
        return String.format(
                Locale.ROOT,
                "a step %.1f us, a multiply-add and row %.4f ns, a unit and row %.2f ns; a shard %.0f us, a number of its state %.2f ns, a row of it"
                        + " %.2f ns; a job %.1f ms, a byte out %.2f ns and back %.2f ns",
                1e6 * step[0],
                1e9 * step[1],
                1e9 * step[2],
                1e6 * shard[0],
                1e9 * shard[1],
                1e9 * shard[2],
                1e3 * around[0],
                1e9 * around[1],
                1e9 * around[2]);
    }
}
