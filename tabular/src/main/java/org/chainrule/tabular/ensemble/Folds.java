package org.chainrule.tabular.ensemble;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.chainrule.random.CounterRandom;

/**
 * Rows dealt into folds: each row is held out once, and trains in all other folds. A row's draw depends on the seed and its number only, so the folds are the
 * same on every machine.
 */
public final class Folds {
    /** Draws for folds, apart from those for the split into training and validation rows, which are of step 0. */
    private static final long STEP = 1;

    private final int[] rows;
    private final int[] foldAt;
    private final int count;

    private Folds(int[] rows, int[] foldAt, int count) {
        this.rows = rows;
        this.foldAt = foldAt;
        this.count = count;
    }

    /**
     * Deals the rows of every class out evenly; the classes follow one another around the folds, so that the sizes of two folds differ by one at most.
     *
     * @param rows    row numbers, ascending
     * @param classOf from a row number to its class, 0 or more; the same for all to deal without regard to it
     * @param folds   how many, from 2 to the number of rows
     * @param seed    the user's seed
     * @return the folds
     */
    public static Folds stratified(int[] rows, IntUnaryOperator classOf, int folds, long seed) {
        check(rows.length, "rows", folds);
        CounterRandom random = CounterRandom.of(seed, CounterRandom.Stream.SPLIT, STEP);
        int[] classes = Arrays.stream(rows).map(classOf).toArray();
        Integer[] order = positions(rows.length);
        Arrays.sort(order, (a, b) -> {
            int byClass = Integer.compare(classes[a], classes[b]);
            return byClass != 0 ? byClass : Long.compare(random.bits(rows[a]), random.bits(rows[b]));
        });
        int[] foldAt = new int[rows.length];
        for (int n = 0; n < order.length; n++) {
            foldAt[order[n]] = n % folds;
        }
        return new Folds(rows.clone(), foldAt, folds);
    }

    /**
     * Deals whole groups out, the largest first and each to the smallest fold so far; groups of equal size in random order.
     *
     * @param rows    row numbers, ascending
     * @param groupOf from a row number to its group, 0 or more; negative makes the row a group of its own
     * @param folds   how many, from 2 to the number of groups
     * @param seed    the user's seed
     * @return the folds
     */
    public static Folds grouped(int[] rows, IntUnaryOperator groupOf, int folds, long seed) {
        Map<Integer, Integer> numbers = new HashMap<>();
        int[] groupAt = new int[rows.length];
        int[] sizes = new int[rows.length];
        int[] firstRows = new int[rows.length];
        int groups = 0;
        for (int n = 0; n < rows.length; n++) {
            int name = groupOf.applyAsInt(rows[n]);
            Integer known = name < 0 ? null : numbers.putIfAbsent(name, groups);
            groupAt[n] = known == null ? groups++ : known;
            firstRows[groupAt[n]] = sizes[groupAt[n]]++ == 0 ? rows[n] : firstRows[groupAt[n]];
        }
        check(groups, "groups", folds);
        CounterRandom random = CounterRandom.of(seed, CounterRandom.Stream.SPLIT, STEP);
        Integer[] order = positions(groups);
        Arrays.sort(order, (a, b) -> {
            int bySize = Integer.compare(sizes[b], sizes[a]);
            return bySize != 0 ? bySize : Long.compare(random.bits(firstRows[a]), random.bits(firstRows[b]));
        });
        int[] filled = new int[folds];
        int[] foldOf = new int[groups];
        for (int group : order) {
            int smallest = 0;
            for (int fold = 1; fold < folds; fold++) {
                smallest = filled[fold] < filled[smallest] ? fold : smallest;
            }
            foldOf[group] = smallest;
            filled[smallest] += sizes[group];
        }
        return new Folds(
                rows.clone(), Arrays.stream(groupAt).map(group -> foldOf[group]).toArray(), folds);
    }

    private static void check(int found, String what, int folds) {
        if (folds < 2 || folds > found) {
            throw new IllegalArgumentException(
                    "expected from 2 folds to as many as there are " + what + ", found " + folds + " for " + found);
        }
    }

    private static Integer[] positions(int count) {
        Integer[] positions = new Integer[count];
        Arrays.setAll(positions, n -> n);
        return positions;
    }

    /**
     * The number of folds.
     *
     * @return at least 2
     */
    public int count() {
        return count;
    }

    /**
     * The rows that a fold trains on.
     *
     * @param fold from 0
     * @return a new array, ascending
     */
    public int[] training(int fold) {
        return rows(fold, false);
    }

    /**
     * The rows that a fold holds out.
     *
     * @param fold from 0
     * @return a new array, ascending
     */
    public int[] held(int fold) {
        return rows(fold, true);
    }

    private int[] rows(int fold, boolean held) {
        int[] chosen = new int[rows.length];
        int size = 0;
        for (int n = 0; n < rows.length; n++) {
            if ((foldAt[n] == fold) == held) {
                chosen[size++] = rows[n];
            }
        }
        return Arrays.copyOf(chosen, size);
    }
}
