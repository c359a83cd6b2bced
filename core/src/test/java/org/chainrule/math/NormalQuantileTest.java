package org.chainrule.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalQuantileTest {
    /** Computed with 60 digits at the doubles nearest to the decimals. */
    @ParameterizedTest
    @CsvSource({
        "1e-300, -37.047096299361199237",
        "1e-100, -21.273453560965324294",
        "1e-20, -9.2623400897984075796",
        "1e-10, -6.3613409024040561991",
        "1e-7, -5.19933758219281694",
        "0.001, -3.0902323061678135354",
        "0.02, -2.0537489106318230443",
        "0.0749, -1.4402382675279636631",
        "0.075, -1.4395314709384559349",
        "0.1, -1.2815515655446004353",
        "0.25, -0.6744897501960817432",
        "0.4, -0.25334710313579974132",
        "0.499999, -2.5066282745665593779e-6",
        "0.6, 0.25334710313579974132",
        "0.925, 1.4395314709384562291",
        "0.93, 1.475791028179171099",
        "0.99, 2.3263478740408407676",
        "0.999999, 4.7534243088170877657",
        "0.9999999999, 6.3613408896974218642"
    })
    void hasFifteenDigits(double p, double x) {
        assertEquals(x, NormalQuantile.of(p), 2e-15 * Math.abs(x));
    }

    @Test
    void endsAtInfinity() {
        assertEquals(0.0, NormalQuantile.of(0.5));
        assertEquals(Double.NEGATIVE_INFINITY, NormalQuantile.of(0));
        assertEquals(Double.POSITIVE_INFINITY, NormalQuantile.of(1));
        assertTrue(Double.isNaN(NormalQuantile.of(-0.1)));
        assertTrue(Double.isNaN(NormalQuantile.of(1.1)));
        assertTrue(Double.isNaN(NormalQuantile.of(Double.NaN)));
    }
}
