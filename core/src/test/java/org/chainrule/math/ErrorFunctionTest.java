package org.chainrule.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.chainrule.testing.Ulp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against values computed with 60 digits at the exact doubles, on both sides of every border between approximations. */
class ErrorFunctionTest {
    @ParameterizedTest
    @CsvSource({
        "5e-324, 5.574933819448522712675509e-324",
        "1e-310, 1.12837916709550912662192e-310",
        "1e-09, 1.128379167095512643797283e-9",
        "0.1, 0.1124629160182848984047123",
        "-0.1, -0.1124629160182848984047123",
        "0.3, 0.328626759459127416189618",
        "0.5, 0.5204998778130465376827467",
        "-0.7, -0.6778011938374184422768582",
        "0.8437, 0.7671979750524578805433041",
        "0.85, 0.7706680576083525202149312",
        "1.0, 0.8427007929497148693412206",
        "-1.2, -0.9103139782296353683659318",
        "1.24999, 0.9228977630156684338915146",
        "1.26, 0.9252359418101294865593932",
        "2.0, 0.9953222650189527341620693",
        "-2.5, -0.9995930479825550410604358",
        "2.857, 0.9999466417399131536288757",
        "2.86, 0.9999475988269556021974208",
        "4.5, 0.9999999998033839558457113",
        "5.9, 0.9999999999999999280959022",
        "-5.9, -0.9999999999999999280959022",
        "6.1, 0.9999999999999999936853978"
    })
    void erf(double x, String exact) {
        assertWithin(0.5, exact, ErrorFunction.erf(x));
        assertEquals(-ErrorFunction.erf(x), ErrorFunction.erf(-x));
    }

    @ParameterizedTest
    @CsvSource({
        "5e-324, 1.0",
        "-1e-20, 1.000000000000000000011284",
        "0.1, 0.8875370839817151015952877",
        "-0.1, 1.112462916018284898404712",
        "0.24, 0.7342999410462079796653505",
        "0.26, 0.7131002767842508385847445",
        "0.5, 0.4795001221869534623172533",
        "-0.7, 1.677801193837418442276858",
        "0.85, 0.2293319423916474797850688",
        "1.0, 0.1572992070502851306587794",
        "-1.2, 1.910313978229635368365932",
        "1.26, 0.0747640581898705134406068",
        "2.0, 0.004677734981047265837930744",
        "-2.5, 1.999593047982555041060436",
        "2.857, 0.00005335826008684637112430256",
        "2.86, 0.00005240117304439780257924541",
        "4.5, 1.96616044154288747627916e-10",
        "-5.9, 1.999999999999999928095902",
        "6.1, 6.31460215019371813454532e-18",
        "10.0, 2.088487583762544757000786e-45",
        "20.0, 5.395865611607900928934999e-176",
        "26.0, 5.663192408856142846475728e-296"
    })
    void erfc(double x, String exact) {
        assertWithin(0.85, exact, ErrorFunction.erfc(x));
    }

    @ParameterizedTest
    @CsvSource({
        "-38.0, 2.88542836006878430835097e-316",
        "-37.0, 5.725571222524576822683193e-300",
        "-30.0, 4.906713927148187059533809e-198",
        "-20.0, 2.753624118606233695075623e-89",
        "-8.0, 6.220960574271784123515995e-16",
        "-3.0, 0.001349898031630094526651815",
        "-1.8, 0.03593031911292580045423452",
        "-1.7677, 0.0385555350006236504037334",
        "-1.0, 0.1586552539314570514147675",
        "-0.1, 0.4601721627229710163310661",
        "0.0, 0.5",
        "1e-20, 0.5000000000000000000039894",
        "0.7, 0.7580363477769269713837893",
        "1.5, 0.933192798731141933995506",
        "1.77, 0.9616364296371287679155605",
        "3.0, 0.9986501019683699054733482",
        "8.0, 0.9999999999999993779039426"
    })
    void normalDistribution(double z, String exact) {
        assertWithin(0.8, exact, NormalDistribution.cdf(z));
    }

    @ParameterizedTest
    @CsvSource({
        "-38.0, 1.097221052007592958005102e-314",
        "-37.0, 2.120006551524605626852045e-298",
        "-30.0, 1.473646134878547519049493e-196",
        "-20.0, 5.520948362159763189582736e-88",
        "-8.0, 5.052271083536892287950185e-15",
        "-3.0, 0.004431848411938007175602353",
        "-1.8, 0.07895015830089414945748592",
        "-1.7677, 0.0836327425556750093101906",
        "-1.0, 0.2419707245191433497978302",
        "-0.1, 0.3969525474770117652901768",
        "0.0, 0.3989422804014326779399461",
        "1e-20, 0.3989422804014326779399461",
        "0.7, 0.3122539333667612668149795",
        "1.5, 0.1295175956658917276140996",
        "1.77, 0.08329318605587446612153851",
        "3.0, 0.004431848411938007175602353",
        "8.0, 5.052271083536892287950185e-15"
    })
    void normalDensity(double z, String exact) {
        assertWithin(1.35, exact, NormalDistribution.density(z));
    }

    @Test
    void specialsGoThrough() {
        assertTrue(Double.isNaN(ErrorFunction.erf(Double.NaN)));
        assertTrue(Double.isNaN(ErrorFunction.erfc(Double.NaN)));
        assertTrue(Double.isNaN(NormalDistribution.cdf(Double.NaN)));
        assertTrue(Double.isNaN(NormalDistribution.density(Double.NaN)));
        assertEquals(1, ErrorFunction.erf(Double.POSITIVE_INFINITY));
        assertEquals(-1, ErrorFunction.erf(Double.NEGATIVE_INFINITY));
        assertEquals(0, ErrorFunction.erfc(Double.POSITIVE_INFINITY));
        assertEquals(2, ErrorFunction.erfc(Double.NEGATIVE_INFINITY));
        assertEquals(1, NormalDistribution.cdf(Double.POSITIVE_INFINITY));
        assertEquals(0, NormalDistribution.cdf(Double.NEGATIVE_INFINITY));
        assertEquals(0, NormalDistribution.density(Double.NEGATIVE_INFINITY));
    }

    private static void assertWithin(double bound, String exact, double found) {
        double error = Ulp.between(exact, found);
        assertTrue(error <= bound, () -> error + " ulp: " + found + " for " + exact);
    }
}
