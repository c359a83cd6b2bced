package org.chainrule.tabular.read;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chainrule.tabular.UserException;
import org.chainrule.tabular.read.ColumnProfile.Content;
import org.chainrule.tabular.read.Figures.Plan;

/**
 * Describes every column. The first rows suggest what a column of text may be; then all of its cells are asked, in one query for a batch of columns, and the
 * few columns that turn out otherwise are asked again. All figures are counts, extremes and sums of integers, so they do not depend on the order in which
 * DuckDB adds them.
 */
final class Profiler {
    /** Columns of one query. */
    static final int BATCH = 100;

    private static final int FIRST_ROWS = 200;
    private static final int SAMPLES = 5;

    private final Duck duck;
    private final Relation relation;
    private final String from;
    private final List<Set<String>> samples = new ArrayList<>();
    private long rows;

    private Profiler(Duck duck, Relation relation) throws SQLException {
        this.duck = duck;
        this.relation = relation;
        // A wide text would be parsed again for each batch: it is parsed once instead.
        boolean wide = relation.names().size() > BATCH;
        if (wide) {
            duck.run("CREATE OR REPLACE TEMP TABLE wide AS SELECT "
                    + Sql.names(relation.names().size()) + " FROM " + relation.from());
        }
        this.from = wide ? "wide" : relation.from();
    }

    static TableProfile profile(Duck duck, Source source) throws SQLException {
        Profiler profiler = new Profiler(duck, source.relation());
        List<ColumnProfile> columns = profiler.columns();
        if (profiler.rows == 0) {
            throw UserException.data(source.description() + ": there are no rows; expected at least one");
        }
        return new TableProfile(
                source.description(), profiler.rows, source.relation().headerless(), columns);
    }

    private List<ColumnProfile> columns() throws SQLException {
        List<Plan> plans = plans();
        TreeMap<Integer, ColumnProfile> columns = new TreeMap<>();
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

    /** Looks at the first rows. */
    private List<Plan> plans() throws SQLException {
        int count = relation.names().size();
        String cells = IntStream.range(0, count)
                .mapToObj(i -> "CAST(c" + i + " AS VARCHAR)")
                .collect(Collectors.joining(", "));
        int[] values = new int[count];
        int[] numbers = new int[count];
        int[] dates = new int[count];
        for (int i = 0; i < count; i++) {
            samples.add(new LinkedHashSet<>());
        }
        duck.query("SELECT " + cells + " FROM (SELECT * FROM " + from + " LIMIT " + FIRST_ROWS + ")", found -> {
            while (found.next()) {
                for (int i = 0; i < count; i++) {
                    String cell = found.getString(i + 1);
                    String value = cell == null ? "" : Sql.clean(cell);
                    if (!value.isEmpty()) {
                        values[i]++;
                        numbers[i] += Numbers.isNumber(value) ? 1 : 0;
                        dates[i] += Dates.isDate(value) ? 1 : 0;
                        if (samples.get(i).size() < SAMPLES) {
                            samples.get(i).add(value);
                        }
                    }
                }
            }
            return count;
        });
        return IntStream.range(0, count)
                .mapToObj(i -> new Plan(i, Figures.way(relation, i, values[i], numbers[i], dates[i])))
                .toList();
    }

    /** Asks for the figures of some columns, a batch at a time. */
    private TreeMap<Integer, ColumnProfile> ask(List<Plan> plans) throws SQLException {
        TreeMap<Integer, ColumnProfile> columns = new TreeMap<>();
        for (int begin = 0; begin < plans.size(); begin += BATCH) {
            List<Plan> batch = plans.subList(begin, Math.min(plans.size(), begin + BATCH));
            String inner =
                    batch.stream().map(plan -> Figures.prepare(relation, plan)).collect(Collectors.joining(", "));
            String outer =
                    batch.stream().map(plan -> Figures.cells(relation, plan)).collect(Collectors.joining(", "));
            String figures =
                    batch.stream().map(plan -> Figures.figures(relation, plan)).collect(Collectors.joining(", "));
            String sql = "SELECT count(*), " + figures + " FROM (SELECT " + outer + " FROM (SELECT " + inner + " FROM "
                    + from + "))";
            duck.query(sql, found -> {
                found.next();
                rows = found.getLong(1);
                for (int i = 0; i < batch.size(); i++) {
                    int column = batch.get(i).column();
                    columns.put(
                            column,
                            Figures.read(
                                    relation, batch.get(i), rows, found, 2 + i * Figures.COUNT, samples.get(column)));
                }
                return rows;
            });
        }
        return columns;
    }

    /** Text of which the first rows suggest dates: each distinct text is parsed here, so that there is but one parser of dates. */
    private ColumnProfile dates(int column, ColumnProfile text) throws SQLException {
        double[] extremes = {Double.NaN, Double.NaN};
        long good = duck.query(
                "SELECT c, count(*) FROM (SELECT c" + column + " AS c FROM " + from + ") GROUP BY c", found -> {
                    long dates = 0;
                    while (found.next()) {
                        String cell = found.getString(1);
                        OptionalDouble seconds = cell == null ? OptionalDouble.empty() : Dates.seconds(Sql.clean(cell));
                        if (seconds.isPresent()) {
                            dates += found.getLong(2);
                            extremes[0] = extremes[0] <= seconds.getAsDouble() ? extremes[0] : seconds.getAsDouble();
                            extremes[1] = extremes[1] >= seconds.getAsDouble() ? extremes[1] : seconds.getAsDouble();
                        }
                    }
                    return dates;
                });
        return text.withDates(good, extremes[0], extremes[1]);
    }
}
