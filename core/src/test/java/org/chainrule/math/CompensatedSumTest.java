package org.chainrule.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import org.chainrule.random.CounterRandom;
import org.junit.jupiter.api.Test;

class CompensatedSumTest {
    private static double sum(double... terms) {
        CompensatedSum sum = new CompensatedSum();
        for (double term : terms) {
            sum.add(term);
        }
        return sum.value();
    }

    @Test
    void keepsWhatRoundingLoses() {
        assertEquals(0, sum(), 0.0);
        assertEquals(2, sum(1, 1e100, 1, -1e100), 0.0);
        assertEquals(1e-16 + 1, sum(1, 5e-17, 5e-17), 0.0);
    }

    @Test
    void isTheRoundedExactSum() {
        CounterRandom random = CounterRandom.of(1, CounterRandom.Stream.SAMPLE, 0);
        CompensatedSum sum = new CompensatedSum();
        BigDecimal exact = BigDecimal.ZERO;
        for (int i = 0; i < 20_000; i++) {
            double term = random.normal(i) * StrictMath.pow(10, i % 13 - 6);
            sum.add(term);
            exact = exact.add(new BigDecimal(term));
        }
        assertEquals(exact.doubleValue(), sum.value(), Math.ulp(exact.doubleValue()));
    }

    @Test
    void infinitiesAndNanBehaveAsInAPlainSum() {
        double infinity = Double.POSITIVE_INFINITY;
        assertEquals(infinity, sum(1, infinity, 1));
        assertEquals(-infinity, sum(-infinity, 1e300));
        assertEquals(infinity, sum(Double.MAX_VALUE, Double.MAX_VALUE));
        assertEquals(Double.NaN, sum(infinity, -infinity));
        assertEquals(Double.NaN, sum(1, Double.NaN, 1));
    }
}
