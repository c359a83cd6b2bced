package org.chainrule.spark.score;

import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.RowPredictor;
import org.chainrule.tabular.model.RowScratch;
import org.jspecify.annotations.Nullable;

/** The cells of a batch, one below the other; of one task. Vectors are numbers, columns whatever they hold. */
final class RowInputs {
    private final InputPlan plan;
    private final int[] positions;
    private final double[] numbers;
    private final @Nullable Object[][] cells;
    private final double[] sparse;
    private final boolean inOrder;

    RowInputs(ScorePlan plan, int batch) {
        this.plan = plan.input();
        boolean vector = plan.input().vector() >= 0;
        int width = plan.input().positions().length;
        positions = new int[width];
        boolean ascending = width == plan.input().elements();
        for (int i = 0; i < width; i++) {
            positions[i] = vector ? plan.input().positions()[i] : plan.position(i);
            ascending &= positions[i] == i;
        }
        inOrder = ascending;
        numbers = new double[vector ? batch * width : 0];
        cells = vector ? new Object[0][] : new Object[batch][width];
        sparse = new double[plan.input().elements()];
    }

    /** Takes the cells of a row as number n of the batch. */
    void set(int n, Row row) {
        if (plan.vector() < 0) {
            for (int i = 0; i < positions.length; i++) {
                cells[n][i] = row.get(positions[i]);
            }
            return;
        }
        double[] values = values(row.get(plan.vector()));
        int to = n * positions.length;
        if (inOrder) {
            System.arraycopy(values, 0, numbers, to, positions.length);
            return;
        }
        for (int i = 0; i < positions.length; i++) {
            numbers[to + i] = values[positions[i]];
        }
    }

    private double[] values(@Nullable Object cell) {
        if (!(cell instanceof Vector vector)) {
            throw UserException.data(
                    Shown.column(plan.vectorName()) + " has a row without a vector; fill it in or remove the row");
        }
        if (vector.size() != plan.elements()) {
            throw InputPlan.wrongSize(plan.vectorName(), plan.elements(), vector.size());
        }
        if (vector instanceof DenseVector dense) {
            return dense.values();
        }
        if (!(vector instanceof SparseVector few)) {
            return vector.toArray();
        }
        java.util.Arrays.fill(sparse, 0);
        int[] indices = few.indices();
        double[] values = few.values();
        for (int i = 0; i < indices.length; i++) {
            sparse[indices[i]] = values[i];
        }
        return sparse;
    }

    /** A cell as it will be read. */
    @Nullable
    Object cell(int n, int column) {
        return plan.vector() < 0 ? cells[n][column] : (Object) numbers[n * positions.length + column];
    }

    /** Predicts the rows that were set. */
    void predict(RowPredictor predictor, int count, double[] out, RowScratch scratch) {
        if (plan.vector() < 0) {
            predictor.predict(cells, count, out, scratch);
        } else {
            int width = positions.length;
            predictor.predict(
                    numbers.length == count * width ? numbers : java.util.Arrays.copyOf(numbers, count * width),
                    count,
                    out,
                    scratch);
        }
    }
}
