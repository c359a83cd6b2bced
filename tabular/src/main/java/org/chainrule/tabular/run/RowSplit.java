package org.chainrule.tabular.run;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import org.chainrule.random.CounterRandom;

/**
 * Rows split into training and validation. A row's draw depends on the seed and its number in the table only, so the
 * split is the same on every machine. Both sides are in ascending order of position; there is always at least one
 * training row, and with a fraction above 0 and two rows or more at least one validation row where the rules below
 * allow it. The validation side aims at round(fraction x rows), halves up.
 *
 * <p>Edge cases: one row, a fraction of 0, a single group, or classes of one row each leave validation empty.
 */
public final class RowSplit {
    private final int[] training;
    private final int[] validation;

    /** Takes the given rows apart by a flag at each position. */
    private RowSplit(int[] rows, boolean[] held) {
        int count = 0;
        for (boolean flag : held) {
            count += flag ? 1 : 0;
        }
        training = new int[rows.length - count];
        validation = new int[count];
        int t = 0;
        int v = 0;
        for (int i = 0; i < rows.length; i++) {
            if (held[i]) {
                validation[v++] = rows[i];
            } else {
                training[t++] = rows[i];
            }
        }
    }

    /**
     * The rows to train on.
     *
     * @return a new array, in the order given
     */
    public int[] training() {
        return training.clone();
    }

    /**
     * The rows to validate on.
     *
     * @return a new array, in the order given; may be empty
     */
    public int[] validation() {
        return validation.clone();
    }

    /**
     * Draws rows without regard to their content.
     *
     * @param rows     row numbers, ascending, at least one
     * @param fraction share of the validation rows, in [0, 1)
     * @param seed     the user's seed
     * @return the split
     */
    public static RowSplit plain(int[] rows, double fraction, long seed) {
        return stratified(rows, row -> 0, fraction, seed);
    }

    /**
     * Draws from every class its share (largest remainders get the rows that rounding leaves, ties the earlier class).
     * Every class keeps a training row, so a class of one row is never validated.
     *
     * @param rows     row numbers, ascending, at least one
     * @param classOf  from a row number to its class, 0 or more
     * @param fraction share of the validation rows, in [0, 1)
     * @param seed     the user's seed
     * @return the split
     */
    public static RowSplit stratified(int[] rows, IntUnaryOperator classOf, double fraction, long seed) {
        int wanted = wanted(rows, fraction);
        int[] classes = Arrays.stream(rows).map(classOf).toArray();
        int[] counts = new int[Arrays.stream(classes).max().orElse(0) + 1];
        for (int label : classes) {
            counts[label]++;
        }
        int[] quotas = quotas(counts, fraction, wanted);
        long[][] keys = new long[counts.length][];
        for (int label = 0; label < counts.length; label++) {
            keys[label] = new long[counts[label]];
        }
        CounterRandom random = CounterRandom.of(seed, CounterRandom.Stream.SPLIT, 0);
        int[] next = new int[counts.length];
        for (int i = 0; i < rows.length; i++) {
            keys[classes[i]][next[classes[i]]++] = random.bits(rows[i]);
        }
        for (long[] key : keys) {
            Arrays.sort(key);
        }
        boolean[] held = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            // The draws of different rows differ (the generator is a bijection of the row), so exactly the quota is
            // below.
            int quota = quotas[classes[i]];
            held[i] = quota > 0 && random.bits(rows[i]) <= keys[classes[i]][quota - 1];
        }
        return new RowSplit(rows, held);
    }

    private static int[] quotas(int[] counts, double fraction, int wanted) {
        int[] quotas = new int[counts.length];
        double[] remainders = new double[counts.length];
        int left = wanted;
        for (int label = 0; label < counts.length; label++) {
            quotas[label] = Math.max(0, Math.min((int) (fraction * counts[label]), counts[label] - 1));
            remainders[label] = fraction * counts[label] - quotas[label];
            left -= quotas[label];
        }
        Integer[] order = new Integer[counts.length];
        Arrays.setAll(order, label -> label);
        Arrays.sort(order, (a, b) -> Double.compare(remainders[b], remainders[a]));
        for (int label : order) {
            if (left > 0 && quotas[label] < counts[label] - 1) {
                quotas[label]++;
                left--;
            }
        }
        return quotas;
    }

    /**
     * Draws whole groups, in random order, each if it brings the validation side nearer to its size; no group is on
     * both sides, and one stays in training. If every group is too large, the first of the smallest is validated.
     *
     * @param rows     row numbers, ascending, at least one
     * @param groupOf  from a row number to its group, 0 or more; negative makes the row a group of its own
     * @param fraction share of the validation rows, in [0, 1)
     * @param seed     the user's seed
     * @return the split
     */
    public static RowSplit grouped(int[] rows, IntUnaryOperator groupOf, double fraction, long seed) {
        int wanted = wanted(rows, fraction);
        GroupIndex groups = GroupIndex.of(rows, groupOf);
        CounterRandom random = CounterRandom.of(seed, CounterRandom.Stream.SPLIT, 0);
        long[] draws = new long[groups.count()];
        Arrays.setAll(draws, group -> random.bits(groups.firstRow(group)));
        Integer[] order = new Integer[groups.count()];
        Arrays.setAll(order, group -> group);
        Arrays.sort(order, (a, b) -> Long.compare(draws[a], draws[b]));

        boolean[] drawn = new boolean[groups.count()];
        int count = 0;
        int groupsLeft = groups.count();
        int smallest = 0;
        for (int group : order) {
            if (groupsLeft > 1 && Math.abs((long) count + groups.size(group) - wanted) < Math.abs(count - wanted)) {
                drawn[group] = true;
                count += groups.size(group);
                groupsLeft--;
            }
            smallest = groups.size(group) < groups.size(smallest) ? group : smallest;
        }
        if (count == 0 && wanted > 0 && groups.count() > 1) {
            drawn[smallest] = true;
        }
        boolean[] held = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            held[i] = drawn[groups.groupAt(i)];
        }
        return new RowSplit(rows, held);
    }

    /**
     * Takes the latest rows for validation: as many of the latest times as bring it nearest to its size (the fewer of two that are as near). Rows of equal
     * time stay together, and the earliest time is always trained on, so rows that all have the same time leave validation empty.
     *
     * @param rows     row numbers, ascending, at least one
     * @param timeOf   from a row number to its time; NaN, for unknown, trains
     * @param fraction share of the validation rows, in [0, 1)
     * @return the split
     */
    public static RowSplit latest(int[] rows, IntToDoubleFunction timeOf, double fraction) {
        int wanted = wanted(rows, fraction);
        double[] times = Arrays.stream(rows).mapToDouble(timeOf).toArray();
        double[] sorted = Arrays.stream(times)
                .filter(time -> !Double.isNaN(time))
                .sorted()
                .toArray();
        int best = 0;
        for (int k = sorted.length - 1; k > 0 && wanted > 0; k--) {
            int count = sorted.length - k;
            boolean begins = sorted[k - 1] < sorted[k];
            if (begins && (best == 0 || Math.abs(count - wanted) < Math.abs(best - wanted))) {
                best = count;
            }
        }
        double from = best == 0 ? Double.NaN : sorted[sorted.length - best];
        boolean[] held = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            held[i] = times[i] >= from;
        }
        return new RowSplit(rows, held);
    }

    private static int wanted(int[] rows, double fraction) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("a split needs at least one row, found none");
        }
        if (!(fraction >= 0 && fraction < 1)) {
            throw new IllegalArgumentException("the validation fraction must be in [0, 1), found " + fraction);
        }
        if (fraction == 0 || rows.length == 1) {
            return 0;
        }
        return (int) Math.max(1, Math.min(rows.length - 1L, Math.round(fraction * rows.length)));
    }
}
