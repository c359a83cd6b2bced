package org.chainrule.tabular.read;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.chainrule.tabular.schema.ColumnSchema;
import org.jspecify.annotations.Nullable;

/**
 * A table of one row whose cells are written over, so that encoders are bound once and then read row after row. A cell gives the same value as in a table of
 * {@link RawTables#of}. Numbers, and texts that are given as texts, are set without allocating. For one thread at a time; {@link Layout} is the part that threads share.
 */
public final class RowCells implements RawTable {
    private final List<ColumnSchema> schema;
    private final List<RawColumn> columns;
    private final @Nullable NumberCell[] numbers;
    private final @Nullable TextCell[] words;

    /** Which columns there are, and the codes of their texts. Immutable. */
    public static final class Layout {
        private final List<ColumnSchema> columns;
        private final @Nullable TextCodes[] codes;

        /**
         * Prepares.
         *
         * @param columns    the columns, in the order in which they are numbered
         * @param knownTexts of the name of a column of text the texts that somebody tells apart
         */
        public Layout(List<ColumnSchema> columns, Function<String, ? extends Collection<String>> knownTexts) {
            this.columns = List.copyOf(columns);
            this.codes = new @Nullable TextCodes[columns.size()];
            for (int i = 0; i < codes.length; i++) {
                codes[i] = columns.get(i).text()
                        ? new TextCodes(knownTexts.apply(columns.get(i).name()))
                        : null;
            }
        }

        /**
         * The columns.
         *
         * @return in their order
         */
        public List<ColumnSchema> columns() {
            return columns;
        }

        /**
         * A row of its own.
         *
         * @return all cells are missing
         */
        public RowCells newRow() {
            return new RowCells(this);
        }
    }

    private static final class NumberCell implements RawColumn.Numeric {
        private final String name;
        private final boolean date;
        private double value = Double.NaN;

        NumberCell(String name, boolean date) {
            this.name = name;
            this.date = date;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public double value(int row) {
            return value;
        }
    }

    private static final class TextCell implements RawColumn.Open {
        private final String name;
        private final TextCodes codes;
        private final StringBuilder other = new StringBuilder();
        private int code = TextCodes.MISSING;

        TextCell(String name, TextCodes codes) {
            this.name = name;
            this.codes = codes;
        }

        void set(@Nullable CharSequence cell) {
            if (cell == null) {
                code = TextCodes.MISSING;
                return;
            }
            int begin = CleanText.begin(cell);
            int end = CleanText.end(cell, begin);
            code = codes.code(cell, begin, end);
            if (code == codes.other()) {
                // A copy: the caller may use the text again.
                other.setLength(0);
                other.append(cell, begin, end);
            }
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int code(int row) {
            return code;
        }

        @Override
        public List<String> dictionary() {
            return codes.dictionary();
        }

        @Override
        public int otherCode() {
            return codes.other();
        }

        @Override
        public CharSequence other() {
            return other;
        }
    }

    private RowCells(Layout layout) {
        this.schema = layout.columns;
        this.numbers = new @Nullable NumberCell[schema.size()];
        this.words = new @Nullable TextCell[schema.size()];
        List<RawColumn> all = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            TextCodes codes = layout.codes[i];
            String name = schema.get(i).name();
            if (codes == null) {
                NumberCell number = new NumberCell(name, schema.get(i).kind().isDate());
                numbers[i] = number;
                all.add(number);
            } else {
                TextCell text = new TextCell(name, codes);
                words[i] = text;
                all.add(text);
            }
        }
        this.columns = List.copyOf(all);
    }

    /**
     * Sets a number.
     *
     * @param column from 0
     * @param value  the number; NaN if it is missing
     * @param row    number of the row from 0, for the message
     * @throws org.chainrule.tabular.error.UserException if the column holds dates, or the number is infinite or beyond the range of float
     */
    public void set(int column, double value, int row) {
        if (!setPlain(column, value)) {
            set(column, (Object) value, row);
        }
    }

    /** Sets a number that needs no second look; false if it does. */
    private boolean setPlain(int column, double value) {
        NumberCell number = numbers[column];
        if (number == null || number.date || !(Math.abs(value) <= Float.MAX_VALUE || Double.isNaN(value))) {
            return false;
        }
        number.value = value;
        return true;
    }

    /**
     * Sets a text.
     *
     * @param column from 0
     * @param value  the text, with or without blanks at its ends; it may be changed afterwards
     * @param row    number of the row from 0, for the message
     * @throws org.chainrule.tabular.error.UserException if the column holds numbers or dates and the text is none
     */
    public void set(int column, CharSequence value, int row) {
        TextCell text = words[column];
        if (text != null) {
            text.set(value);
        } else {
            set(column, (Object) value, row);
        }
    }

    /**
     * Sets any value that {@link RawTables#of} takes.
     *
     * @param column from 0
     * @param value  the value; null if it is missing
     * @param row    number of the row from 0, for the message
     * @throws org.chainrule.tabular.error.UserException if it is not what the column holds
     */
    public void set(int column, @Nullable Object value, int row) {
        if (value instanceof Double plain && setPlain(column, plain)) {
            return;
        }
        TextCell text = words[column];
        NumberCell number = numbers[column];
        if (number != null) {
            number.value = CellValues.number(value, schema.get(column), row);
        } else if (text != null) {
            text.set(value instanceof CharSequence given ? given : CellValues.text(value, schema.get(column), row));
        }
    }

    /** Makes all cells missing. */
    public void clear() {
        for (int i = 0; i < numbers.length; i++) {
            set(i, (Object) null, 0);
        }
    }

    @Override
    public int rows() {
        return 1;
    }

    @Override
    public List<RawColumn> columns() {
        return columns;
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
