package org.chainrule.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chainrule.random.CounterRandom;
import org.chainrule.testing.Shared;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunningMomentsTest {
    private static final MathContext DIGITS = new MathContext(60);
    private static final CounterRandom RANDOM = CounterRandom.of(7, CounterRandom.Stream.SAMPLE, 0);

    /** The bars of sd are what exact arithmetic on the doubles nearest to the decimals gives, less 0.1. */
    @ParameterizedTest
    @CsvSource({"NumAcc1, 15.8", "NumAcc2, 15.6", "NumAcc3, 9.4", "Mavro, 13.0", "Lew, 14.5"})
    void reachesTheCertifiedDigits(String name, double bar) throws IOException {
        List<String> lines = Files.readAllLines(Shared.path("conformance/nist/" + name + ".txt"));
        String text = String.join("\n", lines);
        BigDecimal mean = certified(text, "(?:ybar:|\\nmean +=) *(\\S+)");
        BigDecimal deviation = certified(text, "(?: s:|\\nstandardDeviation +=) *(\\S+)");
        RunningMoments moments = new RunningMoments();
        List<Double> values = data(lines);
        values.forEach(moments::add);

        assertEquals(
                certified(text, "(?:Number of Observations:|\\nn +=) *(\\S+)").longValueExact(), moments.count());
        assertTrue(digits(moments.mean(), mean) >= 15, () -> "mean " + moments.mean());
        double found = digits(moments.sampleStandardDeviation(), deviation);
        assertTrue(found >= bar, () -> "sd " + moments.sampleStandardDeviation() + " has " + found + " digits");
        assertExact(values, moments);
    }

    private static BigDecimal certified(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertTrue(matcher.find(), pattern);
        return new BigDecimal(matcher.group(1));
    }

    private static List<Double> data(List<String> lines) {
        int start = 0;
        for (int i = 0; i < lines.size(); i++) {
            start = lines.get(i).matches("-{5,}|#+") ? i + 1 : start;
        }
        return lines.subList(start, lines.size()).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(Double::parseDouble)
                .toList();
    }

    /** The logarithmic relative error: how many digits of the certified decimal agree. */
    private static double digits(double found, BigDecimal certified) {
        BigDecimal error = new BigDecimal(found).subtract(certified).abs();
        return error.signum() == 0
                ? 17
                : -Math.log10(error.divide(certified.abs(), DIGITS).doubleValue());
    }

    private static void assertExact(List<Double> values, RunningMoments moments) {
        BigDecimal n = BigDecimal.valueOf(values.size());
        BigDecimal mean = values.stream()
                .map(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(n, DIGITS);
        BigDecimal squares = values.stream()
                .map(value -> new BigDecimal(value).subtract(mean).pow(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        double deviation = squares.divide(n, DIGITS).sqrt(DIGITS).doubleValue();
        assertEquals(mean.doubleValue(), moments.mean(), Math.ulp(mean.doubleValue()));
        assertEquals(deviation, moments.standardDeviation(), Math.ulp(deviation));
    }

    @Test
    void isExactWhereTheFirstValueIsFarFromTheOthers() {
        List<Double> values = new ArrayList<>(List.of(1e9));
        RunningMoments moments = new RunningMoments();
        for (int i = 0; i < 1000; i++) {
            values.add(RANDOM.normal(i));
        }
        values.forEach(moments::add);
        assertExact(values, moments);
    }

    @ParameterizedTest
    @CsvSource({"1e300", "1e-300", "1.5e308", "1e-310", "1"})
    void survivesExtremeMagnitudes(double size) {
        RunningMoments moments = new RunningMoments();
        List<Double> values = List.of(0.0, size, -size, 0.25 * size, 0.25 * size);
        values.forEach(moments::add);
        assertExact(values, moments);
    }

    @Test
    void bringsItsSumsAlongWhenTheUnitGrows() {
        RunningMoments moments = new RunningMoments();
        List<Double> values = List.of(0.0, 1e-200, 1.0, -3.0, 1e120, 1e250, -1e250);
        values.forEach(moments::add);
        assertExact(values, moments);
    }

    @Test
    void equalValuesHaveNoVariance() {
        RunningMoments moments = new RunningMoments();
        for (int i = 0; i < 1001; i++) {
            moments.add(0.1);
        }
        assertEquals(0.1, moments.mean());
        assertEquals(0.0, moments.variance());
        assertEquals(0.0, moments.sampleStandardDeviation());
    }

    @Test
    void aWeightCountsLikeRepetition() {
        RunningMoments weighted = new RunningMoments();
        RunningMoments repeated = new RunningMoments();
        for (int i = 0; i < 200; i++) {
            double value = 1e6 + RANDOM.normal(i);
            int weight = RANDOM.below(10_000 + i, 4);
            weighted.add(value, weight);
            for (int k = 0; k < weight; k++) {
                repeated.add(value);
            }
        }
        assertEquals(repeated.weight(), weighted.weight());
        assertEquals(repeated.mean(), weighted.mean(), Math.ulp(1e6));
        assertEquals(repeated.variance(), weighted.variance(), Math.ulp(1.0));
        assertEquals(repeated.sampleStandardDeviation(), weighted.sampleStandardDeviation(), Math.ulp(1.0));
    }

    @Test
    void fractionalWeightsMatchTheDefinition() {
        RunningMoments moments = new RunningMoments();
        moments.add(3, 0.5);
        moments.add(7, 0.25);
        moments.add(100, 0);
        moments.add(5, 0.25);
        assertEquals(4.5, moments.mean());
        assertEquals(2.75, moments.variance(), 1e-15);
        assertEquals(3, moments.count());
    }

    @Test
    void refusesWhatIsNotANumber() {
        RunningMoments moments = new RunningMoments();
        assertThrows(IllegalArgumentException.class, () -> moments.add(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> moments.add(Double.NEGATIVE_INFINITY));
        assertThrows(IllegalArgumentException.class, () -> moments.add(1, -1));
        assertThrows(IllegalArgumentException.class, () -> moments.add(1, Double.NaN));
        assertTrue(Double.isNaN(moments.mean()));
        assertTrue(Double.isNaN(moments.variance()));
        moments.add(1);
        assertTrue(Double.isNaN(moments.sampleStandardDeviation()));
    }

    @Test
    void partsMergeToTheMomentsOfAll() {
        for (int trial = 0; trial < 400; trial++) {
            List<Double> values = new ArrayList<>();
            List<RunningMoments> parts = new ArrayList<>();
            double offset = Math.scalb(RANDOM.normal(trial), RANDOM.below(900_000 + trial, 120) - 60);
            int count = 1 + RANDOM.below(910_000 + trial, 7);
            for (int part = 0; part < count; part++) {
                RunningMoments moments = new RunningMoments();
                int rows = RANDOM.below(1000L * trial + part, 9);
                double size = Math.scalb(1.0, RANDOM.below(920_000 + 10L * trial + part, 60) - 30);
                for (int i = 0; i < rows; i++) {
                    // ties and constant parts too
                    double value = part % 3 == 2 ? offset : offset + size * RANDOM.normal(100_000L * trial + i % 6);
                    moments.add(value);
                    values.add(value);
                }
                parts.add(moments);
            }
            RunningMoments all = parts.stream().reduce(new RunningMoments(), RunningMoments::merged);
            assertEquals(values.size(), all.count());
            if (values.stream().distinct().count() > 1) {
                assertExact(values, all);
            } else if (!values.isEmpty()) {
                // whose mean the oracle rounds
                assertEquals(values.get(0), all.mean());
                assertEquals(0.0, all.variance());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1e300, 1", "1e-300, 1e-310", "1, 1e250", "1e250, 1", "1.5e308, -1.5e308", "1e9, 1e9", "0, 1e-200"})
    void partsOfExtremeMagnitudesMerge(double first, double second) {
        RunningMoments left = new RunningMoments();
        RunningMoments right = new RunningMoments();
        List<Double> values = new ArrayList<>();
        for (double factor : new double[] {1, 0.5, 0.25, 1}) {
            left.add(first * factor);
            values.add(first * factor);
        }
        for (double factor : new double[] {1, -1, 0.75}) {
            right.add(second * factor);
            values.add(second * factor);
        }
        assertExact(values, left.merged(right));
    }

    @Test
    void equalValuesOfPartsHaveNoVariance() {
        RunningMoments all = new RunningMoments();
        for (int part = 0; part < 5; part++) {
            RunningMoments moments = new RunningMoments();
            for (int i = 0; i < part; i++) {
                moments.add(0.1);
            }
            all = all.merged(moments);
        }
        assertEquals(10, all.count());
        assertEquals(0.1, all.mean());
        assertEquals(0.0, all.variance());
    }

    @Test
    void mergingWithNothingChangesNothing() {
        RunningMoments some = new RunningMoments();
        some.add(0.1, 3);
        some.add(0.7, 0.3);
        some.add(-1e3);
        for (RunningMoments same : List.of(some.merged(new RunningMoments()), new RunningMoments().merged(some))) {
            assertEquals(some.count(), same.count());
            assertEquals(some.weight(), same.weight());
            assertEquals(some.mean(), same.mean());
            assertEquals(some.variance(), same.variance());
            same.add(5);
            assertEquals(3, some.count(), "a copy");
        }
        assertEquals(0, new RunningMoments().merged(new RunningMoments()).count());
    }

    @Test
    void valuesAddedAfterAMergeCount() {
        RunningMoments left = new RunningMoments();
        RunningMoments right = new RunningMoments();
        List<Double> values = List.of(3.0, 3.5, 1e5, -7.25, 0.1, 1e7);
        values.subList(0, 2).forEach(left::add);
        values.subList(2, 4).forEach(right::add);
        RunningMoments all = left.merged(right);
        values.subList(4, 6).forEach(all::add);
        assertExact(values, all);
    }

    @Test
    void weightsOfPartsMerge() {
        RunningMoments whole = new RunningMoments();
        RunningMoments left = new RunningMoments();
        RunningMoments right = new RunningMoments();
        for (int i = 0; i < 200; i++) {
            double value = 1e6 + RANDOM.normal(i);
            double weight = 0.1 * RANDOM.below(20_000 + i, 30);
            whole.add(value, weight);
            (i < 70 ? left : right).add(value, weight);
        }
        RunningMoments merged = left.merged(right);
        assertEquals(whole.weight(), merged.weight());
        assertEquals(whole.mean(), merged.mean(), Math.ulp(1e6));
        assertEquals(whole.variance(), merged.variance(), 2 * Math.ulp(whole.variance()));
    }
}
