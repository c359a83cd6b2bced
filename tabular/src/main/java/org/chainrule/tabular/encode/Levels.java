package org.chainrule.tabular.encode;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Levels of text columns: their order and the map from the codes of a dictionary. */
final class Levels {
    /** No level of the training rows. */
    static final int UNKNOWN = -1;

    /**
     * Orders text by code point, which is also the order of its UTF-8 bytes; {@code String.compareTo} differs outside
     * of the basic plane.
     */
    static final Comparator<String> BY_CODE_POINT = Levels::compare;

    private Levels() {}

    private static int compare(String a, String b) {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            char left = a.charAt(i);
            char right = b.charAt(i);
            if (left != right) {
                return rank(left) - rank(right);
            }
        }
        return a.length() - b.length();
    }

    /** Surrogates stand for code points above all other chars. */
    private static int rank(char c) {
        return Character.isSurrogate(c) ? c + 0x10000 : c;
    }

    /** The position in {@code levels} of every entry of the dictionary, {@link #UNKNOWN} where there is none. */
    static int[] positions(List<String> dictionary, List<String> levels) {
        int[] positions = new int[dictionary.size()];
        if (positions.length == 1) {
            positions[0] = levels.indexOf(dictionary.get(0));
            return positions;
        }
        Map<String, Integer> known = new HashMap<>();
        for (int i = 0; i < levels.size(); i++) {
            known.put(levels.get(i), i);
        }
        Arrays.setAll(positions, code -> known.getOrDefault(dictionary.get(code), UNKNOWN));
        return positions;
    }

    /** Refuses more levels than an encoding may remember. */
    static void checkCount(String column, int count) {
        if (count > CategoryOptions.MOST_CODES) {
            throw new IllegalArgumentException("column " + column + ": expected at most " + CategoryOptions.MOST_CODES
                    + " levels, found " + count + "; lower maxCodes");
        }
    }

    static List<String> distinct(String column, List<String> levels) {
        List<String> copy = List.copyOf(levels);
        if (new HashSet<>(copy).size() < copy.size()) {
            throw new IllegalArgumentException("column " + column + ": every level must be there once, found " + copy);
        }
        return copy;
    }
}
