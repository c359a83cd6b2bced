package org.chainrule.studio.http;

import java.util.Map;
import org.chainrule.tabular.error.Display;

/** A request that gets no answer but a status and one line that says what to do. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Map<String, String> headers;

    /**
     * A refusal.
     *
     * @param status  of HTTP, 400 or more
     * @param message one line
     */
    public Refusal(int status, String message) {
        this(status, message, Map.of());
    }

    /**
     * A refusal with headers that its status demands.
     *
     * @param status  of HTTP, 400 or more
     * @param message one line
     * @param headers such as {@code Allow}
     */
    public Refusal(int status, String message, Map<String, String> headers) {
        super(message, null, false, false); // said to whoever asked, never traced
        this.status = status;
        this.headers = Map.copyOf(headers);
    }

    /**
     * The status.
     *
     * @return of HTTP
     */
    public int status() {
        return status;
    }

    /**
     * What the answer's headers must say.
     *
     * @return by name
     */
    public Map<String, String> headers() {
        return headers;
    }

    /** Nothing is there. */
    static Refusal notFound(String path) {
        return new Refusal(
                404,
                "expected one of the addresses of docs/studio-api.md, found " + Display.text(path)
                        + "; check the address");
    }

    /**
     * Something is there, but not for this method.
     *
     * @param method  that was used
     * @param path    what was asked for
     * @param allowed the methods that are possible, with commas between
     * @return the refusal
     */
    public static Refusal method(String method, String path, String allowed) {
        String words = allowed.replace(", ", " or ");
        return new Refusal(
                405,
                "expected " + words + " of " + Display.text(path) + ", found " + Display.text(method) + "; use "
                        + words,
                Map.of("Allow", allowed));
    }
}
