/**
 * Rows as they come: files, SQL and JDBC sources are read through DuckDB, embedded. Start at {@link org.chainrule.tabular.read.Table}, which is the public face of
 * {@link org.chainrule.tabular.read.Sources}; {@link org.chainrule.tabular.read.LoadedTable} holds the cells column by column, and
 * {@link org.chainrule.tabular.read.RawTables} makes such a table from maps. All text is trimmed, and the usual marks of a missing value (empty, NA, N/A,
 * NaN, ?, null, None) are missing, in every kind of source alike. May use DuckDB, java.sql and the schema records.
 */
@NullMarked
package org.chainrule.tabular.read;

import org.jspecify.annotations.NullMarked;
