package org.chainrule.tabular.read;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a table after every cell was looked at.
 *
 * @param description the source, for messages
 * @param rows        its rows
 * @param headerless  whether the columns had to be named column0, column1, ...
 * @param columns     its columns, in order
 */
public record TableProfile(String description, long rows, boolean headerless, List<ColumnProfile> columns) {
    /** Copies the list. */
    public TableProfile {
        columns = List.copyOf(columns);
    }

    /**
     * A column by its exact name.
     *
     * @param name the name
     * @return the column, or null if there is none
     */
    public @Nullable ColumnProfile column(String name) {
        for (ColumnProfile column : columns) {
            if (column.name().equals(name)) {
                return column;
            }
        }
        return null;
    }
}
