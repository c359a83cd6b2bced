package org.chainrule.spark.score;

import java.util.Arrays;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.RowPredictor;
import org.chainrule.tabular.model.RowScratch;
import org.jspecify.annotations.Nullable;

/** The cells of a batch, one row beside the other; of one thread. Vectors are numbers, columns whatever they hold. */
final class RowInputs {
    private final InputPlan plan;
    private final int[] positions;
    private final double[][] numbers;
    private final double[][] own;
    private final @Nullable Object[][] cells;
    private final double[] sparse;
    private final boolean inOrder;

    /**
     * Memory for a batch.
     *
     * @param plan      where the columns are
     * @param positions of every column of the model its position in a vector, or in the rows that are given to {@link #set}
     * @param batch     most rows
     */
    RowInputs(InputPlan plan, int[] positions, int batch) {
        this.plan = plan;
        this.positions = positions.clone();
        boolean vector = plan.vector() >= 0;
        int width = positions.length;
        boolean ascending = width == plan.elements();
        for (int i = 0; i < width; i++) {
            ascending &= positions[i] == i;
        }
        inOrder = ascending;
        numbers = new double[vector ? batch : 0][];
        own = new double[numbers.length][width];
        cells = vector ? new Object[0][] : new Object[batch][width];
        sparse = new double[inOrder ? 0 : plan.elements()];
    }

    /** Takes the cells of a row as number n of the batch. */
    void set(int n, Row row) {
        for (int i = 0; i < positions.length; i++) {
            cells[n][i] = row.get(positions[i]);
        }
    }

    /** Takes a vector as number n of the batch; its numbers are not copied where they are the cells as they stand. */
    void setVector(int n, @Nullable Object cell) {
        if (!(cell instanceof Vector vector)) {
            throw UserException.data(
                    Shown.column(plan.vectorName()) + " has a row without a vector; fill it in or remove the row");
        }
        if (vector.size() != plan.elements()) {
            throw InputPlan.wrongSize(plan.vectorName(), plan.elements(), vector.size());
        }
        if (inOrder) {
            numbers[n] = vector instanceof DenseVector dense ? dense.values() : spread(vector, own[n]);
            return;
        }
        double[] values = vector instanceof DenseVector dense ? dense.values() : spread(vector, sparse);
        double[] to = own[n];
        for (int i = 0; i < positions.length; i++) {
            to[i] = values[positions[i]];
        }
        numbers[n] = to;
    }

    private static double[] spread(Vector vector, double[] to) {
        if (!(vector instanceof SparseVector few)) {
            return vector.toArray();
        }
        Arrays.fill(to, 0);
        int[] indices = few.indices();
        double[] values = few.values();
        for (int i = 0; i < indices.length; i++) {
            to[indices[i]] = values[i];
        }
        return to;
    }

    /** Refuses texts that training did not see; vectors hold none. */
    void check(UnseenTexts unseen, int count) {
        for (int n = 0; n < count && plan.vector() < 0; n++) {
            unseen.check(cells[n]);
        }
    }

    /** Predicts the rows that were set. */
    void predict(RowPredictor predictor, int count, double[] out, RowScratch scratch) {
        if (plan.vector() < 0) {
            predictor.predict(cells, count, out, scratch);
        } else {
            predictor.predict(numbers, count, out, scratch);
        }
    }
}
