package org.chainrule.spark.score;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.RowPredictor;
import org.chainrule.tabular.model.RowScratch;
import org.jspecify.annotations.Nullable;

/** The rows of a partition with their predictions: some rows are read, predicted together and handed on, and so on. Arrays are made once, rows are those that Spark wants. */
final class ScoredRows implements Iterator<Row> {
    private static final int MOST_ROWS = 1024;
    private static final int LEAST_ROWS = 64;

    /** As many as a predictor takes through a network together. */
    private static final int TOGETHER = 256;

    private static final int MOST_CELLS = 1 << 18;

    private final Iterator<Row> rows;
    private final int passed;
    private final int vector;
    private final int width;
    private final int outputs;
    private final int partition;
    private final RowPredictor predictor;
    private final RowScratch scratch;
    private final RowInputs inputs;
    private final Outputs results;
    private final @Nullable UnseenTexts unseen;
    private final Row[] batch;
    private final double[] predicted;
    private long before;
    private int count;
    private int next;

    ScoredRows(Iterator<Row> rows, ModelHandle handle, ScorePlan plan, ScoreColumns columns, int partition) {
        Model model = handle.model();
        this.rows = rows;
        this.partition = partition;
        passed = plan.fields().length;
        width = passed + plan.outputs().size();
        predictor = handle.uncalibrated();
        outputs = predictor.outputs();
        scratch = predictor.newScratch();
        int cells = Math.max(outputs, plan.input().positions().length);
        int size = Math.max(LEAST_ROWS, Math.min(MOST_ROWS, MOST_CELLS / Math.max(1, cells)));
        size -= size > TOGETHER ? size % TOGETHER : 0;
        vector = plan.input().vector();
        inputs = new RowInputs(plan.input(), plan.positions(), size);
        results = new Outputs(plan, model, columns.coverage());
        unseen = columns.refuseUnseen() ? new UnseenTexts(model) : null;
        batch = new Row[size];
        predicted = new double[size * outputs];
    }

    @Override
    public boolean hasNext() {
        return next < count || fill();
    }

    private boolean fill() {
        before += count;
        count = 0;
        next = 0;
        try {
            while (count < batch.length && rows.hasNext()) {
                Row row = rows.next();
                if (vector < 0) {
                    inputs.set(count, row);
                } else {
                    inputs.setVector(count, row.get(vector));
                }
                batch[count++] = row;
            }
            if (count > 0) {
                predict();
            }
        } catch (UserException e) {
            throw new UserException(
                    e.kind(), "partition " + partition + ", from row " + (before + 1) + " on: " + e.getMessage(), e);
        }
        return count > 0;
    }

    private void predict() {
        if (unseen != null) {
            inputs.check(unseen, count);
        }
        inputs.predict(predictor, count, predicted, scratch);
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Row row = batch[next];
        Object[] cells = new Object[width];
        for (int i = 0; i < passed; i++) {
            cells[i] = row.get(i);
        }
        results.write(predicted, next * outputs, cells);
        next++;
        return RowFactory.create(cells);
    }
}
