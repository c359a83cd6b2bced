package org.chainrule.studio.run;

/** A request that is in order but cannot be answered: one line for the page, which says what to do. */
public final class RunRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** There is no such run: status 404. */
        NO_SUCH_RUN,
        /** Not in this state, such as travel while a training is only watched: status 409. */
        NOT_NOW,
        /** Too many runs or too large a one: status 503. */
        TOO_MUCH
    }

    /** Why. */
    private final Reason reason;

    /**
     * A refusal.
     *
     * @param reason  why
     * @param message one line
     */
    public RunRefusal(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /**
     * Why.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }
}
