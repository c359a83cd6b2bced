package org.chainrule.spark.data;

import java.util.function.Supplier;
import org.chainrule.tabular.error.UserException;

/** Brings what an executor had to say to the driver, as it was said. */
public final class ClusterErrors {
    private static final int DEEPEST = 20;

    private ClusterErrors() {}

    /**
     * Runs a job.
     *
     * @param job calls actions of Spark
     * @param <T> what it gives
     * @return what it gives
     * @throws UserException the one that stopped a task, without Spark's wrapping
     */
    public static <T> T run(Supplier<T> job) {
        try {
            return job.get();
        } catch (Exception e) {
            // Scala throws what Java would have to declare: SparkException is not a RuntimeException.
            throw unwrapped(e);
        }
    }

    /**
     * What is behind an exception of Spark.
     *
     * @param error what an action threw
     * @return the UserException that caused it, or the error itself; one that must be declared is wrapped
     */
    public static RuntimeException unwrapped(Throwable error) {
        Throwable cause = error;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof UserException user) {
                return user;
            }
            cause = cause.getCause();
        }
        return error instanceof RuntimeException runtime
                ? runtime
                : new IllegalStateException("a Spark job failed: " + error.getMessage(), error);
    }
}
