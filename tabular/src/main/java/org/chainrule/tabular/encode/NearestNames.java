package org.chainrule.tabular.encode;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Suggests what a mistyped name may have meant. */
public final class NearestNames {
    private static final int SUGGESTIONS = 3;

    private NearestNames() {}

    /**
     * The known names nearest to a wanted one: equal but for case and blanks first, then by edit distance
     * (Levenshtein) up to a third of its length, at least 2.
     *
     * @param wanted the name that was not found
     * @param known  the names there are
     * @return up to three names, nearest first, ties by code point; empty if none is near
     */
    public static List<String> of(String wanted, Collection<String> known) {
        String plain = plain(wanted);
        int limit = Math.max(2, plain.length() / 3);
        record Near(String name, int distance) {}
        return known.stream()
                .filter(name -> Math.abs(plain(name).length() - plain.length()) <= limit)
                .map(name -> new Near(name, distance(plain, plain(name))))
                .filter(near -> near.distance() <= limit && near.distance() < Math.max(1, plain.length()))
                .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name, Levels.BY_CODE_POINT))
                .limit(SUGGESTIONS)
                .map(Near::name)
                .toList();
    }

    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
