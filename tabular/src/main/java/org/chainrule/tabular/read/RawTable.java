package org.chainrule.tabular.read;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows as they were read, column by column, in the order of the file; nothing is scaled, imputed or dropped yet. Immutable, safe to read from several
 * threads. Large tables live in memory-mapped temporary files, small ones on the heap; a chunk of a stream and a single row of a map are raw tables too.
 */
public interface RawTable extends AutoCloseable {
    /**
     * The number of rows.
     *
     * @return rows
     */
    int rows();

    /**
     * The columns that were loaded.
     *
     * @return an unmodifiable list
     */
    List<RawColumn> columns();

    /**
     * A column by name.
     *
     * @param name exact name
     * @return the column, or null if it was not loaded
     */
    default @Nullable RawColumn column(String name) {
        for (RawColumn column : columns()) {
            if (column.name().equals(name)) {
                return column;
            }
        }
        return null;
    }

    /** Releases mapped memory and temporary files, if any. */
    @Override
    void close();
}
