package org.chainrule.interop.javasource;

import java.util.List;
import org.chainrule.tabular.schema.ColumnSchema;

/**
 * A column that the exported source reads.
 *
 * @param schema     the column
 * @param identifier what it is called in the source
 */
record RowColumn(ColumnSchema schema, String identifier) {
    /** All columns, each with an identifier of its own. */
    static List<RowColumn> of(List<ColumnSchema> columns) {
        JavaNames names = new JavaNames();
        return columns.stream()
                .map(column -> new RowColumn(column, names.column(column.name())))
                .toList();
    }

    boolean date() {
        return !schema.text() && schema.kind().isDate();
    }

    /** How messages and comments call it. */
    String words() {
        return "column \"" + JavaText.comment(schema.name()) + "\"";
    }

    /** Its name as a literal. */
    String literal() {
        return JavaText.string(schema.name());
    }
}
