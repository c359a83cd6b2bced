package org.chainrule.studio.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
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
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Content(int status, String type, Map<String, String> headers, byte[] body) implements Answer {}

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
        return new Content(
                status,
                "application/json; charset=utf-8",
                Map.of("Cache-Control", "no-store"),
                Json.writeForPage(tree).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What was wrong, in one line.
     *
     * @param status  of HTTP, 400 or more
     * @param message one line
     * @return the answer
     */
    static Content error(int status, String message) {
        return json(status, Map.of("error", message));
    }
}
