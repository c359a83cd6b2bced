package org.chainrule.spark.checkpoint;

import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.chainrule.tabular.checkpoint.CheckpointStore;
import org.chainrule.tabular.checkpoint.Generation;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.AtomicFile;
import org.chainrule.tabular.model.CheckpointContents;
import org.chainrule.tabular.model.CheckpointFile;

/**
 * A directory of any file system that Hadoop knows. A file is written under a temporary name and renamed. Where a rename is not one step, as in object stores, the checksum in
 * every checkpoint tells a half from a whole.
 */
final class HadoopStore implements CheckpointStore {
    private static final int BUFFER = 1 << 20;
    private static final String TEMPORARY = ".tmp";

    private final FileSystem files;
    private final Path directory;
    private final String where;

    private HadoopStore(FileSystem files, Path directory, String where) {
        this.files = files;
        this.directory = directory;
        this.where = where;
    }

    /** Makes the directory if it is absent, and finds out whether it can be written to: better before hours of work than after. */
    static HadoopStore open(String directory, Configuration hadoop) {
        String where = Display.text(directory);
        if (directory.isBlank()) {
            throw UserException.usage("expected a directory for checkpoints, found an empty name; set checkpointDir");
        }
        try {
            Path path = new Path(directory);
            FileSystem files = path.getFileSystem(hadoop);
            if (files.exists(path) && !files.getFileStatus(path).isDirectory()) {
                throw UserException.usage("expected a directory for checkpoints, found the file " + where
                        + "; set another checkpointDir");
            }
            files.mkdirs(path);
            HadoopStore store = new HadoopStore(files, path, where);
            store.tidy();
            store.probe();
            return store;
        } catch (IOException | RuntimeException e) {
            if (e instanceof UserException mine) {
                throw mine;
            }
            throw new UserException(
                    UserException.Kind.USAGE,
                    "cannot keep checkpoints in " + where + ": " + reason(e)
                            + "; check the address and its permissions, or set another checkpointDir",
                    e);
        }
    }

    private static String reason(Exception e) {
        String message = e.getMessage();
        return Display.text(message == null ? e.getClass().getSimpleName() : message);
    }

    private void probe() throws IOException {
        Path probe = temporary("probe");
        try (FSDataOutputStream out = files.create(probe, false)) {
            out.write(0);
        } finally {
            files.delete(probe, false);
        }
    }

    /** Deletes what a driver was writing when it died. One that is still alive would write again. */
    private void tidy() throws IOException {
        for (FileStatus file : files.listStatus(directory)) {
            String name = file.getPath().getName();
            if (name.startsWith("_") && name.endsWith(".checkpoint" + TEMPORARY)) {
                files.delete(file.getPath(), false);
            }
        }
    }

    /** Names that begin with an underscore are hidden from whoever reads the directory as data. */
    private Path temporary(String name) {
        return new Path(
                directory,
                "_" + name + "." + ProcessHandle.current().pid() + "-" + System.nanoTime() + ".checkpoint" + TEMPORARY);
    }

    private Path file(Generation generation) {
        return new Path(directory, generation.file());
    }

    @Override
    public List<Generation> all() throws IOException {
        return Arrays.stream(files.listStatus(directory))
                .filter(FileStatus::isFile)
                .map(file -> Generation.parse(file.getPath().getName()))
                .flatMap(Stream::ofNullable)
                .sorted(Comparator.comparingLong(Generation::number).reversed())
                .toList();
    }

    @Override
    public CheckpointContents read(Generation generation) {
        Path file = file(generation);
        String shown = Display.text(file.toString());
        try (FSDataInputStream in = files.open(file, BUFFER)) {
            return CheckpointFile.read(in, files.getFileStatus(file).getLen(), shown);
        } catch (FileNotFoundException e) {
            throw UserException.data("expected a file at " + shown + ", found nothing there; check the path");
        } catch (IOException e) {
            throw new UserException(
                    UserException.Kind.DATA,
                    "expected to read " + shown + ", found: " + reason(e) + "; check the file and its permissions",
                    e);
        }
    }

    @Override
    public void write(Generation generation, CheckpointContents contents) {
        Path file = file(generation);
        String shown = Display.text(file.toString());
        AtomicFile.Content content = CheckpointFile.content(contents, shown);
        Path temporary = temporary(generation.file());
        try {
            try {
                fill(temporary, content);
                if (files.exists(file) || !files.rename(temporary, file)) {
                    throw new IOException("it exists already: does another driver write to the same checkpointDir?");
                }
            } finally {
                files.delete(temporary, false);
            }
        } catch (IOException e) {
            throw new UserException(
                    UserException.Kind.DATA,
                    "cannot write " + shown + ": " + reason(e)
                            + "; free some space, check the permissions, or set another checkpointDir",
                    e);
        }
    }

    private void fill(Path temporary, AtomicFile.Content content) throws IOException {
        try (FSDataOutputStream out = files.create(temporary, false)) {
            BufferedOutputStream buffered = new BufferedOutputStream(out, BUFFER);
            content.writeTo(buffered);
            buffered.flush();
            out.hsync();
        }
    }

    @Override
    public void delete(Generation generation) throws IOException {
        Path file = file(generation);
        if (!files.delete(file, false) && files.exists(file)) {
            throw new IOException("it stays: " + file);
        }
    }

    @Override
    public String where() {
        return where;
    }

    @Override
    public String another() {
        return "set another checkpointDir";
    }
}
