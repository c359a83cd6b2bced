package org.chainrule.tabular.run;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The time that a search may take: it counts from the beginning, reading included, and keeps some for judging and writing at the end. What that takes depends on
 * how busy the machine is, of which the reading tells.
 */
final class TimeBudget {
    private static final double KEPT = 0.05;
    private static final double MOST_KEPT_SECONDS = 20;

    /** As much as reading took is kept, but not more than this share. */
    private static final double MOST_KEPT = 0.25;

    private static final double GRACE_SECONDS = 1;

    private final LongSupplier clock;
    private long started;
    private final double whole;
    private double seconds;

    /** A budget that begins now. */
    TimeBudget(@Nullable Duration limit, Duration usual) {
        this(limit, usual, System::nanoTime);
    }

    /** The same by another clock, of nanoseconds. */
    TimeBudget(@Nullable Duration limit, Duration usual, LongSupplier clock) {
        this.clock = clock;
        this.started = clock.getAsLong();
        this.whole = (limit == null ? usual : limit).toNanos() / 1e9;
        this.seconds = whole - Math.min(MOST_KEPT_SECONDS, KEPT * whole);
    }

    /** The rows are read: what judging and writing will take can be told. */
    TimeBudget read() {
        double kept = Math.min(MOST_KEPT_SECONDS, Math.min(MOST_KEPT * whole, elapsed()));
        seconds = Math.min(seconds, whole - kept);
        return this;
    }

    /** Time of another search, which this one goes on with, counts too. */
    TimeBudget used(double before) {
        started -= (long) (before * 1e9);
        return this;
    }

    /** All of it. */
    double seconds() {
        return seconds;
    }

    double elapsed() {
        return (clock.getAsLong() - started) / 1e9;
    }

    /** What is left, not negative. */
    double left() {
        return Math.max(0, seconds - elapsed());
    }

    /** Whether something may still be measured that the model does not need. */
    boolean lasts() {
        return elapsed() < whole + GRACE_SECONDS;
    }

    Duration leftTime() {
        return duration(left());
    }

    static Duration duration(double seconds) {
        return Duration.ofNanos((long) (seconds * 1e9));
    }
}
