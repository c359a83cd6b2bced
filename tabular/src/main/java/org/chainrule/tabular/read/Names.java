package org.chainrule.tabular.read;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.chainrule.tabular.error.Display;

/** Helps a person who has misspelled the name of a column. */
public final class Names {
    private static final int SHOWN = 3;
    private static final int FEW = 12;

    private Names() {}

    /**
     * What to say after "there is no column X".
     *
     * @param wanted     the name that was not found
     * @param names      the names that there are
     * @param headerless whether they were made up
     * @return half a sentence that ends a message
     */
    public static String nearest(String wanted, List<String> names, boolean headerless) {
        if (headerless) {
            return "the file has no header, its columns are called column0 to column" + (names.size() - 1)
                    + "; use one of these names";
        }
        if (names.size() <= FEW) {
            return "the columns are " + list(names);
        }
        String lower = wanted.toLowerCase(Locale.ROOT);
        List<String> near = names.stream()
                .sorted(Comparator.comparingInt(name -> distance(lower, name.toLowerCase(Locale.ROOT))))
                .limit(SHOWN)
                .toList();
        return "of the " + names.size() + " columns the nearest are " + list(near);
    }

    private static String list(List<String> names) {
        return names.stream().map(name -> "\"" + Display.text(name) + "\"").collect(Collectors.joining(", "));
    }

    /** Levenshtein's edit distance. */
    static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
            }
            int[] swap = previous;
            previous = current;
            current = swap;
        }
        return previous[b.length()];
    }
}
