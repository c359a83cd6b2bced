package org.chainrule.tabular.read;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.ColumnProfile.Content;
import org.chainrule.tabular.read.Figures.Plan;
import org.jspecify.annotations.Nullable;

/**
 * Describes every column. The first rows suggest what a column of text may be; then all of its cells are asked, in one query for a batch of columns, and the
 * few columns that turn out otherwise are asked again. All figures are counts, extremes and sums of integers, so they do not depend on the order in which
 * DuckDB adds them.
 */
final class Profiler {
    /** The most columns that are asked for side by side. */
    static final int SIDE_BY_SIDE = 100;

    /** Columns that are asked for one below the other in one query. */
    private static final int BELOW = 500;

    /** What a cell may take while distinct ones are counted, several copies and half-empty tables included. */
    private static final int BYTES_PER_CELL = 128;

    private static final int FIRST_ROWS = 200;
    private static final int SAMPLES = 5;

    private final Duck duck;
    private final Relation relation;
    private final String description;
    private final List<Set<String>> samples = new ArrayList<>();
    private long rows;

    private Profiler(Duck duck, Relation relation, String description) {
        this.duck = duck;
        this.description = description;
        this.relation = relation;
    }

    static TableProfile profile(Duck duck, Source source) throws SQLException {
        Profiler profiler = new Profiler(duck, source.relation(), source.description());
        List<ColumnProfile> columns = profiler.columns();
        if (profiler.rows == 0) {
            throw profiler.noRows();
        }
        return new TableProfile(
                source.description(), profiler.rows, source.relation().headerless(), columns);
    }

    private List<ColumnProfile> columns() throws SQLException {
        rows = duck.query("SELECT count(*) FROM " + relation.from(), found -> found.next() ? found.getLong(1) : 0);
        List<Plan> plans = plans();
        Map<Integer, ColumnProfile> columns = new TreeMap<>();
        columns.putAll(ask(plans));
        List<Plan> again = new ArrayList<>();
        for (Plan plan : plans) {
            ColumnProfile column = columns.get(plan.column());
            if (column == null) {
                throw new IllegalStateException("no figures of column " + plan.column());
            }
            if (plan.way() == Figures.Way.DATE_TEXT) {
                ColumnProfile dates = dates(plan.column(), column);
                columns.put(plan.column(), dates);
            } else if (plan.way() == Figures.Way.NUMBER_TEXT && column.content() == Content.TEXT) {
                again.add(new Plan(plan.column(), Figures.Way.TEXT_WITH_NUMBERS));
            }
        }
        columns.putAll(ask(again));
        return List.copyOf(columns.values());
    }

    /** Looks at the first rows, a slice of columns at a time, since the driver holds all of their texts at once. */
    private List<Plan> plans() throws SQLException {
        List<Plan> plans = new ArrayList<>();
        int count = relation.names().size();
        for (int begin = 0; begin < count; begin += BELOW) {
            plans.addAll(plans(begin, Math.min(count, begin + BELOW)));
        }
        return plans;
    }

    private List<Plan> plans(int begin, int end) throws SQLException {
        String cells = IntStream.range(begin, end)
                .mapToObj(i -> "CAST(c" + i + " AS VARCHAR)")
                .collect(Collectors.joining(", "));
        return duck.query("SELECT " + cells + " FROM " + relation.from() + " LIMIT " + FIRST_ROWS, found -> {
            int[][] counts = new int[end - begin][3];
            for (int i = begin; i < end; i++) {
                samples.add(new LinkedHashSet<>());
            }
            while (found.next()) {
                for (int i = begin; i < end; i++) {
                    count(found.getString(i - begin + 1), counts[i - begin], samples.get(i));
                }
            }
            return IntStream.range(begin, end)
                    .mapToObj(i -> new Plan(
                            i,
                            Figures.way(relation, i, counts[i - begin][0], counts[i - begin][1], counts[i - begin][2])))
                    .toList();
        });
    }

    /** Counts values, numbers and dates. */
    private static void count(@Nullable String cell, int[] counts, Set<String> samples) {
        String value = cell == null ? "" : CleanText.clean(cell);
        if (!value.isEmpty()) {
            counts[0]++;
            boolean number = Numbers.isNumber(value);
            counts[1] += number ? 1 : 0;
            counts[2] += !number && Dates.isDate(value) ? 1 : 0;
            if (samples.size() < SAMPLES) {
                samples.add(value);
            }
        }
    }

    /** How many columns are asked for at a time: counting the distinct cells of all of them must not take more than the memory. */
    static int together(long rows, long memory) {
        return (int) Math.max(1, Math.min(SIDE_BY_SIDE, memory / BYTES_PER_CELL / Math.max(1, rows)));
    }

    /** Asks for the figures of some columns: side by side if they or their cells are few, else one below the other. */
    private Map<Integer, ColumnProfile> ask(List<Plan> plans) throws SQLException {
        Map<Integer, ColumnProfile> columns = new TreeMap<>();
        if (plans.isEmpty()) {
            return columns;
        }
        int together = together(rows, Duck.memoryLimit());
        if (plans.size() <= SIDE_BY_SIDE || together < SIDE_BY_SIDE) {
            for (int begin = 0; begin < plans.size(); begin += together) {
                askSideBySide(plans.subList(begin, Math.min(plans.size(), begin + together)), columns);
            }
            return columns;
        }
        // Columns that are asked for the same figures go together.
        Map<String, List<Plan>> alike = new LinkedHashMap<>();
        for (Plan plan : plans) {
            String key = plan.way()
                    + (relation.integral(plan.column()) ? " integral " : " ")
                    + relation.family(plan.column());
            alike.computeIfAbsent(key, k -> new ArrayList<>()).add(plan);
        }
        for (List<Plan> group : alike.values()) {
            for (int begin = 0; begin < group.size(); begin += BELOW) {
                askBelow(group.subList(begin, Math.min(group.size(), begin + BELOW)), columns);
            }
        }
        return columns;
    }

    private void askSideBySide(List<Plan> plans, Map<Integer, ColumnProfile> columns) throws SQLException {
        String inner = list(plans, plan -> Figures.prepare(relation, plan, "" + plan.column()));
        String outer = list(plans, plan -> Figures.cells(relation, plan, "" + plan.column()));
        String figures = list(plans, plan -> Figures.figures(relation, plan, "" + plan.column()));
        String sql = "SELECT count(*), " + figures + " FROM (SELECT " + outer + " FROM (SELECT " + inner + " FROM "
                + relation.from() + "))";
        duck.query(sql, found -> {
            found.next();
            rows = found.getLong(1);
            for (int i = 0; i < plans.size(); i++) {
                int column = plans.get(i).column();
                columns.put(
                        column,
                        Figures.read(relation, plans.get(i), rows, found, 2 + i * Figures.COUNT, samples.get(column)));
            }
            return rows;
        });
    }

    /** Thousands of select expressions would take a planner of queries minutes: the cells of all columns become one, grouped by the column's number k. */
    private void askBelow(List<Plan> plans, Map<Integer, ColumnProfile> columns) throws SQLException {
        Plan first = plans.get(0);
        boolean other = relation.family(first.column()) == Relation.Family.OTHER;
        String cells = list(plans, plan -> other ? "CAST(c" + plan.column() + " AS VARCHAR)" : "c" + plan.column());
        String below =
                "SELECT unnest(range(" + plans.size() + ")) AS k, unnest([" + cells + "]) AS c FROM " + relation.from();
        String sql = "SELECT k, count(*), " + Figures.figures(relation, first, "") + " FROM (SELECT k, "
                + Figures.cells(relation, first, "") + " FROM (SELECT k, " + Figures.prepare(relation, first, "")
                + " FROM (" + below + "))) GROUP BY k";
        duck.query(sql, found -> {
            while (found.next()) {
                Plan plan = plans.get(found.getInt(1));
                rows = found.getLong(2);
                columns.put(plan.column(), Figures.read(relation, plan, rows, found, 3, samples.get(plan.column())));
            }
            return rows;
        });
        if (rows == 0) {
            throw noRows();
        }
    }

    private static String list(List<Plan> plans, Function<Plan, String> sql) {
        return plans.stream().map(sql).collect(Collectors.joining(", "));
    }

    private UserException noRows() {
        return UserException.data(description + ": there are no rows; expected at least one");
    }

    /** Text of which the first rows suggest dates: each distinct text is parsed here, so that there is but one parser of dates. */
    private ColumnProfile dates(int column, ColumnProfile text) throws SQLException {
        DateTally tally = new DateTally();
        duck.query(
                "SELECT c, count(*) FROM (SELECT c" + column + " AS c FROM " + relation.from() + ") GROUP BY c",
                found -> {
                    while (found.next()) {
                        String cell = found.getString(1);
                        if (cell != null) {
                            tally.add(CleanText.clean(cell), found.getLong(2));
                        }
                    }
                    return tally;
                });
        return text.withDates(tally.found(text.present()));
    }
}
