package org.chainrule.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A short fuzz of a fixed number of executions from a fixed seed, each in a JVM of its own with a heap of 256 MB. {@code fuzz/run} runs the long one. */
class FuzzedForAMomentTest {
    private static final Pattern DONE = Pattern.compile("(?m)^Done (\\d+) runs");
    private static final int MINUTES = 15;

    @ParameterizedTest
    @CsvSource({
        "org.chainrule.fuzz.EverythingFuzzTest, everything, 12000",
        "org.chainrule.tabular.read.TableFuzzTest, table, 60"
    })
    void findsNothing(String type, String method, int runs, @TempDir Path folder)
            throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        Process fuzzer = new ProcessBuilder(command(type, method, runs, folder))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertTrue(fuzzer.waitFor(MINUTES, TimeUnit.MINUTES), "it does not end");
        } finally {
            fuzzer.destroyForcibly();
        }
        String said = new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1);
        String tail = said.substring(Math.max(0, said.length() - 6_000));
        assertEquals(0, fuzzer.exitValue(), tail);
        Matcher done = DONE.matcher(said);
        assertTrue(done.find() && Integer.parseInt(done.group(1)) >= runs, tail);
    }

    private static List<String> command(String type, String method, int runs, Path folder) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= 21) {
            command.add("-XX:+EnableDynamicAgentLoading");
        }
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        String shared = System.getProperty("chainrule.shared", "../../shared");
        command.addAll(List.of("-Xmx256m", "-Xss1m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.add("-Dchainrule.shared=" + Path.of(shared).toAbsolutePath());
        command.addAll(
                List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        command.add("com.code_intelligence.jazzer.Jazzer");
        command.addAll(List.of("--target_class=" + type, "--target_method=" + method, "--reproducer_path=" + folder));
        command.add("--instrumentation_includes=org.chainrule.**");
        command.add("--disabled_hooks=com.code_intelligence.jazzer.sanitizers.SqlInjection");
        command.addAll(List.of("-seed=1", "-runs=" + runs, "-timeout=60", "-max_len=16384"));
        command.add(Files.createDirectory(folder.resolve("corpus")).toString());
        return command;
    }
}
