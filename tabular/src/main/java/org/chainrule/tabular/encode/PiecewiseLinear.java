package org.chainrule.tabular.encode;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.tabular.read.RawColumn;

/**
 * A quantity as a number and, beside it, as the bins that it fills: bin t from edge b_(t-1) to b_t becomes 2 e_t - 1 with
 * e_t = (x - b_(t-1)) / (b_t - b_(t-1)) clamped to [0, 1]. The first dense layer can then bend at every edge, which plain
 * numbers make a network learn slowly. A missing value fills the bins as the median does.
 *
 * <p>Source: Gorishniy, Rubachev and Babenko 2022, "On embeddings for numerical features in tabular deep learning", section
 * 3.2; here the map to [-1, 1], the number beside it and edges at quantiles of the training rows.
 *
 * @param column  the column that is read
 * @param numeric the number
 * @param edges   at least two finite edges, ascending
 */
public record PiecewiseLinear(String column, RobustNumeric numeric, List<Double> edges) implements ColumnEncoding {
    /** Copies the list and checks it. */
    public PiecewiseLinear {
        edges = List.copyOf(edges);
        if (edges.size() < 2) {
            throw new IllegalArgumentException("column " + column + ": expected at least two edges, found " + edges);
        }
        for (int t = 0; t < edges.size(); t++) {
            if (!Double.isFinite(edges.get(t)) || (t > 0 && !(edges.get(t) > edges.get(t - 1)))) {
                throw new IllegalArgumentException(
                        "column " + column + ": edges must be finite and ascend, found " + edges.get(t) + " at " + t);
            }
        }
        if (!column.equals(numeric.column())) {
            throw new IllegalArgumentException(
                    "column " + column + ": its number must read the same column, found " + numeric.column());
        }
    }

    @Override
    public int width() {
        return numeric.width() + edges.size() - 1;
    }

    @Override
    public List<String> featureNames() {
        List<String> names = new ArrayList<>(numeric.featureNames());
        for (int t = 1; t < edges.size(); t++) {
            names.add(column + " " + Labels.of(edges.get(t - 1)) + " to " + Labels.of(edges.get(t)));
        }
        return List.copyOf(names);
    }

    @Override
    public List<InputGroup> inputGroups(int first) {
        return InputGroup.numberThenPassed(column, first, width());
    }

    @Override
    public BoundEncoding bind(RawColumn column) {
        return new BoundBins(this, Columns.numeric(column));
    }
}
