package org.chainrule.tabular.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.tabular.error.UserException;
import org.jspecify.annotations.Nullable;

/** Builds the values of {@link Json} from jackson-core's tokens, with one estimate of the heap they take. */
final class JsonReader {
    /** Strict tokens; names are neither interned nor kept, so that no file fills a table that outlives it. */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Json.MAXIMUM_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(1000)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .build();

    private static final int OBJECT_BYTES = 56;
    private static final int ENTRY_BYTES = 52;
    private static final int ARRAY_BYTES = 40;
    private static final int ELEMENT_BYTES = 6;
    private static final int TEXT_BYTES = 48;
    private static final int NUMBER_BYTES = 24;

    private final String where;
    /** Texts that are remembered, the first so many. */
    private static final int RECURRING = 256;

    private final Map<String, String> recurring = new HashMap<>();
    private long heapBytes;

    JsonReader(String where, long heapBytes) {
        this.where = where;
        this.heapBytes = heapBytes;
    }

    /**
     * Reads one value and demands that nothing follows it.
     *
     * @param text the text, read to its end and closed
     * @return the value
     */
    @Nullable
    Object read(Reader text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw UserException.data("expected JSON in " + where + ", found nothing; give it a value");
            }
            Object value = value(parser, token);
            if (parser.nextToken() != null) {
                throw refused(parser, "content after the end of the value", "remove what follows");
            }
            return value;
        } catch (IOException e) {
            throw refused(where, e);
        }
    }

    /**
     * What to tell the user about a failure to read JSON.
     *
     * @param where what was read
     * @param e     what jackson-core or the decoder threw
     * @return one line
     */
    static UserException refused(String where, IOException e) {
        String place = "";
        String found = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (e instanceof JsonProcessingException json) {
            found = json.getOriginalMessage();
            place = json.getLocation() == null ? "" : place(json.getLocation());
        } else if (e instanceof CharacterCodingException) {
            found = "bytes that are not valid UTF-8";
        }
        return new UserException(
                UserException.Kind.DATA,
                "expected strict JSON in " + where + ", found: " + Shown.text(found) + place
                        + "; correct or replace it",
                e);
    }

    private static String place(com.fasterxml.jackson.core.JsonLocation location) {
        return " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    private UserException refused(JsonParser parser, String found, String advice) {
        return UserException.data("expected strict JSON in " + where + ", found " + found
                + place(parser.currentTokenLocation()) + "; " + advice);
    }

    private @Nullable Object value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> text(parser, parser.getText());
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> number(parser);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw refused(parser, "an unexpected " + token, "correct it");
        };
    }

    private Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
        spend(parser, OBJECT_BYTES);
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            spend(parser, ENTRY_BYTES);
            String key = text(parser, parser.currentName());
            if (object.containsKey(key)) {
                throw refused(parser, "the key " + Shown.name(key) + " twice in one object", "keep one of them");
            }
            object.put(key, value(parser, parser.nextToken()));
        }
        return object;
    }

    private List<@Nullable Object> array(JsonParser parser) throws IOException {
        spend(parser, ARRAY_BYTES);
        List<@Nullable Object> array = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            spend(parser, ELEMENT_BYTES);
            array.add(value(parser, token));
        }
        return array;
    }

    /** Names and words that recur are one object: a description of many columns says the same thing often. */
    private String text(JsonParser parser, String text) {
        String known = recurring.get(text);
        if (known != null) {
            return known;
        }
        spend(parser, TEXT_BYTES + 2L * text.length());
        if (JsonWriter.halfSurrogate(text) >= 0) {
            throw refused(parser, "half of a surrogate pair in a string", "write the whole character");
        }
        if (recurring.size() < RECURRING) {
            spend(parser, ENTRY_BYTES);
            recurring.put(text, text);
        }
        return text;
    }

    private Object integer(JsonParser parser) throws IOException {
        spend(parser, NUMBER_BYTES);
        Long whole = whole(parser);
        if (whole == null) {
            return number(parser);
        }
        // not a long, which has no -0
        return whole == 0 && parser.getText().startsWith("-") ? (Object) (-0.0) : whole;
    }

    /**
     * The whole number that a parser stands at. By the JDK: Jackson's own ways are for numbers of any size and are no part of the scoring artifact.
     *
     * @return null if it does not fit into a long
     */
    static @Nullable Long whole(JsonParser parser) throws IOException {
        try {
            return Long.valueOf(parser.getText());
        } catch (NumberFormatException beyond) {
            return null;
        }
    }

    private Double number(JsonParser parser) throws IOException {
        spend(parser, NUMBER_BYTES);
        double value = Double.parseDouble(parser.getText());
        if (Double.isInfinite(value)) {
            throw refused(
                    parser,
                    "the number " + Shown.text(parser.getText()) + ", which is beyond the range of a double",
                    "use a smaller one");
        }
        return value;
    }

    private void spend(JsonParser parser, long bytes) {
        heapBytes -= bytes;
        if (heapBytes < 0) {
            throw refused(
                    parser,
                    "more values than the size of the file allows for",
                    "it looks hostile; get it from a source that you trust");
        }
    }
}
