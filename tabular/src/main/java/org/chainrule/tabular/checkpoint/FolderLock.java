package org.chainrule.tabular.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;

/** Keeps a folder to one training. The system lets go of the lock when the process ends, however it ends; the file {@code LOCK} that remains blocks nobody. */
final class FolderLock implements AutoCloseable {
    private static final String FILE = "LOCK";
    private static final int MOST_DIGITS = 20;

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock, or refuses. */
    static FolderLock of(Path directory) throws IOException {
        FileChannel channel = FileChannel.open(
                directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            taken = tryLock(channel);
            if (!taken) {
                throw UserException.usage("the checkpoints in " + Display.text(directory.toString())
                        + " belong to a training that runs now" + holder(channel)
                        + "; wait for its end, or name another --checkpoint folder");
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(
                    String.valueOf(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return new FolderLock(channel);
        } finally {
            if (!taken) {
                channel.close();
            }
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // by this process
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MOST_DIGITS);
        channel.read(bytes, 0);
        String digits = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
        return digits.matches("\\d+") ? " (process " + digits + ")" : "";
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
