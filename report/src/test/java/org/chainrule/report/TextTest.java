package org.chainrule.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TextTest {
    @Test
    void namesAreVisibleAndShort() {
        assertEquals("a\\nb\\u0000\\u202e\\ud800", Names.display("a\nb\0\u202E\uD800"));
        assertEquals("\\u{e0001}x", Names.display("\uDB40\uDC01x"));
        assertEquals("(empty)", Names.display(""));
        assertEquals("(blank)", Names.display("   "));
        assertEquals("👨‍👩‍👧", Names.display("👨‍👩‍👧"));
        String cut = Names.display("😀".repeat(500));
        assertEquals(201, cut.codePointCount(0, cut.length()));
        assertTrue(cut.endsWith("😀…"));
        assertEquals("x".repeat(200), Names.display("x".repeat(200)));
    }

    @Test
    void numbersAreTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertEquals("1\u202F234\u202F567", Numbers.count(1_234_567));
            assertEquals("-123", Numbers.count(-123));
            assertEquals("-1\u202F234", Numbers.count(-1_234));
            assertEquals("0.05671", Numbers.significant(0.056712, 4));
            assertEquals("47\u202F350", Numbers.significant(47_350.2, 4));
            assertEquals("1.2e-7", Numbers.significant(1.2e-7, 3));
            assertEquals("–", Numbers.significant(Double.NaN, 3));
            assertEquals("0.001", Numbers.brief(0.001));
            assertEquals("100", Numbers.brief(100));
            assertEquals("98.55\u202F%", Numbers.percent(0.985507));
            assertEquals("0.02671", Numbers.json(0.02671));
            assertEquals("2E+23", Numbers.json(2e23));
            assertEquals("820\u202Fms", Numbers.duration(Duration.ofMillis(820)));
            assertEquals("12.3\u202Fs", Numbers.duration(Duration.ofMillis(12_345)));
            assertEquals("2\u202Fh 5\u202Fmin", Numbers.duration(Duration.ofMinutes(125)));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void confusionIsSummedUp() {
        var summary = ConfusionSummary.of(List.of(List.of(8L, 2L, 0L), List.of(1L, 5L, 4L), List.of(0L, 0L, 0L)));
        assertEquals(20, summary.total());
        assertEquals(13, summary.right());
        assertEquals(0.8, summary.classes().get(0).recall());
        assertEquals(8.0 / 9, summary.classes().get(0).precision());
        assertEquals(16.0 / 19, summary.classes().get(0).f1());
        assertTrue(Double.isNaN(summary.classes().get(2).recall()));
        assertEquals(new ConfusionSummary.Mistake(1, 2, 4), summary.mistakes().get(0));
        assertEquals(
                List.of(0, 1), java.util.Arrays.stream(summary.drawn(2)).boxed().toList());
    }

    @Test
    void shapesAreChecked() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Outcome.Classification(
                        "test", List.of("a", "b"), new long[][] {{1, 0}}, List.of(), Double.NaN, List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Outcome.Classification(
                        "test", List.of("a", "b"), new long[][] {{1, 0}, {1}}, List.of(), Double.NaN, List.of()));
        List<Outcome.Sample> many = java.util.Collections.nCopies(2_001, new Outcome.Sample(1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Outcome.Regression("test", 2_001, many, List.of()));
    }
}
