package org.chainrule.tabular.doctor;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.chainrule.tabular.error.Display;

/** How findings write names, figures and options. */
final class Words {
    private static final int MOST_NAMES = 5;

    private Words() {}

    static String quoted(String name) {
        return '"' + Display.text(name) + '"';
    }

    /** "a", "b" and 3 more. */
    static String quoted(List<String> names) {
        String shown = names.stream().limit(MOST_NAMES).map(Words::quoted).collect(Collectors.joining(", "));
        return names.size() > MOST_NAMES ? shown + " and " + (names.size() - MOST_NAMES) + " more" : shown;
    }

    static String columns(List<String> names) {
        return (names.size() == 1 ? "column " : names.size() + " columns (")
                + quoted(names)
                + (names.size() == 1 ? "" : ")");
    }

    static String subject(List<String> names) {
        return names.stream().limit(MOST_NAMES).collect(Collectors.joining(","))
                + (names.size() > MOST_NAMES ? ",..." : "");
    }

    /** An option that can be pasted into a shell as it stands. */
    static String drop(List<String> names) {
        String all = names.stream()
                .limit(MOST_NAMES)
                .map(name -> name.contains(",") ? '"' + name + '"' : name)
                .collect(Collectors.joining(","));
        String shown = Display.text(all, 1_000) + (names.size() > MOST_NAMES ? ",..." : "");
        return "--drop " + argument(shown);
    }

    static String argument(String text) {
        return text.chars().allMatch(c -> Character.isLetterOrDigit(c) || "_.-,:+".indexOf(c) >= 0)
                ? text
                : '\'' + text.replace("'", "'\\''") + '\'';
    }

    static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    static String rows(long n) {
        return count(n) + (n == 1 ? " row" : " rows");
    }

    static String percent(double share) {
        double points = share * 100;
        String digits = points > 0 && points < 10 || points > 90 && points < 100 ? "%.1f" : "%.0f";
        return String.format(Locale.ROOT, digits, points) + " %";
    }

    /** Three digits that count. */
    static String brief(double value) {
        double size = Math.abs(value);
        String shape = size >= 100 || size == 0 ? "%.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3g";
        return String.format(Locale.ROOT, shape, value);
    }
}
