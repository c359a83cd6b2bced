package org.chainrule.tabular.encode;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.RawColumn;

/**
 * The classes of rows, and how many rows are of each.
 *
 * @param column  the column to be predicted
 * @param numbers whether the column holds numbers, of which the classes are labels
 * @param counts  rows by class
 * @param missing rows without a class
 */
public record ClassFacts(String column, boolean numbers, Map<String, Long> counts, long missing)
        implements TargetFacts {
    /** Most classes that are counted in one place. */
    static final int MOST_CLASSES = 1 << 20;

    /** Copies the map. */
    public ClassFacts {
        // Sorted, so that equal facts have equal bytes.
        counts = Collections.unmodifiableMap(new TreeMap<>(counts));
    }

    /**
     * Looks at a part.
     *
     * @param column the column to be predicted; numbers become labels
     * @param rows   rows to look at
     * @return the facts
     */
    public static ClassFacts of(RawColumn column, int[] rows) {
        Map<String, Long> counts =
                column instanceof RawColumn.Text text ? texts(text, rows) : labels(Columns.numeric(column), rows);
        long present = counts.values().stream().mapToLong(Long::longValue).sum();
        return new ClassFacts(column.name(), column instanceof RawColumn.Numeric, counts, rows.length - present);
    }

    private static Map<String, Long> texts(RawColumn.Text text, int[] rows) {
        long[] tally = new long[text.dictionary().size()];
        for (int row : rows) {
            int code = text.code(row);
            if (code >= 0) {
                tally[code]++;
            }
        }
        Map<String, Long> counts = new HashMap<>();
        for (int code = 0; code < tally.length; code++) {
            if (tally[code] > 0) {
                counts.put(text.dictionary().get(code), tally[code]);
            }
        }
        return counts;
    }

    private static Map<String, Long> labels(RawColumn.Numeric numeric, int[] rows) {
        Map<Double, long[]> tally = new HashMap<>();
        for (int row : rows) {
            double value = numeric.value(row) + 0.0;
            if (Double.isFinite(value)) {
                tally.computeIfAbsent(value, absent -> new long[1])[0]++;
            }
        }
        Map<String, Long> counts = new HashMap<>();
        tally.forEach((value, count) -> counts.put(Labels.of(value), count[0]));
        return counts;
    }

    /**
     * The facts of both parts; the order does not matter.
     *
     * @param next of other rows
     * @return the facts of both
     * @throws UserException            if there are more classes than may be remembered
     * @throws IllegalArgumentException if they are of another column
     */
    public ClassFacts then(ClassFacts next) {
        if (!next.column.equals(column) || next.numbers != numbers) {
            throw new IllegalArgumentException("expected classes of target " + column + " as "
                    + (numbers ? "numbers" : "texts") + ", found " + next.column + " as "
                    + (next.numbers ? "numbers" : "texts"));
        }
        Map<String, Long> both = new TreeMap<>(counts);
        next.counts.forEach((label, count) -> both.merge(label, count, Long::sum));
        if (both.size() > MOST_CLASSES) {
            throw UserException.data("target '" + column + "' has more than " + MOST_CLASSES
                    + " classes, too many for a classification; use regression or another column");
        }
        return new ClassFacts(column, numbers, both, missing + next.missing);
    }

    @Override
    public long present() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public boolean varies() {
        return counts.size() > 1;
    }

    /**
     * The classes.
     *
     * @return the encoding
     * @throws UserException without a class
     */
    public ClassTarget target() {
        return ClassTarget.of(this);
    }

    /**
     * Weights that make every class count alike, see {@link ClassTarget#balancedWeights}.
     *
     * @param target the classes, in the order of the weights; these facts may be of fewer rows, such as those of training
     * @return a weight a class; 1 for a class without rows
     * @throws UserException if the rows have a class that the target lacks
     */
    public List<Double> balancedWeights(ClassTarget target) {
        long[] rows = new long[target.classes().size()];
        counts.forEach((label, count) -> rows[target.position(label, numbers)] += count);
        return ClassTarget.balancedWeights(rows, present());
    }
}
