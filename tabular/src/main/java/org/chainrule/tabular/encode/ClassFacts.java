package org.chainrule.tabular.encode;

import java.util.List;
import java.util.Map;
import org.chainrule.tabular.read.RawColumn;

/**
 * The classes of rows, and how many rows are of each.
 *
 * @param column  the column to be predicted
 * @param counts  rows by class
 * @param missing rows without a class
 */
public record ClassFacts(String column, Map<String, Long> counts, long missing) implements TargetFacts {
    /** Copies the map. */
    public ClassFacts {
        counts = Map.copyOf(counts);
    }

    /**
     * Looks at a part.
     *
     * @param column the column to be predicted; numbers become labels
     * @param rows   rows to look at
     * @return the facts
     */
    public static ClassFacts of(RawColumn column, int[] rows) {
        throw new UnsupportedOperationException("helper B");
    }

    /**
     * The facts of both parts; the order does not matter.
     *
     * @param next of other rows
     * @return the facts of both
     */
    public ClassFacts then(ClassFacts next) {
        throw new UnsupportedOperationException("helper B");
    }

    @Override
    public long present() {
        throw new UnsupportedOperationException("helper B");
    }

    @Override
    public boolean varies() {
        throw new UnsupportedOperationException("helper B");
    }

    /**
     * The classes.
     *
     * @return the encoding
     * @throws org.chainrule.tabular.error.UserException without a class
     */
    public ClassTarget target() {
        throw new UnsupportedOperationException("helper B");
    }

    /**
     * Weights that make every class count alike, see {@link ClassTarget#balancedWeights}.
     *
     * @param target the classes, in the order of the weights; these facts may be of fewer rows, such as those of training
     * @return a weight a class; 1 for a class without rows
     */
    public List<Double> balancedWeights(ClassTarget target) {
        throw new UnsupportedOperationException("helper B");
    }
}
