package org.chainrule.kernel.vector;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.chainrule.kernel.KernelSelection;

/** Runs the sweep in a JVM of its own, and the file with the hashes that it must give. */
final class SameBits {
    private static final String FILE = "same-bits.txt";

    private static final List<String> HEADER = List.of(
            "# SHA-256 of weights and running statistics, and of the losses, of the trainings of SweepTraining.",
            "# Whoever changes a line changes the weights of every user's model: that needs an entry in the CHANGELOG, and a reason.",
            "# To write this file anew (the scalar kernels on one thread judge):",
            "#   mvn -pl kernels-vector -am test -Dtest=SameBitsTest -Dsurefire.failIfNoSpecifiedTests=false -Dchainrule.golden=rewrite");

    private SameBits() {}

    /** The program of the other JVM: prints {@code kernel NAME}, and a line for each training and run. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            System.out.println("kernel " + KernelSelection.select().name());
            for (SweepTraining training : SweepTraining.all()) {
                for (SweepTraining.Run run : SweepTraining.Run.values()) {
                    if (arguments.length == 0 || run.name().equals(arguments[0])) {
                        System.out.println("hash " + training.number() + " " + run + " " + training.hashes(run));
                    }
                }
            }
        }
    }

    /** Hashes by training, then by run. */
    static Map<Integer, Map<String, String>> run(String kernel, String... arguments) {
        String text = FreshJvm.output(Child.class, kernel, "512m", arguments);
        if (text.lines().noneMatch(("kernel " + kernel)::equals)) {
            throw new AssertionError("asked for the kernel " + kernel + ", found " + text);
        }
        Map<Integer, Map<String, String>> hashes = new TreeMap<>();
        text.lines().filter(line -> line.startsWith("hash ")).forEach(line -> {
            String[] words = line.split(" ", 4);
            hashes.computeIfAbsent(Integer.valueOf(words[1]), number -> new TreeMap<>())
                    .put(words[2], words[3]);
        });
        return hashes;
    }

    /** The hashes of the file, by training. */
    static Map<Integer, String> golden() {
        Map<Integer, String> golden = new TreeMap<>();
        try (InputStream file = Objects.requireNonNull(SameBits.class.getResourceAsStream(FILE), FILE)) {
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .forEach(words -> golden.put(Integer.valueOf(words[0]), words[1] + " " + words[2]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return golden;
    }

    /** Writes the file into the sources, from the scalar kernels on one thread. */
    static Map<Integer, String> rewrite() throws IOException {
        Map<Integer, String> golden = new TreeMap<>();
        List<String> lines = new ArrayList<>(HEADER);
        run("scalar", SweepTraining.Run.ONE_THREAD.name()).forEach((number, hashes) -> {
            String found = hashes.get(SweepTraining.Run.ONE_THREAD.name());
            golden.put(number, found);
            lines.add(number + " " + found + " " + SweepTraining.of(number).description());
        });
        Path folder = Path.of(
                System.getProperty("chainrule.root", ".."),
                "kernels-vector/src/test/resources/org/chainrule/kernel/vector");
        Files.createDirectories(folder);
        Files.write(folder.resolve(FILE), lines);
        return golden;
    }
}
