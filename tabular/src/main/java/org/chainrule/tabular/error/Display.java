package org.chainrule.tabular.error;

/** Text from files and users, made fit for a terminal, a log or a message: no control characters, no endless names. */
public final class Display {
    /** The most characters that are shown of one text. */
    public static final int LIMIT = 200;

    private Display() {}

    /**
     * Escapes control characters, line separators, direction marks and unpaired surrogates as \\uXXXX (tab, newline and return as \t, \n, \r) and cuts
     * after {@value #LIMIT} characters, which an ellipsis shows.
     *
     * @param text any text
     * @return one line that is safe to print
     */
    public static String text(String text) {
        return text(text, LIMIT);
    }

    /**
     * The same with another limit, for whole messages.
     *
     * @param text  any text
     * @param limit the most characters that are shown, positive
     * @return one line that is safe to print
     */
    public static String text(String text, int limit) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), limit) + 8);
        int at = 0;
        for (int count = 0; at < text.length(); count++) {
            if (count == limit) {
                return shown.append("...").toString();
            }
            int point = text.codePointAt(at);
            append(shown, point);
            at += Character.charCount(point);
        }
        return shown.toString();
    }

    private static void append(StringBuilder shown, int point) {
        switch (point) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            default -> {
                if (isUnsafe(point)) {
                    shown.append(String.format("\\u%04x", point));
                } else {
                    shown.appendCodePoint(point);
                }
            }
        }
    }

    private static boolean isUnsafe(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
