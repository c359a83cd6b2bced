package org.chainrule.spark.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.chainrule.spark.cluster.SparkHome;

/** Java processes with the class path and options of this one, whose errors go to a log each. */
final class Processes implements AutoCloseable {
    private final Path logs;
    private final List<Process> running = new ArrayList<>();

    Processes(Path logs) {
        this.logs = logs;
    }

    /** Starts a main class; its standard output is to be read. */
    Process start(Path javaHome, String log, String mainClass, List<String> arguments) throws IOException {
        return start(javaHome, log, System.getProperty("java.class.path"), mainClass, arguments);
    }

    /** Starts what belongs to Spark alone: from its installation, with its own settings of the log. */
    Process daemon(String log, String mainClass, List<String> arguments) throws IOException {
        String jars = SparkHome.prepare().folder().resolve("jars") + "/*";
        return start(Path.of(System.getProperty("java.home")), log, jars, mainClass, arguments);
    }

    private Process start(Path javaHome, String log, String classPath, String mainClass, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(javaHome.resolve("bin/java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", javaHome.toString());
        builder.redirectError(ProcessBuilder.Redirect.to(log(log)));
        Process process = builder.start();
        running.add(process);
        return process;
    }

    File log(String name) throws IOException {
        return Files.createDirectories(logs)
                .resolve(name.replaceAll("[^A-Za-z0-9]+", "-") + ".log")
                .toFile();
    }

    /** Reads what a process prints until it ends, or until it has printed a line after which it is killed. */
    static List<String> lines(Process process, Predicate<String> killAfter) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = process.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
                if (killAfter.test(line)) {
                    process.destroyForcibly();
                    break;
                }
            }
        }
        process.waitFor();
        return lines;
    }

    /** Waits until a log says something. */
    void await(String log, String text, int times) throws IOException, InterruptedException {
        for (int tenth = 0; tenth < 1200; tenth++) {
            String written = Files.readString(log(log).toPath());
            if (written.split(text, -1).length > times) {
                return;
            }
            Thread.sleep(100);
        }
        throw new IOException("waited two minutes for \"" + text + "\" in " + log(log));
    }

    @Override
    public void close() {
        running.forEach(Process::destroyForcibly);
    }
}
