package org.chainrule.tabular.schema;

/**
 * How the dates of a column of text are written: what training found, and by what a prediction reads. Each may be followed by a time of day ({@code 08:15},
 * {@code 08:15:30.25}) after a blank or a T. Days and months of one digit may stand without their zero. Names of months are English, in full or as three
 * letters (Sept too), in any case, with or without a full stop. The names of the constants are part of the model file.
 */
public enum DateFormat {
    /**
     * Year first with dashes or slashes, {@code 31.05.2024} (day first) and {@code 05/31/2024} (month first), even mixed, with an optional zone behind the time,
     * which is read over. What every column has unless another one is named.
     */
    STANDARD("2024-05-31 or 2024-05-31T08:15"),
    /** {@code 31/05/2024}. */
    DAY_MONTH_YEAR_SLASHES("31/05/2024"),
    /** {@code 31-05-2024}. */
    DAY_MONTH_YEAR_DASHES("31-05-2024"),
    /** {@code 05-31-2024}. */
    MONTH_DAY_YEAR_DASHES("05-31-2024"),
    /** {@code 05.31.2024}. */
    MONTH_DAY_YEAR_DOTS("05.31.2024"),
    /** {@code 31 May 2024}, {@code 31 May, 2024}. */
    DAY_NAME_YEAR("31 May 2024"),
    /** {@code 31-May-2024}. */
    DAY_NAME_YEAR_DASHES("31-May-2024"),
    /** {@code 31/May/2024}. */
    DAY_NAME_YEAR_SLASHES("31/May/2024"),
    /** {@code May 31, 2024}, {@code May 31 2024}. */
    NAME_DAY_YEAR("May 31, 2024");

    private final String example;

    DateFormat(String example) {
        this.example = example;
    }

    /**
     * A date of this format, for messages.
     *
     * @return the last of May 2024
     */
    public String example() {
        return example;
    }
}
