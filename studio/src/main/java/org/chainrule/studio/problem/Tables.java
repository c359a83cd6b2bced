package org.chainrule.studio.problem;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.Table;
import org.jspecify.annotations.Nullable;

/** Tables that are no files of the user's: drawn points and examples, written into a temporary directory to be read as any other. Safe for concurrent use. */
final class Tables implements AutoCloseable {
    /** Drawn tables that are kept, for a page that asks again. */
    private static final int KEPT = 32;

    private record Drawing(DrawnProblem problem, double noise, int points, long seed, List<String> features) {}

    private final Map<Drawing, Path> drawn = new LinkedHashMap<>();
    private final Map<ExampleTable, Table> examples = new LinkedHashMap<>();
    private @Nullable Path directory;
    private int written;

    /** The table of drawn points. */
    synchronized Table of(DrawnProblem problem, Settings settings, Points points) {
        Drawing key =
                new Drawing(problem, settings.noise(), settings.points(), settings.dataSeed(), settings.features());
        Path file = drawn.get(key);
        if (file == null) {
            file = write(
                    problem.id() + "-" + ++written + ".csv",
                    csv(problem, settings.features(), points).getBytes(StandardCharsets.UTF_8));
            drawn.put(key, file);
            if (drawn.size() > KEPT) {
                Drawing eldest = drawn.keySet().iterator().next();
                delete(drawn.remove(eldest));
            }
        }
        return Table.read(file);
    }

    /** An example. */
    synchronized Table of(ExampleTable example) {
        return examples.computeIfAbsent(example, table -> {
            try (InputStream in = Tables.class.getResourceAsStream(table.file())) {
                if (in == null) {
                    throw new IllegalStateException("the studio was packed without its table " + table.file());
                }
                return Table.read(write(table.file(), in.readAllBytes()));
            } catch (IOException e) {
                throw new IllegalStateException("the studio's table " + table.file() + " cannot be read", e);
            }
        });
    }

    private static String csv(DrawnProblem problem, List<String> features, Points points) {
        StringBuilder text = new StringBuilder(String.join(",", features))
                .append(',')
                .append(problem.target())
                .append('\n');
        for (int i = 0; i < points.count(); i++) {
            text.append(Points.row(features, points.x()[i], points.y()[i]).values().stream()
                    .map(String::valueOf)
                    .collect(Collectors.joining(",")));
            double target = points.target()[i];
            text.append(',')
                    .append(problem.classification() ? points.classes().get((int) target) : String.valueOf(target))
                    .append('\n');
        }
        return text.toString();
    }

    private Path write(String name, byte[] text) {
        try {
            if (directory == null) {
                directory = Files.createTempDirectory("chainrule-studio");
            }
            Path file = directory.resolve(name);
            file.toFile().deleteOnExit();
            return Files.write(file, text);
        } catch (IOException e) {
            throw new UserException(
                    UserException.Kind.DATA,
                    "cannot write a temporary file: " + e.getMessage() + "; make room, or set -Djava.io.tmpdir",
                    e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }

    @Override
    public synchronized void close() {
        drawn.values().forEach(Tables::delete);
        drawn.clear();
        Path used = directory;
        if (used != null) {
            examples.keySet().forEach(example -> delete(used.resolve(example.file())));
            delete(used);
        }
        examples.clear();
    }
}
