package org.chainrule.studio.http;

import java.util.List;
import java.util.Map;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.model.Json;
import org.jspecify.annotations.Nullable;

/**
 * A request, read to its end.
 *
 * @param method      GET, HEAD, POST or DELETE
 * @param path        decoded, with a slash at its start
 * @param query       the parameters by name, each once
 * @param body        the bytes; empty without
 * @param ifNoneMatch the header of that name, null without
 */
@SuppressWarnings("ArrayRecordComponent")
public record Call(
        String method,
        String path,
        Map<String, String> query,
        byte[] body,
        @Nullable String ifNoneMatch) {
    /**
     * The parts of the path.
     *
     * @return such as {@code [api, runs, r1]}
     */
    public List<String> segments() {
        return List.of(path.substring(1).split("/", -1));
    }

    /**
     * The body as an object of JSON; an absent body is an empty one.
     *
     * @return by key
     * @throws Refusal if it is something else
     */
    @SuppressWarnings("unchecked")
    public Map<String, @Nullable Object> object() {
        if (body.length == 0) {
            return Map.of();
        }
        if (Json.parse(body, "the request body") instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw new Refusal(400, "expected an object of JSON in the request body, found another value; send {...}");
    }

    /**
     * A parameter of the query.
     *
     * @param name its name
     * @return its text
     * @throws Refusal if it is absent
     */
    public String text(String name) {
        String text = query.get(name);
        if (text == null) {
            throw new Refusal(400, "expected the parameter " + name + ", found none; add ?" + name + "=...");
        }
        return text;
    }

    /**
     * A whole number of the query.
     *
     * @param name  its name
     * @param usual if it is absent; null if it must not be
     * @param least the least that is possible
     * @param most  the most that is possible
     * @return the number
     * @throws Refusal if it is absent, no number, or not possible
     */
    public int whole(String name, @Nullable Integer usual, int least, int most) {
        if (usual != null && !query.containsKey(name)) {
            return usual;
        }
        String text = text(name);
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new Refusal(
                400,
                "\"" + name + "\": expected a whole number from " + least + " to " + most + ", found "
                        + Display.text(text) + "; change it");
    }
}
