package org.chainrule.spark.data;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.chainrule.random.CounterRandom;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.CellTexts;
import org.chainrule.tabular.schema.DateFormat;
import org.jspecify.annotations.Nullable;

/** Reads row after row into the same cells; of one task. Everybody who looks at the rows reads them here, so all see the same. */
final class RowReader {
    /** Distinct texts of a column that are kept with their meaning. */
    private static final int KEPT_TEXTS = 1 << 16;

    private static final double TO_UNIT = 0x1.0p-53;

    private final RowFormat format;
    private final List<Map<String, TextCell>> kept = new ArrayList<>();
    private final boolean[] isText;
    private final RowHash hash = new RowHash();
    private final RowHash textHash = new RowHash();
    private final TextCell missing = new TextCell(null, true, textHash);

    /** Numbers and dates of the row; NaN is a missing value, no zero is negative. */
    final double[] numbers;

    /** Texts and booleans of the row; null for other cells. */
    final @Nullable TextCell[] texts;

    /** The cells as they came, but for elements of a vector. */
    final @Nullable Object[] raw;

    /** The first half of the row's hash. */
    long high;

    /** The other half. */
    long low;

    /** Whether the row validates. */
    boolean validates;

    /** The order as a number; NaN if it is missing or text. */
    double orderNumber;

    /** The order as text; null if it is missing or a number. */
    @Nullable
    String orderText;

    RowReader(RowFormat format) {
        this.format = format;
        int cells = format.cells().size();
        numbers = new double[cells];
        texts = new TextCell[cells];
        raw = new Object[cells];
        isText = new boolean[cells];
        for (int i = 0; i < cells; i++) {
            kept.add(new HashMap<>());
            isText[i] = format.cells().get(i).kind().isText();
        }
    }

    /** Reads the next row. */
    void read(Row row) {
        hash.begin();
        if (format.elements() >= 0) {
            vector(row.get(0));
            for (int i = 0; i < format.elements(); i++) {
                hash.add(numbers[i]);
            }
        }
        for (int i = format.firstColumn(); i < numbers.length; i++) {
            Object value = row.get(format.position(i));
            raw[i] = value;
            if (isText[i]) {
                TextCell text = value == null ? missing : text(i, value.toString());
                texts[i] = text;
                hash.add(text.high);
                hash.add(text.low);
            } else {
                numbers[i] = number(value);
                hash.add(numbers[i]);
            }
        }
        hash.end();
        high = hash.high();
        low = hash.low();
        validates = validates(row);
        if (format.order() >= 0) {
            order(row.get(format.order()));
        }
    }

    /** The texts that are kept of a column. */
    Iterable<TextCell> kept(int cell) {
        return kept.get(cell).values();
    }

    /** Forgets texts and their codes. */
    void forget() {
        kept.forEach(Map::clear);
    }

    private TextCell text(int cell, String value) {
        Map<String, TextCell> known = kept.get(cell);
        TextCell text = known.get(value);
        if (text == null) {
            boolean keep = known.size() < KEPT_TEXTS;
            text = new TextCell(value, keep, textHash);
            if (keep) {
                known.put(value, text);
            }
        }
        return text;
    }

    /** A zero that is negative becomes one that is not, as it would in a sparse vector. */
    private static double number(@Nullable Object value) {
        if (value instanceof Number number) {
            return number.doubleValue() + 0.0;
        }
        return value instanceof LocalDateTime time ? CellTexts.seconds(time, DateFormat.STANDARD) : Double.NaN;
    }

    private void vector(@Nullable Object value) {
        if (!(value instanceof Vector vector)) {
            throw UserException.data(where() + " has a row without a vector; fill it in or remove the row");
        }
        int elements = format.elements();
        if (vector.size() != elements) {
            throw UserException.data(where() + " should have vectors of one length, found one of " + elements
                    + " and one of " + vector.size() + " elements; mend the stage that makes them");
        }
        if (vector instanceof SparseVector sparse) {
            Arrays.fill(numbers, 0, elements, 0);
            int[] indices = sparse.indices();
            double[] values = sparse.values();
            for (int i = 0; i < indices.length; i++) {
                numbers[indices[i]] = values[i] + 0.0;
            }
        } else {
            double[] values = vector instanceof DenseVector dense ? dense.values() : vector.toArray();
            for (int i = 0; i < elements; i++) {
                numbers[i] = values[i] + 0.0;
            }
        }
    }

    private boolean validates(Row row) {
        if (format.indicator() >= 0) {
            Object value = row.get(format.indicator());
            if (value == null) {
                throw UserException.data(RowFormat.DESCRIPTION
                        + ": the validation indicator is null in some row; expected true or false, fill it in");
            }
            return (Boolean) value;
        }
        double fraction = format.fraction();
        return fraction > 0
                && (CounterRandom.of(format.seed(), CounterRandom.Stream.SPLIT, high)
                                                .bits(low)
                                        >>> 11)
                                * TO_UNIT
                        < fraction;
    }

    private void order(@Nullable Object value) {
        if (format.orderByText()) {
            orderText = value == null ? null : CellTexts.present(value.toString());
        } else {
            orderNumber = number(value);
        }
    }

    private String where() {
        return RowFormat.DESCRIPTION + ": column \"" + Display.text(format.vectorCol()) + "\"";
    }
}
