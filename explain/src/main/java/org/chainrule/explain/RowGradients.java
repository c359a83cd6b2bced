package org.chainrule.explain;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One parameter's gradient, row against batch: dJ/dw = sum_n w_n dJ_n/dw / sum_n w_n.
 *
 * @param address   which parameter
 * @param rows      rows of the data set
 * @param mean      the gradient of the batch
 * @param magnitude sum_n w_n |dJ_n/dw| / sum_n w_n: how hard the rows pull, in whatever direction
 * @param up        the rows that push the parameter up hardest (those with the most negative share of the gradient), hardest first
 * @param down      the rows that push it down hardest, hardest first
 */
public record RowGradients(
        ParameterAddress address, int rows, double mean, double magnitude, List<RowPush> up, List<RowPush> down) {
    /** Copies the lists. */
    public RowGradients {
        up = List.copyOf(up);
        down = List.copyOf(down);
    }

    /**
     * One row.
     *
     * @param row      its number, from 0
     * @param weight   w_n
     * @param gradient dJ_n/dw
     * @param share    w_n dJ_n/dw / sum_n w_n; the shares of all rows add up to the gradient of the batch
     */
    public record RowPush(int row, double weight, double gradient, double share) {}

    static RowGradients of(ParameterAddress address, double[] gradients, double[] weights, int most) {
        int rows = gradients.length;
        double total = 0;
        for (int n = 0; n < rows; n++) {
            total += weights[n];
        }
        double sum = total;
        List<RowPush> pushes = IntStream.range(0, rows)
                .mapToObj(n ->
                        new RowPush(n, weights[n], gradients[n], weights[n] == 0 ? 0 : weights[n] / sum * gradients[n]))
                .toList();
        double mean = 0;
        double magnitude = 0;
        for (RowPush push : pushes) {
            mean += push.share;
            magnitude += Math.abs(push.share);
        }
        Comparator<RowPush> byShare = Comparator.comparingDouble(RowPush::share);
        return new RowGradients(
                address,
                rows,
                mean,
                magnitude,
                pushes.stream()
                        .filter(push -> push.share < 0)
                        .sorted(byShare)
                        .limit(most)
                        .toList(),
                pushes.stream()
                        .filter(push -> push.share > 0)
                        .sorted(byShare.reversed())
                        .limit(most)
                        .toList());
    }
}
