package org.chainrule.tabular.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.chainrule.random.CounterRandom;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.schema.ColumnKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TargetFactsTest {
    private static final CounterRandom RANDOM = CounterRandom.of(5, CounterRandom.Stream.SAMPLE, 0);
    private static final int ROWS = 700;
    private static final int[] ALL = MemoryTable.first(ROWS);

    private static RawColumn.Numeric values() {
        double[] values = new double[ROWS];
        Arrays.setAll(values, i -> i % 9 == 4 ? Double.NaN : 3 + Math.abs(100 * RANDOM.normal(i)));
        return MemoryTable.numbers("y", values);
    }

    private static Parts cut(RawColumn column, int count) {
        return Parts.cut(new MemoryTable(ROWS).with(ColumnKind.TARGET, column), ALL, count, 40 + count);
    }

    private static ValueTarget fit(Parts parts, TargetOptions options) {
        TargetTransform transform = options.transform();
        ValueFacts facts = parts.all(
                (part, rows, first, total) -> ValueFacts.of(part.column("y"), rows, transform, first, total),
                ValueFacts::then);
        TargetCurve curve = Parts.copy(facts.curve(transform));
        CurveFacts behind = transform == TargetTransform.NONE
                ? null
                : parts.all(
                        (part, rows, first, total) -> CurveFacts.of(part.column("y"), rows, curve), CurveFacts::then);
        return Parts.copy(facts.fitted(options, behind));
    }

    @ParameterizedTest
    @EnumSource(TargetTransform.class)
    void numbersOfParts(TargetTransform transform) {
        RawColumn.Numeric column = values();
        TargetOptions options = new TargetOptions(transform, true);
        ValueTarget whole = ValueTarget.fitted(column, ALL, options);
        assertEquals(whole, fit(cut(column, 1), options));
        for (int count : new int[] {2, 5, 90}) {
            ValueTarget parts = fit(cut(column, count), options);
            assertEquals(whole.lowest(), parts.lowest());
            assertEquals(whole.highest(), parts.highest());
            assertEquals(whole.mean(), parts.mean(), 1e-12 * Math.abs(whole.mean()));
            assertEquals(whole.scale(), parts.scale(), 1e-12 * whole.scale());
            // the spread of ASINH is the deviation where quartiles coincide, which they do not here
            assertEquals(whole.curve(), parts.curve());
        }
    }

    @Test
    void momentsOfPartsAreThoseOfExactArithmetic() {
        RawColumn.Numeric column = values();
        MathContext digits = new MathContext(50);
        List<BigDecimal> finite = Arrays.stream(ALL)
                .mapToDouble(column::value)
                .filter(Double::isFinite)
                .mapToObj(BigDecimal::new)
                .toList();
        BigDecimal n = BigDecimal.valueOf(finite.size());
        BigDecimal mean =
                finite.stream().reduce(BigDecimal.ZERO, BigDecimal::add).divide(n, digits);
        double deviation = finite.stream()
                .map(value -> value.subtract(mean).pow(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(n, digits)
                .sqrt(digits)
                .doubleValue();
        ValueTarget parts = fit(cut(column, 23), TargetOptions.defaults());
        assertEquals(mean.doubleValue(), parts.mean(), Math.ulp(mean.doubleValue()));
        assertEquals(deviation, parts.scale(), Math.ulp(deviation));
    }

    @Test
    void valuesThatDoNotVary() {
        double[] same = new double[ROWS];
        Arrays.fill(same, 2.5);
        same[3] = Double.NaN;
        same[4] = Double.POSITIVE_INFINITY;
        Parts parts = cut(MemoryTable.numbers("y", same), 6);
        ValueFacts facts = parts.all(
                (part, rows, first, total) -> ValueFacts.of(part.column("y"), rows, TargetTransform.NONE, first, total),
                ValueFacts::then);
        assertFalse(facts.varies());
        assertEquals(ROWS - 2, facts.present());
        assertEquals(2, facts.missing());
        assertEquals(1, facts.fitted(TargetOptions.defaults(), null).scale());
        same[600] = -2.5;
        ValueFacts other = ValueFacts.of(MemoryTable.numbers("y", same), ALL, TargetTransform.NONE, 0, ROWS);
        assertTrue(other.varies());
        assertEquals(-2.5, other.minimum());
        assertEquals(2.5, other.maximum());
    }

    @Test
    void valuesThatCannotBe() {
        RawColumn none = MemoryTable.numbers("y", Double.NaN, Double.NaN);
        ValueFacts facts = ValueFacts.of(none, new int[] {0, 1}, TargetTransform.LOG, 0, 2);
        assertFalse(facts.varies());
        assertMessage("target 'y' has no value in 2 training rows", () -> facts.curve(TargetTransform.LOG));
        ValueFacts negative =
                ValueFacts.of(MemoryTable.numbers("y", 1, -2), new int[] {0, 1}, TargetTransform.LOG, 0, 2);
        assertMessage("has -2; use", () -> negative.curve(TargetTransform.LOG));
        assertThrows(
                IllegalArgumentException.class,
                () -> negative.fitted(new TargetOptions(TargetTransform.LOG, false), null));
        assertThrows(IllegalArgumentException.class, () -> negative.curve(TargetTransform.ASINH));
        assertThrows(
                IllegalArgumentException.class,
                () -> negative.then(ValueFacts.of(none, new int[0], TargetTransform.NONE, 0, 0)));
        assertMessage(
                "must hold numbers",
                () -> ValueFacts.of(MemoryTable.texts("y", "a"), new int[1], TargetTransform.NONE, 0, 1));
    }

    private static void assertMessage(String part, Runnable call) {
        UserException error = assertThrows(UserException.class, call::run);
        assertTrue(error.getMessage().contains(part), error.getMessage());
    }

    @Test
    void classesOfParts() {
        String[] labels = {"ja", "nein", "\uD83D\uDE00", "\uFFFD", "10", "9"};
        String[] cells = new String[ROWS];
        Arrays.setAll(cells, i -> i % 10 == 3 ? null : labels[RANDOM.below(i, i < 500 ? 3 : 6)]);
        RawColumn column = MemoryTable.texts("y", cells);
        ClassTarget whole = ClassTarget.of(column, ALL);
        assertEquals(List.of("10", "9", "ja", "nein", "\uFFFD", "\uD83D\uDE00"), whole.classes());
        ClassFacts facts = cut(column, 9)
                .all((part, rows, first, total) -> ClassFacts.of(part.column("y"), rows), ClassFacts::then);
        assertEquals(whole, facts.target());
        assertEquals(ClassFacts.of(column, ALL), facts);
        assertEquals(ROWS / 10, facts.missing());
        assertEquals(ROWS - ROWS / 10, facts.present());
        int[] present = whole.bind(column).present(ALL);
        assertEquals(whole.balancedWeights(whole.bind(column), present), facts.balancedWeights(whole));
    }

    @Test
    void numbersAsClasses() {
        double[] cells = new double[ROWS];
        Arrays.setAll(cells, i -> new double[] {10, 9, -0.0, 0.0, 2.5, Double.NaN}[RANDOM.below(i, 6)]);
        RawColumn column = MemoryTable.numbers("y", cells);
        ClassFacts facts = cut(column, 4)
                .all((part, rows, first, total) -> ClassFacts.of(part.column("y"), rows), ClassFacts::then);
        assertEquals(List.of("0", "2.5", "9", "10"), facts.target().classes());
        assertEquals(ClassTarget.of(column, ALL), facts.target());
        // Of a model whose classes were text.
        ClassTarget written = new ClassTarget("y", List.of("10.0", "9", "0", "2.50", "11"));
        List<Double> weights = facts.balancedWeights(written);
        int[] present = written.bind(column).present(ALL);
        assertEquals(written.balancedWeights(written.bind(column), present), weights);
        assertEquals(1.0, weights.get(4));
    }

    @Test
    void classesThatCannotBe() {
        ClassFacts none = ClassFacts.of(MemoryTable.texts("y", null, null), new int[] {0, 1});
        assertFalse(none.varies());
        assertMessage("target 'y' has no class in 2 training rows", none::target);
        ClassFacts one = new ClassFacts("y", false, Map.of("a", 3L), 0);
        assertFalse(one.varies());
        assertTrue(one.then(new ClassFacts("y", false, Map.of("b", 1L), 0)).varies());
        assertMessage(
                "target 'y' has the class 'a', which the training rows do not have; known are 'b'",
                () -> one.balancedWeights(new ClassTarget("y", List.of("b"))));
        assertThrows(IllegalArgumentException.class, () -> one.then(new ClassFacts("z", false, Map.of("b", 1L), 0)));
        assertThrows(IllegalArgumentException.class, () -> one.then(new ClassFacts("y", true, Map.of("1", 1L), 0)));
    }
}
