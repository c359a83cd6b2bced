package org.chainrule.tabular.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.chainrule.random.CounterRandom;
import org.junit.jupiter.api.Test;

class RowSplitTest {
    private static int[] rows(int n) {
        return IntStream.range(0, n).map(i -> 3 * i + 1).toArray();
    }

    /** Both sides ascend, and together are the rows. */
    private static RowSplit checked(int[] rows, RowSplit split) {
        for (int[] side : new int[][] {split.training(), split.validation()}) {
            for (int i = 1; i < side.length; i++) {
                assertTrue(side[i - 1] < side[i]);
            }
        }
        assertTrue(split.training().length >= 1);
        int[] both = IntStream.concat(Arrays.stream(split.training()), Arrays.stream(split.validation()))
                .sorted()
                .toArray();
        assertArrayEquals(rows, both);
        return split;
    }

    @Test
    void sizesAreRounded() {
        double[][] cases = {
            {10, 0.2, 2}, {7, 0.5, 4}, {100, 0.29, 29}, {3, 0.01, 1}, {2, 0.999, 1}, {5, 0.9, 4}, {1, 0.5, 0}, {9, 0, 0}
        };
        for (double[] sizes : cases) {
            int[] rows = rows((int) sizes[0]);
            RowSplit split = checked(rows, RowSplit.plain(rows, sizes[1], 5));
            assertEquals((int) sizes[2], split.validation().length, Arrays.toString(sizes));
        }
    }

    @Test
    void theSplitDependsOnTheSeedAndTheRowNumbersOnly() {
        int[] rows = rows(1000);
        RowSplit one = RowSplit.plain(rows, 0.2, 1);
        assertArrayEquals(one.validation(), RowSplit.plain(rows, 0.2, 1).validation());
        assertFalse(Arrays.equals(one.validation(), RowSplit.plain(rows, 0.2, 2).validation()));
        // Pinned: a change of the split would break the reproduction of saved models.
        assertArrayEquals(
                new int[] {4, 12, 14, 17},
                RowSplit.plain(IntStream.range(0, 20).toArray(), 0.2, 42).validation());
    }

    @Test
    void validationRowsAreSpreadEvenly() {
        int[] rows = IntStream.range(0, 100_000).toArray();
        long low = Arrays.stream(RowSplit.plain(rows, 0.2, 9).validation())
                .filter(row -> row < 50_000)
                .count();
        assertEquals(10_000, low, 300, "four standard deviations are 253");
    }

    @Test
    void everyClassIsSplitInProportion() {
        int[] rows = rows(1003);
        IntUnaryOperator classOf = row -> row == 1 ? 3 : row <= 7 ? 2 : row % 5 == 0 ? 1 : 0;
        RowSplit split = checked(rows, RowSplit.stratified(rows, classOf, 0.2, 4));
        assertEquals(201, split.validation().length);
        long[] all = count(rows, classOf);
        long[] held = count(split.validation(), classOf);
        assertEquals(1, all[3]);
        assertEquals(2, all[2]);
        assertEquals(0, held[3], "the only row of a class is for training");
        for (int label = 0; label < 2; label++) {
            assertEquals(0.2 * all[label], held[label], 1);
        }
        assertTrue(held[2] <= 1, "a class of two rows keeps one in training");
    }

    private static long[] count(int[] rows, IntUnaryOperator classOf) {
        long[] counts = new long[4];
        Arrays.stream(rows).map(classOf).forEach(label -> counts[label]++);
        return counts;
    }

    @Test
    void classesOfOneRowAreNotValidated() {
        int[] rows = rows(4);
        assertEquals(
                0,
                checked(rows, RowSplit.stratified(rows, row -> row / 3, 0.5, 1)).validation().length);
    }

    @Test
    void everyClassStaysInTrainingWhateverTheFraction() {
        for (int trial = 0; trial < 300; trial++) {
            CounterRandom random = CounterRandom.of(trial, CounterRandom.Stream.SAMPLE, 0);
            int[] rows = rows(1 + random.below(0, 60));
            int classes = 1 + random.below(1, 8);
            IntUnaryOperator classOf = row -> random.below(100 + row, classes);
            double fraction = random.uniform(2);
            RowSplit split = checked(rows, RowSplit.stratified(rows, classOf, fraction, trial));
            Set<Integer> trained = new HashSet<>();
            Arrays.stream(split.training()).map(classOf).forEach(trained::add);
            assertTrue(Arrays.stream(rows).map(classOf).allMatch(trained::contains));
            long wanted = Math.round(fraction * rows.length);
            assertTrue(split.validation().length <= Math.max(1, wanted));
            if (trained.size() == 1 && rows.length > 1) {
                assertEquals(Math.max(1, Math.min(rows.length - 1, wanted)), split.validation().length);
            }
        }
    }

    @Test
    void noGroupIsOnBothSides() {
        for (int trial = 0; trial < 300; trial++) {
            CounterRandom random = CounterRandom.of(trial, CounterRandom.Stream.SAMPLE, 1);
            int[] rows = rows(1 + random.below(0, 200));
            int groups = 1 + random.below(1, 30);
            // Group -1 is missing: every such row is a group of its own.
            IntUnaryOperator groupOf = row -> random.below(100 + row, groups + 1) - 1;
            double fraction = trial % 10 == 0 ? 0 : random.uniform(2);
            RowSplit split = checked(rows, RowSplit.grouped(rows, groupOf, fraction, trial));
            Set<Integer> trained = new HashSet<>();
            Arrays.stream(split.training())
                    .map(groupOf)
                    .filter(group -> group >= 0)
                    .forEach(trained::add);
            assertTrue(Arrays.stream(split.validation()).map(groupOf).noneMatch(trained::contains));
            assertEquals(fraction > 0 && hasTwoGroups(rows, groupOf), split.validation().length > 0);
        }
    }

    private static boolean hasTwoGroups(int[] rows, IntUnaryOperator groupOf) {
        int[] groups = Arrays.stream(rows).map(groupOf).toArray();
        return Arrays.stream(groups).distinct().count() > 1
                || Arrays.stream(groups).filter(group -> group < 0).count() > 1;
    }

    @Test
    void groupsComeNearTheFraction() {
        int[] rows = IntStream.range(0, 10_000).toArray();
        RowSplit split = checked(rows, RowSplit.grouped(rows, row -> row / 10, 0.2, 3));
        assertEquals(2000, split.validation().length);
        RowSplit missing = checked(rows, RowSplit.grouped(rows, row -> -1, 0.2, 3));
        assertArrayEquals(
                RowSplit.plain(rows, 0.2, 3).validation(), missing.validation().clone());
    }

    @Test
    void fewGroups() {
        int[] rows = rows(10);
        assertEquals(0, checked(rows, RowSplit.grouped(rows, row -> 4, 0.5, 1)).validation().length);
        assertEquals(
                5,
                checked(rows, RowSplit.grouped(rows, row -> row < 16 ? 0 : 1, 0.9, 1))
                        .validation()
                        .length);
        assertEquals(
                4,
                checked(rows, RowSplit.grouped(rows, row -> row < 13 ? 0 : 1, 0.1, 1))
                        .validation()
                        .length);
    }

    @Test
    void theLatestRowsValidate() {
        double[] times = {5, 1, 9, 7, 3, 9, 2, Double.NaN, 8, 4};
        int[] all = IntStream.range(0, 10).toArray();
        assertArrayEquals(
                new int[] {2, 5, 8},
                checked(all, RowSplit.latest(all, row -> times[row], 0.3)).validation());
        assertArrayEquals(
                new int[] {2, 5},
                checked(all, RowSplit.latest(all, row -> times[row], 0.1)).validation(),
                "rows of the same time stay together");
        assertArrayEquals(
                new int[] {0, 2, 3, 4, 5, 6, 8, 9},
                checked(all, RowSplit.latest(all, row -> times[row], 0.99)).validation(),
                "the earliest time and the unknown one train");
        assertEquals(0, checked(all, RowSplit.latest(all, row -> times[row], 0)).validation().length);
        assertEquals(0, checked(all, RowSplit.latest(all, row -> 4, 0.5)).validation().length);
        assertEquals(
                0, checked(all, RowSplit.latest(all, row -> Double.NaN, 0.5)).validation().length);
    }

    @Test
    void timesThatTieComeNearTheFraction() {
        int[] rows = rows(10);
        // Ten rows of two days: 4 or 10 rows could be held, the earliest day never is.
        assertEquals(
                4,
                checked(rows, RowSplit.latest(rows, row -> row < 18 ? 1 : 2, 0.9))
                        .validation()
                        .length);
        // 2 or 4 rows are as near to 3: the fewer.
        assertEquals(
                2, checked(rows, RowSplit.latest(rows, row -> row / 6, 0.3)).validation().length);
    }

    @Test
    void badArgumentsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> RowSplit.plain(new int[0], 0.2, 1));
        assertThrows(IllegalArgumentException.class, () -> RowSplit.plain(rows(3), 1, 1));
        assertThrows(IllegalArgumentException.class, () -> RowSplit.plain(rows(3), Double.NaN, 1));
    }
}
