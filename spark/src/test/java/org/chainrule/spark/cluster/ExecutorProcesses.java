package org.chainrule.spark.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The processes of an application's executors on this machine. */
public final class ExecutorProcesses {
    private ExecutorProcesses() {}

    /**
     * All of an application.
     *
     * @param application its id
     * @return the processes that are alive
     */
    public static List<ProcessHandle> of(String application) {
        return ProcessHandle.allProcesses()
                .filter(process -> isExecutor(arguments(process), application))
                .toList();
    }

    /**
     * One of an application.
     *
     * @param application its id
     * @param executor    the executor's id
     * @return the process, if it is alive
     */
    public static Optional<ProcessHandle> of(String application, String executor) {
        return of(application).stream()
                .filter(process -> {
                    List<String> arguments = arguments(process);
                    int at = arguments.indexOf("--executor-id");
                    return at >= 0
                            && at + 1 < arguments.size()
                            && arguments.get(at + 1).equals(executor);
                })
                .findFirst();
    }

    private static boolean isExecutor(List<String> arguments, String application) {
        return arguments.contains("org.apache.spark.executor.CoarseGrainedExecutorBackend")
                && arguments.contains(application);
    }

    /** Whole, where the system shows it: class paths are longer than what {@link ProcessHandle#info} takes in. */
    private static List<String> arguments(ProcessHandle process) {
        try {
            return List.of(Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
                    .split("\0"));
        } catch (IOException gone) {
            return process.info().arguments().map(List::of).orElse(List.of());
        }
    }
}
