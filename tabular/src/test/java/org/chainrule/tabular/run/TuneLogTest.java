package org.chainrule.tabular.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuneLogTest {
    @TempDir
    Path dir;

    private static final Map<String, String> SEARCH = Map.of("data", "x");

    private static TuneLog.Entry entry(int trial) {
        return new TuneLog.Entry(trial, 0, "fast", 1.0 / trial, 3, 0.1, "");
    }

    @Test
    void aFullDiskIsSaidOnceAndTheSearchGoesOnInMemory() throws IOException {
        List<String> warnings = new ArrayList<>();
        try (TuneLog log = TuneLog.open(dir, SEARCH, warnings::add, channel -> new FullDisk(channel, 200))) {
            for (int trial = 1; trial <= 4; trial++) {
                log.add(entry(trial), trial);
            }
            assertEquals(4, log.entries().size());
            log.forget(entry(1));
        }
        assertEquals(1, warnings.size(), warnings::toString);
        assertTrue(warnings.get(0).contains("No space left on device; the search goes on in memory"), warnings.get(0));
        long lines = Files.readString(dir.resolve("trials.jsonl")).lines().count();
        assertTrue(lines >= 2 && lines < 5, lines + " whole lines");
        try (TuneLog again = TuneLog.open(dir, SEARCH, warnings::add)) {
            assertEquals(lines - 1, again.entries().size(), "what was written before stays");
        }
        assertEquals(1, warnings.size());
    }

    @Test
    void aDiskThatIsFullFromTheBeginningKeepsNothing() {
        List<String> warnings = new ArrayList<>();
        try (TuneLog log = TuneLog.open(dir, SEARCH, warnings::add, channel -> new FullDisk(channel, 0))) {
            log.add(entry(1), 1);
            assertEquals(1, log.entries().size());
        }
        assertEquals(1, warnings.size(), warnings::toString);
    }

    /** Takes so many bytes. */
    private static final class FullDisk extends FileChannel {
        private final FileChannel file;
        private int free;

        FullDisk(FileChannel file, int free) {
            this.file = file;
            this.free = free;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            if (free == 0) {
                throw new IOException("No space left on device");
            }
            ByteBuffer some = bytes.slice().limit(Math.min(free, bytes.remaining()));
            int written = file.write(some);
            bytes.position(bytes.position() + written);
            free -= written;
            return written;
        }

        @Override
        public int read(ByteBuffer bytes) throws IOException {
            return file.read(bytes);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            return file.position(position);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            return file.truncate(size);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            file.force(metaData);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }

        @Override
        public long read(ByteBuffer[] bytes, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] bytes, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(ByteBuffer bytes, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer bytes, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }
    }
}
