package org.chainrule.studio.run;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A thread that makes one thing at a time for the thread of a run, and goes when it has nothing to do. */
final class Painter implements AutoCloseable {
    private final ThreadPoolExecutor executor;
    private @Nullable Job<?> job;

    /** What is being made, and who wants it. */
    private record Job<T>(Future<T> future, Consumer<T> taker) {
        void deliver() {
            try {
                taker.accept(future.get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    Painter(String name) {
        executor = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        executor.allowCoreThreadTimeOut(true);
    }

    boolean busy() {
        return job != null;
    }

    <T> void paint(Supplier<T> maker, Consumer<T> taker) {
        job = new Job<>(executor.submit(maker::get), taker);
    }

    /** Hands over what is ready. */
    void collect() {
        Job<?> current = job;
        if (current != null && current.future().isDone()) {
            job = null;
            current.deliver();
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
