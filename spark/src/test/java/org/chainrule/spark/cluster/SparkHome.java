package org.chainrule.spark.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** What Spark takes for its installation: a folder of links to the jars of the class path. The environment names it, SPARK_HOME, for the workers that this JVM starts. */
public final class SparkHome {
    private final Path folder;
    private final String ownClassPath;

    private SparkHome(Path folder, String ownClassPath) {
        this.folder = folder;
        this.ownClassPath = ownClassPath;
    }

    /**
     * Makes the folder that SPARK_HOME names, of this JVM's class path.
     *
     * @return the installation
     */
    public static SparkHome prepare() {
        String named = System.getenv("SPARK_HOME");
        if (named == null) {
            throw new IllegalStateException(
                    "SPARK_HOME names no folder; Maven sets it for tests, spark/run for itself");
        }
        try {
            return prepare(Path.of(named), System.getProperty("java.class.path"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static SparkHome prepare(Path folder, String classPath) throws IOException {
        Path jars = Files.createDirectories(folder.resolve("jars"));
        Files.createDirectories(folder.resolve("launcher/target/scala-2.13"));
        List<String> own = new ArrayList<>();
        Map<Path, Path> wanted = new LinkedHashMap<>();
        for (String entry : classPath.split(File.pathSeparator)) {
            Path path = Path.of(entry).toAbsolutePath();
            String name = path.getFileName().toString();
            if (Files.isDirectory(path) || name.startsWith("chainrule-")) {
                own.add(path.toString());
            } else if (name.endsWith(".jar") && Files.exists(path)) {
                wanted.put(jars.resolve(name), path);
            }
        }
        link(jars, wanted);
        return new SparkHome(folder, String.join(File.pathSeparator, own));
    }

    /** Links that are right stay: executors may be starting from them. */
    private static void link(Path jars, Map<Path, Path> wanted) throws IOException {
        try (Stream<Path> old = Files.list(jars)) {
            for (Path link : old.toList()) {
                Path target = wanted.get(link);
                if (target == null
                        || !Files.isSymbolicLink(link)
                        || !Files.readSymbolicLink(link).equals(target)) {
                    Files.delete(link);
                } else {
                    wanted.remove(link);
                }
            }
        }
        for (Map.Entry<Path, Path> missing : wanted.entrySet()) {
            Files.createSymbolicLink(missing.getKey(), missing.getValue());
        }
    }

    /**
     * The folder.
     *
     * @return with jars
     */
    public Path folder() {
        return folder;
    }

    /**
     * A session whose executors are processes that find Spark in the folder, and this project's classes where they were compiled to.
     *
     * @param master {@code local-cluster[2,1,1024]} or {@code spark://...}
     * @return the configuration
     */
    public SparkSession.Builder session(String master) {
        return SparkSession.builder()
                .master(master)
                .appName("chainrule-test")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.executor.extraClassPath", ownClassPath)
                .config("spark.executor.memory", "1g")
                .config("spark.sql.shuffle.partitions", 2)
                .config("spark.sql.warehouse.dir", folder.resolve("warehouse").toString());
    }
}
