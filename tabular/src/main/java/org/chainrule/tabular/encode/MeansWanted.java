package org.chainrule.tabular.encode;

import java.io.Serializable;
import java.util.List;

/**
 * Which columns need means of the target, and of which levels; see {@link EncoderFacts#meansWanted}.
 *
 * @param columns the columns
 * @param outputs means a level
 * @param folds   folds of the training rows
 * @param seed    seed of the folds
 */
public record MeansWanted(List<Column> columns, int outputs, int folds, int seed) implements Serializable {
    /** Copies the list. */
    public MeansWanted {
        columns = List.copyOf(columns);
    }

    /**
     * One column.
     *
     * @param name   its name
     * @param levels the levels that have a mean, in the order of their code points
     */
    public record Column(String name, List<String> levels) implements Serializable {
        /** Copies the list. */
        public Column {
            levels = List.copyOf(levels);
        }
    }

    /**
     * Whether there is nothing to ask.
     *
     * @return true without columns
     */
    public boolean isEmpty() {
        return columns.isEmpty();
    }
}
