package org.chainrule.fuzz;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.Supplier;
import org.chainrule.tabular.error.UserException;
import org.jspecify.annotations.Nullable;

/**
 * What holds for every reader and every input: it reads, or it throws what it declares with one line of text, and it takes no more than two seconds of
 * processor time. What it takes of memory is bounded by the heap that the targets run in.
 */
public final class Reading {
    private static final long MOST_NANOS = 2_000_000_000L;
    private static final int LONGEST_MESSAGE = 20_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Reading() {}

    /**
     * Runs a whole target and holds it to its time.
     *
     * @param target reads and checks
     */
    public static void timed(Runnable target) {
        long begin = THREADS.getCurrentThreadCpuTime();
        target.run();
        long nanos = THREADS.getCurrentThreadCpuTime() - begin;
        if (nanos > MOST_NANOS) {
            throw new AssertionError("took " + nanos / 1_000_000 + " ms of processor time");
        }
    }

    /**
     * Reads what a user gives.
     *
     * @param reader a reader that may throw {@link UserException}
     * @return what it read; null if it refused
     */
    public static <T> @Nullable T orRefused(Supplier<T> reader) {
        try {
            return reader.get();
        } catch (UserException refused) {
            checkMessage(refused.getMessage());
            return null;
        }
    }

    /**
     * Reads what a programmer or an option gives.
     *
     * @param reader a reader that may throw {@link IllegalArgumentException}
     * @return what it read; null if it refused
     */
    public static <T> @Nullable T orIllegal(Supplier<T> reader) {
        try {
            return reader.get();
        } catch (IllegalArgumentException refused) {
            if (refused.getMessage() == null || refused.getClass() != IllegalArgumentException.class) {
                throw new AssertionError("not said in our words", refused);
            }
            return null;
        }
    }

    /**
     * A message is one line that a terminal can show.
     *
     * @param message what was said
     */
    public static void checkMessage(@Nullable String message) {
        if (message == null || message.isBlank() || message.length() > LONGEST_MESSAGE) {
            throw new AssertionError("a message that says nothing, or too much: " + message);
        }
        for (int i = 0; i < message.length(); i++) {
            if (Character.isISOControl(message.charAt(i))) {
                throw new AssertionError("a control character in the message: " + message);
            }
        }
    }
}
