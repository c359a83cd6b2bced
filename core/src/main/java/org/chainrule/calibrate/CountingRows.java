package org.chainrule.calibrate;

import java.util.stream.IntStream;

/** The rows whose weight is above 0. */
final class CountingRows {
    private CountingRows() {}

    static double[] of(double[] values, double[] weights) {
        return IntStream.range(0, values.length)
                .filter(row -> weights[row] > 0)
                .mapToDouble(row -> values[row])
                .toArray();
    }
}
