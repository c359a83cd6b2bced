package org.chainrule.tabular.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.chainrule.tabular.error.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    private static final byte[] NEW = "new contents".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void replacesTheFileAndLeavesNothingElse() throws IOException {
        Path target = directory.resolve("a");
        AtomicFile.write(target, out -> out.write("old".getBytes(StandardCharsets.UTF_8)));
        AtomicFile.write(target, out -> out.write(NEW));
        assertEquals("new contents", Files.readString(target));
        assertEquals(List.of("a"), files());
    }

    @Test
    void followsASymbolicLink() throws IOException {
        Path target = Files.writeString(directory.resolve("real"), "old");
        Path link = Files.createSymbolicLink(directory.resolve("link"), target);
        AtomicFile.write(link, out -> out.write(NEW));
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new contents", Files.readString(target));
    }

    @Test
    void aFullDiskKeepsTheOldFile() throws IOException {
        Path target = Files.writeString(directory.resolve("a"), "old");
        UserException e =
                assertThrows(UserException.class, () -> AtomicFile.write(target, out -> out.write(NEW), FullDisk::new));
        assertTrue(String.valueOf(e.getMessage()).contains("No space left on device"), e.getMessage());
        assertEquals("old", Files.readString(target));
        assertEquals(List.of("a"), files());
    }

    @Test
    void aDefectInTheContentKeepsTheOldFile() throws IOException {
        Path target = Files.writeString(directory.resolve("a"), "old");
        assertThrows(
                IllegalStateException.class,
                () -> AtomicFile.write(target, out -> {
                    out.write(NEW);
                    throw new IllegalStateException("defect");
                }));
        assertEquals("old", Files.readString(target));
        assertEquals(List.of("a"), files());
    }

    @Test
    void saysWhatToDoWithoutADirectory() {
        Path target = directory.resolve("none").resolve("a");
        UserException e = assertThrows(UserException.class, () -> AtomicFile.write(target, out -> out.write(NEW)));
        assertTrue(String.valueOf(e.getMessage()).contains("create it or choose another place"), e.getMessage());
        assertFalse(Files.exists(target));
        assertThrows(UserException.class, () -> AtomicFile.write(directory, out -> out.write(NEW)));
    }

    @Test
    void saysWhatToDoWhereItMayNotWrite() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");
        UserException e =
                assertThrows(UserException.class, () -> AtomicFile.write(file.resolve("a"), out -> out.write(NEW)));
        assertTrue(String.valueOf(e.getMessage()).contains("cannot write"), e.getMessage());
        assertEquals("x", Files.readString(file));
    }

    /** Takes five bytes, then has no room. */
    private static final class FullDisk extends FilterOutputStream {
        FullDisk(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, Math.min(5, length));
            if (length > 5) {
                throw new IOException("No space left on device");
            }
        }
    }
}
