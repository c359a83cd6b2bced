package org.chainrule.kernel.vector;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program of the tests in a JVM of its own, with the SIMD kernels, without the agents of this one. */
final class FreshJvm {
    private FreshJvm() {}

    /**
     * What the program prints, on both streams.
     *
     * @param program   a class with a main method
     * @param kernel    the value of {@code chainrule.kernel}
     * @param heap      the largest heap, as {@code -Xmx} writes it
     * @param arguments of the program
     * @throws AssertionError if it fails, with what it printed
     */
    static String output(Class<?> program, String kernel, String heap, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-Xmx" + heap,
                "-Dchainrule.kernel=" + kernel,
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String text;
            try (InputStream output = process.getInputStream()) {
                text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            }
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new AssertionError("the JVM with the kernel " + kernel + " failed: " + text);
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
