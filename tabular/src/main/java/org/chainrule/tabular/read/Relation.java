package org.chainrule.tabular.read;

import java.util.List;
import java.util.Locale;

/**
 * Something to select from, with columns c0, c1, ... in the order of the source.
 *
 * @param from       what follows FROM
 * @param names      the names for people
 * @param types      DuckDB's types
 * @param headerless whether the names were made up
 * @param notes      what a person should know about the reading
 */
public record Relation(String from, List<String> names, List<String> types, boolean headerless, List<String> notes) {
    /** Copies the lists. */
    public Relation {
        names = List.copyOf(names);
        types = List.copyOf(types);
        notes = List.copyOf(notes);
    }

    /** What kind of cells a DuckDB type has. */
    enum Family {
        /** Integers, floats, decimals. */
        NUMBER,
        /** True and false. */
        BOOLEAN,
        /** Dates and time stamps. */
        DATE,
        /** Text whose content is to be looked at. */
        TEXT,
        /** Anything else, shown as text: lists, structs, blobs, times of day. */
        OTHER
    }

    /**
     * The family of a column.
     *
     * @param column from 0
     * @return the family
     */
    Family family(int column) {
        String type = types.get(column).toUpperCase(Locale.ROOT);
        if (type.endsWith("]") || type.startsWith("STRUCT") || type.startsWith("MAP") || type.startsWith("UNION")) {
            return Family.OTHER;
        }
        int bracket = type.indexOf('(');
        return switch (bracket < 0 ? type : type.substring(0, bracket)) {
            case "TINYINT",
                    "SMALLINT",
                    "INTEGER",
                    "BIGINT",
                    "HUGEINT",
                    "UTINYINT",
                    "USMALLINT",
                    "UINTEGER",
                    "UBIGINT",
                    "UHUGEINT" -> Family.NUMBER;
            case "FLOAT", "DOUBLE", "DECIMAL" -> Family.NUMBER;
            case "BOOLEAN" -> Family.BOOLEAN;
            case "DATE", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", "TIMESTAMP WITH TIME ZONE" ->
                Family.DATE;
            case "VARCHAR", "ENUM" -> Family.TEXT;
            default -> Family.OTHER;
        };
    }

    /**
     * Whether a numeric column holds integers by its type.
     *
     * @param column from 0
     * @return true for the integer types
     */
    boolean integral(int column) {
        return types.get(column).toUpperCase(Locale.ROOT).contains("INT");
    }
}
