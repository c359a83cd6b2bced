package org.chainrule.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chainrule.tabular.model.Json;

/**
 * What a command left behind.
 *
 * @param code exit code
 * @param out  standard output
 * @param err  standard error
 */
record Ran(int code, String out, String err) {
    /** Runs a command in this process. */
    static Ran of(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        int code = Main.execute(arguments, new Console(out, stream, false, 80));
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The complaints: lines of standard error that begin with the name of the program. */
    List<String> complaints() {
        return err.lines().filter(line -> line.startsWith("chainrule: ")).toList();
    }

    /** The last line of standard output, which is an object. */
    @SuppressWarnings("unchecked")
    Map<String, Object> json() {
        List<String> lines = out.lines().toList();
        if (lines.isEmpty()) {
            throw new AssertionError("no standard output; standard error was: " + err);
        }
        return (Map<String, Object>) Json.parse(lines.get(lines.size() - 1));
    }

    /** Name, size and content of every file. */
    static Map<String, String> listing(Path directory) {
        Map<String, String> files = new TreeMap<>();
        try (var paths = Files.walk(directory)) {
            for (Path path : paths.toList()) {
                files.put(
                        path.toString(),
                        Files.isRegularFile(path) ? Files.size(path) + " " + Files.getLastModifiedTime(path) : "");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }
}
