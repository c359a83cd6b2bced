package org.chainrule.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.chainrule.tabular.model.Predictions;
import org.chainrule.text.Numbers;

/**
 * Predictions as CSV. Text that a spreadsheet would run as a formula (it begins with = + - @, their full-width forms, a tab, a return or a line feed) gets an
 * apostrophe before it, unless it is a number; names of columns too.
 */
final class CsvPredictions implements PredictionWriter {
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

    private final PredictionColumns columns;
    private final CsvWriter csv;
    private final boolean guard;

    /**
     * Writes the header.
     *
     * @param columns which columns
     * @param out     where to
     * @param guard   whether formulas get an apostrophe
     * @throws IOException if it cannot be written
     */
    CsvPredictions(PredictionColumns columns, OutputStream out, boolean guard) throws IOException {
        this.columns = columns;
        this.guard = guard;
        this.csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out, StandardCharsets.UTF_8);
        record(columns.names().stream().map(name -> guard ? guarded(name) : name));
    }

    @Override
    public void write(Predictions chunk) throws IOException {
        for (int row = 0; row < chunk.rows(); row++) {
            record(columns.cells(chunk, row).stream().map(this::text));
        }
    }

    private String text(Object cell) {
        return cell instanceof Double number
                ? Double.isInfinite(number) ? String.valueOf(number) : Numbers.shortest(number)
                : guard ? guarded(PredictionColumns.text(cell)) : PredictionColumns.text(cell);
    }

    /** The text, with an apostrophe where a spreadsheet would take it for a formula. */
    static String guarded(String text) {
        boolean formula = !text.isEmpty()
                && "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20".indexOf(text.charAt(0)) >= 0
                && !NUMBER.matcher(text).matches();
        return formula ? "'" + text : text;
    }

    private void record(Stream<String> fields) throws IOException {
        try {
            csv.writeRecord(fields.toList());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public void finish() throws IOException {
        csv.flush();
    }
}
