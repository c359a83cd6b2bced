package org.chainrule.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Writes HTML. Tag and attribute names are constants of this package; attribute values and text are data and are always
 * escaped, so there is no way to
 * write markup from data.
 */
final class Markup {
    /** Elements within a line of text, where a line feed would be a space. */
    private static final Set<String> INLINE = Set.of("span", "bdi", "b", "code", "i", "sub", "sup");

    private final StringBuilder out = new StringBuilder(1 << 16);
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Opens an element.
     *
     * @param tag        its name
     * @param attributes name, value, name, value
     * @return this
     */
    Markup open(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escape(attributes[i + 1]))
                    .append('"');
        }
        out.append('>');
        open.push(tag);
        return this;
    }

    /**
     * Closes the innermost element.
     *
     * @return this
     */
    Markup close() {
        String tag = open.pop();
        out.append("</").append(tag).append('>');
        if (!INLINE.contains(tag)) {
            out.append('\n');
        }
        return this;
    }

    /**
     * Writes text.
     *
     * @param text data
     * @return this
     */
    Markup text(String text) {
        out.append(escape(text));
        return this;
    }

    /**
     * Writes an element that holds text only.
     *
     * @param tag        its name
     * @param text       data
     * @param attributes name, value, name, value
     * @return this
     */
    Markup element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /**
     * Writes a name or label: made visible, cut, and isolated from the direction of the text around it.
     *
     * @param name data
     * @return this
     */
    Markup name(String name) {
        return element("bdi", Names.display(name));
    }

    /**
     * The markup.
     *
     * @return well-nested HTML
     */
    String html() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("elements are still open: " + open);
        }
        return out.toString();
    }

    /**
     * Escapes text for element content and quoted attribute values.
     *
     * @param text data
     * @return HTML
     */
    static String escape(String text) {
        var out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '`' -> out.append("&#96;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }
}
