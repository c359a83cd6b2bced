package org.chainrule.tabular.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * From a cell of text to its code: the texts that some encoder knows, and one code for all others. A cell is trimmed and recognised as missing as
 * {@link CleanText#clean} does it, without allocating anything. Immutable.
 */
final class TextCodes {
    /** A missing value. */
    static final int MISSING = -1;

    private static final int EMPTY = -2;
    private static final int HASH_FACTOR = 31;

    private final List<String> dictionary;
    private final String[] slots;
    private final int[] codes;

    /**
     * A table of codes.
     *
     * @param known the texts to tell apart; a text that could not come out of a cell is never met
     */
    TextCodes(Collection<String> known) {
        Set<String> texts = new LinkedHashSet<>(known);
        this.dictionary = new ArrayList<>(texts);
        // No cell is this text once it is trimmed; a file made by hand may still name it.
        String other = " ";
        while (texts.contains(other)) {
            other += " ";
        }
        dictionary.add(other);
        int entries = texts.size() + CleanText.MISSING.size();
        this.slots = new String[Integer.highestOneBit(entries) << 2];
        this.codes = new int[slots.length];
        Arrays.fill(slots, "");
        Arrays.fill(codes, EMPTY);
        CleanText.MISSING.forEach(mark -> put(mark, MISSING));
        for (int code = 0; code < texts.size(); code++) {
            put(dictionary.get(code), code);
        }
    }

    /** The first of equal texts counts: a mark of a missing value is never a level. */
    private void put(String text, int code) {
        int slot = slot(text, 0, text.length());
        if (codes[slot] == EMPTY) {
            slots[slot] = text;
            codes[slot] = code;
        }
    }

    /** The known texts, then one that stands for all others. */
    List<String> dictionary() {
        return List.copyOf(dictionary);
    }

    /** The code of all other texts. */
    int other() {
        return dictionary.size() - 1;
    }

    /** The code of the part of a text that is neither begun nor ended by a blank: see {@link CleanText}. */
    int code(CharSequence cell, int begin, int end) {
        int code = codes[slot(cell, begin, end)];
        return code == EMPTY ? other() : code;
    }

    /** The slot of a text, or the free one where it would be. */
    private int slot(CharSequence text, int begin, int end) {
        int hash = 0;
        for (int i = begin; i < end; i++) {
            hash = HASH_FACTOR * hash + text.charAt(i);
        }
        int slot = (hash ^ hash >>> 16) & slots.length - 1;
        while (codes[slot] != EMPTY && !equal(slots[slot], text, begin, end)) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private static boolean equal(String known, CharSequence text, int begin, int end) {
        if (known.length() != end - begin) {
            return false;
        }
        for (int i = begin; i < end; i++) {
            if (known.charAt(i - begin) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
