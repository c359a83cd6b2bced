package org.chainrule.tabular.encode;

import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.RawColumn;

/** Columns as the encodings expect them, or a message for the user. */
final class Columns {
    private Columns() {}

    static RawColumn.Numeric numeric(RawColumn column) {
        if (column instanceof RawColumn.Numeric numeric) {
            return numeric;
        }
        throw UserException.data("column '" + column.name()
                + "' must hold numbers, as in training, but holds text; correct the values or convert them");
    }

    static RawColumn.Text text(RawColumn column) {
        if (column instanceof RawColumn.Text text) {
            return text;
        }
        throw UserException.data(
                "column '" + column.name() + "' must hold text, as in training, but holds numbers; read it as text");
    }
}
