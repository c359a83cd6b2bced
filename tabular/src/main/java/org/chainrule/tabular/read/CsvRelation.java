package org.chainrule.tabular.read;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.jspecify.annotations.Nullable;

/**
 * Delimited text. DuckDB's sniffer finds delimiter, quoting, comment and header in the first rows; the cells are then read as text throughout, and the type of
 * a column is decided from all of its cells by {@link Profiler}. Thus no cell fails late because an early sample suggested another type.
 */
final class CsvRelation {
    private static final int SAMPLE_ROWS = 20_480;
    private static final int WIDE = 500;
    private static final String DELIMITERS = ",;\t|";

    private final Duck duck;
    private final FileProbe probe;
    private final List<String> notes = new ArrayList<>();

    private CsvRelation(Duck duck, FileProbe probe) {
        this.duck = duck;
        this.probe = probe;
    }

    /** What the sniffer found; empty strings for none. */
    private record Dialect(
            String delimiter,
            String quote,
            String escape,
            String comment,
            int skip,
            boolean header,
            boolean allText,
            int columns) {
        Dialect withHeader(boolean value) {
            return new Dialect(delimiter, quote, escape, comment, skip, value, allText, columns);
        }
    }

    /**
     * Finds out how to read a file.
     *
     * @param duck  an open database
     * @param probe the file
     * @return the relation
     * @throws SQLException  if DuckDB cannot read it
     * @throws UserException if it is not a table
     */
    static Relation of(Duck duck, FileProbe probe) throws SQLException {
        return new CsvRelation(duck, probe).relation();
    }

    private Relation relation() throws SQLException {
        Dialect dialect = robust(sniff());
        if (dialect.columns == 1) {
            Relation blanks = BlankSeparated.of(duck, probe);
            if (blanks != null) {
                return blanks;
            }
            dialect = insist(dialect);
        }
        checkSkipped(dialect);
        List<String> first = firstRow(dialect);
        if (dialect.header && dialect.allText && recurs(dialect, first)) {
            dialect = dialect.withHeader(false);
            notes.add("the first line recurs below and is taken for a row, not for a header");
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < dialect.columns; i++) {
            String name = dialect.header ? first.get(i) : "";
            names.add(name.isEmpty() ? "column" + i : name);
        }
        List<String> types = Collections.nCopies(dialect.columns, "VARCHAR");
        return new Relation(read(dialect, dialect.header, 0, true), names, types, !dialect.header, notes);
    }

    private Dialect sniff() throws SQLException {
        // For wide files the search over all dialects takes long, and there is little doubt about the delimiter.
        String line = probe.line(0);
        String given = DELIMITERS
                .chars()
                .filter(candidate -> line.chars().filter(c -> c == candidate).count() >= WIDE)
                .mapToObj(candidate ->
                        ", delim = " + Sql.literal(Character.toString(candidate)) + ", quote = '\"', escape = '\"'")
                .findFirst()
                .orElse("");
        return duck.query(
                "SELECT Delimiter, Quote, Escape, Comment, SkipRows, HasHeader, len(Columns),"
                        + " len(list_filter(Columns, x -> x.type <> 'VARCHAR')) = 0 FROM sniff_csv("
                        + Sql.file(probe.file())
                        + ", nullstr = [" + Sql.MISSING_LIST + "], sample_size = " + SAMPLE_ROWS + given + ")",
                rows -> {
                    rows.next();
                    return new Dialect(
                            none(rows.getString(1)),
                            none(rows.getString(2)),
                            none(rows.getString(3)),
                            none(rows.getString(4)),
                            rows.getInt(5),
                            rows.getBoolean(6),
                            rows.getBoolean(8),
                            rows.getInt(7));
                });
    }

    private static String none(@Nullable String found) {
        return found == null || found.equals("(empty)") || found.equals("\0") ? "" : found;
    }

    /** Where the start of the file has no quote, a later one is taken for the usual double quote, doubled inside. */
    private Dialect robust(Dialect found) {
        String quote = found.quote;
        if (quote.isEmpty() && probe.start().indexOf('"') < 0) {
            quote = "\"";
        }
        String escape = found.escape.isEmpty() ? quote : found.escape;
        return new Dialect(
                found.delimiter, quote, escape, found.comment, found.skip, found.header, found.allText, found.columns);
    }

    /**
     * The sniffer falls back to one column when rows differ in length. If the first line holds a delimiter, the file is ragged: reading it by that delimiter
     * makes DuckDB name the line.
     */
    private Dialect insist(Dialect found) {
        String line = probe.line(found.skip);
        String delimiter = "";
        int most = 0;
        for (int i = 0; i < DELIMITERS.length(); i++) {
            char candidate = DELIMITERS.charAt(i);
            int count = (int) line.replaceAll("\"[^\"]*\"", "")
                    .chars()
                    .filter(c -> c == candidate)
                    .count();
            if (count > most) {
                most = count;
                delimiter = String.valueOf(candidate);
            }
        }
        return most == 0
                ? found
                : new Dialect(delimiter, "\"", "\"", "", found.skip, found.header, found.allText, most + 1);
    }

    /** A first line without the delimiter (a title) may be left out; one that looks like a row or a header of another length may not. */
    private void checkSkipped(Dialect dialect) {
        for (int i = 0; i < dialect.skip; i++) {
            String line = probe.line(i);
            if (!dialect.delimiter.isEmpty() && line.contains(dialect.delimiter)) {
                throw UserException.data(
                        probe.description() + ": line " + (i + 1) + " has another number of cells than the "
                                + dialect.columns + " of the lines below; mend it or delete it: " + Display.text(line));
            }
            if (!line.isBlank()) {
                notes.add("line " + (i + 1) + " is not a row of the table and was skipped: " + Display.text(line));
            }
        }
    }

    private List<String> firstRow(Dialect dialect) throws SQLException {
        return duck.query(
                "SELECT " + Sql.names(dialect.columns) + " FROM " + read(dialect, false, 0, false) + " LIMIT 1",
                rows -> {
                    if (!rows.next()) {
                        throw UserException.data(
                                probe.description() + ": the file has no rows; expected a header and rows");
                    }
                    List<String> cells = new ArrayList<>();
                    for (int i = 1; i <= dialect.columns; i++) {
                        String cell = rows.getString(i);
                        cells.add(cell == null ? "" : cell.strip());
                    }
                    return cells;
                });
    }

    /** Whether at least half of the first line's cells come again in their columns: then it is a row like the others. */
    private boolean recurs(Dialect dialect, List<String> first) throws SQLException {
        String counts = IntStream.range(0, dialect.columns)
                .mapToObj(i ->
                        "CAST(count(*) FILTER (trim(c" + i + ") = " + Sql.literal(first.get(i)) + ") > 0 AS INTEGER)")
                .collect(Collectors.joining(" + "));
        int recurring = duck.query(
                "SELECT " + counts + " FROM (SELECT * FROM " + read(dialect, false, 1, true) + " LIMIT " + SAMPLE_ROWS
                        + ")",
                rows -> {
                    rows.next();
                    return rows.getInt(1);
                });
        return 2 * recurring >= dialect.columns;
    }

    private String read(Dialect dialect, boolean header, int skipMore, boolean marks) {
        String columns = IntStream.range(0, dialect.columns)
                .mapToObj(i -> "'c" + i + "': 'VARCHAR'")
                .collect(Collectors.joining(", "));
        return "read_csv(" + Sql.file(probe.file()) + ", auto_detect = false, header = " + header
                + ", skip = " + (dialect.skip + skipMore)
                + ", delim = " + Sql.literal(dialect.delimiter.isEmpty() ? "," : dialect.delimiter)
                + ", quote = " + Sql.literal(dialect.quote) + ", escape = " + Sql.literal(dialect.escape)
                + (dialect.comment.isEmpty() ? "" : ", comment = " + Sql.literal(dialect.comment))
                + (marks ? ", nullstr = [" + Sql.MISSING_LIST + "]" : "")
                + ", hive_partitioning = false, compression = 'uncompressed', columns = {" + columns + "})";
    }
}
