package org.chainrule.studio.http;

import org.chainrule.tabular.error.Display;

/** A request that gets no answer but a status and one line that says what to do. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * A refusal.
     *
     * @param status  of HTTP, 400 or more
     * @param message one line
     */
    public Refusal(int status, String message) {
        super(message);
        this.status = status;
    }

    /**
     * The status.
     *
     * @return of HTTP
     */
    public int status() {
        return status;
    }

    /** Nothing is there. */
    static Refusal notFound(String path) {
        return new Refusal(
                404,
                "expected one of the addresses of docs/studio-api.md, found " + Display.text(path)
                        + "; check the address");
    }
}
