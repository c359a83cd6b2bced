package org.chainrule.spark.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One SHA-256 of the weights, wherever and however often they are computed: {@code spark/run bits [localSteps|synchronous|lbfgs] [standalone]}: with the second word only that part, which needs no JDK but this. Prints a line a case, and ends
 * with 1 if two differ, or if what a case is about did not happen.
 */
public final class Bits {
    private static final String CLUSTER = "local-cluster[2,1,1024]";
    private static final String[] SPECULATION = {
        "stop=3",
        "spark.locality.wait=0", // else a task is tried again only where its rows are kept
        "spark.speculation=true",
        "spark.speculation.efficiency.enabled=false",
        "spark.speculation.interval=5ms",
        "spark.speculation.quantile=0.1",
        "spark.speculation.multiplier=1.01",
        "spark.speculation.minTaskRuntime=1ms"
    };
    private static final Path HERE = Path.of(System.getProperty("java.home"));

    private final Path folder = Path.of(System.getProperty("chainrule.root"), "spark/target/bits");
    private final String way;
    private final Set<String> digests = new LinkedHashSet<>();
    private final List<String> failures = new ArrayList<>();

    private Bits(String way) {
        this.way = way;
    }

    /**
     * Compares.
     *
     * @param arguments the way to train; local steps if there is none
     * @throws Exception if a process cannot be started
     */
    public static void main(String[] arguments) throws Exception {
        Bits bits = new Bits(arguments.length == 0 ? "localSteps" : arguments[0]);
        System.out.printf(
                "%-44s %-10s %7s %6s %9s %6s  %s%n", "case", "Java", "rounds", "lost", "repeated", "twice", "weights");
        if (arguments.length > 1 && arguments[1].equals("standalone")) {
            bits.standalone();
        } else {
            bits.all();
        }
        if (bits.digests.size() > 1) {
            bits.failures.add(bits.digests.size() + " different digests");
        }
        bits.failures.forEach(failure -> System.out.println("FAILED: " + failure));
        System.out.println(bits.failures.isEmpty() ? "one digest: " + String.join(" ", bits.digests) : "not the same");
        System.exit(bits.failures.isEmpty() ? 0 : 1);
    }

    private void all() throws IOException, InterruptedException {
        run("local[1]", HERE, "local[1]");
        run("local[2]", HERE, "local[2]");
        run("1 to 13 partitions", HERE, "local[2]", "partitions=1,2,3,4,5,6,7,8,9,10,11,12,13");
        run(CLUSTER, HERE, CLUSTER);
        expect(run("executor killed -9 in mid-round", HERE, CLUSTER, "kill=3"), "lost", "repeated");
        standalone();
        killedDriver();
        Path newer = newest();
        if (newer.equals(HERE)) {
            System.out.println("no newer Java in /usr/lib/jvm: not compared");
            return;
        }
        run("local[2]", newer, "local[2]");
        run(CLUSTER, newer, CLUSTER);
    }

    private List<String> run(String name, Path java, String master, String... more)
            throws IOException, InterruptedException {
        try (Processes processes = new Processes(folder)) {
            String log = name + " " + version(java);
            Process driver = processes.start(java, log, BitsDriver.class.getName(), arguments(master, more));
            List<String> lines = Processes.lines(driver, line -> false);
            report(name, version(java), lines);
            if (driver.exitValue() != 0 || lines.stream().noneMatch(line -> line.startsWith("weights"))) {
                failures.add(name + " ended with " + driver.exitValue() + ", see " + processes.log(log));
            }
            return lines;
        }
    }

    private List<String> arguments(String master, String... more) {
        List<String> arguments = new ArrayList<>(List.of(master, way));
        arguments.addAll(List.of(more));
        return arguments;
    }

    private void report(String name, String java, List<String> lines) {
        for (String line : lines) {
            String[] words = line.split(" ");
            if (words[0].equals("weights")) {
                digests.add(words[1]);
                boolean several = name.contains("partitions");
                System.out.printf(
                        "%-44s %-10s %7d %6d %9d %6d  %s%n",
                        several ? value(line, "partitions") + " of " + name : name,
                        java,
                        value(line, "rounds"),
                        value(line, "lost"),
                        value(line, "repeated"),
                        value(line, "speculative"),
                        words[1]);
            }
        }
    }

    private static int value(String line, String name) {
        int at = line.indexOf(name + "=") + name.length() + 1;
        int end = line.indexOf(' ', at);
        return Integer.parseInt(line.substring(at, end < 0 ? line.length() : end));
    }

    /** What a case is about has to have happened; a lost executor costs at most one round. */
    private void expect(List<String> lines, String... names) {
        for (String line : lines) {
            for (String name : names) {
                int value = line.startsWith("weights") ? value(line, name) : 1;
                if (value < 1 || name.equals("repeated") && value > 1) {
                    failures.add("expected one " + name + ", found " + value);
                }
            }
        }
    }

    private void standalone() throws IOException, InterruptedException {
        try (Processes processes = new Processes(folder)) {
            int port = freePort();
            String master = "spark://127.0.0.1:" + port;
            processes.daemon(
                    "master",
                    "org.apache.spark.deploy.master.Master",
                    List.of("--host", "127.0.0.1", "--port", "" + port, "--webui-port", "0"));
            for (int n = 1; n <= 2; n++) { // on two hosts, as Spark sees it: it tries no task twice on one
                String worker = "worker" + n;
                processes.await("master", "I have been elected leader", 1);
                processes.daemon(
                        worker,
                        "org.apache.spark.deploy.worker.Worker",
                        List.of(
                                "--host",
                                "127.0.0." + n,
                                "--webui-port",
                                "0",
                                "--cores",
                                "1",
                                "--memory",
                                "1g",
                                "--work-dir",
                                folder.resolve(worker).toString(),
                                master));
                processes.await(worker, "Successfully registered with master", 1);
            }
            run("standalone master, 2 workers", HERE, master);
            expect(run("standalone, executor killed -9", HERE, master, "kill=3"), "lost", "repeated");
            expect(run("standalone, executor stopped for 3 s", HERE, master, SPECULATION), "stopped", "copied");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void killedDriver() throws IOException, InterruptedException {
        Path checkpoint = folder.resolve("checkpoint-" + way);
        delete(checkpoint);
        try (Processes processes = new Processes(folder)) {
            Process driver = processes.start(
                    HERE,
                    "driver killed",
                    BitsDriver.class.getName(),
                    arguments("local[2]", "checkpoint=" + checkpoint));
            Processes.lines(driver, line -> line.equals("epoch 3"));
            if (driver.exitValue() == 0) {
                failures.add("the driver had ended before it was killed");
            }
        }
        List<String> lines =
                run("driver killed -9 after epoch 3, resumed", HERE, "local[2]", "checkpoint=" + checkpoint);
        if (lines.stream().noneMatch(line -> line.startsWith("resumed "))) {
            failures.add("the driver did not go on from a checkpoint");
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** The newest Java among the usual places, this one if there is none newer. */
    private static Path newest() throws IOException {
        Path newest = HERE;
        Path all = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(all)) {
            return newest;
        }
        try (Stream<Path> homes = Files.list(all)) {
            for (Path home : homes.toList()) {
                if (Files.exists(home.resolve("bin/java")) && major(version(home)) > major(version(newest))) {
                    newest = home;
                }
            }
        }
        return newest;
    }

    private static int major(String version) {
        return Integer.parseInt(version.replaceAll("\\D.*", ""));
    }

    private static String version(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.exists(release)) {
            return "0";
        }
        return Files.readAllLines(release).stream()
                .filter(line -> line.startsWith("JAVA_VERSION="))
                .map(line -> line.replaceAll(".*=\"|\"", ""))
                .findFirst()
                .orElse("0");
    }
}
