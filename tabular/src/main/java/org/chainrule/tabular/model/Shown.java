package org.chainrule.tabular.model;

import org.chainrule.tabular.error.Display;

/** Text from a file as it may be shown in a message: on one line, without control characters, cut. */
final class Shown {
    private Shown() {}

    /**
     * Makes a name fit for a message.
     *
     * @param name any text, may hold control characters or half surrogate pairs
     * @return the name in double quotes
     */
    static String name(String name) {
        return '"' + Display.text(name) + '"';
    }

    /**
     * Makes text fit for a message.
     *
     * @param text any text
     * @return one line
     */
    static String text(String text) {
        return Display.text(text);
    }
}
