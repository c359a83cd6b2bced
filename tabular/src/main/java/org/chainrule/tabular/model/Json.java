package org.chainrule.tabular.model;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Strict JSON (RFC 8259) as plain values: objects are {@code LinkedHashMap<String, Object>} in the order of the text, arrays are {@code ArrayList<Object>},
 * strings are {@code String}, numbers are {@code Long} where they are written as integers that fit and {@code Double} otherwise (-0 is the double -0.0),
 * and {@code true}, {@code false} and {@code null} are themselves.
 *
 * <p>Reading refuses what others let pass: more than {@value #MAXIMUM_DEPTH} levels, duplicate keys, content after the value, invalid UTF-8, half surrogate
 * pairs (they have no UTF-8 form) and numbers beyond the range of a double. Writing is deterministic: keys in the order of the map, doubles by the fewest
 * digits that read back as the same double (the same on every JDK, unlike {@code Double.toString}). JSON has no NaN and no infinities: they are written as
 * the strings {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}.
 */
public final class Json {
    /** How deeply arrays and objects may nest. */
    public static final int MAXIMUM_DEPTH = 64;

    private static final long FREE_BYTES = 16L << 20;
    private static final int HEAP_BYTES_PER_BYTE = 40;

    private Json() {}

    /**
     * Reads JSON text in UTF-8.
     *
     * @param utf8  the text, read
     * @param where what it is, for messages: "the request body", "the header of model.chainrule"
     * @return the value
     * @throws org.chainrule.tabular.error.UserException if it is not strict JSON
     */
    public static @Nullable Object parse(byte[] utf8, String where) {
        return parse(utf8, where, budget(utf8.length));
    }

    /**
     * Reads JSON text in UTF-8 into a bounded amount of memory.
     *
     * @param utf8      the text, read
     * @param where     what it is, for messages
     * @param heapBytes the most that the values may take on the heap, by estimate; reading stops before it is exceeded
     * @return the value
     * @throws org.chainrule.tabular.error.UserException if it is not strict JSON, or too much of it
     */
    public static @Nullable Object parse(byte[] utf8, String where, long heapBytes) {
        return new JsonReader(where, heapBytes).read(utf8Reader(new ByteArrayInputStream(utf8)));
    }

    /**
     * Reads JSON text in UTF-8.
     *
     * @param utf8 the text, read
     * @return the value
     * @throws org.chainrule.tabular.error.UserException if it is not strict JSON
     */
    public static @Nullable Object parse(byte[] utf8) {
        return parse(utf8, "the JSON text");
    }

    /**
     * Reads JSON text.
     *
     * @param text  the text
     * @param where what it is, for messages
     * @return the value
     * @throws org.chainrule.tabular.error.UserException if it is not strict JSON
     */
    public static @Nullable Object parse(String text, String where) {
        return parse(text, where, budget(text.length()));
    }

    /**
     * Reads JSON text into a bounded amount of memory.
     *
     * @param text      the text
     * @param where     what it is, for messages
     * @param heapBytes the most that the values may take on the heap, by estimate
     * @return the value
     * @throws org.chainrule.tabular.error.UserException if it is not strict JSON, or too much of it
     */
    public static @Nullable Object parse(String text, String where, long heapBytes) {
        return new JsonReader(where, heapBytes).read(new StringReader(text));
    }

    /**
     * Reads JSON text.
     *
     * @param text the text
     * @return the value
     * @throws org.chainrule.tabular.error.UserException if it is not strict JSON
     */
    public static @Nullable Object parse(String text) {
        return parse(text, "the JSON text");
    }

    /**
     * Writes a value on one line, without spaces.
     *
     * @param value null, Boolean, Number, String, or a Map (with String keys), Iterable, Object[], double[], float[] or int[] of these
     * @return the text
     * @throws IllegalArgumentException for any other type, half surrogate pairs, or more than {@value #MAXIMUM_DEPTH} levels
     */
    public static String write(@Nullable Object value) {
        return new JsonWriter(false).write(value);
    }

    /**
     * Writes a value over several lines, indented by two spaces.
     *
     * @param value as for {@link #write}
     * @return the text, without a line break at its end
     * @throws IllegalArgumentException as for {@link #write}
     */
    public static String writePretty(@Nullable Object value) {
        return new JsonWriter(true).write(value);
    }

    /**
     * Writes a value for a page: as {@link #write}, but numbers that are not finite are null, and the digits of a double are those of this JDK.
     *
     * @param value as for {@link #write}
     * @return the text
     * @throws IllegalArgumentException as for {@link #write}
     */
    public static String writeForPage(@Nullable Object value) {
        return JsonWriter.forPages().write(value);
    }

    /**
     * A reader that refuses invalid UTF-8 (overlong forms and encoded surrogates too) instead of replacing it.
     *
     * @param bytes the bytes
     * @return the characters
     */
    static Reader utf8Reader(java.io.InputStream bytes) {
        return new InputStreamReader(
                bytes,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    private static long budget(long length) {
        return FREE_BYTES + HEAP_BYTES_PER_BYTE * length;
    }
}
