package org.chainrule.tabular.schema;

import java.io.Serializable;

/**
 * One column of the table and what it is taken for.
 *
 * @param name       the name in the file
 * @param kind       what it is taken for
 * @param text       whether its cells are read as text (a target of class labels is text, too)
 * @param note       why, in a few words for a person: "3 levels", "every value is different", "integer 0 to 100"
 * @param dateFormat how dates that are text are read; {@link DateFormat#STANDARD} for columns that are no dates
 */
public record ColumnSchema(String name, ColumnKind kind, boolean text, String note, DateFormat dateFormat)
        implements Serializable {
    /**
     * A column whose dates, if it has any, are of the standard format.
     *
     * @param name the name in the file
     * @param kind what it is taken for
     * @param text whether its cells are read as text
     * @param note why, in a few words for a person
     */
    public ColumnSchema(String name, ColumnKind kind, boolean text, String note) {
        this(name, kind, text, note, DateFormat.STANDARD);
    }

    /** Refuses a format of dates without dates. */
    public ColumnSchema {
        if (dateFormat != DateFormat.STANDARD && !kind.isDate()) {
            throw new IllegalArgumentException(
                    "expected a format of dates only in a column of dates, found " + dateFormat + " in one of " + kind);
        }
    }
}
