package org.chainrule.tabular.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.schema.ColumnSchema;

/**
 * The usual row of JSON, read straight into the cells of a {@link RowScratch}, without a map or boxed numbers between: an object of ASCII with every column once,
 * {@code {"a":1,...}} or {@code {"row":{"a":1,...}}}. Whatever else a text may be, wrong or merely unusual, is left to {@link Json}, which knows what to say.
 * Immutable, safe to use from several threads.
 */
public final class RowJson {
    private static final SerializedString ROW = new SerializedString("row");

    private final SerializedString[] names;
    private final Map<String, Integer> positions = new HashMap<>();
    private final boolean[] text;
    private final boolean[] date;

    /**
     * Prepares.
     *
     * @param columns those of the predictor whose scratch is filled
     */
    public RowJson(List<ColumnSchema> columns) {
        names = new SerializedString[columns.size()];
        text = new boolean[names.length];
        date = new boolean[names.length];
        for (int i = 0; i < names.length; i++) {
            ColumnSchema column = columns.get(i);
            names[i] = new SerializedString(column.name());
            positions.put(column.name(), i);
            text[i] = column.text();
            date[i] = column.kind().isDate();
        }
    }

    /**
     * Reads a row.
     *
     * @param utf8    the text, read
     * @param scratch its cells are overwritten, with anything if the text is not as usual
     * @return whether it was as usual; if not, {@link Json#parse(byte[], String)} is to be asked
     */
    public boolean read(byte[] utf8, RowScratch scratch) {
        for (byte b : utf8) {
            if (b < 0) {
                return false;
            }
        }
        try (JsonParser parser = JsonReader.FACTORY.createParser(utf8)) {
            return parser.nextToken() == JsonToken.START_OBJECT
                    && row(parser, scratch)
                    && parser.nextToken() == null;
        } catch (IOException | UserException wrong) {
            return false; // said by whoever reads it the usual way
        }
    }

    /** From behind the first brace to the last. */
    private boolean row(JsonParser parser, RowScratch scratch) throws IOException {
        if (names.length > 0 && parser.nextFieldName(names[0])) {
            return cell(parser, 0, scratch) && cells(parser, 1, scratch);
        }
        if (parser.currentToken() != JsonToken.FIELD_NAME) {
            return false;
        }
        if (!parser.currentName().equals(ROW.getValue())) {
            return named(parser, scratch);
        }
        return parser.nextToken() == JsonToken.START_OBJECT
                && cells(parser, 0, scratch)
                && parser.nextToken() == JsonToken.END_OBJECT;
    }

    /** Columns in the order of the table need no look for their names. */
    private boolean cells(JsonParser parser, int from, RowScratch scratch) throws IOException {
        int next = from;
        while (next < names.length && parser.nextFieldName(names[next])) {
            if (!cell(parser, next, scratch)) {
                return false;
            }
            next++;
        }
        if (next == names.length) {
            return parser.nextToken() == JsonToken.END_OBJECT;
        }
        return next == 0 && named(parser, scratch);
    }

    /** Columns in any order, beginning with the name that was read last. */
    private boolean named(JsonParser parser, RowScratch scratch) throws IOException {
        boolean[] seen = new boolean[names.length];
        int count = 0;
        for (; parser.currentToken() == JsonToken.FIELD_NAME; parser.nextToken()) {
            Integer position = positions.get(parser.currentName());
            if (position == null || seen[position] || !cell(parser, position, scratch)) {
                return false;
            }
            seen[position] = true;
            count++;
        }
        return parser.currentToken() == JsonToken.END_OBJECT && count == names.length;
    }

    private boolean cell(JsonParser parser, int column, RowScratch scratch) throws IOException {
        switch (parser.nextToken()) {
            case VALUE_NULL -> scratch.setMissing(column);
            case VALUE_NUMBER_FLOAT, VALUE_NUMBER_INT -> {
                if (text[column] || date[column]) {
                    return false;
                }
                double value = parser.getDoubleValue();
                // of whole numbers beyond a long and of -0 the other way knows what they are
                if (!(Math.abs(value) <= Long.MAX_VALUE) || value == 0 && parser.getText().startsWith("-")) {
                    return false;
                }
                scratch.set(column, value);
            }
            case VALUE_STRING -> {
                String value = parser.getText();
                if (!text[column] || JsonWriter.halfSurrogate(value) >= 0) {
                    return false;
                }
                scratch.set(column, value);
            }
            default -> {
                return false;
            }
        }
        return true;
    }
}
