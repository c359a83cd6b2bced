package org.chainrule.tabular.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.tabular.error.UserException;

/**
 * What model files and checkpoints have in common: a safetensors file whose metadata are, in this order, its format, the version of the format, the SHA-256 in
 * lower-case digits over the whole file with these 64 digits replaced by zeros, and a description in JSON under {@link #DESCRIPTION}. Any changed byte is
 * noticed, and reading takes at most 4 x the size of the file + 16 MiB.
 *
 * @param format  what the metadata say
 * @param noun    what people call it: {@code model}
 * @param writer  what wrote it, for whoever names another file
 * @param mending what to do with one that is damaged
 */
record SealedFile(String format, String noun, String writer, String mending) {
    /** The key of the description. */
    static final String DESCRIPTION = "chainrule";

    private static final String NO_DIGEST = "0".repeat(64);
    private static final long FREE_HEADER_BYTES = 2L << 20;
    private static final long FREE_HEAP_BYTES = 8L << 20;

    /** How long a header may be in a file of a given size. */
    static long mostHeaderBytes(long fileBytes) {
        return fileBytes / 2 + FREE_HEADER_BYTES;
    }

    /** What values of a description may take on the heap. */
    static long mostHeapBytes(String description, Safetensors file) {
        return FREE_HEAP_BYTES + 2 * (bytes(file) + description.length());
    }

    private static long bytes(Safetensors file) {
        return file.tensors().stream()
                .mapToLong(tensor -> tensor.data().capacity())
                .sum();
    }

    /** How the header begins, up to the digits of the checksum. */
    private byte[] start(String version) {
        return ("{\"__metadata__\":{\"format\":\"" + format + "\",\"formatVersion\":\"" + version + "\",\"sha256\":\"")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The version of a file of this format, one of those that are known. */
    String version(Safetensors file, List<String> known, String where) {
        Map<String, String> metadata = file.metadata();
        if (!format.equals(metadata.get("format"))) {
            throw UserException.data("expected a Chainrule " + noun + " at " + where
                    + ", found a safetensors file without the format \"" + format
                    + "\" in its metadata; give the path of a file that " + writer + " wrote");
        }
        String version = String.valueOf(metadata.get("formatVersion"));
        String newest = known.get(known.size() - 1);
        if (known.contains(version)) {
            return version;
        }
        if (version.matches("[1-9][0-9]{0,8}")) {
            throw UserException.data("the " + noun + " " + where
                    + " was written by a newer Chainrule (format " + version + "); this version reads up to " + newest
                    + "; update Chainrule");
        }
        throw UserException.data("expected a format version of 1 to " + newest + " in the " + noun + " file " + where
                + ", found " + Shown.name(version) + mending);
    }

    /** Checks that nothing was changed since the file was written, and gives the description. The header's bytes are overwritten. */
    String description(Safetensors.Raw raw, String version, String where) {
        byte[] header = raw.header();
        byte[] start = start(version);
        int end = start.length + NO_DIGEST.length();
        if (header.length < end || !Arrays.equals(header, 0, start.length, start, 0, start.length)) {
            throw UserException.data("expected the metadata format, formatVersion and sha256 first in the " + noun
                    + " file " + where + ", found another order" + mending);
        }
        String found = new String(header, start.length, NO_DIGEST.length(), StandardCharsets.ISO_8859_1);
        Arrays.fill(header, start.length, end, (byte) '0');
        String expected = digest(header, raw.contents().tensors());
        if (!found.equals(expected)) {
            throw UserException.data("expected the checksum " + expected + " in the " + noun + " file " + where
                    + ", found " + Shown.text(found) + mending);
        }
        String description = raw.contents().metadata().get(DESCRIPTION);
        if (description == null) {
            throw UserException.data(
                    "expected a description in the " + noun + " file " + where + ", found none" + mending);
        }
        return description;
    }

    private static String digest(byte[] blankHeader, List<Tensor> tensors) {
        MessageDigest digest = Weights.sha256();
        digest.update(Safetensors.prefix(blankHeader));
        digest.update(blankHeader);
        tensors.forEach(tensor -> digest.update(tensor.data()));
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Looks at what will be written as a reader would. */
    interface Check {
        void accept(Safetensors file);
    }

    /**
     * Puts a file together.
     *
     * @param version     of the format
     * @param description JSON
     * @param tensors     the numbers
     * @param where       its name, for messages
     * @param check       refuses what could not be read again
     * @return the bytes to write
     */
    AtomicFile.Content seal(String version, String description, List<Tensor> tensors, String where, Check check) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", format);
        metadata.put("formatVersion", version);
        metadata.put("sha256", NO_DIGEST);
        metadata.put(DESCRIPTION, description);
        Safetensors file = new Safetensors(metadata, tensors);
        byte[] header = file.header();
        long size = header.length + bytes(file);
        if (header.length > mostHeaderBytes(size)) {
            throw UserException.data("cannot save the " + noun + " to " + where
                    + ": its description takes " + header.length + " of " + size
                    + " bytes, at most half + 2 MiB are read again; use fewer or shorter levels");
        }
        check.accept(file);
        String digest = digest(header, file.ordered());
        System.arraycopy(digest.getBytes(StandardCharsets.US_ASCII), 0, header, start(version).length, digest.length());
        return out -> file.writeRaw(header, out);
    }
}
