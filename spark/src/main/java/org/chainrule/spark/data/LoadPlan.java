package org.chainrule.spark.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.CellTexts;
import org.chainrule.tabular.read.Names;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.DateFormat;

/**
 * Which cells are loaded, and as what.
 *
 * @param columns the columns
 */
record LoadPlan(List<Column> columns) implements Serializable {
    /**
     * One of them.
     *
     * @param cell which cell of the row
     * @param name its name
     * @param kind what its cells are by type
     * @param text whether it is loaded as text
     * @param date whether it is loaded as seconds
     * @param format of dates in text
     * @param schemaKind what it was taken for
     */
    record Column(
            int cell, String name, CellKind kind, boolean text, boolean date, DateFormat format, ColumnKind schemaKind)
            implements Serializable {
        /** What it was loaded as. */
        ColumnSchema schema() {
            return new ColumnSchema(name, schemaKind, text, "", format);
        }

        /** The number that a text cell is; NaN if it is missing. */
        double number(TextCell text) {
            if (text.clean == null || !Double.isNaN(text.loaded)) {
                return text.loaded;
            }
            if (kind == CellKind.BOOLEAN) {
                return text.clean.equals("true") ? 1 : 0;
            }
            double value = date ? CellTexts.seconds(text.clean, format) : text.number;
            if (Double.isNaN(value)) {
                throw bad("expected " + (date ? "a date such as " + format.example() : "a number") + ", found \""
                        + Display.text(text.clean) + "\"; mend it, or use null for missing");
            }
            text.loaded = value + 0.0;
            return text.loaded;
        }

        /** A number that the network can be given. */
        double checked(double value) {
            if (Math.abs(value) > Float.MAX_VALUE) {
                throw bad((Double.isInfinite(value)
                                ? "the number is infinite: "
                                : "the number is beyond the range of float: ")
                        + value + "; use null for missing");
            }
            return value;
        }

        private UserException bad(String what) {
            return UserException.data(RowFormat.DESCRIPTION + ": column \"" + Display.text(name) + "\": " + what);
        }
    }

    /** What is loaded of rows of this format. */
    static LoadPlan of(RowFormat format, List<ColumnSchema> load) {
        List<String> names = format.cells().stream().map(RowFormat.Cell::name).toList();
        List<Column> columns = new ArrayList<>();
        for (ColumnSchema schema : load) {
            int cell = names.indexOf(schema.name());
            if (cell < 0) {
                throw UserException.data(RowFormat.DESCRIPTION + ": there is no column \"" + Display.text(schema.name())
                        + "\"; " + Names.nearest(schema.name(), names, false));
            }
            CellKind kind = format.cells().get(cell).kind();
            boolean date = schema.kind().isDate();
            boolean fits = schema.text() || kind == CellKind.TEXT || date == (kind == CellKind.DATE);
            if (!fits) {
                throw UserException.data(
                        RowFormat.DESCRIPTION + ": column \"" + Display.text(schema.name()) + "\" should hold "
                                + (date ? "dates" : "numbers") + " but its type is "
                                + format.cells().get(cell).sqlType()
                                + "; convert it in the DataFrame");
            }
            columns.add(new Column(
                    cell,
                    schema.name(),
                    kind,
                    schema.text(),
                    date && !schema.text(),
                    schema.dateFormat(),
                    schema.kind()));
        }
        return new LoadPlan(List.copyOf(columns));
    }

    /** What the columns were loaded as. */
    List<ColumnSchema> schemas() {
        return columns.stream().map(Column::schema).toList();
    }
}
