package org.chainrule.tabular.read;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.tabular.read.ColumnProfile.Content;
import org.chainrule.tabular.schema.DateFormat;

/** The SQL that describes one column in a select list, and what its answer means. Every way asks for the same number of figures. */
final class Figures {
    /** Figures of a column: present, distinct, numbers, finite, integers, minimum, maximum, length, longest, odd, lowest, highest. */
    static final int COUNT = 12;

    private static final String NO_TEXT = "0, 0, NULL, NULL, NULL";

    private Figures() {}

    /** How a column is looked at. */
    enum Way {
        /** A numeric type. */
        NUMBER,
        /** Text that is thought to be numbers; if some cell is not, be it only a missing value with blanks, the column is looked at again. */
        NUMBER_TEXT,
        /** Text. */
        TEXT,
        /** Text, some of it numbers. */
        TEXT_WITH_NUMBERS,
        /** Text that is thought to be dates; first described as text. */
        DATE_TEXT,
        /** A boolean type. */
        BOOLEAN,
        /** A date type. */
        DATE
    }

    /**
     * What is to be asked.
     *
     * @param column from 0
     * @param way    how
     */
    record Plan(int column, Way way) {}

    /** The way to look at a column, from the counts of its first cells. */
    static Way way(Relation relation, int column, int values, int numbers, int dates) {
        return switch (relation.family(column)) {
            case NUMBER -> Way.NUMBER;
            case BOOLEAN -> Way.BOOLEAN;
            case DATE -> Way.DATE;
            case OTHER -> Way.TEXT;
            case TEXT ->
                numbers == values
                        ? Way.NUMBER_TEXT
                        : 2 * dates > values ? Way.DATE_TEXT : 2 * numbers > values ? Way.TEXT_WITH_NUMBERS : Way.TEXT;
        };
    }

    /** The inner select: b is trimmed text, n a number; all names end with the suffix. */
    static String prepare(Relation relation, Plan plan, String suffix) {
        String text = relation.family(plan.column()) == Relation.Family.OTHER ? "CAST(c# AS VARCHAR)" : "c#";
        String sql =
                switch (plan.way()) {
                    case NUMBER -> "CAST(c# AS DOUBLE) AS n#, c#";
                    case NUMBER_TEXT -> Sql.number("c#") + " AS n#, c#";
                    case TEXT, DATE_TEXT -> Sql.trimmed(text) + " AS b#";
                    case TEXT_WITH_NUMBERS -> Sql.trimmed(text) + " AS b#, " + Sql.number(text) + " AS n#";
                    case BOOLEAN -> "c#";
                    case DATE -> "CAST(epoch(c#) AS DOUBLE) AS n#";
                };
        return sql.replace("#", suffix);
    }

    /** The outer select: t is the text that is not missing, r the text that is no number. */
    static String cells(Relation relation, Plan plan, String suffix) {
        String sql =
                switch (plan.way()) {
                    case NUMBER ->
                        relation.integral(plan.column())
                                ? "n#, c#"
                                : "CASE WHEN isnan(n#) THEN NULL ELSE n# END AS n#, c#";
                    case NUMBER_TEXT ->
                        "CASE WHEN isnan(n#) THEN NULL ELSE n# END AS n#, CASE WHEN n# IS NULL THEN c# END AS r#";
                    case TEXT, DATE_TEXT -> "CASE WHEN " + Sql.isMissing("b#") + " THEN NULL ELSE b# END AS t#";
                    case TEXT_WITH_NUMBERS ->
                        "CASE WHEN " + Sql.isMissing("b#")
                                + " THEN NULL ELSE b# END AS t#, CASE WHEN isnan(n#) THEN NULL ELSE n# END AS n#";
                    case BOOLEAN -> "c#";
                    case DATE -> "n#";
                };
        return sql.replace("#", suffix);
    }

    /** The aggregates. */
    static String figures(Relation relation, Plan plan, String suffix) {
        String number =
                "count(*) FILTER (isfinite(n#)), count(*) FILTER (isfinite(n#) AND n# = floor(n#)), min(n#) FILTER"
                        + " (isfinite(n#)), max(n#) FILTER (isfinite(n#)), ";
        String text = "sum(length(t#)), max(length(t#)), ";
        String sql =
                switch (plan.way()) {
                    case NUMBER ->
                        relation.integral(plan.column())
                                ? "count(c#), count(DISTINCT c#), count(c#), count(c#), count(c#), min(n#), max(n#), "
                                        + NO_TEXT
                                : "count(n#), count(DISTINCT n#), count(n#), " + number + NO_TEXT;
                    case NUMBER_TEXT -> "count(n#) + count(r#), count(DISTINCT n#), count(n#), " + number + NO_TEXT;
                    case TEXT, DATE_TEXT ->
                        "count(t#), count(DISTINCT t#), 0, 0, 0, NULL, NULL, " + text + "NULL, min(t#), max(t#)";
                    case TEXT_WITH_NUMBERS ->
                        "count(t#), CASE WHEN count(n#) = count(t#) THEN count(DISTINCT n#) ELSE count(DISTINCT t#)"
                                + " END, count(n#), " + number + text
                                + "min(t#) FILTER (n# IS NULL), min(t#), max(t#)";
                    case BOOLEAN -> "count(c#), count(DISTINCT c#), 0, 0, 0, NULL, NULL, " + NO_TEXT;
                    case DATE -> "count(n#), count(DISTINCT n#), 0, 0, 0, min(n#), max(n#), " + NO_TEXT;
                };
        return sql.replace("#", suffix);
    }

    /** What the figures say. */
    static ColumnProfile read(Relation relation, Plan plan, long rows, ResultSet found, int at, Set<String> firstValues)
            throws SQLException {
        long present = found.getLong(at);
        long distinct = found.getLong(at + 1);
        long numbers = found.getLong(at + 2);
        long finite = found.getLong(at + 3);
        Content content = content(plan.way(), present, numbers);
        boolean integer = content == Content.NUMBER && finite > 0 && finite == found.getLong(at + 4);
        Set<String> samples = new LinkedHashSet<>(firstValues);
        if (distinct <= 2 && found.getString(at + 10) != null) {
            samples.add(found.getString(at + 10));
            samples.add(found.getString(at + 11));
        }
        boolean isText = relation.family(plan.column()) == Relation.Family.TEXT;
        return new ColumnProfile(
                relation.names().get(plan.column()),
                isText ? inferred(content, integer) : relation.types().get(plan.column()),
                content,
                rows,
                rows - present,
                distinct,
                orNaN(found, at + 5),
                orNaN(found, at + 6),
                integer,
                content == Content.NUMBER ? numbers - finite : 0,
                content == Content.TEXT ? found.getDouble(at + 7) / present : 0,
                content == Content.TEXT ? found.getInt(at + 8) : 0,
                present == 0 ? 0 : (double) numbers / present,
                content == Content.DATE ? 1 : 0,
                List.copyOf(samples),
                DateFormat.STANDARD,
                "",
                found.getString(at + 9));
    }

    private static Content content(Way way, long present, long numbers) {
        if (present == 0) {
            return Content.EMPTY;
        }
        return switch (way) {
            case NUMBER -> Content.NUMBER;
            case NUMBER_TEXT, TEXT_WITH_NUMBERS -> numbers == present ? Content.NUMBER : Content.TEXT;
            case TEXT, DATE_TEXT -> Content.TEXT;
            case BOOLEAN -> Content.BOOLEAN;
            case DATE -> Content.DATE;
        };
    }

    private static String inferred(Content content, boolean integer) {
        return switch (content) {
            case NUMBER -> integer ? "BIGINT" : "DOUBLE";
            case DATE -> "TIMESTAMP";
            default -> "VARCHAR";
        };
    }

    private static double orNaN(ResultSet found, int at) throws SQLException {
        double value = found.getDouble(at);
        return found.wasNull() ? Double.NaN : value;
    }
}
