package org.chainrule.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallTest {
    @Test
    void readsNamesAndArguments() {
        assertEquals(new Call("cosine", List.of()), Call.parse(" cosine "));
        assertEquals(new Call("cosine", List.of()), Call.parse("cosine( )"));
        assertEquals(
                new Call("warmup", List.of("0.05", "one-cycle(1,2,3)")),
                Call.parse("warmup( 0.05 , one-cycle(1,2,3) )"));
        assertEquals(
                "warmup(0.05,one-cycle(1,2,3))",
                Call.parse("warmup( 0.05, one-cycle(1,2,3))").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a(", "a)", "a(b", "a(b))", "a(b)c", "a(,)", "a(b,)", "a(,b)", "a((b)", "a(b))(", "a)()"})
    void refusesWhatIsMalformed(String text) {
        assertThrows(IllegalArgumentException.class, () -> Call.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                0.1,
                1,
                10,
                100,
                250000,
                1e-8,
                0.001,
                2.0E-3,
                1.0 / 3,
                5e-324,
                1.7976931348623157e308,
                -0.0,
                0.0,
                123456789,
                1e9,
                1e22,
                9007199254740993.0,
                0.05,
                2.2250738585072014E-308
            })
    void numbersReadBack(double value) {
        assertEquals(value, Double.parseDouble(Numbers.shortest(value)), 0.0);
        assertEquals(
                Double.doubleToLongBits(value), Double.doubleToLongBits(Double.parseDouble(Numbers.shortest(value))));
    }

    @Test
    void numbersAreShort() {
        assertEquals("0.1", Numbers.shortest(0.1));
        assertEquals("100", Numbers.shortest(100));
        assertEquals("0.002", Numbers.shortest(2e-3));
        assertEquals("1E-8", Numbers.shortest(1e-8));
        assertEquals("0.3333333333333333", Numbers.shortest(1.0 / 3));
        assertThrows(IllegalArgumentException.class, () -> Numbers.shortest(Double.NaN));
    }
}
