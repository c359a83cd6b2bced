package org.chainrule.kernel.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.chainrule.kernel.KernelSelection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which kernels a JVM runs, and what it says, in JVMs of their own. */
class KernelChoiceTest {
    private static final String FLAG = "--add-modules jdk.incubator.vector";

    /** The program that the JVMs run: it selects twice and prints the names. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            System.out.println("kernel " + KernelSelection.select().name());
            System.out.println("kernel " + KernelSelection.select().name());
        }
    }

    /** What a JVM printed, on both streams, without its own line on incubating modules. */
    private static List<String> run(String classPath, String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath, Child.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = output(process);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        return text.lines()
                .filter(line -> !line.contains("Using incubator modules"))
                .toList();
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    private static List<String> containing(String part, List<String> lines) {
        return lines.stream().filter(line -> line.contains(part)).toList();
    }

    @Test
    void theWidestByDefaultWithoutAWord() throws Exception {
        String widest = VectorWidth.available().get(0);
        List<String> expected = List.of("kernel " + widest, "kernel " + widest);
        assertEquals(expected, run(classPath(), "--add-modules", "jdk.incubator.vector"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "128", "256", "512"})
    void theOneThatThePropertyNames(String name) throws Exception {
        List<String> lines = run(classPath(), "--add-modules", "jdk.incubator.vector", "-Dchainrule.kernel=" + name);
        if (name.equals("scalar") || VectorWidth.available().contains(name)) {
            assertEquals(List.of("kernel " + name, "kernel " + name), lines);
        } else {
            assertEquals(List.of(), containing("kernel " + name, lines), "a width that this machine lacks");
            assertEquals(
                    1, containing("asks for the kernel \"" + name + "\"", lines).size(), lines.toString());
        }
    }

    @Test
    void withoutTheFlagScalarAndOneLineThatNamesIt() throws Exception {
        List<String> lines = run(classPath());
        assertEquals(2, containing("kernel scalar", lines).size(), lines.toString());
        assertEquals(1, containing("WARNING", lines).size(), lines.toString());
        assertTrue(containing("WARNING", lines).get(0).endsWith("start java with " + FLAG + "."), lines.toString());
        assertEquals(1, containing("incubator", lines).size(), lines.toString());
    }

    @Test
    void scalarByTheUsersWillWithoutAWord() throws Exception {
        assertEquals(List.of("kernel scalar", "kernel scalar"), run(classPath(), "-Dchainrule.kernel=scalar"));
    }

    @Test
    void aWidthWithoutTheFlagIsAnErrorThatNamesIt() throws Exception {
        List<String> lines = run(classPath(), "-Dchainrule.kernel=256");
        assertEquals(1, containing(FLAG, lines).size(), lines.toString());
        assertEquals(List.of(), containing("kernel 256", lines));
    }

    @Test
    void withoutTheModuleOfTheVectorKernelsOneLineThatNamesBoth() throws Exception {
        String core = Arrays.stream(classPath().split(File.pathSeparator))
                .filter(entry -> !entry.contains("kernels-vector") || entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> lines = run(core);
        assertEquals(2, containing("kernel scalar", lines).size(), lines.toString());
        assertEquals(1, containing("WARNING", lines).size(), lines.toString());
        assertTrue(lines.stream().anyMatch(line -> line.contains("chainrule-kernels-vector") && line.contains(FLAG)));
    }

    @Test
    void saysThatMultiplyAddIsSlow() throws Exception {
        List<String> lines = run(classPath(), "-Dchainrule.kernel=scalar", "-XX:-UseFMA");
        assertEquals(1, containing("Math.fma", lines).size(), lines.toString());
        assertEquals(2, containing("kernel scalar", lines).size(), lines.toString());
    }
}
