package org.chainrule.tabular.run;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * Groups numbered from 0 in order of first appearance.
 *
 * @param groups    the group of each position
 * @param sizes     rows of each group
 * @param firstRows first row number of each group
 */
record GroupIndex(int[] groups, int[] sizes, int[] firstRows) {
    /** Numbers the groups of rows; a negative group makes the row a group of its own. */
    static GroupIndex of(int[] rows, IntUnaryOperator groupOf) {
        Map<Integer, Integer> numbers = new HashMap<>();
        int[] groups = new int[rows.length];
        int[] sizes = new int[rows.length];
        int[] firstRows = new int[rows.length];
        int count = 0;
        for (int i = 0; i < rows.length; i++) {
            int name = groupOf.applyAsInt(rows[i]);
            Integer known = name < 0 ? null : numbers.putIfAbsent(name, count);
            int group = known == null ? count++ : known;
            firstRows[group] = sizes[group] == 0 ? rows[i] : firstRows[group];
            groups[i] = group;
            sizes[group]++;
        }
        return new GroupIndex(groups, Arrays.copyOf(sizes, count), Arrays.copyOf(firstRows, count));
    }
}
