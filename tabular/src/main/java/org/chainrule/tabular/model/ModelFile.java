package org.chainrule.tabular.model;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.network.ParameterLayout;
import org.chainrule.tabular.error.UserException;
import org.chainrule.train.TrainedNetwork;

/**
 * The model file {@code .chainrule}: a valid safetensors file. Its tensors are the slices of {@link ParameterLayout} in their order, {@code dense.1.weight}
 * as [in, out], all others as [n], in F32 or F64; of a model of several members those of member 0 are {@code member.0.dense.1.weight} and so on. Its metadata
 * are, in this order,
 * <ul>
 *   <li>{@code format}: {@code chainrule};
 *   <li>{@code formatVersion}: {@code 1} for one network, {@code 2} for members, {@code 3} for one network with what its optimiser remembered, whose
 *       accumulators are {@code optimizer.0} and so on, flat;
 *   <li>{@code sha256}: SHA-256, in lower-case hexadecimal digits, over the whole file with these 64 digits replaced by zeros, so that any other byte
 *       anywhere is noticed;
 *   <li>{@code chainrule}: everything else as JSON.
 * </ul>
 *
 * <p>Reading takes at most 4 x the size of the file + 16 MiB: the header is limited to half of the file + 2 MiB, the values of the description by a budget.
 * Names in a file choose from closed lists; no class is ever looked up by name.
 */
public final class ModelFile {
    /** The newest format that is read. A network by itself is written in format 1, which every version reads. */
    public static final int FORMAT_VERSION = 3;

    /** What a file holds. */
    enum Form {
        /** Format 1. */
        NETWORK("1"),
        /** Format 2. */
        MEMBERS("2"),
        /** Format 3. */
        NETWORK_AND_OPTIMIZER("3");

        private final String version;

        Form(String version) {
            this.version = version;
        }

        String version() {
            return version;
        }

        static Form of(ModelContents contents) {
            return !contents.single() ? MEMBERS : contents.optimizer() == null ? NETWORK : NETWORK_AND_OPTIMIZER;
        }
    }

    private static final String FORMAT = "chainrule";
    private static final String NO_DIGEST = "0".repeat(64);
    private static final long FREE_HEADER_BYTES = 2L << 20;
    private static final long FREE_HEAP_BYTES = 8L << 20;
    private static final String DAMAGED = "; it is damaged or was changed: copy it again or train again";

    private ModelFile() {}

    /** How a description is read: all of it, or what predictions take. */
    private interface Description<T> {
        T read(Fields fields, Form form, WeightTensors weights);
    }

    /** How the header begins, up to the digits of the checksum. */
    private static byte[] start(String version) {
        return ("{\"__metadata__\":{\"format\":\"" + FORMAT + "\",\"formatVersion\":\"" + version + "\",\"sha256\":\"")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Reads a model.
     *
     * @param file its path
     * @return the model's parts
     * @throws UserException if it is missing, damaged, inconsistent or written by a newer version
     */
    public static ModelContents read(Path file) {
        return read(file, DescriptionJson::read);
    }

    /**
     * Reads a model from memory.
     *
     * @param bytes the whole file
     * @param where its name, for messages
     * @return the model's parts
     * @throws UserException as {@link #read(Path)}
     */
    public static ModelContents read(byte[] bytes, String where) {
        return read(bytes, where, DescriptionJson::read);
    }

    /**
     * Reads what predictions take: the rest of the description and what the optimiser remembered are passed over, though checked by the checksum as all else is.
     *
     * @param file its path
     * @return those parts
     * @throws UserException as {@link #read(Path)}
     */
    public static PredictionParts readForPredictions(Path file) {
        return read(file, DescriptionJson::readForPredictions);
    }

    /**
     * Reads from memory what predictions take.
     *
     * @param bytes the whole file
     * @param where its name, for messages
     * @return those parts
     * @throws UserException as {@link #read(Path)}
     */
    public static PredictionParts readForPredictions(byte[] bytes, String where) {
        return read(bytes, where, DescriptionJson::readForPredictions);
    }

    private static <T> T read(Path file, Description<T> description) {
        return read(Safetensors.readRaw(file, ModelFile::mostHeaderBytes), Shown.text(file.toString()), description);
    }

    private static <T> T read(byte[] bytes, String where, Description<T> description) {
        return read(Safetensors.readRaw(bytes, where, ModelFile::mostHeaderBytes), where, description);
    }

    /**
     * SHA-256 over the parameters, then the running statistics, in the order of the layout, as little-endian bytes (4 an element in float32, 8 in float64).
     *
     * @param networks the network, or several, one after the other
     * @return 64 hexadecimal digits in lower case
     */
    public static String weightsSha256(TrainedNetwork... networks) {
        return Weights.sha256(List.of(networks));
    }

    /**
     * The same over the networks of all members, one after the other.
     *
     * @param contents the model
     * @return 64 hexadecimal digits in lower case; of a single network the same as {@link #weightsSha256(TrainedNetwork...)}
     */
    public static String weightsSha256(ModelContents contents) {
        return Weights.sha256(contents.members().stream().map(Member::network).toList());
    }

    private static long mostHeaderBytes(long fileBytes) {
        return fileBytes / 2 + FREE_HEADER_BYTES;
    }

    private static <T> T read(Safetensors.Raw raw, String where, Description<T> kind) {
        Map<String, String> metadata = raw.contents().metadata();
        Form form = form(metadata, where);
        checkDigest(raw, form.version(), where);
        String description = metadata.get(FORMAT);
        if (description == null) {
            throw UserException.data("expected a description in the model file " + where + ", found none" + DAMAGED);
        }
        return describe(description, form, where, raw.contents(), kind);
    }

    private static Form form(Map<String, String> metadata, String where) {
        if (!FORMAT.equals(metadata.get("format"))) {
            throw UserException.data(
                    "expected a Chainrule model at " + where + ", found a safetensors file without the format \""
                            + FORMAT + "\" in its metadata; give the path of a file that chainrule train wrote");
        }
        String version = String.valueOf(metadata.get("formatVersion"));
        for (Form form : Form.values()) {
            if (form.version().equals(version)) {
                return form;
            }
        }
        if (version.matches("[1-9][0-9]{0,8}")) {
            throw UserException.data("the model " + where + " was written by a newer Chainrule (format " + version
                    + "); this version reads up to " + FORMAT_VERSION + "; update Chainrule");
        }
        throw UserException.data("expected a format version of 1 to " + FORMAT_VERSION + " in the model file " + where
                + ", found " + Shown.name(version) + DAMAGED);
    }

    private static void checkDigest(Safetensors.Raw raw, String version, String where) {
        byte[] header = raw.header();
        byte[] start = start(version);
        int end = start.length + NO_DIGEST.length();
        if (header.length < end || !Arrays.equals(header, 0, start.length, start, 0, start.length)) {
            throw UserException.data("expected the metadata format, formatVersion and sha256 first in the model file "
                    + where + ", found another order" + DAMAGED);
        }
        String found = new String(header, start.length, NO_DIGEST.length(), StandardCharsets.ISO_8859_1);
        Arrays.fill(header, start.length, end, (byte) '0');
        String expected = digest(header, raw.contents().tensors());
        if (!found.equals(expected)) {
            throw UserException.data("expected the checksum " + expected + " in the model file " + where + ", found "
                    + Shown.text(found) + DAMAGED);
        }
    }

    private static String digest(byte[] blankHeader, List<Tensor> tensors) {
        MessageDigest digest = Weights.sha256();
        digest.update(Safetensors.prefix(blankHeader));
        digest.update(blankHeader);
        tensors.forEach(tensor -> digest.update(tensor.data()));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static <T> T describe(String description, Form form, String where, Safetensors file, Description<T> kind) {
        long weightBytes = file.tensors().stream()
                .mapToLong(tensor -> tensor.data().capacity())
                .sum();
        String name = "the description in the model file " + where;
        Object json = Json.parse(description, name, FREE_HEAP_BYTES + 2 * (weightBytes + description.length()));
        return kind.read(Fields.of(json, where), form, new WeightTensors(file.tensors()));
    }

    /**
     * Writes a model: whole or not at all, see {@link AtomicFile}. The same contents give the same bytes.
     *
     * @param contents the model's parts
     * @param file     where to
     * @throws UserException if it cannot be written, or could not be read again
     */
    public static void write(ModelContents contents, Path file) {
        AtomicFile.write(file, prepare(contents, Shown.text(file.toString())));
    }

    /** Everything that can be wrong with the contents is found here, before a file is touched. */
    static AtomicFile.Content prepare(ModelContents contents, String where) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", FORMAT);
        Form form = Form.of(contents);
        metadata.put("formatVersion", form.version());
        metadata.put("sha256", NO_DIGEST);
        try {
            String description = Json.write(DescriptionJson.write(contents));
            metadata.put(FORMAT, description);
            Safetensors file = new Safetensors(metadata, WeightTensors.of(contents));
            byte[] header = file.header();
            long size = header.length
                    + file.tensors().stream()
                            .mapToLong(tensor -> tensor.data().capacity())
                            .sum();
            if (header.length > mostHeaderBytes(size)) {
                throw UserException.data(
                        "cannot save the model to " + where + ": its description takes " + header.length + " of " + size
                                + " bytes, at most half + 2 MiB are read again; use fewer or shorter levels");
            }
            describe(description, form, where, file, DescriptionJson::read);
            String digest = digest(header, file.ordered());
            System.arraycopy(
                    digest.getBytes(StandardCharsets.US_ASCII),
                    0,
                    header,
                    start(form.version()).length,
                    digest.length());
            return out -> write(file, header, out);
        } catch (IllegalArgumentException e) {
            throw new UserException(
                    UserException.Kind.DATA,
                    "cannot save the model to " + where + ": " + Shown.text(String.valueOf(e.getMessage())),
                    e);
        }
    }

    private static void write(Safetensors file, byte[] header, OutputStream out) throws IOException {
        file.writeRaw(header, out);
    }
}
