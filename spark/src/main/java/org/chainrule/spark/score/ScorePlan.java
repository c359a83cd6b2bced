package org.chainrule.spark.score;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;
import org.jspecify.annotations.Nullable;

/**
 * What a scoring does with a table. The table's columns are c0, c1 and so on while rows are objects: any names will do then. Dates and time stamps go through as whole numbers, since
 * the objects that Spark makes of them do not keep all old ones; those that the model reads come behind the columns once more, as the session's clock shows them.
 *
 * @param fields  the columns of the table
 * @param input   where the model's columns are
 * @param dates   positions of columns that the model reads as dates
 * @param outputs what is added
 * @param added   under which names
 */
@SuppressWarnings("ArrayRecordComponent")
record ScorePlan(StructField[] fields, InputPlan input, List<Integer> dates, List<Output> outputs, List<String> added)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Finds all that is needed, or says what is wrong. */
    static ScorePlan of(StructType table, Model model, ScoreColumns columns) {
        List<Output> outputs = Output.of(columns, model);
        List<String> added =
                outputs.stream().map(output -> output.name(columns)).toList();
        for (int i = 0; i < added.size(); i++) {
            refuseTaken(table, added, i);
        }
        InputPlan input = InputPlan.of(table, model, columns.features());
        List<Integer> dates = new ArrayList<>();
        if (input.vector() < 0) {
            for (int position : input.positions()) {
                if (InputPlan.isDate(table.fields()[position].dataType())) {
                    dates.add(position);
                }
            }
        }
        return new ScorePlan(table.fields(), input, List.copyOf(dates), outputs, added);
    }

    private static void refuseTaken(StructType table, List<String> added, int i) {
        String name = added.get(i);
        for (String taken : table.fieldNames()) {
            if (taken.equalsIgnoreCase(name)) {
                throw UserException.usage(
                        "the DataFrame has a " + Shown.column(taken) + " already, and a scoring is to add "
                                + Shown.column(name) + "; name another one, or drop the old one");
            }
        }
        if (added.subList(0, i).stream().anyMatch(name::equalsIgnoreCase)) {
            throw UserException.usage(
                    "a scoring is to add two columns \"" + name + "\"; name another one, or leave one out");
        }
    }

    private static String name(int column) {
        return "c" + column;
    }

    private static Column column(int column) {
        return functions.col(name(column));
    }

    /** The names of the table's columns while rows are objects. */
    String[] names() {
        String[] names = new String[fields.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = name(i);
        }
        return names;
    }

    /** The columns that rows bring. */
    Column[] read() {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < fields.length; i++) {
            DataType type = fields[i].dataType();
            Column column = column(i);
            columns.add(
                    type instanceof DateType
                            ? functions.unix_date(column)
                            : type instanceof TimestampType ? functions.unix_micros(column) : column);
        }
        dates.forEach(date -> columns.add(column(date).cast("timestamp_ntz")));
        return columns.toArray(Column[]::new);
    }

    /** The type of the rows that are made. */
    StructType made() {
        StructType made = new StructType();
        for (int i = 0; i < fields.length; i++) {
            DataType type = fields[i].dataType();
            DataType carried = type instanceof DateType
                    ? DataTypes.IntegerType
                    : type instanceof TimestampType ? DataTypes.LongType : type;
            made = made.add(name(i), carried, fields[i].nullable());
        }
        for (int i = 0; i < outputs.size(); i++) {
            made = made.add(name(fields.length + i), outputs.get(i).type(), false);
        }
        return made;
    }

    /** The columns of the result. */
    Column[] written() {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < fields.length; i++) {
            DataType type = fields[i].dataType();
            Column column = type instanceof DateType
                    ? functions.date_from_unix_date(column(i))
                    : type instanceof TimestampType ? functions.timestamp_micros(column(i)) : column(i);
            columns.add(column.as(fields[i].name(), fields[i].metadata()));
        }
        for (int i = 0; i < added.size(); i++) {
            columns.add(column(fields.length + i).as(added.get(i), Metadata.empty()));
        }
        return columns.toArray(Column[]::new);
    }

    /** The schema of the result. */
    StructType schema() {
        StructType schema = new StructType(fields);
        for (int i = 0; i < added.size(); i++) {
            schema = schema.add(added.get(i), outputs.get(i).type(), false);
        }
        return schema;
    }

    /** Of every column of the model: its position in a vector, or in a row. */
    int[] positions() {
        int[] positions = input.positions().clone();
        for (int i = 0; i < positions.length && input.vector() < 0; i++) {
            int date = dates.indexOf(positions[i]);
            positions[i] = date < 0 ? positions[i] : fields.length + date;
        }
        return positions;
    }

    /** The position of an output among those that are made; null if it is not. */
    @Nullable
    Integer position(Output output) {
        int position = outputs.indexOf(output);
        return position < 0 ? null : fields.length + position;
    }
}
