package org.chainrule.tabular.schema;

/** What a column is taken for. */
public enum ColumnKind {
    /** A quantity: standardised. */
    NUMERIC(true),
    /** Yes or no, however spelled. */
    BOOLEAN(true),
    /** Few distinct integers that may be codes (a passenger class, a month): both a quantity and a set of levels. */
    CODE(true),
    /** Text with levels that repeat. */
    CATEGORICAL(true),
    /** A date or a time stamp: parts and elapsed time. */
    DATE(true),
    /** The column to be predicted. */
    TARGET(false),
    /** The weight of each row. */
    WEIGHT(false),
    /** The group of each row, for the split. */
    GROUP(false),
    /** The time of each row as a date, for the split. The network sees its cyclic parts, not the elapsed time: later rows lie beyond all that trained. */
    CALENDAR(true),
    /** The time of each row as a number, for the split. */
    TIME(false),
    /** Dropped: one value only. */
    CONSTANT(false),
    /** Dropped: no value at all. */
    EMPTY(false),
    /** Dropped: (nearly) every row has a value of its own. */
    IDENTIFIER(false),
    /** Dropped: free text. */
    FREE_TEXT(false),
    /** Dropped because the user said so. */
    DROPPED(false);

    private final boolean feature;

    ColumnKind(boolean feature) {
        this.feature = feature;
    }

    /**
     * Whether the network sees the column.
     *
     * @return true for features
     */
    public boolean isFeature() {
        return feature;
    }

    /**
     * Whether the column is read as dates, seconds since 1970.
     *
     * @return true for dates
     */
    public boolean isDate() {
        return this == DATE || this == CALENDAR;
    }

    /**
     * Whether the column is read as text.
     *
     * @return true for text
     */
    public boolean isText() {
        return this == BOOLEAN || this == CATEGORICAL || this == GROUP;
    }
}
