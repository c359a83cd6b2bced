package org.chainrule.spark.data;

import java.io.Serializable;
import java.util.Arrays;

/** A set of numbers that stops at a bound: then it knows only that there are more. What it knows does not depend on the order. */
final class LongSet implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final long MIX = 0x9e3779b97f4a7c15L;
    private static final int FIRST = 16;

    private final int bound;
    private long[] table = new long[FIRST];
    private int size;
    private boolean zero;
    private boolean more;

    /**
     * An empty set.
     *
     * @param bound the most that it holds
     */
    LongSet(int bound) {
        this.bound = bound;
    }

    /** Adds a number. */
    void add(long value) {
        if (more) {
            return;
        }
        if (value == 0) {
            zero = true;
        } else if (!contains(value)) {
            if (2 * (size + 1) > table.length) {
                grow();
            }
            table[free(value)] = value;
            size++;
        }
        if (size() > bound) {
            more = true;
            table = new long[FIRST];
        }
    }

    /** Adds all of another set with the same bound. */
    void add(LongSet other) {
        if (other.more) {
            more = true;
            table = new long[FIRST];
            return;
        }
        if (other.zero) {
            add(0);
        }
        for (long value : other.table) {
            if (value != 0) {
                add(value);
            }
        }
    }

    /** Whether there are more than the bound. */
    boolean more() {
        return more;
    }

    /** How many there are; bound + 1 if there are more. */
    int size() {
        return more ? bound + 1 : size + (zero ? 1 : 0);
    }

    private boolean contains(long value) {
        return table[free(value)] == value;
    }

    /** Where the value is, or where it would go. */
    private int free(long value) {
        int mask = table.length - 1;
        int at = (int) (value * MIX >>> 32) & mask;
        while (table[at] != 0 && table[at] != value) {
            at = at + 1 & mask;
        }
        return at;
    }

    private void grow() {
        long[] old = table;
        table = new long[2 * old.length];
        Arrays.stream(old).filter(value -> value != 0).forEach(value -> table[free(value)] = value);
    }
}
