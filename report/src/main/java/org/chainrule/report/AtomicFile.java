package org.chainrule.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.chainrule.tabular.UserException;
import org.jspecify.annotations.Nullable;

/** Writes a file whole or not at all. */
final class AtomicFile {
    private AtomicFile() {}

    /**
     * Writes a temporary file beside the target, synchronises it with the disk, and renames it.
     *
     * @param file  overwritten if it exists
     * @param bytes all of its content
     * @throws UserException if the file cannot be written; the target is then as it was
     */
    static void write(Path file, byte[] bytes) {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        Path name = target.getFileName();
        if (folder == null || name == null || Files.isDirectory(target)) {
            throw cannot(file, "that is a folder", "give the name of a file in it", null);
        }
        if (!Files.isDirectory(folder)) {
            throw cannot(file, "the folder " + Names.display(folder.toString()) + " does not exist", "create it", null);
        }
        Path temporary =
                folder.resolve("." + name + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            rename(temporary, target);
        } catch (IOException e) {
            delete(temporary, e);
            throw cannot(file, reason(e), "check that the folder can be written to and has room", e);
        }
    }

    private static void rename(Path temporary, Path target) throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void delete(Path temporary, IOException cause) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return e.getClass().getSimpleName() + (message == null ? "" : ": " + Names.display(message));
    }

    private static UserException cannot(Path file, String found, String next, @Nullable IOException cause) {
        String message = "expected a file to write the report to, but " + Names.display(file.toString())
                + " cannot be written: " + found + "; " + next;
        return cause == null
                ? UserException.usage(message)
                : new UserException(UserException.Kind.DATA, message, cause);
    }
}
