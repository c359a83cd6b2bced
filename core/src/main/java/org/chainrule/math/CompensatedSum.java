package org.chainrule.math;

/**
 * A running sum that carries along what rounding lost: the error is about one rounding of the result, however many terms there are, unless they cancel almost
 * completely. Terms are added in the order in which they come; the same terms in the same order give the same bits everywhere.
 *
 * <p>Source: Neumaier 1974, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen". Mutable, for one thread.
 */
public final class CompensatedSum {
    private double sum;
    private double lost;

    /**
     * Adds a term.
     *
     * @param term any number; NaN and infinities behave as in a plain sum
     */
    public void add(double term) {
        double next = sum + term;
        if (Math.abs(sum) >= Math.abs(term)) {
            lost += (sum - next) + term;
        } else {
            lost += (term - next) + sum;
        }
        sum = next;
    }

    /**
     * The sum so far.
     *
     * @return 0 without terms
     */
    public double value() {
        // After an overflow or an infinite term the correction is NaN and means nothing.
        return Double.isNaN(lost) || Double.isInfinite(sum) ? sum : sum + lost;
    }
}
