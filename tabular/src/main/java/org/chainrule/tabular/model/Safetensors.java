package org.chainrule.tabular.model;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.tabular.error.UserException;
import org.jspecify.annotations.Nullable;

/**
 * The contents of a safetensors file: 8 bytes with the length of the header (little-endian), the header (a JSON object, padded with spaces), the bytes of
 * the tensors.
 *
 * <p>Reading is strict. It refuses a header of more than {@value #MOST_HEADER_BYTES} bytes or longer than the file, overlapping tensors, holes, bytes
 * that belong to no tensor, sizes that overflow, metadata that is not text, keys that occur twice, unknown keys and types, and a file that is cut off.
 * Every size is checked against the file before memory is taken for it. Source: the format section of the safetensors README (Hugging Face).
 *
 * @param metadata free text by key, in the order of the file
 * @param tensors  the tensors, in the order of their bytes
 */
public record Safetensors(Map<String, String> metadata, List<Tensor> tensors) {
    /** The longest header that is read. */
    public static final int MOST_HEADER_BYTES = 100_000_000;

    private static final int PREFIX = Long.BYTES;
    private static final int ALIGNMENT = 8;

    /** Copies both. */
    public Safetensors {
        metadata = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        tensors = List.copyOf(tensors);
    }

    /**
     * What was read, with the header's own bytes.
     *
     * @param header   the header with its padding
     * @param contents what it says
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Raw(byte[] header, Safetensors contents) {}

    /**
     * Reads a file.
     *
     * @param file its path
     * @return its contents
     * @throws UserException if it cannot be read or is not well-formed
     */
    public static Safetensors read(Path file) {
        return readRaw(file, size -> MOST_HEADER_BYTES).contents();
    }

    /**
     * Reads a file from memory.
     *
     * @param bytes the whole file
     * @param where its name, for messages
     * @return its contents
     * @throws UserException if it is not well-formed
     */
    public static Safetensors read(byte[] bytes, String where) {
        return readRaw(bytes, where, size -> MOST_HEADER_BYTES).contents();
    }

    /** How long a header may be in a file of a given size. */
    interface HeaderLimit {
        long most(long fileBytes);
    }

    static Raw readRaw(byte[] bytes, String where, HeaderLimit limit) {
        return readRaw(new java.io.ByteArrayInputStream(bytes), bytes.length, where, limit);
    }

    static Raw readRaw(InputStream stream, long size, String where, HeaderLimit limit) {
        try {
            return readAll(stream, size, where, limit);
        } catch (IOException e) {
            throw unreadable(where, e);
        }
    }

    static Raw readRaw(Path file, HeaderLimit limit) {
        String where = Shown.text(file.toString());
        if (!Files.isRegularFile(file)) {
            String found =
                    Files.isDirectory(file) ? "a directory" : Files.exists(file) ? "something else" : "nothing there";
            throw UserException.data("expected a file at " + where + ", found " + found + "; check the path");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return readAll(in, Files.size(file), where, limit);
        } catch (IOException e) {
            throw unreadable(where, e);
        }
    }

    private static UserException unreadable(String where, IOException e) {
        return new UserException(
                UserException.Kind.DATA,
                "expected to read " + where + ", found: " + Shown.text(e.toString())
                        + "; check the file and its permissions",
                e);
    }

    private static Raw readAll(InputStream stream, long size, String where, HeaderLimit limit) throws IOException {
        if (size < PREFIX) {
            throw refused(where, size + " bytes in all, where the length of the header alone takes " + PREFIX);
        }
        try {
            DataInputStream in = new DataInputStream(stream);
            long length = Long.reverseBytes(in.readLong());
            long most = Math.min(Math.min(MOST_HEADER_BYTES, limit.most(size)), size - PREFIX);
            if (length < 0 || length > most) {
                throw refused(
                        where,
                        "a header of " + Long.toUnsignedString(length) + " bytes, where at most " + most
                                + " are possible");
            }
            byte[] header = new byte[(int) length];
            in.readFully(header);
            SafetensorsHeader.Parsed parsed = SafetensorsHeader.parse(header, size - PREFIX - length, where);
            List<Tensor> tensors = new ArrayList<>(parsed.entries().size());
            for (SafetensorsHeader.Entry entry : parsed.entries()) {
                tensors.add(tensor(in, entry, where));
            }
            if (in.read() >= 0) {
                throw refused(where, "more bytes than a moment ago");
            }
            return new Raw(header, new Safetensors(parsed.metadata(), tensors));
        } catch (EOFException e) {
            throw refused(where, "fewer bytes than a moment ago");
        }
    }

    private static Tensor tensor(DataInputStream in, SafetensorsHeader.Entry entry, String where) throws IOException {
        long size = entry.end() - entry.begin();
        if (size > Integer.MAX_VALUE - 64) {
            throw refused(
                    where,
                    "tensor " + Shown.name(entry.name()) + " of " + size + " bytes, where at most 2^31 are read");
        }
        byte[] data = new byte[(int) size];
        in.readFully(data);
        return new Tensor(entry.name(), entry.dtype(), entry.shape(), ByteBuffer.wrap(data));
    }

    private static UserException refused(String where, String found) {
        return UserException.data("expected a well-formed safetensors file at " + where + ", found " + found
                + "; get the file again from where it was made");
    }

    /**
     * Finds a tensor.
     *
     * @param name exact name
     * @return the tensor, or null if there is none
     */
    public @Nullable Tensor tensor(String name) {
        return tensors.stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /**
     * Writes the file: the metadata first, then the tensors in the order given but larger elements before smaller ones, so that all of them are aligned;
     * the header is padded to a multiple of 8 bytes. The same contents give the same bytes.
     *
     * @param out receives the bytes; not closed
     * @throws IOException if it fails
     * @throws IllegalArgumentException if two tensors have the same name, or the header is longer than readers accept
     */
    public void write(OutputStream out) throws IOException {
        writeRaw(header(), out);
    }

    /** Writes a header (of {@link #header()}, perhaps with bytes replaced) and the tensors. */
    void writeRaw(byte[] header, OutputStream out) throws IOException {
        out.write(prefix(header));
        out.write(header);
        WritableByteChannel channel = Channels.newChannel(out);
        for (Tensor tensor : ordered()) {
            ByteBuffer data = tensor.data();
            while (data.hasRemaining()) {
                channel.write(data);
            }
        }
    }

    /** The 8 bytes before a header. */
    static byte[] prefix(byte[] header) {
        return ByteBuffer.allocate(PREFIX)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .array();
    }

    /** The tensors in the order in which they are written. */
    List<Tensor> ordered() {
        return tensors.stream()
                .sorted(Comparator.comparingInt(
                        (Tensor tensor) -> -tensor.dtype().bytes()))
                .toList();
    }

    /** The header with its padding. */
    byte[] header() {
        Map<String, Object> header = new LinkedHashMap<>();
        if (!metadata.isEmpty()) {
            header.put(SafetensorsHeader.METADATA, metadata);
        }
        long offset = 0;
        for (Tensor tensor : ordered()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("dtype", tensor.dtype().name());
            entry.put("shape", Arrays.stream(tensor.shape()).boxed().toList());
            long end = offset + Tensor.byteSize(tensor.dtype(), tensor.shape());
            entry.put("data_offsets", List.of(offset, end));
            offset = end;
            if (tensor.name().equals(SafetensorsHeader.METADATA) || header.put(tensor.name(), entry) != null) {
                throw new IllegalArgumentException(
                        "expected tensors of different names, found " + Shown.name(tensor.name()) + " again");
            }
        }
        byte[] json = Json.write(header).getBytes(StandardCharsets.UTF_8);
        int padded = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        if (padded > MOST_HEADER_BYTES) {
            throw new IllegalArgumentException("expected a header of at most " + MOST_HEADER_BYTES + " bytes, found "
                    + padded + "; shorten the metadata");
        }
        byte[] bytes = Arrays.copyOf(json, padded);
        Arrays.fill(bytes, json.length, padded, (byte) ' ');
        return bytes;
    }
}
