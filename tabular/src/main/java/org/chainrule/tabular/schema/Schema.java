package org.chainrule.tabular.schema;

import java.io.Serializable;
import java.util.List;

/**
 * The columns of a table, in the order of the file, the dropped ones too.
 *
 * @param columns the columns
 */
public record Schema(List<ColumnSchema> columns) implements Serializable {
    /** Copies the list. */
    public Schema {
        columns = List.copyOf(columns);
    }

    /**
     * The columns that the network sees.
     *
     * @return features, in the order of the file
     */
    public List<ColumnSchema> features() {
        return columns.stream().filter(column -> column.kind().isFeature()).toList();
    }
}
