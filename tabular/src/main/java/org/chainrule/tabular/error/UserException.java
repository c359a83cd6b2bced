package org.chainrule.tabular.error;

/**
 * Something that the user can mend: one line that says what was expected, what was found, where, and what to do next. Shown without a stack trace.
 */
public final class UserException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Which exit code the command line ends with. */
    public enum Kind {
        /** Wrong usage: exit code 2. */
        USAGE(2),
        /** Bad data or model file: exit code 3. */
        DATA(3),
        /** Training diverged: exit code 4. */
        DIVERGED(4),
        /** A reproduction has other bits: exit code 5. */
        NOT_REPRODUCED(5);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        /**
         * The process's exit code.
         *
         * @return the code
         */
        public int exitCode() {
            return exitCode;
        }
    }

    /** What kind of mistake it is. */
    private final Kind kind;

    /**
     * A mistake.
     *
     * @param kind    what kind
     * @param message one line
     */
    public UserException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /**
     * A mistake with a cause.
     *
     * @param kind    what kind
     * @param message one line
     * @param cause   what was thrown
     */
    public UserException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /**
     * What kind of mistake it is.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Wrong usage.
     *
     * @param message one line
     * @return the exception
     */
    public static UserException usage(String message) {
        return new UserException(Kind.USAGE, message);
    }

    /**
     * Bad data or a bad model file.
     *
     * @param message one line
     * @return the exception
     */
    public static UserException data(String message) {
        return new UserException(Kind.DATA, message);
    }
}
