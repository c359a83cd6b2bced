package org.chainrule.explain;

/**
 * All paths from a parameter to the cost, listed or not.
 *
 * @param count    how many there are; exact up to 2^53
 * @param carrying how many of them have a contribution that is not 0
 * @param positive sum of the positive contributions
 * @param negative sum of the negative contributions, as a positive number
 */
public record PathSummary(double count, double carrying, double positive, double negative) {
    /**
     * The sum of all contributions, which is the gradient.
     *
     * @return positive - negative
     */
    public double sum() {
        return positive - negative;
    }

    /**
     * The sum of all absolute contributions.
     *
     * @return positive + negative
     */
    public double magnitude() {
        return positive + negative;
    }
}
