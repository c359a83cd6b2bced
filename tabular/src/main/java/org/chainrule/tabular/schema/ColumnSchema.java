package org.chainrule.tabular.schema;

/**
 * One column of the table and what it is taken for.
 *
 * @param name the name in the file
 * @param kind what it is taken for
 * @param text whether its cells are read as text (a target of class labels is text, too)
 * @param note why, in a few words for a person: "3 levels", "every value is different", "integer 0 to 100"
 */
public record ColumnSchema(String name, ColumnKind kind, boolean text, String note) {}
