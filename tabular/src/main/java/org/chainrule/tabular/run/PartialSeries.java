package org.chainrule.tabular.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** From the predictions for all values of a column to the lines of {@link PartialDependence}. */
final class PartialSeries {
    /** Lines of single rows. */
    private static final int SINGLE = 12;

    private static final int MOST_CLASSES = 5;

    private PartialSeries() {}

    /** The mean over the rows at each value, and some rows by themselves. Prediction v * rows + r is that of row r at value v. */
    static PartialDependence.Series of(String name, int values, int rows, IntToDoubleFunction prediction) {
        List<Double> mean = IntStream.range(0, values)
                .mapToObj(value -> IntStream.range(0, rows)
                                .mapToDouble(row -> prediction.applyAsDouble(value * rows + row))
                                .sum()
                        / rows)
                .toList();
        List<List<Double>> single = new ArrayList<>();
        int count = Math.min(SINGLE, rows);
        for (int n = 0; n < count; n++) {
            int row = (int) ((long) n * rows / count);
            single.add(IntStream.range(0, values)
                    .mapToObj(value -> prediction.applyAsDouble(value * rows + row))
                    .toList());
        }
        return new PartialDependence.Series(name, mean, single);
    }

    /** The classes to show: of two the second, of more the most probable ones, in their order. */
    static int[] classes(double[][] probabilities) {
        int classes = probabilities[0].length;
        if (classes == 2) {
            return new int[] {1};
        }
        double[] sums = new double[classes];
        for (double[] row : probabilities) {
            for (int k = 0; k < classes; k++) {
                sums[k] += row[k];
            }
        }
        return IntStream.range(0, classes)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer k) -> sums[k]).reversed())
                .limit(MOST_CLASSES)
                .sorted()
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
