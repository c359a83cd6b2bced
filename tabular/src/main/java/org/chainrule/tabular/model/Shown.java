package org.chainrule.tabular.model;

/** Text from a file as it may be shown in a message: quoted, on one line, control characters escaped, cut at 200 characters. */
final class Shown {
    private static final int LIMIT = 200;

    private Shown() {}

    /**
     * Makes a name fit for a message.
     *
     * @param name any text, may hold control characters or half surrogate pairs
     * @return the name in double quotes
     */
    static String name(String name) {
        return '"' + text(name).replace("\"", "\\\"") + '"';
    }

    /**
     * Makes text fit for a message.
     *
     * @param text any text
     * @return one line of at most 200 characters and an ellipsis
     */
    static String text(String text) {
        StringBuilder shown = new StringBuilder();
        int at = 0;
        while (at < text.length() && shown.length() < LIMIT) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            int type = Character.getType(point);
            if (type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR) {
                shown.append(String.format("\\u%04x", point));
            } else {
                shown.appendCodePoint(point);
            }
        }
        return at < text.length() ? shown.append("...").toString() : shown.toString();
    }
}
