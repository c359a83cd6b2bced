package org.chainrule.studio.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.chainrule.studio.run.FrameSink;
import org.chainrule.studio.run.Runs.Subscription;
import org.chainrule.tabular.model.Json;
import org.jspecify.annotations.Nullable;

/** What goes back. */
public sealed interface Answer {
    /**
     * A text or a file.
     *
     * @param status  of HTTP
     * @param type    content type
     * @param headers more headers
     * @param body    the bytes, not changed any more
     * @param facts   for the {@link Observer}
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Content(int status, String type, Map<String, String> headers, byte[] body, Map<String, Object> facts)
            implements Answer {
        /**
         * A text or a file about which nothing else is said.
         *
         * @param status  of HTTP
         * @param type    content type
         * @param headers more headers
         * @param body    the bytes, not changed any more
         */
        public Content(int status, String type, Map<String, String> headers, byte[] body) {
            this(status, type, headers, body, Map.of());
        }

        /**
         * The same answer with facts about it.
         *
         * @param said by name, for the {@link Observer}
         * @return the answer
         */
        public Content with(Map<String, Object> said) {
            return new Content(status, type, headers, body, said);
        }
    }

    /**
     * An answer that takes too long for the thread that reads requests: it is worked on elsewhere, in its turn.
     *
     * @param work makes the answer
     */
    record Later(Supplier<Answer> work) implements Answer {}

    /**
     * A stream of events that lasts until one of the two sides ends it.
     *
     * @param subscribe begins it
     */
    record Events(Function<FrameSink, Subscription> subscribe) implements Answer {}

    /**
     * JSON with status 200; numbers that are not finite become null.
     *
     * @param tree what {@link Json} writes
     * @return the answer
     */
    static Content json(@Nullable Object tree) {
        return json(200, tree);
    }

    /**
     * JSON.
     *
     * @param status of HTTP
     * @param tree   what {@link Json} writes
     * @return the answer
     */
    static Content json(int status, @Nullable Object tree) {
        return json(status, Json.writeForPage(tree));
    }

    /**
     * JSON that is written already.
     *
     * @param status of HTTP
     * @param text   of JSON
     * @return the answer
     */
    static Content json(int status, String text) {
        return new Content(
                status,
                "application/json; charset=utf-8",
                Map.of("Cache-Control", "no-store"),
                text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What was wrong, in one line.
     *
     * @param status  of HTTP, 400 or more
     * @param message one line
     * @param headers that the status demands
     * @return the answer
     */
    static Content error(int status, String message, Map<String, String> headers) {
        Content plain = json(status, Map.of("error", message));
        if (headers.isEmpty()) {
            return plain;
        }
        Map<String, String> all = new LinkedHashMap<>(plain.headers());
        all.putAll(headers);
        return new Content(status, plain.type(), all, plain.body());
    }
}
