package org.chainrule.tabular.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.chainrule.tabular.error.UserException;
import org.jspecify.annotations.Nullable;

/** Typed access to an object of a description, with the path of each field in every message. Unknown fields are refused by {@link #end}. */
final class Fields {
    private final Map<?, ?> values;
    private final String path;
    private final Set<String> used = new HashSet<>();

    private Fields(Map<?, ?> values, String path) {
        this.values = values;
        this.path = path;
    }

    /**
     * An object.
     *
     * @param value what {@link Json} read
     * @param path  where it is, for messages: {@code network.layers[2]}
     * @return its fields
     * @throws UserException if it is no object
     */
    static Fields of(@Nullable Object value, String path) {
        if (value instanceof Map<?, ?> map) {
            return new Fields(map, path);
        }
        throw refused(path, "an object", value);
    }

    private static UserException refused(String path, String expected, @Nullable Object found) {
        String shown = found instanceof Map
                ? "an object"
                : found instanceof List ? "a list" : Shown.text(String.valueOf(found));
        return refused(path, "expected " + expected + ", found " + shown);
    }

    private static UserException refused(String path, String what) {
        return UserException.data(
                what + " at " + Shown.text(path) + " of the model's description; save the model again with Chainrule");
    }

    UserException refused(String what) {
        return refused(path, what);
    }

    String path() {
        return path;
    }

    private @Nullable Object value(String field) {
        used.add(field);
        if (!values.containsKey(field)) {
            throw refused(path, "expected the field \"" + field + "\", found none");
        }
        return values.get(field);
    }

    private String at(String field) {
        return path + "." + field;
    }

    /** Passes over fields that the reader has no use for, if they are there. */
    void skip(String... fields) {
        used.addAll(List.of(fields));
    }

    /** Refuses fields that nobody asked for. */
    void end() {
        for (Object key : values.keySet()) {
            if (!used.contains(String.valueOf(key))) {
                throw refused(path, "unknown field " + Shown.name(String.valueOf(key)));
            }
        }
    }

    String text(String field) {
        return text(value(field), at(field));
    }

    private static String text(@Nullable Object value, String path) {
        if (value instanceof String text) {
            return text;
        }
        throw refused(path, "text", value);
    }

    boolean flag(String field) {
        Object value = value(field);
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw refused(at(field), "true or false", value);
    }

    long whole(String field) {
        Object value = value(field);
        if (value instanceof Long whole) {
            return whole;
        }
        throw refused(at(field), "a whole number", value);
    }

    int integer(String field) {
        return integer(value(field), at(field));
    }

    private static int integer(@Nullable Object value, String path) {
        if (!(value instanceof Long whole)) {
            throw refused(path, "a whole number", value);
        }
        if (whole != whole.intValue()) {
            throw refused(path, "a whole number of 32 bits", whole);
        }
        return whole.intValue();
    }

    double number(String field) {
        return number(value(field), at(field));
    }

    private static double number(@Nullable Object value, String path) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if ("NaN".equals(value)) {
            return Double.NaN;
        }
        if ("Infinity".equals(value)) {
            return Double.POSITIVE_INFINITY;
        }
        if ("-Infinity".equals(value)) {
            return Double.NEGATIVE_INFINITY;
        }
        throw refused(path, "a number", value);
    }

    /** A constant of an enumeration by its exact name. */
    <E extends Enum<E>> E constant(String field, E[] constants) {
        String name = text(field);
        for (E constant : constants) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw refused(at(field), "one of " + java.util.Arrays.toString(constants), name);
    }

    Fields object(String field) {
        return of(value(field), at(field));
    }

    /** Whether there is such a field: files of earlier versions lack some. */
    boolean has(String field) {
        return values.containsKey(field);
    }

    /** An object that may be null. */
    <T> @Nullable T objectOrNull(String field, Function<Fields, T> read) {
        Object value = value(field);
        return value == null ? null : read.apply(of(value, at(field)));
    }

    List<String> texts(String field) {
        return list(field, (element, at) -> text(element, at));
    }

    List<Double> numbers(String field) {
        return list(field, (element, at) -> number(element, at));
    }

    List<List<Double>> numberLists(String field) {
        return list(field, (element, at) -> list(element, at, Fields::number));
    }

    List<Integer> integers(String field) {
        return list(field, (element, at) -> integer(element, at));
    }

    /** A list of objects, each read by a function. */
    <T> List<T> objects(String field, Function<Fields, T> read) {
        return list(field, (element, at) -> read.apply(of(element, at)));
    }

    Map<String, Double> numbersByName(String field) {
        return byName(field, Fields::number);
    }

    Map<String, String> textsByName(String field) {
        return byName(field, Fields::text);
    }

    /** Reads an element at a path. */
    private interface ElementReader<T> {
        T read(@Nullable Object element, String path);
    }

    private <T> List<T> list(String field, ElementReader<T> reader) {
        return list(value(field), at(field), reader);
    }

    private static <T> List<T> list(@Nullable Object value, String path, ElementReader<T> reader) {
        if (!(value instanceof List<?> elements)) {
            throw refused(path, "a list", value);
        }
        List<T> list = new ArrayList<>(elements.size());
        for (Object element : elements) {
            list.add(reader.read(element, path + "[" + list.size() + "]"));
        }
        return list;
    }

    private <T> Map<String, T> byName(String field, ElementReader<T> reader) {
        Object value = value(field);
        Map<String, T> map = new LinkedHashMap<>();
        of(value, at(field))
                .values
                .forEach((key, element) -> map.put(String.valueOf(key), reader.read(element, at(field) + "." + key)));
        return map;
    }

    /** Turns what a record's constructor refuses into a message for the user. */
    <T> T checked(java.util.function.Supplier<T> construction) {
        try {
            T result = construction.get();
            end();
            return result;
        } catch (IllegalArgumentException e) {
            throw refused(Shown.text(String.valueOf(e.getMessage())));
        }
    }
}
