package org.chainrule.studio.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.chainrule.network.NetworkPlan;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.tabular.error.UserException;
import org.jspecify.annotations.Nullable;

/** A rectangle of a weight matrix, as it stands. */
final class WeightWindow {
    private static final int MOST = 64;

    private WeightWindow() {}

    static Map<String, @Nullable Object> of(Snapshot at, Runs.Window window) {
        List<DenseLayer> layers = DenseLayer.of(new NetworkPlan(at.network().network()));
        if (window.layer() < 1 || window.layer() > layers.size()) {
            throw UserException.usage("expected a layer from 1 to " + layers.size() + ", found " + window.layer()
                    + "; choose one of them");
        }
        Slice weight = layers.get(window.layer() - 1).weight();
        int row = Math.max(0, Math.min(window.row(), weight.rows() - 1));
        int column = Math.max(0, Math.min(window.column(), weight.columns() - 1));
        int rows = Math.max(1, Math.min(Math.min(MOST, window.rows()), weight.rows() - row));
        int columns = Math.max(1, Math.min(Math.min(MOST, window.columns()), weight.columns() - column));
        List<double[]> values = new ArrayList<>();
        for (int i = row; i < row + rows; i++) {
            int from = weight.offset() + i * weight.columns() + column;
            values.add(Arrays.copyOfRange(at.parameters(), from, from + columns));
        }
        Map<String, @Nullable Object> tree = Shown.tree();
        tree.put("row", row);
        tree.put("rows", rows);
        tree.put("column", column);
        tree.put("columns", columns);
        tree.put("values", values);
        return tree;
    }
}
