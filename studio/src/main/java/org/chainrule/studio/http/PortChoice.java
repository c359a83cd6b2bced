package org.chainrule.studio.http;

/**
 * On which port to listen.
 *
 * @param number   0 takes any that is free
 * @param explicit whether a person asked for it; then no other one is taken
 * @param option   what a person asks for another one with, for messages
 */
public record PortChoice(int number, boolean explicit, String option) {
    /** Where the studio is unless somebody says otherwise. */
    public static final int STUDIO = 8181;

    /** Ports that are tried, one after the other, if nobody asked for one. */
    static final int TRIED = 10;

    /** Checks the range. */
    public PortChoice {
        if (number < 0 || number > 65535) {
            throw new IllegalArgumentException("expected a port from 0 to 65535, found " + number);
        }
    }

    /**
     * A choice of {@code --port}.
     *
     * @param number   0 takes any that is free
     * @param explicit whether a person asked for it
     */
    public PortChoice(int number, boolean explicit) {
        this(number, explicit, "--port");
    }

    /** The most that are tried. */
    int last() {
        return explicit || number == 0 ? number : Math.min(65535, number + TRIED - 1);
    }
}
