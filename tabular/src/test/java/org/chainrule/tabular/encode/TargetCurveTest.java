package org.chainrule.tabular.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.chainrule.random.CounterRandom;
import org.chainrule.tabular.error.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TargetCurveTest {
    private static final int ROWS = 3000;

    /** Heavy tails, a tenth of zeros. */
    private static double[] values() {
        CounterRandom random = CounterRandom.of(1, CounterRandom.Stream.SAMPLE, 0);
        double[] values = new double[ROWS];
        Arrays.setAll(values, i -> i % 10 == 0 ? 0 : StrictMath.exp(3 + 2 * random.normal(i)));
        return values;
    }

    private static ValueTarget fit(TargetTransform transform, boolean clamp, double... values) {
        return ValueTarget.fitted(
                MemoryTable.numbers("y", values),
                MemoryTable.first(values.length),
                new TargetOptions(transform, clamp));
    }

    @ParameterizedTest
    @EnumSource(TargetTransform.class)
    void theInverseIsExactForEveryTarget(TargetTransform transform) {
        double[] values = values();
        ValueTarget target = fit(transform, false, values);
        double[] others = {-1e9, -3, -1e-9, 0, 1e-300, 0.1, 17, 1e5, 1e9, 1e12};
        double[] all = DoubleStream.concat(Arrays.stream(values), Arrays.stream(others))
                .toArray();
        BoundTarget bound = target.bind(MemoryTable.numbers("y", all));
        TargetEncoding.Decoder decoder = target.decoder();
        double sum = 0;
        double squares = 0;
        for (int row = 0; row < all.length; row++) {
            double y = bound.encode(row);
            assertEquals(all[row], decoder.exact(y), 1e-6 + 1e-9 * Math.abs(all[row]));
            if (row < ROWS) {
                sum += y;
                squares += y * y;
            }
        }
        assertEquals(0, sum / ROWS, 1e-9);
        assertEquals(1, squares / ROWS, 1e-9, "the population deviation");
    }

    @ParameterizedTest
    @EnumSource(TargetTransform.class)
    void itIsMonotoneInBothDirectionsAndFinite(TargetTransform transform) {
        ValueTarget target = fit(transform, false, values());
        double[] ascending = {
            -Double.MAX_VALUE, -1e200, -1e20, -5, -1e-5, 0, 1e-5, 1, 20, 1e4, 1e20, 1e200, Double.MAX_VALUE
        };
        BoundTarget bound = target.bind(MemoryTable.numbers("y", ascending));
        TargetEncoding.Decoder decoder = target.decoder();
        for (int row = 1; row < ascending.length; row++) {
            assertTrue(bound.encode(row) > bound.encode(row - 1), transform + " at " + ascending[row]);
        }
        double before = Double.NEGATIVE_INFINITY;
        for (double z = -6000; z <= 6000; z += z > -8 && z < 8 ? 0.01 : 7) {
            double y = decoder.decode(z);
            assertTrue(Double.isFinite(y) && y >= before, transform + " at " + z + ": " + y);
            before = y;
        }
    }

    @Test
    void clampedPredictionsStayInTheTrainingRangeButTargetsDoNot() {
        ValueTarget target = fit(TargetTransform.NONE, true, 2, 4, 9);
        assertEquals(2, target.lowest());
        assertEquals(9, target.highest());
        assertEquals(9, target.decode(100));
        assertEquals(2, target.decode(-100));
        double beyond = target.encode(MemoryTable.numbers("y", 20), 0);
        assertEquals(20, target.decoder().exact(beyond), 1e-12);
        assertEquals(9, target.decode(beyond));
        ValueTarget quantile = fit(TargetTransform.QUANTILE, false, 2, 4, 9);
        assertEquals(9, quantile.decode(100), "without knots there is nothing to say");
        assertEquals(
                target.decoder().deviation(100, 0.5), target.decoder().deviation(0, 0.5), 1e-15, "a line's deviation");
        assertEquals(0.5 * target.scale(), target.decoder().deviation(100, 0.5), 1e-12);
    }

    @Test
    void quantilesMakeTheTargetNormal() {
        ValueTarget target = fit(TargetTransform.QUANTILE, false, values());
        BoundTarget bound = target.bind(MemoryTable.numbers("y", values()));
        int within = 0;
        for (int row = 0; row < ROWS; row++) {
            double z = bound.encode(row) * target.scale() + target.mean();
            assertTrue(Math.abs(z) < 4, "no outlier: " + z);
            within += z > -0.6744897501960817 && z < 0.6744897501960817 ? 1 : 0;
        }
        assertEquals(0.5, within / (double) ROWS, 0.01);
        assertEquals(0, target.decode(bound.encode(0)), 1e-9, "a tie comes back");
    }

    @Test
    void aDeviationFollowsTheCurve() {
        ValueTarget log = fit(TargetTransform.LOG, false, values());
        TargetEncoding.Decoder decoder = log.decoder();
        double low = decoder.deviation(-1, 0.1);
        double high = decoder.deviation(1, 0.1);
        assertTrue(low > 0 && high > 5 * low, low + " and " + high);
    }

    @Test
    void constantTargetsAndSingleRows() {
        for (TargetTransform transform : TargetTransform.values()) {
            for (double[] values : new double[][] {{5}, {5, 5, 5}}) {
                ValueTarget target = fit(transform, false, values);
                assertEquals(5, target.decode(0), 1e-12, transform.toString());
            }
        }
    }

    @Test
    void negativeNumbersHaveNoLogarithm() {
        UserException refused = assertThrows(UserException.class, () -> fit(TargetTransform.LOG, false, 1, -2, 3));
        assertTrue(String.valueOf(refused.getMessage()).contains("has -2; use --target-transform asinh"));
        assertThrows(UserException.class, () -> fit(TargetTransform.NONE, false, Double.NaN));
        assertThrows(
                IllegalArgumentException.class,
                () -> new TargetCurve(TargetTransform.QUANTILE, 0, 1, List.of(2.0, 1.0)));
        assertThrows(IllegalArgumentException.class, () -> new TargetCurve(TargetTransform.LOG, 0, 1, List.of(1.0)));
        assertThrows(IllegalArgumentException.class, () -> new TargetCurve(TargetTransform.ASINH, 0, 0, List.of()));
    }
}
