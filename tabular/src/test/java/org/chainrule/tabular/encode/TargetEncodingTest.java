package org.chainrule.tabular.encode;

import static org.chainrule.tabular.encode.MemoryTable.first;
import static org.chainrule.tabular.encode.MemoryTable.numbers;
import static org.chainrule.tabular.encode.MemoryTable.texts;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.chainrule.random.CounterRandom;
import org.chainrule.tabular.error.UserException;
import org.junit.jupiter.api.Test;

class TargetEncodingTest {
    @Test
    void classesThatAreNumbersAreInNumericOrder() {
        assertEquals(
                List.of("-2", "1", "1.0", "2", "1e1", "11"),
                ClassTarget.of(texts("y", "11", "2", null, "1.0", "1e1", "1", "-2"), first(7))
                        .classes());
        assertEquals(
                List.of("1", "10", "2", "NaN"),
                ClassTarget.of(texts("y", "10", "2", "NaN", "1"), first(4)).classes());
        assertEquals(
                List.of("Z", "a", "ä", "\uFF21", "\uD83D\uDE00"),
                ClassTarget.of(texts("y", "\uD83D\uDE00", "\uFF21", "a", "Z", "ä"), first(5))
                        .classes());
    }

    @Test
    void aClassIsItsPosition() {
        MemoryTable.Texts column = texts("species", "cat", "ant", null, "cat", "bee");
        ClassTarget target = ClassTarget.of(column, new int[] {0, 1, 2});
        assertEquals(List.of("ant", "cat"), target.classes());
        assertEquals(1, target.encode(column, 3));
        assertEquals("cat", target.label((int) target.decode(1)));
        assertTrue(Double.isNaN(target.encode(column, 2)));
        assertArrayEquals(new int[] {0, 1, 3}, target.bind(column).present(first(4)));
        UserException unseen = assertThrows(UserException.class, () -> target.encode(column, 4));
        assertEquals(
                "target 'species' has the class 'bee' in data row 5, which the training rows do not have; known are 'ant', 'cat'; "
                        + "remove the row or train with such rows",
                unseen.getMessage());
    }

    @Test
    void numbersCanBeClasses() {
        MemoryTable.Numbers column = numbers("y", 10, 2, Double.NaN, 2.5, -0.0, 3);
        ClassTarget target = ClassTarget.of(column, first(5));
        assertEquals(List.of("0", "2", "2.5", "10"), target.classes());
        assertEquals(3, target.encode(column, 0));
        assertEquals(0, target.encode(column, 4));
        assertTrue(Double.isNaN(target.encode(column, 2)));
        assertThrows(UserException.class, () -> target.encode(column, 5));
    }

    @Test
    void oneClassOrNone() {
        MemoryTable.Texts column = texts("y", "a", null);
        assertEquals(List.of("a"), ClassTarget.of(column, first(2)).classes());
        assertThrows(UserException.class, () -> ClassTarget.of(column, new int[] {1}));
        assertThrows(UserException.class, () -> ValueTarget.standardised(numbers("y", Double.NaN), first(1)));
        assertThrows(UserException.class, () -> ValueTarget.standardised(column, first(1)));
    }

    @Test
    void balancedWeightsHaveMeanOne() {
        MemoryTable.Texts column = texts("y", "a", "b", "b", "b", "c");
        ClassTarget target = ClassTarget.of(column, first(5));
        assertEquals(List.of(2.0, 2 / 3.0, 1.0), target.balancedWeights(target.bind(column), first(4)));
    }

    @Test
    void valuesComeBack() {
        double[] values = new double[500];
        for (int i = 0; i < values.length; i++) {
            values[i] = 1e6
                    + 300 * CounterRandom.of(3, CounterRandom.Stream.SAMPLE, 0).normal(i);
        }
        MemoryTable.Numbers column = numbers("price", values);
        ValueTarget target = ValueTarget.standardised(column, first(500));
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            double encoded = target.encode(column, i);
            sum += encoded;
            squares += encoded * encoded;
            assertEquals(values[i], target.decode(encoded), 1e-9);
        }
        assertEquals(0, sum / 500, 1e-12);
        assertEquals(1, squares / 500, 1e-12);
    }

    @Test
    void constantValuesAndCounts() {
        ValueTarget constant = ValueTarget.standardised(numbers("y", 0.1, 0.1, Double.NaN), first(3));
        assertEquals(new ValueTarget("y", 0.1, 1), constant);
        assertEquals(7, ValueTarget.unscaled("n").encode(numbers("n", 7), 0));
        assertEquals(7, ValueTarget.unscaled("n").decode(7));
        assertTrue(Double.isNaN(constant.encode(numbers("y", Double.POSITIVE_INFINITY), 0)));
    }
}
