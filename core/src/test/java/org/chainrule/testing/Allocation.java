package org.chainrule.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Counts the bytes that work allocates on the heap. */
public final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private Allocation() {}

    /**
     * The least that one of several attempts allocated: the first may load classes, and with vectors everything before the last compilation allocates.
     *
     * @param attempts how often to try; after that for a minute more, because on a busy machine the compiler comes late. An attempt that allocates nothing is the last
     * @param work     an attempt, on this thread and others
     * @param workers  the others
     * @return bytes
     */
    public static long least(int attempts, Runnable work, long... workers) {
        Assumptions.assumeTrue(THREADS.isThreadAllocatedMemorySupported(), "needs a JVM that counts allocations");
        long[] team = LongStream.concat(LongStream.of(Thread.currentThread().getId()), LongStream.of(workers))
                .toArray();
        long least = Long.MAX_VALUE;
        long patience = System.nanoTime() + PATIENCE_NANOS;
        for (int attempt = 0; least > 0 && (attempt < attempts || System.nanoTime() < patience); attempt++) {
            long before = allocated(team);
            work.run();
            least = Math.min(least, allocated(team) - before);
        }
        return least;
    }

    private static long allocated(long[] team) {
        long bytes = 0;
        for (long id : team) {
            long of = THREADS.getThreadAllocatedBytes(id);
            Assertions.assertTrue(of >= 0, "a thread has ended");
            bytes += of;
        }
        return bytes;
    }
}
