package org.chainrule.studio.run;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Requests to the one thread that a run belongs to. Whoever asks waits for the answer. */
final class Mailbox {
    private final LinkedBlockingQueue<FutureTask<?>> tasks = new LinkedBlockingQueue<>();
    private final AtomicInteger orders = new AtomicInteger();
    private volatile boolean closed;

    /** Asks a question. */
    <T> T ask(Callable<T> question) {
        return answer(new FutureTask<>(question));
    }

    /** Gives an order, for which a long replay is broken off. */
    <T> T order(Callable<T> order) {
        orders.incrementAndGet();
        return answer(new FutureTask<>(() -> {
            orders.decrementAndGet();
            return order.call();
        }));
    }

    /** Says something and does not wait. */
    void post(Runnable note) {
        tasks.add(new FutureTask<>(note, null));
    }

    private <T> T answer(FutureTask<T> task) {
        tasks.add(task);
        if (closed) {
            task.cancel(false);
        }
        try {
            return task.get();
        } catch (CancellationException e) {
            throw gone();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw gone();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error error) { // too little memory is told as that
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    static RunRefusal gone() {
        return new RunRefusal(RunRefusal.Reason.NO_SUCH_RUN, "this run was ended; start another");
    }

    /** Whether an order waits. */
    boolean hasOrder() {
        return closed || orders.get() > 0;
    }

    /** The next request; null if none came in time. A negative time waits for ever. */
    @Nullable
    Runnable next(long nanos) throws InterruptedException {
        if (closed) {
            return null;
        }
        return nanos < 0 ? tasks.take() : nanos == 0 ? tasks.poll() : tasks.poll(nanos, TimeUnit.NANOSECONDS);
    }

    boolean closed() {
        return closed;
    }

    /** Refuses what waits and what comes. */
    void close() {
        closed = true;
        tasks.add(new FutureTask<>(() -> null));
    }

    /** To be called when nobody takes requests any more. */
    void drain() {
        tasks.forEach(task -> task.cancel(false));
    }
}
