package org.chainrule.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Symbols of explanations in running text: z_3(1) with its index below and its layer above. */
final class Symbols {
    private static final Pattern SYMBOL = Pattern.compile("(\\p{L}+)_([\\d,]+)(\\([^()]*\\))?");

    private Symbols() {}

    /**
     * Writes a text with its symbols set.
     *
     * @param out  appended to
     * @param text such as {@code z_3(1)} or {@code z_3(1) → z_0(2)}
     */
    static void write(Markup out, String text) {
        Matcher matcher = SYMBOL.matcher(text);
        int done = 0;
        while (matcher.find()) {
            out.text(text.substring(done, matcher.start()));
            out.open("span", "class", "symbol").element("i", matcher.group(1));
            out.element("sub", matcher.group(2));
            if (matcher.group(3) != null) {
                out.element("sup", matcher.group(3));
            }
            out.close();
            done = matcher.end();
        }
        out.text(text.substring(done));
    }
}
