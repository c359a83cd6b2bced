package org.chainrule.bench;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Attacks at a steady rate; slow ones hold connections of their own meanwhile. */
final class HostileTraffic implements AutoCloseable {
    private static final int SLOW_AT_ONCE = 96;
    private static final int FAST_AT_ONCE = 4;

    private final int port;
    private final ExecutorService slow = Executors.newFixedThreadPool(SLOW_AT_ONCE);
    private final ExecutorService fast = Executors.newFixedThreadPool(FAST_AT_ONCE);
    private final Map<Integer, AtomicInteger> statuses = new ConcurrentSkipListMap<>();
    private final Map<String, Integer> wrong = new ConcurrentSkipListMap<>();
    private final AtomicInteger done = new AtomicInteger();

    HostileTraffic(int port) {
        this.port = port;
    }

    /**
     * Sends attacks, evenly over some time; does not wait for the last of them.
     *
     * @param from    number of the first
     * @param to      behind the last
     * @param seconds how long it may take
     */
    void begin(int from, int to, double seconds) {
        long begun = System.nanoTime();
        for (int n = from; n < to; n++) {
            long due = begun + (long) (seconds * 1e9 * (n - from) / (to - from));
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            Attack attack = Attack.of(port, n);
            (attack.slow() ? slow : fast).execute(() -> send(attack));
        }
    }

    private void send(Attack attack) {
        try {
            int status = attack.send(port);
            statuses.computeIfAbsent(status, key -> new AtomicInteger()).incrementAndGet();
            if (!Attack.refused(status)) {
                wrong.merge(attack.name() + ": " + status, 1, Integer::sum);
            }
        } catch (IOException e) {
            wrong.merge(attack.name() + ": " + e, 1, Integer::sum);
        }
        done.incrementAndGet();
    }

    /** Waits for the last. */
    void finish() throws InterruptedException {
        fast.shutdown();
        slow.shutdown();
        if (!fast.awaitTermination(60, TimeUnit.SECONDS) || !slow.awaitTermination(300, TimeUnit.SECONDS)) {
            wrong.merge("attacks that were not over", 1, Integer::sum);
        }
    }

    /** How many are over. */
    int done() {
        return done.get();
    }

    /** Answers by status; 0 is a connection that the server closed, or that was not waited for. */
    Map<Integer, Integer> statuses() {
        Map<Integer, Integer> counts = new TreeMap<>();
        statuses.forEach((status, count) -> counts.put(status, count.get()));
        return counts;
    }

    /** What was not refused as it should have been; empty if all were. */
    Map<String, Integer> wrong() {
        return wrong;
    }

    @Override
    public void close() {
        fast.shutdownNow();
        slow.shutdownNow();
    }
}
