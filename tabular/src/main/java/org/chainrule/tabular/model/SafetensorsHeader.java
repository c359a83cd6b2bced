package org.chainrule.tabular.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chainrule.tabular.error.UserException;

/** The strict parser of a safetensors header: token by token, so that no file makes it build more than what the header says. */
final class SafetensorsHeader {
    static final String METADATA = "__metadata__";
    private static final int MOST_DIMENSIONS = 64;

    /**
     * What the header says of a tensor.
     *
     * @param begin offset of its first byte in the data
     * @param end   offset after its last byte
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Entry(String name, DType dtype, long[] shape, long begin, long end) {}

    /**
     * A header that was found consistent.
     *
     * @param metadata free text by key
     * @param entries  the tensors in the order of their bytes, which they cover without overlap, hole or rest
     */
    record Parsed(Map<String, String> metadata, List<Entry> entries) {}

    private final String where;
    private final JsonParser parser;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, Entry> entries = new HashMap<>();
    private final List<Entry> order = new ArrayList<>();
    private boolean metadataSeen;

    private SafetensorsHeader(String where, JsonParser parser) {
        this.where = where;
        this.parser = parser;
    }

    /**
     * Reads a header.
     *
     * @param header    its bytes, with their padding
     * @param dataBytes how many bytes follow it in the file
     * @param where     the name of the file, for messages
     * @return the header
     * @throws UserException if anything is wrong with it
     */
    static Parsed parse(byte[] header, long dataBytes, String where) {
        int length = header.length;
        while (length > 0 && header[length - 1] == ' ') {
            length--;
        }
        if (length == 0 || header[0] != '{' || header[length - 1] != '}') {
            throw UserException.data(
                    "expected a safetensors header in " + where
                            + ", a JSON object followed by nothing but spaces, found other bytes; give the path of a safetensors file");
        }
        String headerName = "the header of " + where;
        try (JsonParser parser =
                JsonReader.FACTORY.createParser(Json.utf8Reader(new ByteArrayInputStream(header, 0, length)))) {
            SafetensorsHeader reading = new SafetensorsHeader(where, parser);
            reading.object();
            return new Parsed(reading.metadata, reading.covering(dataBytes));
        } catch (IOException e) {
            throw JsonReader.refused(headerName, e);
        }
    }

    private void object() throws IOException {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = unicode(parser.currentName());
            parser.nextToken();
            if (name.equals(METADATA)) {
                metadata();
            } else if (entries.containsKey(name)) {
                throw refused("tensor " + Shown.name(name) + " twice");
            } else {
                Entry entry = entry(name);
                entries.put(name, entry);
                order.add(entry);
            }
        }
        if (parser.nextToken() != null) {
            throw refused("content after the end of the object");
        }
    }

    private void metadata() throws IOException {
        if (metadataSeen) {
            throw refused("the key " + METADATA + " twice");
        }
        metadataSeen = true;
        expect(parser.currentToken() == JsonToken.START_OBJECT, METADATA, "an object");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = unicode(parser.currentName());
            expect(parser.nextToken() == JsonToken.VALUE_STRING, METADATA + " " + Shown.name(key), "a string");
            if (metadata.put(key, unicode(parser.getText())) != null) {
                throw refused("the key " + Shown.name(key) + " twice in " + METADATA);
            }
        }
    }

    private Entry entry(String name) throws IOException {
        String shown = "tensor " + Shown.name(name);
        expect(parser.currentToken() == JsonToken.START_OBJECT, shown, "an object");
        DType dtype = null;
        long[] shape = null;
        long[] offsets = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            JsonToken token = parser.nextToken();
            if (key.equals("dtype") && dtype == null) {
                dtype = dtype(shown, token);
            } else if (key.equals("shape") && shape == null) {
                shape = numbers(shown + " shape", MOST_DIMENSIONS);
            } else if (key.equals("data_offsets") && offsets == null) {
                offsets = numbers(shown + " data_offsets", 2);
            } else {
                throw refused("in " + shown + " an unknown or repeated key " + Shown.name(key));
            }
        }
        if (dtype == null || shape == null || offsets == null || offsets.length != 2) {
            throw refused(shown + " without one of dtype, shape and two data_offsets");
        }
        checkSize(shown, dtype, shape, offsets);
        return new Entry(name, dtype, shape, offsets[0], offsets[1]);
    }

    private DType dtype(String shown, JsonToken token) throws IOException {
        expect(token == JsonToken.VALUE_STRING, shown + " dtype", "a string");
        DType dtype = DType.named(parser.getText());
        if (dtype == null) {
            throw refused(shown + " of the type " + Shown.name(parser.getText()) + ", where "
                    + Arrays.toString(DType.values()) + " are read");
        }
        return dtype;
    }

    private void checkSize(String shown, DType dtype, long[] shape, long[] offsets) {
        try {
            long size = Tensor.byteSize(dtype, shape);
            if (offsets[0] > offsets[1] || offsets[1] - offsets[0] != size) {
                throw refused(shown + " of " + dtype + " " + Arrays.toString(shape) + ", which takes " + size
                        + " bytes, at the bytes " + offsets[0] + " to " + offsets[1]);
            }
        } catch (ArithmeticException e) {
            throw refused(shown + " with more elements than 63 bits can count: " + Arrays.toString(shape));
        }
    }

    private long[] numbers(String shown, int most) throws IOException {
        expect(parser.currentToken() == JsonToken.START_ARRAY, shown, "a list");
        long[] numbers = new long[4];
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Long whole = parser.currentToken() == JsonToken.VALUE_NUMBER_INT ? JsonReader.whole(parser) : null;
            expect(whole != null && parser.getText().charAt(0) != '-', shown, "integers from 0 to 2^63 - 1");
            expect(count < most, shown, "at most " + most + " numbers");
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
            }
            numbers[count++] = Objects.requireNonNull(whole);
        }
        return Arrays.copyOf(numbers, count);
    }

    private List<Entry> covering(long dataBytes) {
        order.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long covered = 0;
        for (Entry entry : order) {
            if (entry.begin() != covered) {
                throw refused("tensor " + Shown.name(entry.name()) + " at byte " + entry.begin()
                        + " where the one before ends at byte " + covered + " (an overlap or a hole)");
            }
            covered = entry.end();
        }
        if (covered != dataBytes) {
            throw refused(
                    "tensors that take " + covered + " bytes where the file holds " + dataBytes + " after its header ("
                            + (covered > dataBytes ? "it is cut off" : "bytes that belong to no tensor") + ")");
        }
        return order;
    }

    private String unicode(String text) {
        if (JsonWriter.halfSurrogate(text) >= 0) {
            throw refused("half of a surrogate pair in " + Shown.name(text));
        }
        return text;
    }

    private void expect(boolean condition, String shown, String expected) throws IOException {
        if (!condition) {
            String found = parser.currentToken() == null ? "nothing" : parser.getText();
            throw refused(shown + " that is not " + expected + ": " + Shown.text(String.valueOf(found)));
        }
    }

    private UserException refused(String found) {
        return UserException.data("expected a well-formed safetensors file, found in the header of " + where + " "
                + found + "; get the file again from where it was made");
    }
}
