package org.chainrule.spark.fit;

import java.util.concurrent.Callable;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.chainrule.spark.data.ClusterErrors;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of one training: each says in Spark's UI what it is for, all can be cancelled together, and what goes wrong comes out as one line. The job group is the
 * caller's, if he has one; what he set is put back at the end.
 */
final class ClusterJobs implements AutoCloseable {
    private static final String GROUP = "spark.jobGroup.id";
    private static final String DESCRIPTION = "spark.job.description";
    private static final String INTERRUPT = "spark.job.interruptOnCancel";

    private final SparkContext context;
    private final String tag;
    private final @Nullable String group;
    private final @Nullable String description;
    private final @Nullable String interrupt;
    private boolean interrupted;

    ClusterJobs(JavaSparkContext context) {
        this.context = context.sc();
        this.tag = "chainrule-" + System.nanoTime();
        this.group = this.context.getLocalProperty(GROUP);
        this.description = this.context.getLocalProperty(DESCRIPTION);
        this.interrupt = this.context.getLocalProperty(INTERRUPT);
        if (group == null) {
            this.context.setJobGroup(tag, "Chainrule", true);
        }
        this.context.addJobTag(tag);
    }

    /**
     * Runs what starts jobs.
     *
     * @param what such as "Chainrule round 12": for the UI and for errors
     * @param jobs to be run on this thread
     * @throws UserException whatever goes wrong
     */
    <T> T run(String what, Callable<T> jobs) {
        context.setJobDescription(what);
        try {
            return jobs.call();
        } catch (Exception failed) { // Scala throws checked exceptions without saying so
            if (isInterruption(failed)) {
                Thread.interrupted(); // Spark could not let go of anything; it is set again at the end
                interrupted = true;
                context.cancelJobsWithTag(tag);
                throw new UserException(
                        UserException.Kind.DATA, what + " was interrupted, and its jobs are cancelled", failed);
            }
            throw oneLine(what, failed);
        }
    }

    /** However Spark has wrapped it. */
    private static boolean isInterruption(Throwable failed) {
        if (Thread.currentThread().isInterrupted()) {
            return true;
        }
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException) {
                return true;
            }
        }
        return false;
    }

    /** What the user can mend is somewhere among the causes; anything else keeps its cause, and its first line is shown. */
    private static RuntimeException oneLine(String what, Exception failed) {
        RuntimeException known = ClusterErrors.unwrapped(new RuntimeException(failed));
        if (known instanceof UserException) {
            return known;
        }
        if (failed instanceof RuntimeException programming
                && !failed.getClass().getName().startsWith("org.apache.")) {
            return programming; // a defect of this program or of a listener: its stack trace is wanted
        }
        String message = String.valueOf(failed.getMessage());
        int end = message.indexOf('\n');
        String first = end < 0 ? message : message.substring(0, end);
        boolean cancelled = message.contains("cancelled");
        return new UserException(
                UserException.Kind.DATA,
                what
                        + (cancelled ? " was cancelled: " : " failed: ")
                        + Display.text(first)
                        + (cancelled ? "" : "; the logs of the executors say more"),
                failed);
    }

    @Override
    public void close() {
        context.removeJobTag(tag);
        context.setLocalProperty(GROUP, group);
        context.setLocalProperty(DESCRIPTION, description);
        context.setLocalProperty(INTERRUPT, interrupt);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
