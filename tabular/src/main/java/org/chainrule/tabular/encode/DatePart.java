package org.chainrule.tabular.encode;

import java.time.LocalDate;

/** A cyclic part of a date or time: what the seconds since 1970 do not show. */
enum DatePart {
    YEAR_SIN("year sin"),
    YEAR_COS("year cos"),
    MONTH("month"),
    WEEK_SIN("weekday sin"),
    WEEK_COS("weekday cos"),
    DAY_SIN("hour sin"),
    DAY_COS("hour cos");

    private static final double DAY = 86_400;
    private static final double LAST = 3e16;
    private static final double MONTH_DEVIATION = Math.sqrt(143 / 12.0);

    private final String title;

    DatePart(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** The part's number, about in [-1, 1] (the month: standardised over a year). */
    double of(double seconds) {
        double bounded = Math.max(-LAST, Math.min(LAST, seconds));
        double day = Math.floor(bounded / DAY);
        return switch (this) {
            case YEAR_SIN -> StrictMath.sin(2 * Math.PI * yearFraction(day));
            case YEAR_COS -> StrictMath.cos(2 * Math.PI * yearFraction(day));
            case MONTH -> (date(day).getMonthValue() - 6.5) / MONTH_DEVIATION;
            case WEEK_SIN -> StrictMath.sin(2 * Math.PI * weekday(day) / 7);
            case WEEK_COS -> StrictMath.cos(2 * Math.PI * weekday(day) / 7);
            case DAY_SIN -> StrictMath.sin(2 * Math.PI * (bounded - day * DAY) / DAY);
            case DAY_COS -> StrictMath.cos(2 * Math.PI * (bounded - day * DAY) / DAY);
        };
    }

    private static LocalDate date(double day) {
        return LocalDate.ofEpochDay((long) day);
    }

    private static double yearFraction(double day) {
        LocalDate date = date(day);
        return (date.getDayOfYear() - 1) / (double) date.lengthOfYear();
    }

    /** Monday is 0; 1970-01-01 was a Thursday. */
    private static int weekday(double day) {
        return (int) Math.floorMod((long) day + 3, 7L);
    }
}
