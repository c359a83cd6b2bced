package org.chainrule.tabular.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;

/** Cells for tests. */
public final class Cells {
    private Cells() {}

    public static ColumnSchema number(String name) {
        return new ColumnSchema(name, ColumnKind.NUMERIC, false, "");
    }

    public static ColumnSchema text(String name) {
        return new ColumnSchema(name, ColumnKind.CATEGORICAL, true, "");
    }

    public static ColumnSchema date(String name) {
        return new ColumnSchema(name, ColumnKind.DATE, false, "");
    }

    /** All cells as text, row by row; a missing one is empty. */
    public static List<List<String>> texts(Table table) {
        List<ColumnSchema> columns =
                table.columnNames().stream().map(Cells::text).toList();
        try (LoadedTable loaded = table.load(columns)) {
            return texts(loaded);
        }
    }

    public static List<List<String>> texts(RawTable table) {
        List<List<String>> rows = new ArrayList<>();
        for (int row = 0; row < table.rows(); row++) {
            List<String> cells = new ArrayList<>();
            for (RawColumn column : table.columns()) {
                int code = ((RawColumn.Text) column).code(row);
                cells.add(code < 0 ? "" : ((RawColumn.Text) column).dictionary().get(code));
            }
            rows.add(cells);
        }
        return rows;
    }

    public static double[] numbers(RawTable table, String name) {
        RawColumn.Numeric column = (RawColumn.Numeric) table.column(name);
        double[] values = new double[table.rows()];
        for (int row = 0; row < values.length; row++) {
            values[row] = column.value(row);
        }
        return values;
    }

    public static Path file(Path folder, String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<Path> list(Path folder, String ending) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
