package org.chainrule.studio.http;

/**
 * How much a server takes on. What is beyond is refused by a status of its own, see {@link Guard} and {@link RequestHandler}.
 *
 * @param bodyBytes   the most bytes of a body
 * @param headerBytes the most bytes of a request's first line and headers
 * @param readMillis  how long a request may take to arrive, and a connection to begin another one
 * @param threads     that work on answers
 * @param queue       requests that wait for one of them
 * @param connections that are open at once; more wait to be accepted
 * @param options     whether a person set these by options that refusals can name
 */
public record Limits(
        int bodyBytes, int headerBytes, int readMillis, int threads, int queue, int connections, boolean options) {
    /** What is usual. */
    public static final Limits USUAL = new Limits(8 << 20, 16 << 10, 10_000, 4, 64, 256, false);

    /** Checks that there is room for something. */
    public Limits {
        if (bodyBytes < 1 || headerBytes < 1 || readMillis < 1 || threads < 1 || queue < 1 || connections < 1) {
            throw new IllegalArgumentException("expected positive limits, found " + bodyBytes + ", " + headerBytes
                    + ", " + readMillis + ", " + threads + ", " + queue + ", " + connections);
        }
    }

    /** The same with other patience. */
    Limits withReadMillis(int millis) {
        return new Limits(bodyBytes, headerBytes, millis, threads, queue, connections, options);
    }

    /** A body of too many bytes. */
    Refusal tooLarge() {
        return new Refusal(
                413, "expected a body of at most " + size(bodyBytes) + ", found more; send less" + or("--max-body"));
    }

    /** A body that does not come. */
    Refusal late() {
        return new Refusal(
                408,
                "expected the whole body within " + readMillis / 1000.0 + " s, found a part of it; send it at once"
                        + or("--read-timeout"));
    }

    /** More than waits. */
    Refusal full() {
        return new Refusal(
                503,
                "expected at most " + queue + " requests that wait and room for their bodies, found more; try again in a second"
                        + or("--queue"),
                java.util.Map.of("Retry-After", "1"));
    }

    /** Headers of too many bytes. */
    String headers() {
        return "headers of more than " + size(headerBytes) + "; send fewer" + or("--max-header");
    }

    private String or(String option) {
        return options ? ", or start the server with a larger " + option : "";
    }

    /** A number of bytes as people say it. */
    static String size(int bytes) {
        return bytes % (1 << 20) == 0
                ? (bytes >> 20) + " MiB"
                : bytes % (1 << 10) == 0 ? (bytes >> 10) + " KiB" : bytes + " bytes";
    }
}
