package org.chainrule.tabular.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint file in a folder: {@code NAME-0000000012.checkpoint}, or {@code NAME-0000000012-finished.checkpoint} of a training that ended; by name they sort as
 * they were written.
 *
 * @param file     its path
 * @param name     of the training
 * @param number   from 1
 * @param finished whether the training had ended
 */
record Generation(Path file, String name, long number, boolean finished) {
    private static final Pattern NAME = Pattern.compile("(.+)-(\\d{10})(-finished)?\\.checkpoint");

    /** As {@code AtomicFile} calls its temporary files. */
    private static final Pattern TEMPORARY = Pattern.compile("\\..+\\.checkpoint\\.\\d+-\\d+\\.tmp");

    static Generation of(Path directory, String name, long number, boolean finished) {
        String file = String.format(Locale.ROOT, "%s-%010d%s.checkpoint", name, number, finished ? "-finished" : "");
        return new Generation(directory.resolve(file), name, number, finished);
    }

    private static @Nullable Generation parse(Path file) {
        Matcher matcher = NAME.matcher(String.valueOf(file.getFileName()));
        return matcher.matches()
                ? new Generation(file, matcher.group(1), Long.parseLong(matcher.group(2)), matcher.group(3) != null)
                : null;
    }

    /** All in a folder, the newest first. */
    static List<Generation> in(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(Generation::parse)
                    .flatMap(Stream::ofNullable)
                    .sorted(Comparator.comparingLong(Generation::number).reversed())
                    .toList();
        }
    }

    /** Deletes what a killed training was writing. Only for who holds the lock. */
    static void tidy(Path directory) throws IOException {
        List<Path> left;
        try (Stream<Path> files = Files.list(directory)) {
            left = files.filter(file -> TEMPORARY
                            .matcher(String.valueOf(file.getFileName()))
                            .matches())
                    .toList();
        }
        for (Path file : left) {
            Files.deleteIfExists(file);
        }
    }
}
