package org.chainrule.tabular.run;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The time that a search may take: it counts from the beginning, reading included, and keeps some for judging and writing at the end. */
final class TimeBudget {
    private static final double KEPT = 0.05;
    private static final double MOST_KEPT_SECONDS = 20;

    private final long started = System.nanoTime();
    private final double seconds;

    /** A budget that begins now. */
    TimeBudget(@Nullable Duration limit, Duration usual) {
        double whole = (limit == null ? usual : limit).toNanos() / 1e9;
        this.seconds = whole - Math.min(MOST_KEPT_SECONDS, KEPT * whole);
    }

    /** All of it. */
    double seconds() {
        return seconds;
    }

    double elapsed() {
        return (System.nanoTime() - started) / 1e9;
    }

    /** What is left, not negative. */
    double left() {
        return Math.max(0, seconds - elapsed());
    }

    Duration leftTime() {
        return duration(left());
    }

    static Duration duration(double seconds) {
        return Duration.ofNanos((long) (seconds * 1e9));
    }
}
