package org.chainrule.spark.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** What is known of all columns and of the hashes of the rows, gathered in any order and in parts. */
final class TableTally implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Distinct values that are held of all columns together, and of one. */
    private static final int ALL_DISTINCT = 1 << 18;

    private static final int MOST_DISTINCT = 1 << 16;
    private static final int FEWEST_DISTINCT = 256;

    private final ArrayList<ColumnTally> columns = new ArrayList<>();
    private final HashCounts training = new HashCounts();
    private @Nullable HashCounts validation;
    private long trainingRows;
    private long validationRows;
    private long missingLabels;
    private long missingWeights;
    private long missingOrders;

    TableTally(RowFormat format) {
        int bound = bound(format.cells().size());
        format.cells().forEach(cell -> columns.add(new ColumnTally(cell, bound)));
    }

    /** Distinct values that are held of each of so many columns. */
    static int bound(int columns) {
        return Math.max(FEWEST_DISTINCT, Math.min(MOST_DISTINCT, ALL_DISTINCT / Math.max(1, columns)));
    }

    /** Looks at the rows of a partition. */
    static TableTally of(RowFormat format, Iterator<Row> rows) {
        TableTally tally = new TableTally(format);
        RowReader reader = new RowReader(format);
        while (rows.hasNext()) {
            reader.read(rows.next());
            tally.add(format, reader);
        }
        for (int i = 0; i < tally.columns.size(); i++) {
            for (TextCell text : reader.kept(i)) {
                tally.columns.get(i).add(text, text.count);
            }
        }
        return tally;
    }

    private void add(RowFormat format, RowReader row) {
        int cells = columns.size();
        missingLabels += isMissing(row, format.label()) ? 1 : 0;
        missingWeights += format.weighted() && isMissing(row, cells - 1) ? 1 : 0;
        if (format.order() >= 0) {
            boolean missing = format.orderByText() ? row.orderText == null : Double.isNaN(row.orderNumber);
            missingOrders += missing ? 1 : 0;
        }
        if (row.validates) {
            validationRows++;
            if (validation == null) {
                validation = new HashCounts();
            }
            validation.add(row.high, row.low);
            return;
        }
        trainingRows++;
        training.add(row.high, row.low);
        for (int i = 0; i < cells; i++) {
            TextCell text = row.texts[i];
            if (text == null) {
                columns.get(i).add(row.numbers[i]);
            } else if (text.kept) {
                text.count++;
            } else {
                columns.get(i).add(text, 1);
            }
        }
    }

    private static boolean isMissing(RowReader row, int cell) {
        TextCell text = row.texts[cell];
        return text == null ? Double.isNaN(row.numbers[cell]) : text.clean == null;
    }

    /** Adds another part. */
    TableTally add(TableTally other) {
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).add(other.columns.get(i));
        }
        training.add(other.training);
        if (validation == null) {
            validation = other.validation;
        } else if (other.validation != null) {
            validation.add(other.validation);
        }
        trainingRows += other.trainingRows;
        validationRows += other.validationRows;
        missingLabels += other.missingLabels;
        missingWeights += other.missingWeights;
        missingOrders += other.missingOrders;
        return this;
    }

    List<ColumnTally> columns() {
        return columns;
    }

    HashCounts training() {
        return training;
    }

    HashCounts validation() {
        return validation == null ? new HashCounts() : validation;
    }

    long trainingRows() {
        return trainingRows;
    }

    long validationRows() {
        return validationRows;
    }

    long missingLabels() {
        return missingLabels;
    }

    long missingWeights() {
        return missingWeights;
    }

    long missingOrders() {
        return missingOrders;
    }
}
