package org.chainrule.studio.run;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.chainrule.gradient.GradientCheck.Rows;
import org.jspecify.annotations.Nullable;

/** How a unit answers when one input moves between its lowest and highest value and the others stand at their mean. */
final class Responses {
    private static final int LISTED = 6;
    private static final int POINTS = 25;
    /** Inputs that are tried with a few points, to find those that matter. */
    private static final int TRIED = 200;

    private final Subject subject;
    private final BiFunction<double[], Integer, double[]> unit;
    private final double[] mean;
    private final double[] low;
    private final double[] high;

    /**
     * The responses of a unit.
     *
     * @param unit from inputs [rows x n(0)] and rows to h [rows]
     * @param rows where the ranges of the inputs come from
     */
    Responses(Snapshot at, BiFunction<double[], Integer, double[]> unit, Rows rows) {
        this.subject = at.subject();
        this.unit = unit;
        int inputs = subject.problem().network().inputs();
        mean = new double[inputs];
        low = new double[inputs];
        high = new double[inputs];
        Arrays.fill(low, Double.POSITIVE_INFINITY);
        Arrays.fill(high, Double.NEGATIVE_INFINITY);
        for (int e = 0; e < rows.rows() * inputs; e++) {
            int i = e % inputs;
            mean[i] += rows.x()[e] / rows.rows();
            low[i] = Math.min(low[i], rows.x()[e]);
            high[i] = Math.max(high[i], rows.x()[e]);
        }
    }

    /** The inputs that move the unit most. */
    List<Map<String, @Nullable Object>> strongest() {
        return IntStream.range(0, Math.min(TRIED, mean.length))
                .filter(i -> high[i] > low[i])
                .boxed()
                .map(i -> Map.entry(i, range(answer(i, 3))))
                .sorted(Comparator.comparingDouble((Map.Entry<Integer, Double> each) -> -each.getValue()))
                .limit(LISTED)
                .map(each -> tree(each.getKey()))
                .toList();
    }

    private Map<String, @Nullable Object> tree(int input) {
        Map<String, @Nullable Object> tree = Shown.tree();
        tree.put("input", subject.input(input));
        tree.put("x", points(input, POINTS));
        tree.put("h", answer(input, POINTS));
        return tree;
    }

    private double[] points(int input, int count) {
        double[] points = new double[count];
        Arrays.setAll(points, n -> low[input] + (high[input] - low[input]) * n / (count - 1));
        return points;
    }

    private double[] answer(int input, int count) {
        double[] x = new double[count * mean.length];
        double[] points = points(input, count);
        for (int n = 0; n < count; n++) {
            System.arraycopy(mean, 0, x, n * mean.length, mean.length);
            x[n * mean.length + input] = points[n];
        }
        return unit.apply(x, count);
    }

    private static double range(double[] values) {
        double low = Arrays.stream(values).min().orElse(0);
        return Arrays.stream(values).max().orElse(0) - low;
    }
}
