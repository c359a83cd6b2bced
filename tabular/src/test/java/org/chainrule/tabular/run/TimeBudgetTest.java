package org.chainrule.tabular.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimeBudgetTest {
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong now = new AtomicLong(-7);

    private TimeBudget budget(int seconds) {
        return new TimeBudget(Duration.ofSeconds(seconds), Duration.ZERO, now::get);
    }

    @Test
    void keepsAsMuchForTheEndAsReadingTook() {
        TimeBudget quick = budget(20);
        now.addAndGet(SECOND / 2);
        assertEquals(19, quick.read().seconds(), 1e-9, "a twentieth at least");
        TimeBudget busy = budget(20);
        now.addAndGet(3 * SECOND);
        assertEquals(17, busy.read().seconds(), 1e-9);
        TimeBudget starved = budget(20);
        now.addAndGet(15 * SECOND);
        assertEquals(15, starved.read().seconds(), 1e-9, "a quarter at most");
        assertEquals(0, starved.left());
        TimeBudget large = budget(10_000);
        now.addAndGet(900 * SECOND);
        assertEquals(9_980, large.read().seconds(), 1e-9);
    }

    @Test
    void whatTheModelDoesNotNeedEndsWithTheLimit() {
        TimeBudget budget = budget(10);
        now.addAndGet(10 * SECOND);
        assertTrue(budget.lasts());
        now.addAndGet(SECOND);
        assertFalse(budget.lasts());
    }
}
