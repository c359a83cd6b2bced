package org.chainrule.tabular.ensemble;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldsTest {
    private static final int[] ROWS =
            IntStream.range(0, 103).map(n -> 3 * n + 1).toArray();

    private static void checkEachRowIsHeldOnce(Folds folds, int[] rows) {
        int[] held = IntStream.range(0, folds.count())
                .flatMap(fold -> Arrays.stream(folds.held(fold)))
                .sorted()
                .toArray();
        assertArrayEquals(rows, held);
        for (int fold = 0; fold < folds.count(); fold++) {
            int[] both = IntStream.concat(Arrays.stream(folds.held(fold)), Arrays.stream(folds.training(fold)))
                    .sorted()
                    .toArray();
            assertArrayEquals(rows, both);
        }
    }

    @Test
    void everyClassIsDealtOutEvenly() {
        Folds folds = Folds.stratified(ROWS, row -> row % 7 == 0 ? 1 : 0, 5, 3);
        checkEachRowIsHeldOnce(folds, ROWS);
        long rare = Arrays.stream(ROWS).filter(row -> row % 7 == 0).count();
        for (int fold = 0; fold < 5; fold++) {
            int size = folds.held(fold).length;
            assertTrue(size == 20 || size == 21, size + " rows");
            long own =
                    Arrays.stream(folds.held(fold)).filter(row -> row % 7 == 0).count();
            assertTrue(own == rare / 5 || own == rare / 5 + 1, own + " of " + rare);
        }
    }

    @Test
    void aRowsDrawDependsOnTheSeedAndItsNumber() {
        int[] first = Folds.stratified(ROWS, row -> 0, 4, 1).held(0);
        assertArrayEquals(first, Folds.stratified(ROWS, row -> 0, 4, 1).held(0));
        assertFalse(Arrays.equals(first, Folds.stratified(ROWS, row -> 0, 4, 2).held(0)));
        assertFalse(Arrays.equals(first, Arrays.copyOf(ROWS, first.length)), "not the first rows");
    }

    @Test
    void groupsStayTogether() {
        Folds folds = Folds.grouped(ROWS, row -> row < 100 ? 0 : row % 13, 4, 5);
        checkEachRowIsHeldOnce(folds, ROWS);
        Set<Integer> seen = new HashSet<>();
        for (int fold = 0; fold < 4; fold++) {
            Set<Integer> own = new HashSet<>();
            for (int row : folds.held(fold)) {
                own.add(row < 100 ? 0 : row % 13);
            }
            own.forEach(group -> assertTrue(seen.add(group), "group " + group + " in two folds"));
            assertFalse(own.isEmpty());
        }
        checkEachRowIsHeldOnce(Folds.grouped(ROWS, row -> -1, 5, 0), ROWS);
    }

    @Test
    void refusesMoreFoldsThanThereIsToDeal() {
        assertThrows(IllegalArgumentException.class, () -> Folds.stratified(new int[] {1}, row -> 0, 2, 0));
        assertThrows(IllegalArgumentException.class, () -> Folds.grouped(ROWS, row -> row % 2, 3, 0));
        assertEquals(2, Folds.grouped(ROWS, row -> row % 2, 2, 0).count());
    }
}
