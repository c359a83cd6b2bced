package org.chainrule.studio.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Told of every request that came to its end, on a thread that must not wait. */
@FunctionalInterface
public interface Observer {
    /** Nobody looks. */
    Observer NONE = seen -> {};

    /**
     * A request and its answer.
     *
     * @param method        of the request; empty if it was no HTTP
     * @param path          as it was asked for, without parameters; empty if it was no HTTP
     * @param remote        the address that asked
     * @param status        of the answer
     * @param requestBytes  of the body
     * @param responseBytes of the body
     * @param nanos         from the first byte of the request to the last of the answer
     * @param facts         what the endpoint said about its answer
     * @param failure       why the answer did not arrive; null if it did
     */
    record Seen(
            String method,
            String path,
            String remote,
            int status,
            long requestBytes,
            long responseBytes,
            long nanos,
            Map<String, Object> facts,
            @Nullable Throwable failure) {}

    /**
     * A request is over.
     *
     * @param seen what is known of it
     */
    void finished(Seen seen);
}
