package org.chainrule.spark.bench;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.spark.plan.StepCosts;

/**
 * What a step costs, from the size of the network alone, at one number of rows a step: so much a step, a multiply-add and row, and a unit and row (its activation); and of a
 * shard's round: so much a round and a number of the state that is copied. The constants are fitted to a few networks by least squares of relative errors, none negative.
 */
final class StepFit {
    private final List<double[]> steps = new ArrayList<>();
    private final List<double[]> shards = new ArrayList<>();
    private final List<Double> stepSeconds = new ArrayList<>();
    private final List<Double> shardSeconds = new ArrayList<>();

    private static double[] step(List<Integer> widths, int rows) {
        double multiplyAdds = 0;
        double units = 0;
        for (int l = 1; l < widths.size(); l++) {
            multiplyAdds += (double) widths.get(l - 1) * widths.get(l);
            units += widths.get(l);
        }
        return new double[] {1, multiplyAdds * rows, units * rows};
    }

    void add(List<Integer> widths, int rows, long numbers, StepCosts costs) {
        steps.add(step(widths, rows));
        stepSeconds.add(costs.stepSeconds());
        if (costs.shardSeconds() > 0) {
            shards.add(new double[] {1, numbers});
            shardSeconds.add(costs.shardSeconds());
        }
    }

    StepCosts of(List<Integer> widths, int rows, long numbers) {
        return new StepCosts(
                dot(solve(shards, shardSeconds, 2), new double[] {1, numbers}),
                dot(solve(steps, stepSeconds, 3), step(widths, rows)));
    }

    @Override
    public String toString() {
        double[] step = solve(steps, stepSeconds, 3);
        double[] shard = solve(shards, shardSeconds, 2);
        return String.format(
                java.util.Locale.ROOT,
                "%.1f us a step, %.4f ns a multiply-add and row, %.2f ns a unit and row; %.0f us a shard, %.2f ns a number",
                1e6 * step[0],
                1e9 * step[1],
                1e9 * step[2],
                1e6 * shard[0],
                1e9 * shard[1]);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Coordinate descent; the problem is tiny and convex. */
    private static double[] solve(List<double[]> rows, List<Double> values, int length) {
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
}
