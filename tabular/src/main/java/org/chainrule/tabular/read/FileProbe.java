package org.chainrule.tabular.read;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;

/**
 * A first look at a file: what it is, by its content first and its name second. A file that is compressed with gzip is unpacked to a temporary file, because
 * DuckDB takes one that was cut short for complete, and reads an unpacked one on all threads.
 *
 * @param file        what is to be read: the file itself, or its unpacked copy
 * @param unpacked    whether {@code file} is a temporary copy
 * @param format      what it is
 * @param start       the first bytes as text, without a byte order mark
 * @param description the name for messages
 */
record FileProbe(Path file, boolean unpacked, Format format, String start, String description) {
    /** What to do with another encoding. */
    static final String NOT_UTF8 =
            "the text is not UTF-8; convert it, for instance with: iconv -f WINDOWS-1252 -t UTF-8";

    private static final int START = 1 << 16;

    /** The kinds of file. */
    enum Format {
        /** Delimited text. */
        CSV,
        /** Apache Parquet. */
        PARQUET,
        /** JSON lines or one array. */
        JSON
    }

    /**
     * Looks at a file.
     *
     * @param path the file
     * @return what was found
     * @throws UserException if it cannot be a table
     */
    static FileProbe of(Path path) {
        String description = Display.text(path.toString());
        check(path, description);
        try {
            boolean gzip = isGzip(path);
            Path file = gzip ? unpack(path, description) : path;
            String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
            if (gzip && name.endsWith(".gz")) {
                name = name.substring(0, name.length() - ".gz".length());
            }
            byte[] bytes = start(file);
            if (bytes.length == 0) {
                throw UserException.data(description + ": the file is empty; expected a header and rows");
            }
            if (bytes.length < START && text(bytes).isBlank()) {
                throw UserException.data(
                        description + ": the file has nothing but blank lines; expected a header and rows");
            }
            return new FileProbe(
                    file.toAbsolutePath(), gzip, format(bytes, name, description), text(bytes), description);
        } catch (IOException e) {
            throw new UserException(
                    UserException.Kind.DATA,
                    description + ": cannot be read: " + Display.text(String.valueOf(e.getMessage())),
                    e);
        }
    }

    private static void check(Path path, String description) {
        if (!Files.exists(path)) {
            throw UserException.data(description
                    + ": no such file; expected CSV, TSV, Parquet, JSON lines, sql:QUERY or jdbc:URL|QUERY");
        }
        if (Files.isDirectory(path)) {
            throw UserException.data(description
                    + ": is a directory; expected one file (for several: sql:SELECT * FROM 'folder/*.parquet')");
        }
        if (!Files.isReadable(path)) {
            throw UserException.data(description + ": may not be read; change its permissions");
        }
        if (path.toString().indexOf('\0') >= 0) {
            throw UserException.data(description + ": not the name of a file");
        }
    }

    private static boolean isGzip(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return in.read() == 0x1f && in.read() == 0x8b;
        }
    }

    private static Path unpack(Path path, String description) throws IOException {
        Path copy = Files.createTempFile("chainrule-", ".unpacked");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(path), START);
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(copy), START)) {
            in.transferTo(out);
            return copy;
        } catch (EOFException | ZipException e) {
            Files.deleteIfExists(copy);
            throw new UserException(
                    UserException.Kind.DATA,
                    description + ": the gzip data is cut short or damaged; fetch or write the file again",
                    e);
        } catch (IOException e) {
            Files.deleteIfExists(copy);
            throw e;
        }
    }

    private static byte[] start(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(START);
        }
    }

    private static Format format(byte[] bytes, String name, String description) {
        if (startsWith(bytes, 'P', 'A', 'R', '1')) {
            return Format.PARQUET;
        }
        if (name.endsWith(".parquet") || name.endsWith(".pq")) {
            throw UserException.data(description
                    + ": not a Parquet file: it does not start with PAR1; rename it if it is something else");
        }
        if (startsWith(bytes, 'P', 'K', 3, 4)) {
            throw UserException.data(description + ": a zip archive, perhaps a spreadsheet; export it as CSV");
        }
        checkText(bytes, description);
        boolean json = name.endsWith(".json") || name.endsWith(".jsonl") || name.endsWith(".ndjson");
        boolean delimited = name.endsWith(".csv") || name.endsWith(".tsv") || name.endsWith(".txt");
        String text = text(bytes).stripLeading();
        return json || !delimited && (text.startsWith("{") || text.startsWith("[{")) ? Format.JSON : Format.CSV;
    }

    private static void checkText(byte[] bytes, String description) {
        if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) {
            throw UserException.data(
                    description + ": the text is UTF-16; convert it, for instance with: iconv -f UTF-16 -t UTF-8");
        }
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                throw UserException.data(
                        description + ": not text: byte " + i + " is zero; expected CSV, TSV, Parquet or JSON lines");
            }
        }
        // The last character may be cut by the end of the sample: up to 3 bytes are left aside.
        int length = bytes.length < START ? bytes.length : START - 3;
        for (int end = length; ; end++) {
            try {
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(bytes, 0, end));
                return;
            } catch (CharacterCodingException e) {
                if (end == bytes.length) {
                    throw new UserException(UserException.Kind.DATA, description + ": " + NOT_UTF8, e);
                }
            }
        }
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        for (int i = 0; i < start.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xff) != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    /**
     * One of the first lines.
     *
     * @param number from 0
     * @return the line, empty if the start of the file has no such line
     */
    String line(int number) {
        return start.lines().skip(number).findFirst().orElse("");
    }
}
