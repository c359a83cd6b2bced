package org.chainrule.spark.score;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.CharType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.sql.types.VarcharType;
import org.chainrule.spark.data.VectorNames;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.read.Names;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;

/**
 * Where in a table the columns of a model are.
 *
 * @param vector     position of the vector column; -1 if the columns stand by themselves
 * @param vectorName its name, for messages
 * @param elements   how many elements a vector has
 * @param positions  of every column of the model its position in the vector, or in the table
 */
@SuppressWarnings("ArrayRecordComponent")
record InputPlan(int vector, String vectorName, int elements, int[] positions) implements Serializable {
    private static final long serialVersionUID = 1L;

    static InputPlan of(StructType table, Model model, String features) {
        return features.isEmpty() ? ofColumns(table, model) : ofVector(table, model, features);
    }

    private static InputPlan ofColumns(StructType table, Model model) {
        List<Integer> positions = new ArrayList<>();
        for (ColumnSchema column : model.inputColumns()) {
            int at = index(table, column.name(), "which the model reads");
            check(column, table.fields()[at]);
            positions.add(at);
        }
        return new InputPlan(-1, "", 0, positions.stream().mapToInt(i -> i).toArray());
    }

    private static InputPlan ofVector(StructType table, Model model, String features) {
        int vector = index(table, features, "featuresCol");
        StructField field = table.fields()[vector];
        if (!field.dataType().equals(SQLDataTypes.VectorType())) {
            throw UserException.usage(Shown.column(field.name()) + " (featuresCol) should hold vectors but its type is "
                    + field.dataType().simpleString()
                    + "; leave featuresCol empty to read columns by their names, or assemble a vector");
        }
        Set<String> others = new HashSet<>();
        List<String> usual = new ArrayList<>();
        for (ColumnSchema column : model.schema().columns()) {
            if (column.kind() == ColumnKind.TARGET || column.kind() == ColumnKind.WEIGHT) {
                others.add(column.name());
            } else {
                usual.add(column.name());
            }
        }
        AttributeGroup group = AttributeGroup.fromStructField(field);
        int size = group.size() < 0 ? usual.size() : group.size();
        boolean nameless = group.attributes().isEmpty();
        if (nameless && size != usual.size()) {
            throw wrongSize(field.name(), usual.size(), size);
        }
        // The schema of a pipeline has no names of elements yet where its rows will have them
        List<String> names = nameless ? usual : VectorNames.of(field, size, others);
        int[] positions = new int[model.inputColumns().size()];
        for (int i = 0; i < positions.length; i++) {
            ColumnSchema column = model.inputColumns().get(i);
            positions[i] = names.indexOf(column.name());
            if (positions[i] < 0) {
                throw UserException.data("the vectors of " + Shown.column(field.name()) + " have no element \""
                        + Display.text(column.name()) + "\", which the model reads; "
                        + Names.nearest(column.name(), names, false).replace("columns", "elements")
                        + "; assemble them as for training, or leave featuresCol empty to read columns by their names");
            }
        }
        return new InputPlan(vector, field.name(), size, positions);
    }

    /** The vector of a row, or a refusal. */
    static UserException wrongSize(String name, int expected, int found) {
        return UserException.data("the vectors of " + Shown.column(name) + " should have the " + expected
                + " elements that the model was trained on, found " + found + "; assemble them as for training");
    }

    /** The position of a column: the exact name, or the only one that differs by case. */
    static int index(StructType table, String name, String role) {
        List<String> names = Arrays.asList(table.fieldNames());
        int[] same = IntStream.range(0, names.size())
                .filter(i -> names.get(i).equals(name))
                .toArray();
        if (same.length == 0) {
            same = IntStream.range(0, names.size())
                    .filter(i -> names.get(i).equalsIgnoreCase(name))
                    .toArray();
        }
        if (same.length == 1) {
            return same[0];
        }
        throw UserException.data(
                same.length == 0
                        ? "the DataFrame has no column \"" + Display.text(name) + "\" (" + role + "); "
                                + Names.nearest(name, names, false) + "; add it, as nulls if it is missing"
                        : "the DataFrame has " + same.length + " columns \"" + Display.text(name) + "\" (" + role
                                + "); rename or drop all but one");
    }

    private static void check(ColumnSchema column, StructField field) {
        DataType type = field.dataType();
        boolean text = type instanceof StringType || type instanceof CharType || type instanceof VarcharType;
        boolean plain = type instanceof NumericType || type instanceof BooleanType;
        String expected = column.kind().isDate() ? "dates" : column.text() ? "text" : "numbers";
        if (!text && !(column.kind().isDate() ? isDate(type) : plain)) {
            throw UserException.data(Shown.column(field.name()) + " should hold " + expected + " but its type is "
                    + type.simpleString() + "; cast it to what training saw");
        }
    }

    /** Dates and time stamps. */
    static boolean isDate(DataType type) {
        return type instanceof DateType || type instanceof TimestampType || type instanceof TimestampNTZType;
    }
}
