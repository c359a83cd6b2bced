package org.chainrule.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.chainrule.testing.Shared;
import org.chainrule.testing.TestJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulesTest {
    private static final double SQRT_HALF = Math.sqrt(0.5);

    /** Worked by hand. Columns: schedule, step, total steps, steps of an epoch, factor. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            constant|0|100|10|1
            constant|99|100|10|1
            step(0.5,2)|0|100|10|1
            step(0.5,2)|19|100|10|1
            step(0.5,2)|20|100|10|0.5
            step(0.5,2)|39|100|10|0.5
            step(0.5,2)|60|100|10|0.125
            exponential(0.25)|0|100|10|1
            exponential(0.25)|5|100|10|0.5
            exponential(0.25)|10|100|10|0.25
            exponential(0.25)|20|100|10|0.0625
            cosine|0|100|10|1
            cosine|25|100|10|0.8535533905932737
            cosine|50|100|10|0.5
            cosine|75|100|10|0.14644660940672624
            cosine|100|100|10|0
            cosine(0.2)|0|100|10|1
            cosine(0.2)|50|100|10|0.6
            cosine(0.2)|100|100|10|0.2
            cosine(0.2)|500|100|10|0.2
            flat-cos|0|100|10|1
            flat-cos|50|100|10|1
            flat-cos|75|100|10|0.5
            flat-cos|100|100|10|0
            flat-cos(0.8)|80|100|10|1
            flat-cos(0.8)|90|100|10|0.5
            coslog4|0|100|10|0
            coslog4|20|100|10|0
            coslog(1)|100|100|10|0
            coslog(2)|33|99|10|0
            one-cycle(0.5,4,10)|0|101|10|0.25
            one-cycle(0.5,4,10)|25|101|10|0.625
            one-cycle(0.5,4,10)|50|101|10|1
            one-cycle(0.5,4,10)|75|101|10|0.5125
            one-cycle(0.5,4,10)|100|101|10|0.025
            one-cycle|0|1001|10|0.04
            one-cycle|300|1001|10|1
            one-cycle|1000|1001|10|0.000004
            one-cycle(0,4,10)|0|11|10|1
            one-cycle(1,4,10)|10|11|10|1
            one-cycle|0|1|1|1
            warmup(4,constant)|0|100|10|0.2
            warmup(4,constant)|3|100|10|0.8
            warmup(4,constant)|4|100|10|1
            warmup(0.2,cosine)|9|100|10|0.47619047619047616
            warmup(0.2,cosine)|20|100|10|1
            warmup(0.2,cosine)|60|100|10|0.5
            warmup(0.2,cosine)|100|100|10|0
            warmup(0,cosine)|0|100|10|1
            warmup(1000,constant)|99|100|10|0.9900990099009901
            warmup(3,step(0.5,1))|13|100|10|0.5
            plateau(0.5,5)|77|100|10|1
            """)
    void byHand(String text, long step, long total, long epoch, double factor) {
        assertEquals(factor, Schedules.parse(text).factor(step, total, epoch), 1e-15);
    }

    @Test
    void theQuarterPointsOfTheCosineAreItsRoots() {
        assertEquals((1 + SQRT_HALF) / 2, new Cosine(0).factor(25, 100, 1), 1e-15);
        assertEquals((1 - SQRT_HALF) / 2, new Cosine(0).factor(75, 100, 1), 1e-15);
    }

    @Test
    void factorsStayBetweenZeroAndOne() {
        for (LearningRateSchedule schedule : Schedules.all()) {
            for (long total : new long[] {1, 2, 3, 17, 1000}) {
                for (long step = 0; step < total; step++) {
                    double factor = schedule.factor(step, total, 7);
                    assertTrue(factor >= 0 && factor <= 1, schedule + " at " + step + " of " + total + ": " + factor);
                }
            }
        }
    }

    @Test
    void textReadsBackToTheSameSchedule() {
        for (LearningRateSchedule schedule : Schedules.all()) {
            assertEquals(schedule, Schedules.parse(Schedules.spec(schedule)), Schedules.spec(schedule));
        }
        List<String> texts = List.of(
                "constant",
                "step(0.5,10)",
                "exponential(0.95)",
                "cosine",
                "cosine(0.01)",
                "flat-cos",
                "flat-cos(0.7)",
                "coslog4",
                "coslog(6)",
                "one-cycle",
                "one-cycle(0.25,10,100)",
                "warmup(0.05,cosine)",
                "plateau(0.5,5)",
                "plateau(0.5,5,0.001)");
        for (String text : texts) {
            assertEquals(text, Schedules.spec(Schedules.parse(text)));
        }
        LearningRateSchedule own = (step, total, epoch) -> 1;
        assertThrows(IllegalArgumentException.class, () -> Schedules.spec(own));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            linear|expected a schedule: constant, step
            cosine(2)|finalFactor must be 0 to 1, found 2.0
            step(0.5)|step(factor,everyEpochs), found 1 arguments
            step(0.5,1.5)|whole number, found 1.5
            step(0,3)|above 0 and at most 1
            step(0.5,0)|at least 1
            exponential|found 0 arguments
            one-cycle(0.3,0.5)|initialDivisor must be at least 1
            warmup(1.5,cosine)|whole number of steps, found 1.5
            warmup(-1,cosine)|found -1.0
            warmup(0.1,warmup(0.1,cosine))|cannot be followed
            warmup(0.1,cosine|matching parentheses
            plateau(1,5)|above 0 and below 1
            plateau(0.5,0)|at least 1
            constant(1)|found 1 arguments
            flat-cos(1)|below 1, found 1.0
            coslog4(2)|found 1 arguments
            coslog|found 0 arguments
            coslog(0)|cycles must be 1 to 30, found 0
            coslog(1.5)|whole number, found 1.5
            """)
    void errorsSayWhatIsPossible(String text, String part) {
        String message = assertThrows(IllegalArgumentException.class, () -> Schedules.parse(text))
                .getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void deepNestingIsRefusedWithoutRecursion() {
        String text = "warmup(1,".repeat(50_000) + "cosine" + ")".repeat(50_000);
        assertThrows(IllegalArgumentException.class, () -> Schedules.parse(text));
    }

    @Test
    void plateauLowersTheRateWhenNothingImproves() {
        ReduceOnPlateau rule = new ReduceOnPlateau(0.5, 2, 0.2);
        boolean[] improved = {true, false, false, true, false, true, false, false, false, false, false, false};
        double[] factors = {1, 1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.2, 0.2, 0.2};
        int[] bad = {0, 1, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0};
        PlateauState state = PlateauState.START;
        for (int epoch = 0; epoch < improved.length; epoch++) {
            state = rule.after(state, improved[epoch]);
            assertEquals(new PlateauState(factors[epoch], bad[epoch]), state, "epoch " + epoch);
        }
    }

    @Test
    void theTrainerFindsThePlateauRule() {
        ReduceOnPlateau rule = new ReduceOnPlateau(0.5, 5, 0);
        assertEquals(rule, Schedules.plateau(Schedules.parse("plateau(0.5,5)")));
        assertEquals(rule, Schedules.plateau(Schedules.parse("warmup(10,plateau(0.5,5))")));
        assertNull(Schedules.plateau(new Cosine(0)));
    }

    @Test
    void theRecipesSchedules() {
        Object file = TestJson.parse(Shared.path("conformance/recipes/schedules.json"));
        var points = TestJson.object(
                TestJson.list(TestJson.object(file).get("cases")).get(0));
        double[] t = TestJson.vector(points.get("t"));
        double[] waves = TestJson.vector(points.get("coslog4"));
        double[] flat = TestJson.vector(points.get("flat_cos"));
        assertEquals(21, t.length);
        for (int i = 0; i < t.length; i++) {
            assertEquals(t[i], i / 20.0, 1e-12);
            assertClose(waves[i], Schedules.parse("coslog4").factor(i, 20, 1));
            assertClose(flat[i], Schedules.parse("flat-cos").factor(i, 20, 1));
        }
    }

    private static void assertClose(double expected, double actual) {
        assertEquals(expected, actual, 1e-10 + 1e-9 * Math.abs(expected));
    }
}
