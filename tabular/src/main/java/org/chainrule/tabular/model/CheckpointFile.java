package org.chainrule.tabular.model;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.chainrule.tabular.error.UserException;

/**
 * A checkpoint: a valid safetensors file like {@link ModelFile}, with the same checksum over everything and the same bounds on memory, of the format
 * {@code chainrule-checkpoint}. Its tensors are the weights as they stand, named as in a model file, those of the best epoch under {@code best.}, what the
 * optimiser remembers at both places ({@code optimizer.0} and so on), the {@code history} of the epochs, and of L-BFGS its memory under {@code lbfgs.}; its
 * description says the rest, and what the training depends on.
 */
public final class CheckpointFile {
    /** The newest format that is read. */
    public static final int FORMAT_VERSION = 1;

    private static final SealedFile SEAL = new SealedFile(
            "chainrule-checkpoint",
            "checkpoint",
            "chainrule train --checkpoint",
            "; it is damaged or was changed: go on from an earlier one, or train again");

    private CheckpointFile() {}

    /**
     * Reads a checkpoint.
     *
     * @param file its path
     * @return what it holds
     * @throws UserException if it is missing, damaged, inconsistent or written by a newer version
     */
    public static CheckpointContents read(Path file) {
        return read(Safetensors.readRaw(file, SealedFile::mostHeaderBytes), Shown.text(file.toString()));
    }

    /**
     * Reads a checkpoint from memory.
     *
     * @param bytes the whole file
     * @param where its name, for messages
     * @return what it holds
     * @throws UserException as {@link #read(Path)}
     */
    public static CheckpointContents read(byte[] bytes, String where) {
        return read(Safetensors.readRaw(bytes, where, SealedFile::mostHeaderBytes), where);
    }

    /**
     * Reads a checkpoint from a stream, such as one of another file system.
     *
     * @param stream of the whole file; stays open
     * @param size   its bytes
     * @param where  its name, for messages
     * @return what it holds
     * @throws UserException as {@link #read(Path)}
     */
    public static CheckpointContents read(InputStream stream, long size, String where) {
        return read(Safetensors.readRaw(stream, size, where, SealedFile::mostHeaderBytes), where);
    }

    private static CheckpointContents read(Safetensors.Raw raw, String where) {
        List<String> known = List.of(String.valueOf(FORMAT_VERSION));
        String version = SEAL.version(raw.contents(), known, where);
        return describe(SEAL.description(raw, version, where), where, raw.contents());
    }

    private static CheckpointContents describe(String description, String where, Safetensors file) {
        Object json = Json.parse(
                description,
                "the description in the checkpoint file " + where,
                SealedFile.mostHeapBytes(description, file));
        return CheckpointJson.read(Fields.of(json, where), new WeightTensors(file.tensors()));
    }

    /**
     * Writes a checkpoint: whole or not at all, see {@link AtomicFile}.
     *
     * @param contents what it holds
     * @param file     where to
     * @throws UserException if it cannot be written
     */
    public static void write(CheckpointContents contents, Path file) {
        AtomicFile.write(file, content(contents, Shown.text(file.toString())));
    }

    /**
     * The bytes of a checkpoint, to be written by who knows where to.
     *
     * @param contents what it holds
     * @param where    its name, for messages
     * @return the whole file
     * @throws UserException if it could not be read again
     */
    public static AtomicFile.Content content(CheckpointContents contents, String where) {
        try {
            return SEAL.seal(
                    String.valueOf(FORMAT_VERSION),
                    Json.write(CheckpointJson.write(contents)),
                    CheckpointJson.tensors(contents.state()),
                    where,
                    whole -> {});
        } catch (IllegalArgumentException e) {
            throw new UserException(
                    UserException.Kind.DATA,
                    "cannot save the checkpoint to " + where + ": " + Shown.text(String.valueOf(e.getMessage())),
                    e);
        }
    }
}
