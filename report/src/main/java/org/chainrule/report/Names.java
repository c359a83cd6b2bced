package org.chainrule.report;

/**
 * Names and labels as they are shown: what cannot be seen is escaped, what is long is cut. The result is still text,
 * not markup; {@link Markup}
 * and {@link ChartJson} escape it for where it goes.
 */
final class Names {
    /** Longer names are cut, in code points. */
    static final int MAXIMUM_LENGTH = 200;

    /** Longer sentences are cut, in code points. */
    static final int MAXIMUM_SENTENCE = 1_000;

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private Names() {}

    /**
     * A name for display: at most {@value #MAXIMUM_LENGTH} code points.
     *
     * @param name any string
     * @return never empty
     */
    static String display(String name) {
        if (name.isEmpty()) {
            return "(empty)";
        }
        String visible = visible(name, MAXIMUM_LENGTH);
        return visible.isBlank() ? "(blank)" : visible;
    }

    /**
     * A sentence for display, such as a warning or a remark: at most {@value #MAXIMUM_SENTENCE} code points.
     *
     * @param text any string
     * @return the text, with control characters escaped
     */
    static String sentence(String text) {
        return visible(text, MAXIMUM_SENTENCE);
    }

    /**
     * Text for display, not cut: for commands, which would be useless when cut.
     *
     * @param text any string
     * @return the text, with control characters escaped
     */
    static String visible(String text) {
        return visible(text, Integer.MAX_VALUE);
    }

    private static String visible(String text, int maximum) {
        var out = new StringBuilder(Math.min(text.length(), maximum) + 16);
        int shown = 0;
        for (int at = 0; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            if (shown == maximum) {
                return out.append('…').toString();
            }
            if (isHidden(codePoint)) {
                appendEscape(out, codePoint);
            } else {
                out.appendCodePoint(codePoint);
            }
            shown++;
            at += Character.charCount(codePoint);
        }
        return out.toString();
    }

    /** Controls, direction overrides and lone surrogates; the joiners stay, because scripts and emoji need them. */
    private static boolean isHidden(int codePoint) {
        if (codePoint == ZERO_WIDTH_JOINER || codePoint == ZERO_WIDTH_NON_JOINER) {
            return false;
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> Character.isISOControl(codePoint) || (codePoint & 0xFFFE) == 0xFFFE;
        };
    }

    private static void appendEscape(StringBuilder out, int codePoint) {
        switch (codePoint) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                String digits = Integer.toHexString(codePoint);
                out.append("\\u");
                if (codePoint > 0xFFFF) {
                    out.append('{').append(digits).append('}');
                } else {
                    out.append("0".repeat(4 - digits.length())).append(digits);
                }
            }
        }
    }
}
