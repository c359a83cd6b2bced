package org.chainrule.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the targets begin with: files of the conformance material, read where it lies, and a few of our own. */
public final class Seeds {
    private static final int LARGEST = 1 << 16;

    private Seeds() {}

    /**
     * The files of a folder of the shared material.
     *
     * @param folder such as {@code conformance/json}
     * @param ending of the files' names
     * @return their bytes, the small ones alone; none where the material is absent, since what was found before is replayed all the same
     */
    public static Stream<byte[]> shared(String folder, String ending) {
        Path root =
                Path.of(System.getProperty("chainrule.shared", "../../shared")).resolve(folder);
        if (!Files.isDirectory(root)) {
            return Stream.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files
                    .filter(file -> file.toString().endsWith(ending) && Files.isRegularFile(file))
                    .sorted()
                    .toList()
                    .stream()
                    .map(Seeds::bytes)
                    .filter(bytes -> bytes.length <= LARGEST);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Texts.
     *
     * @param texts of this program
     * @return their bytes in UTF-8
     */
    public static Stream<byte[]> texts(String... texts) {
        return Stream.of(texts).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Texts.
     *
     * @param texts of this program
     * @return their bytes in UTF-8
     */
    public static Stream<byte[]> texts(List<String> texts) {
        return texts(texts.toArray(String[]::new));
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
