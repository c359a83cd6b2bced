package org.chainrule.tabular.model;

/**
 * A prediction interval, in the units of the target.
 *
 * @param lower lower end; minus infinity where the model has too few calibration rows for the coverage asked for
 * @param upper upper end
 */
public record Interval(double lower, double upper) {
    /**
     * Whether a value is inside.
     *
     * @param value in the units of the target
     * @return true from the lower to the upper end, both included
     */
    public boolean contains(double value) {
        return lower <= value && value <= upper;
    }

    /**
     * How wide it is.
     *
     * @return upper - lower
     */
    public double width() {
        return upper - lower;
    }
}
