package org.chainrule.tabular.run;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** Groups numbered from 0 in order of first appearance. */
final class GroupIndex {
    private final int[] groups;
    private final int[] sizes;
    private final int[] firstRows;

    private GroupIndex(int[] groups, int[] sizes, int[] firstRows) {
        this.groups = groups;
        this.sizes = sizes;
        this.firstRows = firstRows;
    }

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

    /** How many groups there are. */
    int count() {
        return sizes.length;
    }

    /** The group at a position of the rows. */
    int groupAt(int position) {
        return groups[position];
    }

    /** Rows of a group. */
    int size(int group) {
        return sizes[group];
    }

    /** The first row number of a group. */
    int firstRow(int group) {
        return firstRows[group];
    }
}
