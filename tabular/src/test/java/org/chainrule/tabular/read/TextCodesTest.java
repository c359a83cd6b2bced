package org.chainrule.tabular.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.random.CounterRandom;
import org.junit.jupiter.api.Test;

/** Codes of texts against {@link CleanText#clean} and a list. */
class TextCodesTest {
    private static int code(TextCodes codes, CharSequence cell) {
        int begin = CleanText.begin(cell);
        return codes.code(cell, begin, CleanText.end(cell, begin));
    }

    private static int expected(List<String> known, String cell) {
        String clean = CleanText.clean(cell);
        if (clean.isEmpty()) {
            return -1;
        }
        return known.contains(clean) ? known.indexOf(clean) : known.size();
    }

    @Test
    void aCellHasTheCodeOfItsCleanText() {
        // "Aa" and "BB" have the same hash.
        List<String> known = List.of("a", "Aa", "BB", "NA ", "N/A", "", " ", "  ", "inner blank", "😀", "é");
        TextCodes codes = new TextCodes(known);
        CounterRandom random = CounterRandom.of(1, CounterRandom.Stream.SAMPLE, 0);
        List<String> pieces = new ArrayList<>(known);
        pieces.addAll(List.of(
                "\t", "\n", "\u000b", "\u000c", "\r", "\u0085", "\u00a0", "AaBB", "BBAa", "x", "?", "NaN", "nan",
                "NULL", "null", "None", "NA"));
        for (int n = 0; n < 20_000; n++) {
            StringBuilder cell = new StringBuilder();
            for (int piece = 0; piece < n % 4; piece++) {
                cell.append(pieces.get((int) (random.uniform(4 * n + piece) * pieces.size())));
            }
            assertEquals(expected(known, cell.toString()), code(codes, cell), cell.toString());
            assertEquals(expected(known, cell.toString()), code(codes, cell.toString()));
        }
    }

    @Test
    void whatStandsForOthersIsNoKnownText() {
        TextCodes codes = new TextCodes(List.of(" ", "a", "  "));
        assertEquals(List.of(" ", "a", "  ", "   "), codes.dictionary());
        assertEquals(3, codes.other());
        assertEquals(3, code(codes, "b"));
        assertEquals(0, new TextCodes(List.of()).other());
    }

    @Test
    void manyTexts() {
        List<String> known = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            known.add("level " + i);
        }
        TextCodes codes = new TextCodes(known);
        for (int i = 0; i < 6000; i++) {
            assertEquals(Math.min(i, 5000), code(codes, " level " + i));
        }
    }
}
