package org.chainrule.testing;

import java.math.BigDecimal;
import java.math.MathContext;

/** Distances in units of the last place. */
public final class Ulp {
    private Ulp() {}

    /**
     * How far a double is from an exact value, in ulps of the exact value rounded to double.
     *
     * @param exact decimal digits, more than a double has
     * @param found the double to judge
     * @return |found - exact| / ulp(exact); infinite if only one of them is finite
     */
    public static double between(String exact, double found) {
        double rounded = Double.parseDouble(exact);
        if (!Double.isFinite(found) || !Double.isFinite(rounded)) {
            return Double.compare(rounded, found) == 0 ? 0 : Double.POSITIVE_INFINITY;
        }
        BigDecimal difference =
                new BigDecimal(found).subtract(new BigDecimal(exact)).abs();
        return difference
                .divide(new BigDecimal(Math.ulp(rounded)), MathContext.DECIMAL64)
                .doubleValue();
    }
}
