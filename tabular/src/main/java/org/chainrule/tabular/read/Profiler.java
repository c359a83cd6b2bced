package org.chainrule.tabular.read;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chainrule.tabular.UserException;
import org.chainrule.tabular.read.ColumnProfile.Content;
import org.jspecify.annotations.Nullable;

/**
 * Describes every column with a few queries, each over a batch of columns. All figures are counts, extremes and sums of integers, so they do not depend on
 * the order in which DuckDB adds them.
 */
final class Profiler {
    /** Columns of one query. */
    static final int BATCH = 100;

    private static final int FIRST_ROWS = 200;
    private static final int SAMPLES = 5;
    private static final double MOSTLY = 0.5;

    private final Duck duck;
    private final Relation relation;
    private final String from;
    private final List<ColumnProfile> columns = new ArrayList<>();

    private Profiler(Duck duck, Relation relation) throws SQLException {
        this.duck = duck;
        this.relation = relation;
        // A wide text would be parsed again for each batch: it is parsed once instead.
        if (relation.names().size() > BATCH) {
            duck.run("CREATE OR REPLACE TEMP TABLE wide AS SELECT " + Sql.names(relation.names().size()) + " FROM " + relation.from());
            this.from = "wide";
        } else {
            this.from = relation.from();
        }
    }

    static TableProfile profile(Duck duck, Source source) throws SQLException {
        Relation relation = source.relation();
        Profiler profiler = new Profiler(duck, relation);
        List<Set<String>> samples = profiler.samples();
        long rows = 0;
        for (int begin = 0; begin < relation.names().size(); begin += BATCH) {
            int end = Math.min(relation.names().size(), begin + BATCH);
            rows = profiler.figures(begin, end, samples);
            profiler.refine(begin, end);
        }
        if (rows == 0) {
            throw UserException.data(source.description() + ": there are no rows; expected at least one");
        }
        if (profiler.from.equals("wide")) {
            duck.run("DROP TABLE wide");
        }
        return new TableProfile(source.description(), rows, relation.headerless(), profiler.columns);
    }

    /** The first few distinct values of every column. */
    private List<Set<String>> samples() throws SQLException {
        int count = relation.names().size();
        String cells = IntStream.range(0, count)
                .mapToObj(i -> "cr_cell(CAST(c" + i + " AS VARCHAR))")
                .collect(Collectors.joining(", "));
        List<Set<String>> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            samples.add(new LinkedHashSet<>());
        }
        return duck.query("SELECT " + cells + " FROM (SELECT * FROM " + from + " LIMIT " + FIRST_ROWS + ")", rows -> {
            while (rows.next()) {
                for (int i = 0; i < count; i++) {
                    String value = rows.getString(i + 1);
                    if (value != null && samples.get(i).size() < SAMPLES) {
                        samples.get(i).add(value);
                    }
                }
            }
            return samples;
        });
    }

    /** The first pass over a batch; returns the rows. */
    private long figures(int begin, int end, List<Set<String>> samples) throws SQLException {
        String cells = IntStream.range(begin, end).mapToObj(i -> cell(i)).collect(Collectors.joining(", "));
        String numbers = IntStream.range(begin, end).mapToObj(i -> number(i, samples.get(i))).collect(Collectors.joining(", "));
        String figures = IntStream.range(begin, end).mapToObj(Profiler::figures).collect(Collectors.joining(", "));
        String sql = "SELECT count(*), " + figures + " FROM (SELECT " + numbers + " FROM (SELECT " + cells + " FROM " + from + "))";
        return duck.query(sql, rows -> {
            rows.next();
            long count = rows.getLong(1);
            for (int i = begin; i < end; i++) {
                columns.add(column(rows, 2 + (i - begin) * FIGURES, i, count, samples.get(i)));
            }
            return count;
        });
    }

    /** t is the cell: text is trimmed and its marks are missing, NaN is missing. */
    private String cell(int i) {
        return switch (relation.family(i)) {
            case TEXT -> "cr_cell(CAST(c" + i + " AS VARCHAR)) AS t" + i;
            case NUMBER -> relation.integral(i) ? "c" + i + " AS t" + i : "CASE WHEN isnan(CAST(c" + i + " AS DOUBLE)) THEN NULL ELSE c" + i + " END AS t" + i;
            case BOOLEAN, DATE -> "c" + i + " AS t" + i;
            case OTHER -> "CAST(c" + i + " AS VARCHAR) AS t" + i;
        };
    }

    /** n is the number of the cell, d its date, if it is one; dates are looked for only where one of the first cells is a date. */
    private String number(int i, Set<String> samples) {
        String none = "CAST(NULL AS DOUBLE)";
        String n = none;
        String d = none;
        switch (relation.family(i)) {
            case TEXT -> {
                n = "cr_number(t" + i + ")";
                d = samples.stream().anyMatch(Dates::isDate) ? "cr_date(t" + i + ")" : none;
            }
            case NUMBER -> n = "CAST(t" + i + " AS DOUBLE)";
            case DATE -> d = "CAST(epoch(t" + i + ") AS DOUBLE)";
            default -> { }
        }
        return "t" + i + ", " + n + " AS n" + i + ", " + d + " AS d" + i;
    }

    /** How many figures {@link #figures(int)} asks for. */
    private static final int FIGURES = 11;

    private static String figures(int i) {
        String finite = " FILTER (isfinite(n" + i + "))";
        return ("count(t#), count(DISTINCT t#), count(n#), count(d#), count(*)" + finite
                + ", min(n#)" + finite + ", max(n#)" + finite + ", count(*) FILTER (isfinite(n#) AND n# = floor(n#))"
                + ", min(d#), max(d#), count(*) FILTER (isnan(n#))").replace("#", Integer.toString(i));
    }

    private ColumnProfile column(ResultSet rows, int at, int i, long count, Set<String> samples) throws SQLException {
        long notNumbers = rows.getLong(at + 10);
        long present = rows.getLong(at) - notNumbers;
        long numbers = rows.getLong(at + 2) - notNumbers;
        long dates = rows.getLong(at + 3);
        long finite = rows.getLong(at + 4);
        Content content = content(relation.family(i), present, numbers, dates);
        boolean isDate = content == Content.DATE;
        boolean integer = finite > 0 && finite == rows.getLong(at + 7);
        return new ColumnProfile(
                relation.names().get(i),
                relation.family(i) == Relation.Family.TEXT ? inferred(content, integer) : relation.types().get(i),
                content,
                count,
                count - present,
                rows.getLong(at + 1),
                orNaN(rows, at + (isDate ? 8 : 5)),
                orNaN(rows, at + (isDate ? 9 : 6)),
                integer,
                content == Content.NUMBER ? numbers - finite : 0,
                0,
                0,
                share(numbers, present),
                share(dates, present),
                List.copyOf(samples),
                null);
    }

    private static Content content(Relation.Family family, long present, long numbers, long dates) {
        if (present == 0) {
            return Content.EMPTY;
        }
        return switch (family) {
            case NUMBER -> Content.NUMBER;
            case BOOLEAN -> Content.BOOLEAN;
            case DATE -> Content.DATE;
            case TEXT -> numbers == present ? Content.NUMBER : dates == present ? Content.DATE : Content.TEXT;
            case OTHER -> Content.TEXT;
        };
    }

    private static String inferred(Content content, boolean integer) {
        return switch (content) {
            case NUMBER -> integer ? "BIGINT" : "DOUBLE";
            case DATE -> "TIMESTAMP";
            default -> "VARCHAR";
        };
    }

    private static double orNaN(ResultSet rows, int at) throws SQLException {
        double value = rows.getDouble(at);
        return rows.wasNull() ? Double.NaN : value;
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    /** The second pass: what only text needs, and the distinct numbers of text files, where 1 and 1.0 are the same. */
    private void refine(int begin, int end) throws SQLException {
        List<String> asked = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        for (int i = begin; i < end; i++) {
            String more = more(columns.get(i), i);
            if (more != null) {
                asked.add(more.replace("#", Integer.toString(i)));
                cells.add(cell(i));
            }
        }
        if (asked.isEmpty()) {
            return;
        }
        String sql = "SELECT " + String.join(", ", asked) + " FROM (SELECT " + String.join(", ", cells) + " FROM " + from + ")";
        duck.query(sql, rows -> {
            rows.next();
            int at = 1;
            for (int i = begin; i < end; i++) {
                if (more(columns.get(i), i) != null) {
                    columns.set(i, refined(columns.get(i), rows, at));
                    at += 5;
                }
            }
            return at;
        });
    }

    private @Nullable String more(ColumnProfile column, int i) {
        if (column.content() == Content.NUMBER && relation.family(i) == Relation.Family.TEXT) {
            return "count(DISTINCT cr_number(t#)), 0, 0, NULL, NULL";
        }
        if (column.content() == Content.TEXT) {
            String odd = column.numberShare() > MOSTLY ? "min(t#) FILTER (cr_number(t#) IS NULL)" : "NULL";
            String levels = column.distinct() <= 2 ? "concat(min(t#), chr(0), max(t#))" : "NULL";
            return "count(DISTINCT t#), sum(length(t#)), max(length(t#)), " + odd + ", " + levels;
        }
        return null;
    }

    private static ColumnProfile refined(ColumnProfile c, ResultSet rows, int at) throws SQLException {
        Set<String> samples = new LinkedHashSet<>(c.samples());
        String levels = rows.getString(at + 4);
        if (levels != null) {
            samples.addAll(List.of(levels.split("\0", 2)));
        }
        double length = rows.getDouble(at + 1);
        return new ColumnProfile(c.name(), c.sqlType(), c.content(), c.rows(), c.missing(), rows.getLong(at), c.minimum(), c.maximum(), c.integer(),
                c.nonFinite(), length / Math.max(1, c.present()), rows.getInt(at + 2), c.numberShare(), c.dateShare(), List.copyOf(samples),
                rows.getString(at + 3));
    }
}
