package org.chainrule.tabular.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Several trainings at a time, a share of the threads each: small networks share out over whole trainings better than over the rows of a batch, and the bits
 * of a training do not depend on its threads.
 */
record Parallel(int trainings, int threadsEach) {
    /** Rows from which on one training at a time is enough: its data take their memory once, and its steps keep all threads busy. */
    private static final int MANY_ROWS = 200_000;

    /** Chooses. */
    static Parallel of(int wanted, int rows, int count) {
        int threads = wanted > 0 ? wanted : Runtime.getRuntime().availableProcessors();
        int trainings = rows >= MANY_ROWS ? 1 : Math.max(1, Math.min(threads, count));
        return new Parallel(trainings, Math.max(1, threads / trainings));
    }

    /** How many rounds a number of trainings takes. */
    int rounds(int count) {
        return (count + trainings - 1) / trainings;
    }

    /** Runs all, in order as threads become free, and gives their results in order. The first failure is thrown when all have ended. */
    <T> List<T> run(List<Callable<T>> tasks) {
        ExecutorService executor = Executors.newFixedThreadPool(trainings, task -> {
            Thread thread = new Thread(task, "chainrule-training");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : executor.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            } else if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while networks were trained", e);
        } finally {
            executor.shutdownNow();
        }
    }
}
