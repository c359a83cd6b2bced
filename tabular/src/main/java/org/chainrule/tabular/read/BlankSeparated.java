package org.chainrule.tabular.read;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chainrule.tabular.error.UserException;
import org.jspecify.annotations.Nullable;

/** Text whose cells stand apart by runs of blanks, as many old data sets have it; lines may start and end with blanks. There is no quoting. */
final class BlankSeparated {
    /** If at least this share of the lines has the same number of cells, the others are mistakes. */
    private static final double MOST = 0.95;

    private BlankSeparated() {}

    /**
     * The relation of such a file.
     *
     * @param duck  an open database
     * @param probe the file
     * @return the relation, or null if the lines have not the same number of cells
     * @throws SQLException  if DuckDB cannot read it
     * @throws UserException if a few lines have another number of cells than the rest
     */
    static @Nullable Relation of(Duck duck, FileProbe probe) throws SQLException {
        String first = probe.start()
                .lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("")
                .strip();
        if (first.split("[ \t]+").length < 2) {
            return null;
        }
        String lines = "(SELECT string_split_regex(trim(line, E' \\t\\r'), '[ \\t]+') AS l FROM read_csv("
                + Sql.file(probe.file())
                + ", auto_detect = false, header = false, delim = E'\\x1f', quote = '', escape = '', hive_partitioning = false, compression = 'uncompressed'"
                + ", columns = {'line': 'VARCHAR'}) WHERE trim(line, E' \\t\\r') <> '')";
        int columns = cells(duck, probe, lines);
        if (columns < 2) {
            return null;
        }
        String cells = IntStream.range(0, columns)
                .mapToObj(i -> "l[" + (i + 1) + "] AS c" + i)
                .collect(Collectors.joining(", "));
        String from = "(SELECT " + cells + " FROM " + lines + ")";
        List<String> names = header(duck, from, columns);
        boolean headerless = names.isEmpty();
        if (headerless) {
            names = IntStream.range(0, columns).mapToObj(i -> "column" + i).toList();
        } else {
            from = "(SELECT * FROM " + from + " OFFSET 1)";
        }
        return new Relation(
                from,
                names,
                Collections.nCopies(columns, "VARCHAR"),
                headerless,
                List.of("the cells are separated by blanks"));
    }

    /** How many cells every line has; 0 if they differ. */
    private static int cells(Duck duck, FileProbe probe, String lines) throws SQLException {
        String counts = "SELECT mode(n) m, count(*) AS total FROM (SELECT len(l) AS n FROM " + lines + ")";
        long[] common = duck.query(counts, rows -> {
            rows.next();
            return new long[] {rows.getLong(1), rows.getLong(2)};
        });
        return duck.query(
                "SELECT count(*), min(line), min_by(n, line) FROM (SELECT len(l) AS n, row_number() OVER () AS line FROM "
                        + lines + ") WHERE n <> " + common[0],
                rows -> {
                    rows.next();
                    long others = rows.getLong(1);
                    if (others == 0) {
                        return (int) common[0];
                    }
                    if (common[0] > 1 && others <= (1 - MOST) * common[1]) {
                        throw UserException.data(probe.description() + ": line " + rows.getLong(2)
                                + " (blank lines not counted) has " + rows.getLong(3) + " cells but " + common[0]
                                + " were expected, as in most lines; mend it");
                    }
                    return 0;
                });
    }

    /** The cells of the first line, if none of them is a number but some column below is all numbers; else nothing. */
    private static List<String> header(Duck duck, String from, int columns) throws SQLException {
        // Each cell is a number, a missing value or neither (then the column is none of numbers).
        String numbers = IntStream.range(0, columns)
                .mapToObj(i -> "count(TRY_CAST(c" + i + " AS DOUBLE)) > 0 AND count(*) FILTER (TRY_CAST(c" + i
                        + " AS DOUBLE) IS NULL AND NOT " + Sql.isMissing("c" + i) + ") = 0")
                .collect(Collectors.joining(" OR "));
        String none = IntStream.range(0, columns)
                .mapToObj(i -> "TRY_CAST(c" + i + " AS DOUBLE) IS NULL")
                .collect(Collectors.joining(" AND "));
        boolean isHeader = duck.query(
                "SELECT (SELECT " + none + " FROM " + from + " LIMIT 1) AND (SELECT " + numbers
                        + " FROM (SELECT * FROM " + from + " OFFSET 1))",
                rows -> rows.next() && rows.getBoolean(1));
        if (!isHeader) {
            return List.of();
        }
        return duck.query("SELECT * FROM " + from + " LIMIT 1", rows -> {
            rows.next();
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= columns; i++) {
                names.add(rows.getString(i));
            }
            return names;
        });
    }
}
