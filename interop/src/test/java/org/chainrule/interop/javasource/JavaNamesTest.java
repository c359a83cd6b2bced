package org.chainrule.interop.javasource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaNamesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bill_length_mm|billLengthMm",
                "PassengerId|passengerId",
                "AGE|age",
                "X|x",
                "hours-per-week|hoursPerWeek",
                "HTTP status|httpStatus",
                "dense.1.weight|dense1Weight",
                "GR\u00d6SSE|gr\u00f6sse",
                "e\u0301t\u00e9|\u00e9t\u00e9",
                "\u5e74\u9f84|\u5e74\u9f84",
                "class|class_",
                "wait|wait_",
                "_|column",
                "$|column",
                "\u0301|column",
                "\ud83d\ude00|column",
                "2nd flr|column2ndFlr",
                "a\u200bb|ab"
            })
    void columnsHaveTheNamesThatAPersonWouldGive(String name, String identifier) {
        assertEquals(identifier, new JavaNames().column(name));
    }

    @Test
    void twoColumnsNeverShareOne() {
        JavaNames names = new JavaNames();
        assertEquals("aB", names.column("a b"));
        assertEquals("aB2", names.column("a_b"));
        assertEquals("aB3", names.column("aB"));
        assertEquals("aB2_2", names.column("a b2"));
        assertEquals("class_", names.column("class"));
        assertEquals("class_2", names.column("CLASS"));
    }

    @Test
    void namesOfClassesAreOfAscii() {
        assertTrue(JavaNames.isSimple("Penguins2_a"));
        for (String wrong : new String[] {"", "1a", "a-b", "class", "record", "_", "Gr\u00f6sse", "a.b", "a b"}) {
            assertFalse(JavaNames.isSimple(wrong), wrong);
        }
    }

    @Test
    void numbersReadBack() {
        for (double value :
                new double[] {0, -0.0, 1, -2.5, 4100, 1e22, 1e-7, 0.1, Math.PI, Double.MIN_VALUE, Double.MAX_VALUE}) {
            assertEquals(value, Double.parseDouble(JavaText.number(value)));
            assertEquals(
                    (float) value,
                    Float.parseFloat(JavaText.number((float) value).replace("Float.POSITIVE_INFINITY", "Infinity")));
        }
        assertEquals("4100.0", JavaText.number(4100.0));
        assertEquals("-0.0f", JavaText.number(-0f));
    }

    @Test
    void textIsAsciiAndEndsNothing() {
        assertEquals("\"a\\\"\\\\u0022\\000\\n\\u2028\"", JavaText.string("a\"\\u0022\0\n\u2028"));
        assertEquals("* / /u000a (at)see &lt;b&gt; \\u00e4", JavaText.comment("*/ \\u000a @see <b> \u00e4"));
    }
}
