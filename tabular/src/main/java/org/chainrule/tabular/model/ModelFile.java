package org.chainrule.tabular.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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

    private static final SealedFile SEAL = new SealedFile(
            "chainrule", "model", "chainrule train", "; it is damaged or was changed: copy it again or train again");

    private ModelFile() {}

    /** How a description is read: all of it, or what predictions take. */
    private interface Description<T> {
        T read(Fields fields, Form form, WeightTensors weights);
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
        return read(Safetensors.readRaw(file, SealedFile::mostHeaderBytes), Shown.text(file.toString()), description);
    }

    private static <T> T read(byte[] bytes, String where, Description<T> description) {
        return read(Safetensors.readRaw(bytes, where, SealedFile::mostHeaderBytes), where, description);
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

    private static <T> T read(Safetensors.Raw raw, String where, Description<T> kind) {
        List<String> known = Arrays.stream(Form.values()).map(Form::version).toList();
        String version = SEAL.version(raw.contents(), known, where);
        String description = SEAL.description(raw, version, where);
        return describe(description, Form.values()[known.indexOf(version)], where, raw.contents(), kind);
    }

    private static <T> T describe(String description, Form form, String where, Safetensors file, Description<T> kind) {
        String name = "the description in the model file " + where;
        Object json = Json.parse(description, name, SealedFile.mostHeapBytes(description, file));
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

    /**
     * The bytes that {@link #write} would write.
     *
     * @param contents the model's parts
     * @return the whole file
     * @throws UserException if they could not be read again
     */
    public static byte[] bytes(ModelContents contents) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            prepare(contents, "memory").writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Everything that can be wrong with the contents is found here, before a file is touched. */
    static AtomicFile.Content prepare(ModelContents contents, String where) {
        Form form = Form.of(contents);
        try {
            String description = Json.write(DescriptionJson.write(contents));
            return SEAL.seal(
                    form.version(),
                    description,
                    WeightTensors.of(contents),
                    where,
                    file -> describe(description, form, where, file, DescriptionJson::read));
        } catch (IllegalArgumentException e) {
            throw new UserException(
                    UserException.Kind.DATA,
                    "cannot save the model to " + where + ": " + Shown.text(String.valueOf(e.getMessage())),
                    e);
        }
    }
}
