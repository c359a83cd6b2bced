package org.chainrule.spark.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.Names;
import org.jspecify.annotations.Nullable;

/** Finds the columns of a DataFrame by name and checks their types, and selects them. No name becomes an expression, so dots, blanks and quotes do not matter. */
final class TableColumns {
    /** More elements of a vector are no table. */
    private static final int MOST_ELEMENTS = 16_384;

    private final Dataset<Row> table;
    private final StructField[] fields;
    private final List<String> names;
    private final List<Column> selected = new ArrayList<>();
    private final List<RowFormat.Cell> cells = new ArrayList<>();
    private final Set<String> cellNames = new HashSet<>();

    private TableColumns(Dataset<Row> table) {
        fields = table.schema().fields();
        names = List.of(table.columns());
        this.table = table.toDF(
                IntStream.range(0, fields.length).mapToObj(TableColumns::name).toArray(String[]::new));
    }

    /**
     * What was found.
     *
     * @param rows    the selected columns, in the order of the format
     * @param format  how they are read
     * @param columns the columns as they are spelled
     */
    record Found(Dataset<Row> rows, RowFormat format, ClusterColumns columns) {}

    static Found find(Dataset<Row> table, ClusterColumns wanted) {
        if (table.isStreaming()) {
            throw UserException.usage(
                    "training needs all rows at once, found a streaming DataFrame; write it to a table and train from that");
        }
        return new TableColumns(table).find(wanted);
    }

    private Found find(ClusterColumns wanted) {
        int label = index(wanted.labelCol(), "labelCol");
        int weight = optional(wanted.weightCol(), "weightCol");
        int indicator = optional(wanted.validationIndicatorCol(), "validationIndicatorCol");
        int order = optional(wanted.orderCol(), "orderCol");
        checkRoles(label, weight, indicator, order);
        int vector = optional(wanted.featuresCol(), "featuresCol");
        List<Integer> features = vector >= 0 ? List.of() : features(wanted, List.of(label, weight, indicator), order);
        int elements = vector >= 0 ? vector(vector, label, weight) : -1;
        features.forEach(feature -> cell(feature, "feature"));
        int labelCell = cells.size();
        cell(label, "labelCol");
        if (weight >= 0) {
            expect(weight, CellKind.NUMBER, "weightCol", "numbers");
            cell(weight, "weightCol");
        }
        if (indicator >= 0) {
            expect(indicator, CellKind.BOOLEAN, "validationIndicatorCol", "true or false");
            selected.add(column(indicator));
        }
        int indicatorAt = indicator >= 0 ? selected.size() - 1 : -1;
        CellKind orderKind = order >= 0 ? order(order) : CellKind.NUMBER;
        RowFormat format = new RowFormat(
                List.copyOf(cells),
                elements,
                vector >= 0 ? names.get(vector) : "",
                labelCell,
                weight >= 0,
                indicatorAt,
                order >= 0 ? selected.size() - 1 : -1,
                orderKind == CellKind.TEXT,
                wanted.validationFraction(),
                wanted.seed());
        ClusterColumns columns = new ClusterColumns(
                spelled(vector),
                features.stream().map(names::get).toList(),
                names.get(label),
                spelled(weight),
                spelled(indicator),
                spelled(order),
                wanted.validationFraction(),
                wanted.seed());
        return new Found(table.select(selected.toArray(Column[]::new)), format, columns);
    }

    private static String name(int column) {
        return "c" + column;
    }

    private @Nullable String spelled(int column) {
        return column < 0 ? null : names.get(column);
    }

    private int optional(@Nullable String name, String role) {
        return name == null ? -1 : index(name, role);
    }

    private int index(String name, String role) {
        List<Integer> same = IntStream.range(0, names.size())
                .filter(i -> names.get(i).equals(name))
                .boxed()
                .toList();
        if (same.isEmpty()) {
            same = IntStream.range(0, names.size())
                    .filter(i -> names.get(i).equalsIgnoreCase(name))
                    .boxed()
                    .toList();
        }
        if (same.isEmpty()) {
            throw UserException.data(RowFormat.DESCRIPTION + ": there is no column \"" + Display.text(name) + "\" ("
                    + role + "); " + Names.nearest(name, names, false));
        }
        if (same.size() > 1) {
            throw UserException.data(RowFormat.DESCRIPTION + ": " + same.size() + " columns are called \""
                    + Display.text(name) + "\" (" + role + "); rename or drop all but one");
        }
        return same.get(0);
    }

    private void checkRoles(int label, int weight, int indicator, int order) {
        Set<Integer> different = new HashSet<>();
        for (int column : new int[] {label, weight, indicator}) {
            if (column >= 0 && !different.add(column)) {
                throw UserException.usage(
                        "labelCol, weightCol and validationIndicatorCol should be different columns, found \""
                                + Display.text(names.get(column)) + "\" twice; name another one");
            }
        }
        if (order >= 0 && order == label) {
            throw UserException.usage("orderCol should not be the label, found \"" + Display.text(names.get(order))
                    + "\" for both; name another one");
        }
    }

    private List<Integer> features(ClusterColumns wanted, List<Integer> roles, int order) {
        if (wanted.inputCols().isEmpty()) {
            List<Integer> all = IntStream.range(0, names.size())
                    .filter(column -> !roles.contains(column) && column != order)
                    .peek(column -> index(names.get(column), "feature"))
                    .boxed()
                    .toList();
            if (all.isEmpty()) {
                throw UserException.data(
                        RowFormat.DESCRIPTION
                                + ": there is no column to learn from beside label, weight, validation indicator and order; add one");
            }
            return all;
        }
        List<Integer> features = new ArrayList<>();
        for (String name : wanted.inputCols()) {
            int column = index(name, "inputCols");
            if (roles.contains(column)) {
                throw UserException.usage(
                        "column \"" + Display.text(names.get(column))
                                + "\" is a feature and label, weight or validation indicator at once; take it out of inputCols");
            }
            if (features.contains(column)) {
                throw UserException.usage(
                        "column \"" + Display.text(names.get(column)) + "\" is in inputCols twice; name it once");
            }
            features.add(column);
        }
        return features;
    }

    /** Adds a column as cells. */
    private void cell(int column, String role) {
        CellKind kind = kind(column, role);
        if (!cellNames.add(names.get(column))) {
            throw UserException.usage(
                    "two columns are called \"" + Display.text(names.get(column)) + "\"; rename one of them");
        }
        cells.add(new RowFormat.Cell(names.get(column), kind, CellKind.sqlType(fields[column].dataType())));
        selected.add(kind == CellKind.DATE ? local(column) : column(column));
    }

    private CellKind kind(int column, String role) {
        CellKind kind = CellKind.of(fields[column].dataType());
        if (kind != null) {
            return kind;
        }
        boolean vector = fields[column].dataType().equals(SQLDataTypes.VectorType());
        throw wrongType(
                column,
                role,
                "numbers, text, booleans or dates",
                vector ? "name it as featuresCol" : "select its parts as columns of their own, or leave it out");
    }

    private void expect(int column, CellKind expected, String role, String words) {
        if (CellKind.of(fields[column].dataType()) != expected) {
            throw wrongType(column, role, words, "cast it, or name another column");
        }
    }

    private UserException wrongType(int column, String role, String expected, String next) {
        return UserException.data(RowFormat.DESCRIPTION + ": column \"" + Display.text(names.get(column)) + "\" ("
                + role + ") should hold " + expected + " but its type is "
                + fields[column].dataType().simpleString() + "; " + next);
    }

    private CellKind order(int column) {
        CellKind kind = kind(column, "orderCol");
        if (kind == CellKind.BOOLEAN) {
            throw wrongType(column, "orderCol", "numbers, dates or text", "name another column");
        }
        selected.add(kind == CellKind.DATE ? local(column) : column(column));
        return kind;
    }

    private Column column(int column) {
        return functions.col(name(column));
    }

    /** A date or an instant as the clock of the session shows it. */
    private Column local(int column) {
        return column(column).cast("timestamp_ntz");
    }

    /** Adds the elements of the vector column as cells. */
    private int vector(int column, int label, int weight) {
        if (!fields[column].dataType().equals(SQLDataTypes.VectorType())) {
            throw wrongType(
                    column, "featuresCol", "vectors", "name columns by inputCols instead, or assemble a vector");
        }
        if (column == label || column == weight) {
            throw UserException.usage("featuresCol and another column are both \"" + Display.text(names.get(column))
                    + "\"; name another one");
        }
        selected.add(column(column));
        int elements = elements(column);
        if (elements < 1 || elements > MOST_ELEMENTS) {
            throw UserException.data(RowFormat.DESCRIPTION + ": vectors of column \"" + Display.text(names.get(column))
                    + "\" should have 1 to " + MOST_ELEMENTS + " elements, found " + elements
                    + "; select or hash features first");
        }
        Set<String> taken = new HashSet<>(Set.of(names.get(label)));
        if (weight >= 0) {
            taken.add(names.get(weight));
        }
        for (String name : VectorNames.of(fields[column], elements, taken)) {
            cells.add(new RowFormat.Cell(name, CellKind.NUMBER, "DOUBLE"));
        }
        return elements;
    }

    /** The first vector says how long they are, unless the column's attributes do; the others are checked when they are read. */
    private int elements(int column) {
        int size = VectorNames.size(fields[column]);
        if (size >= 0) {
            return size;
        }
        Column vectors = column(column);
        List<Row> first = ClusterErrors.run(
                () -> table.select(vectors).where(vectors.isNotNull()).takeAsList(1));
        if (first.isEmpty()) {
            throw UserException.data(RowFormat.DESCRIPTION + ": column \"" + Display.text(names.get(column))
                    + "\" (featuresCol) has no vector in any row; expected at least one");
        }
        return ((Vector) first.get(0).get(0)).size();
    }
}
