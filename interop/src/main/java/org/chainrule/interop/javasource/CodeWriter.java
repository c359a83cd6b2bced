package org.chainrule.interop.javasource;

/** Lines of Java with their indentation. */
final class CodeWriter {
    private final StringBuilder text = new StringBuilder();
    private int depth;

    /** A line, indented; an empty one is left empty. */
    CodeWriter line(String line) {
        if (!line.isEmpty()) {
            text.append("    ".repeat(depth)).append(line);
        }
        text.append('\n');
        return this;
    }

    /** A line of a format. */
    CodeWriter line(String format, Object first, Object... others) {
        Object[] all = new Object[others.length + 1];
        all[0] = first;
        System.arraycopy(others, 0, all, 1, others.length);
        return line(String.format(java.util.Locale.ROOT, format, all));
    }

    /** Several lines as they are, indented together. */
    CodeWriter lines(String lines) {
        lines.lines().forEach(this::line);
        return this;
    }

    /** An empty line. */
    CodeWriter blank() {
        return line("");
    }

    /** A line that ends with a brace; what follows stands deeper. */
    CodeWriter open(String line) {
        line(line);
        depth++;
        return this;
    }

    /** The end of what {@link #open} began. */
    CodeWriter close() {
        return close("}");
    }

    /** The end of what {@link #open} began, and something behind it. */
    CodeWriter close(String line) {
        depth--;
        return line(line);
    }

    /** What was written. */
    String text() {
        return text.toString();
    }
}
