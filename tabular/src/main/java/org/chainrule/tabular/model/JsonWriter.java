package org.chainrule.tabular.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the values of {@link Json}, the same text on every machine. */
final class JsonWriter {
    private final boolean pretty;
    /** For pages: what is not finite is null, and digits are those of the JDK, which are found sooner than the fewest. */
    private final boolean web;

    private final StringBuilder out = new StringBuilder();
    private int depth;

    JsonWriter(boolean pretty) {
        this(pretty, false);
    }

    private JsonWriter(boolean pretty, boolean web) {
        this.pretty = pretty;
        this.web = web;
    }

    static JsonWriter forPages() {
        return new JsonWriter(false, true);
    }

    String write(@Nullable Object value) {
        value(value);
        return out.toString();
    }

    private void value(@Nullable Object value) {
        if (value == null || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof String text) {
            string(text);
        } else if (value instanceof Double || value instanceof Float) {
            floating((Number) value);
        } else if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte
                || value instanceof BigInteger) {
            out.append(value);
        } else if (value instanceof Map<?, ?> map) {
            object(map);
        } else if (value instanceof Iterable<?> list) {
            array(list.iterator());
        } else if (value instanceof float[] floats) {
            floats(floats);
        } else if (value instanceof double[] doubles) {
            array(Arrays.stream(doubles).iterator());
        } else if (value instanceof int[] integers) {
            array(Arrays.stream(integers).iterator());
        } else if (value instanceof Object[] array) {
            array(Arrays.asList(array).iterator());
        } else {
            throw new IllegalArgumentException(
                    "JSON has null, booleans, numbers, strings, maps and lists, but the value is a "
                            + value.getClass().getName() + "; convert it first");
        }
    }

    private void object(Map<?, ?> map) {
        open('{');
        boolean first = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            separate(first);
            first = false;
            if (!(entry.getKey() instanceof String key)) {
                throw new IllegalArgumentException("the keys of a JSON object are strings, found " + entry.getKey());
            }
            string(key);
            out.append(pretty ? ": " : ":");
            value(entry.getValue());
        }
        close('}', first);
    }

    private void array(Iterator<?> elements) {
        open('[');
        boolean first = true;
        while (elements.hasNext()) {
            separate(first);
            first = false;
            value(elements.next());
        }
        close(']', first);
    }

    private void floats(float[] elements) {
        open('[');
        boolean first = true;
        for (float element : elements) {
            separate(first);
            first = false;
            floating(element);
        }
        close(']', first);
    }

    private void open(char bracket) {
        if (++depth > Json.MAXIMUM_DEPTH) {
            throw new IllegalArgumentException(
                    "JSON may nest " + Json.MAXIMUM_DEPTH + " levels deep, the value nests deeper; flatten it");
        }
        out.append(bracket);
    }

    private void separate(boolean first) {
        if (!first) {
            out.append(',');
        }
        line();
    }

    private void close(char bracket, boolean empty) {
        depth--;
        if (!empty) {
            line();
        }
        out.append(bracket);
    }

    private void line() {
        if (pretty) {
            out.append('\n').append("  ".repeat(depth));
        }
    }

    private void string(String text) {
        int half = halfSurrogate(text);
        if (half >= 0) {
            throw new IllegalArgumentException("expected text, found half of a surrogate pair at character " + half
                    + " of " + Shown.name(text) + "; correct the text where it comes from");
        }
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            character(text.charAt(i));
        }
        out.append('"');
    }

    private void character(char c) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                // beside what JSON demands: terminals act on C1 controls, and JavaScript once ended lines at U+2028
                if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029) {
                    out.append(String.format("\\u%04x", (int) c));
                } else {
                    out.append(c);
                }
            }
        }
    }

    /**
     * Finds a surrogate that has no partner.
     *
     * @param text any text
     * @return its index, or -1
     */
    static int halfSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    private void floating(Number number) {
        double value = number.doubleValue();
        if (web) {
            // the text of a float or a double of the JDK is a number of JSON, too
            out.append(Double.isFinite(value) ? number.toString() : "null");
        } else if (Double.isNaN(value) || Double.isInfinite(value)) {
            out.append('"').append(value).append('"');
        } else if (value == 0) {
            out.append(1 / value < 0 ? "-0.0" : "0.0");
        } else {
            decimal(number instanceof Float ? ShortestDecimal.of(number.floatValue()) : ShortestDecimal.of(value));
        }
    }

    /** Always with a point or an exponent, so that it is read back as a floating-point number. */
    private void decimal(BigDecimal decimal) {
        BigDecimal digits = decimal.stripTrailingZeros();
        int exponent = digits.precision() - digits.scale() - 1;
        if (exponent >= -5 && exponent < 16) {
            out.append(digits.scale() <= 0 ? digits.setScale(1).toPlainString() : digits.toPlainString());
        } else {
            out.append(digits.scaleByPowerOfTen(-exponent).toPlainString())
                    .append('e')
                    .append(exponent);
        }
    }
}
