package org.chainrule.report;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.network.ParameterLayout.Slice;

/** Folds a weight matrix of any size into few cells. */
final class WeightFolding {
    private static final int MOST_ROWS = 24;
    private static final int MOST_COLUMNS = 48;

    private WeightFolding() {}

    /**
     * Cells that stand for equal parts of the matrix, for all matrices of the slice together.
     *
     * @param parameters flat parameters, read
     * @param slice      [blocks x rows x columns]
     * @param names      what the rows are; empty if they are units
     * @return at most 24 x 48 cells
     */
    static NetworkPicture.Heat of(double[] parameters, Slice slice, List<String> names) {
        int rows = Math.min(MOST_ROWS, slice.rows());
        int columns = Math.min(MOST_COLUMNS, slice.columns());
        boolean folded = slice.blocks() > 1 || rows < slice.rows() || columns < slice.columns();
        double[] sums = new double[rows * columns];
        int[] counts = new int[rows * columns];
        int at = slice.offset();
        for (int block = 0; block < slice.blocks(); block++) {
            for (int i = 0; i < slice.rows(); i++) {
                int row = (int) ((long) i * rows / slice.rows());
                for (int j = 0; j < slice.columns(); j++) {
                    int cell = row * columns + (int) ((long) j * columns / slice.columns());
                    double weight = parameters[at++];
                    sums[cell] += folded ? weight * weight : weight;
                    counts[cell]++;
                }
            }
        }
        List<Double> cells = new ArrayList<>();
        double largest = 0;
        for (int cell = 0; cell < sums.length; cell++) {
            double value = folded ? Math.sqrt(sums[cell] / counts[cell]) : sums[cell];
            cells.add(value);
            largest = Math.max(largest, Math.abs(value));
        }
        return new NetworkPicture.Heat(
                slice.rows(), slice.columns(), rows, columns, cells, largest, folded, labels(names, rows));
    }

    /** What each row of the picture stands for. */
    private static List<String> labels(List<String> names, int rows) {
        List<String> labels = new ArrayList<>();
        for (int row = 0; row < rows && !names.isEmpty(); row++) {
            // Row i of the matrix is in row floor(i rows / n) of the picture.
            int from = (int) (((long) row * names.size() + rows - 1) / rows);
            int to = (int) (((long) (row + 1) * names.size() + rows - 1) / rows) - 1;
            labels.add(from >= to ? names.get(from) : names.get(from) + " to " + names.get(to));
        }
        return labels;
    }
}
