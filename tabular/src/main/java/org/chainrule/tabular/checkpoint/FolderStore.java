package org.chainrule.tabular.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.model.CheckpointContents;
import org.chainrule.tabular.model.CheckpointFile;

/** A folder of this machine. */
record FolderStore(Path directory) implements CheckpointStore {
    /** As {@code AtomicFile} calls its temporary files. */
    private static final Pattern TEMPORARY = Pattern.compile("\\..+\\.checkpoint\\.\\d+-\\d+\\.tmp");

    @Override
    public List<Generation> all() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> Generation.parse(String.valueOf(file.getFileName())))
                    .flatMap(Stream::ofNullable)
                    .sorted(Comparator.comparingLong(Generation::number).reversed())
                    .toList();
        }
    }

    Path file(Generation generation) {
        return directory.resolve(generation.file());
    }

    @Override
    public CheckpointContents read(Generation generation) {
        return CheckpointFile.read(file(generation));
    }

    @Override
    public void write(Generation generation, CheckpointContents contents) {
        CheckpointFile.write(contents, file(generation));
    }

    @Override
    public void delete(Generation generation) throws IOException {
        Files.deleteIfExists(file(generation));
    }

    @Override
    public String where() {
        return Display.text(directory.toString());
    }

    @Override
    public String another() {
        return "name another --checkpoint folder";
    }

    /** Deletes what a killed training was writing. Only for who holds the lock. */
    void tidy() throws IOException {
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
