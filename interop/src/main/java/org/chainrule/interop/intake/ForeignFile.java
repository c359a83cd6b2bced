package org.chainrule.interop.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import org.chainrule.interop.assemble.ImportOptions;
import org.chainrule.interop.assemble.ImportSource;
import org.chainrule.interop.assemble.ImportedNetwork;
import org.chainrule.interop.assemble.ModelAssembly;
import org.chainrule.interop.onnx.OnnxModel;
import org.chainrule.interop.onnx.OnnxReader;
import org.chainrule.interop.onnx.load.OnnxImport;
import org.chainrule.interop.safetensors.SafetensorsImport;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.Safetensors;

/** A file with a network of another tool, ONNX or safetensors. Its first bytes say what it is; its name does not matter. */
public final class ForeignFile {
    private static final int HEAD = 9;
    private static final int CHUNK = 1 << 16;

    /** Of ir_version, producer, domain, model_version, doc_string, graph, opset_import and metadata_props. */
    private static final Set<Integer> MODEL_TAGS = Set.of(0x08, 0x12, 0x1a, 0x22, 0x28, 0x32, 0x3a, 0x42, 0x72);

    private ForeignFile() {}

    /**
     * What was read.
     *
     * @param model    the model
     * @param imported the network as it was found, with notes
     * @param source   where it comes from
     */
    public record Read(Model model, ImportedNetwork imported, ImportSource source) {}

    /** What a file is. */
    private enum Format {
        ONNX,
        SAFETENSORS
    }

    /**
     * Reads a file.
     *
     * @param file    its path
     * @param options what a person says about it
     * @return the model
     * @throws UserException if it cannot be read, is of another format, or holds no network of layers that Chainrule has
     */
    public static Read read(Path file, ImportOptions options) {
        String where = Display.text(file.toString());
        Format format = format(file, where);
        String name = Display.text(String.valueOf(file.getFileName()));
        ImportedNetwork imported;
        ImportSource source;
        if (format == Format.SAFETENSORS) {
            Safetensors contents = Safetensors.read(file);
            imported = SafetensorsImport.of(contents, options, where);
            source = new ImportSource(
                    name,
                    "safetensors",
                    Display.text(contents.metadata().getOrDefault("producer", "")),
                    sha256(file, where));
        } else {
            OnnxModel contents = OnnxReader.read(file);
            imported = OnnxImport.of(contents, options, where);
            source = new ImportSource(name, "onnx", Display.text(contents.producer()), sha256(file, where));
        }
        return new Read(ModelAssembly.model(imported, options, source), imported, source);
    }

    private static Format format(Path file, String where) {
        if (!Files.isRegularFile(file)) {
            throw UserException.data("expected a file at " + where + ", found "
                    + (Files.isDirectory(file)
                            ? "a directory"
                            : Files.exists(file) ? "something else" : "nothing there")
                    + "; check the path");
        }
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(HEAD);
        } catch (IOException e) {
            throw unreadable(where, e);
        }
        if (head.length < HEAD) {
            throw refused(where, head.length == 0 ? "an empty file" : "a file of " + head.length + " bytes");
        }
        if (starts(head, 'P', 'K')) {
            throw refused(
                    where,
                    "a zip archive, as PyTorch (.pt) and Keras (.keras) write, which may run code when it is read");
        } else if (starts(head, 0x89, 'H', 'D', 'F')) {
            throw refused(where, "an HDF5 file, as Keras (.h5) writes");
        } else if ((head[0] & 0xff) == 0x80 && head[1] >= 2 && head[1] <= 5) {
            throw refused(where, "a Python pickle, which runs code when it is read");
        }
        long header = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (header > 0 && header < 1L << 40 && head[HEAD - 1] == '{') {
            return Format.SAFETENSORS;
        }
        if (!beginsAsModel(head[0] & 0xff)) {
            throw refused(where, "neither: it begins with the byte 0x" + Integer.toHexString(head[0] & 0xff));
        }
        return Format.ONNX;
    }

    /** Whether a byte is the tag of a field of {@code ModelProto}: number times 8 plus the wire type, with a further byte to come from field 16 on. */
    private static boolean beginsAsModel(int tag) {
        return tag >= 0x80 ? (tag & 7) == 2 : MODEL_TAGS.contains(tag);
    }

    private static boolean starts(byte[] head, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if ((head[i] & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private static UserException refused(String where, String found) {
        return UserException.data("expected an ONNX or safetensors file at " + where + ", found " + found
                + "; export the network with torch.onnx.export, tf2onnx, skl2onnx or safetensors.torch.save_file");
    }

    private static UserException unreadable(String where, IOException e) {
        return new UserException(
                UserException.Kind.DATA,
                "expected to read " + where + ", found: " + Display.text(e.toString())
                        + "; check the file and its permissions",
                e);
    }

    private static String sha256(Path file, String where) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw unreadable(where, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
