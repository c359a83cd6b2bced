package org.chainrule.tabular.model;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.chainrule.tabular.error.UserException;

/**
 * Writes a file whole or not at all: to a temporary file beside the target, which is forced to the disk and then renamed over the target. Whatever fails,
 * the old file stays and no temporary file is left.
 */
public final class AtomicFile {
    /** What goes into the file. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes it.
         *
         * @param out buffered; need not be closed
         * @throws IOException if it fails
         */
        void writeTo(OutputStream out) throws IOException;
    }

    private static final int BUFFER = 1 << 16;

    private AtomicFile() {}

    /**
     * Writes a file.
     *
     * @param target  its path; a symbolic link is followed
     * @param content what goes into it
     * @throws UserException if it cannot be written, with what to do about it
     */
    public static void write(Path target, Content content) {
        write(target, content, out -> out);
    }

    /** The same, with a stream put between the content and the file: how tests make disks full. */
    static void write(Path target, Content content, UnaryOperator<OutputStream> between) {
        try {
            Path real = real(target);
            if (isDevice(real)) {
                fill(real, content, between, StandardOpenOption.WRITE);
                return;
            }
            Path directory = Objects.requireNonNull(real.getParent());
            Path temporary = temporary(real);
            try {
                fill(temporary, content, between, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                rename(temporary, real);
            } finally {
                Files.deleteIfExists(temporary);
            }
            forceDirectory(directory);
        } catch (IOException e) {
            throw cannotWrite(target, e);
        }
    }

    /**
     * Finds out whether a file could be written now, without touching it: better before hours of work than after.
     *
     * @param target its path
     * @throws UserException if it could not, with what to do about it
     */
    public static void requireWritable(Path target) {
        try {
            Path real = real(target);
            if (!isDevice(real)) {
                Path probe = temporary(real);
                try {
                    fill(
                            probe,
                            out -> out.write(0),
                            out -> out,
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.WRITE);
                } finally {
                    Files.deleteIfExists(probe);
                }
            }
        } catch (IOException e) {
            throw cannotWrite(target, e);
        }
    }

    private static UserException cannotWrite(Path target, IOException e) {
        return new UserException(
                UserException.Kind.DATA,
                "cannot write " + Shown.text(target.toString()) + ": " + reason(e)
                        + "; free some space, check the permissions, or choose another place",
                e);
    }

    /** The file behind any symbolic link, in a directory that exists. */
    private static Path real(Path target) throws IOException {
        String shown = Shown.text(target.toString());
        if (Files.isDirectory(target)) {
            throw UserException.data(
                    "expected the name of a file to write, found the directory " + shown + "; add a file name");
        }
        Path real = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
        Path directory = real.getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw UserException.data("cannot write " + shown + ": there is no directory "
                    + Shown.text(String.valueOf(directory)) + "; create it or choose another place");
        }
        return real;
    }

    /** A device or a pipe is written to; a rename would put a file in its place. */
    private static boolean isDevice(Path real) {
        return Files.exists(real) && !Files.isRegularFile(real);
    }

    private static String reason(IOException e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : Shown.text(e.getMessage());
        return e instanceof java.nio.file.AccessDeniedException
                ? "permission denied"
                : e instanceof NoSuchFileException ? "it or its directory was removed" : message;
    }

    private static Path temporary(Path target) {
        String name =
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + "-" + System.nanoTime() + ".tmp";
        return target.resolveSibling(name);
    }

    private static void fill(Path file, Content content, UnaryOperator<OutputStream> between, OpenOption... how)
            throws IOException {
        try (FileChannel channel = FileChannel.open(file, how)) {
            OutputStream out = new BufferedOutputStream(between.apply(Channels.newOutputStream(channel)), BUFFER);
            content.writeTo(out);
            out.flush();
            if (Files.isRegularFile(file)) {
                channel.force(true);
            }
        }
    }

    private static void rename(Path temporary, Path target) throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The rename itself survives a power cut only once the directory is on the disk; not every system can do that, which is no failure. */
    private static void forceDirectory(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows cannot open directories
        }
    }
}
