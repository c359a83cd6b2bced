package org.chainrule.interop.javasource;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.model.ShortestDecimal;

/** Values as Java source of ASCII characters only, which any javac reads whatever it takes a file's encoding for. */
final class JavaText {
    /** A string constant holds 65,535 bytes, and a character becomes up to three. */
    static final int MOST_CHARACTERS = 20_000;

    private static final int LINE = 90;

    private JavaText() {}

    /** Everything beyond ASCII as an escape, which the compiler undoes before it reads anything else. */
    static String ascii(String code) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            if (c < 0x7f) {
                text.append(c);
            } else {
                text.append(String.format("\\u%04x", (int) c));
            }
        }
        return text.toString();
    }

    /** Text within a comment: on one line, without anything that ends the comment or begins an escape or a tag. */
    static String comment(String text) {
        String shown =
                Display.text(text).replace("\\", "/").replace("*/", "* /").replace("@", "(at)");
        return ascii(shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    }

    /** A string literal. */
    static String string(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            literal.append(character(text.charAt(i)));
        }
        return literal.append('"').toString();
    }

    private static String character(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default ->
                // Octal, because the compiler undoes \\u000a before it reads the literal.
                c < ' ' || c == 0x7f ? String.format("\\%03o", (int) c) : ascii(String.valueOf(c));
        };
    }

    /** A number that reads back as the same double. */
    static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.isNaN(value)
                    ? "Double.NaN"
                    : value > 0 ? "Double.POSITIVE_INFINITY" : "Double.NEGATIVE_INFINITY";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        return decimal(ShortestDecimal.of(value));
    }

    /** A number that reads back as the same float. */
    static String number(float value) {
        if (Float.isNaN(value) || Float.isInfinite(value)) {
            return number((double) value).replace("Double", "Float");
        }
        return value == 0 ? number((double) value) + "f" : decimal(ShortestDecimal.of(value)) + "f";
    }

    private static String decimal(BigDecimal value) {
        int exponent = value.precision() - value.scale();
        String text = exponent > -4 && exponent < 10 ? value.toPlainString() : value.toString();
        return text.matches("-?\\d+") ? text + ".0" : text;
    }

    /** Many texts as literals with a separator between them, each short enough for a constant: the arguments of {@code Stored.texts}. */
    static String texts(List<String> texts, String indent) {
        String separator = separator(texts);
        String joined = String.join(separator, texts);
        StringBuilder arguments = new StringBuilder(string(separator));
        for (int from = 0; from == 0 || from < joined.length(); from += MOST_CHARACTERS) {
            String chunk = joined.substring(from, Math.min(joined.length(), from + MOST_CHARACTERS));
            arguments.append(",\n").append(indent);
            arguments.append(pieces(chunk).stream()
                    .map(JavaText::string)
                    .collect(Collectors.joining("\n" + indent + "        + ")));
        }
        return arguments.toString();
    }

    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        for (int from = 0; from == 0 || from < text.length(); from += LINE) {
            pieces.add(text.substring(from, Math.min(text.length(), from + LINE)));
        }
        return pieces;
    }

    /** The first control character that no text has. */
    private static String separator(List<String> texts) {
        for (char c = '\n'; c < 0xFFFF; c = c == '\n' ? 1 : (char) (c + 1)) {
            String separator = String.valueOf(c);
            boolean meaningless = c < ' ' || c > 0x7f;
            if (meaningless && texts.stream().noneMatch(text -> text.contains(separator))) {
                return separator;
            }
        }
        throw new IllegalArgumentException("expected texts that leave one of 65,535 characters free, found none");
    }
}
