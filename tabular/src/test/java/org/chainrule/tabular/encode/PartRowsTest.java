package org.chainrule.tabular.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.random.CounterRandom;
import org.junit.jupiter.api.Test;

class PartRowsTest {
    private static final CounterRandom RANDOM = CounterRandom.of(3, CounterRandom.Stream.SAMPLE, 0);

    @Test
    void aSampleDoesNotDependOnWherePartsBegin() {
        for (int trial = 0; trial < 500; trial++) {
            int total = RANDOM.below(4L * trial, 200);
            int most = RANDOM.below(4L * trial + 1, 100);
            int limit = Math.min(total, most);
            List<Integer> expected = new ArrayList<>();
            for (int pick = 0; pick < limit; pick++) {
                expected.add((int) ((long) pick * total / limit));
            }
            List<Integer> found = new ArrayList<>();
            int draw = 0;
            for (int first = 0; first < total; ) {
                int rows = Math.min(total - first, RANDOM.below(1000L * trial + draw++, 40));
                PartRows part = new PartRows(MemoryTable.first(rows), first, total);
                int before = found.size();
                PartRows.Picks picks = part.sample(most);
                for (int row : part.rows()) {
                    if (picks.next()) {
                        found.add(first + row);
                    }
                }
                assertEquals(found.size() - before, part.picks(most));
                first += rows;
            }
            assertEquals(expected, found, total + " rows, " + most + " picks");
        }
    }

    @Test
    void manyRowsDoNotOverflow() {
        long total = 1L << 40;
        PartRows part = new PartRows(MemoryTable.first(1 << 20), total - (1 << 20), total);
        // a row of 2^18 is picked
        assertEquals(4, part.picks(1 << 22));
        PartRows.Picks picks = part.sample(1 << 22);
        List<Integer> found = new ArrayList<>();
        for (int row : part.rows()) {
            if (picks.next()) {
                found.add(row);
            }
        }
        assertEquals(List.of(0, 1 << 18, 2 << 18, 3 << 18), found);
    }

    @Test
    void refusesAPartBeyondTheEnd() {
        assertThrows(IllegalArgumentException.class, () -> new PartRows(new int[3], 8, 10));
        assertThrows(IllegalArgumentException.class, () -> new PartRows(new int[3], -1, 10));
    }
}
