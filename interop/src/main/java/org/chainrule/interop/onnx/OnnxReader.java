package org.chainrule.interop.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.jspecify.annotations.Nullable;

/**
 * Reads files of ONNX ({@code onnx.proto}).
 *
 * <p>Reading runs no code and opens no other file: tensors in other files, functions, control flow, sparse tensors, sequences and maps are refused by
 * name. Every size is checked against the bytes that are there before memory is taken, and all memory is at most four times the file and 16 MiB. A graph
 * that is returned is whole: every name that is read was given before, and none is given twice. Unknown fields are passed over.
 */
public final class OnnxReader {
    private static final int MODEL_IR_VERSION = 1;
    private static final int MODEL_PRODUCER = 2;
    private static final int MODEL_PRODUCER_VERSION = 3;
    private static final int MODEL_GRAPH = 7;
    private static final int MODEL_OPSET = 8;
    private static final int MODEL_METADATA = 14;
    private static final int MODEL_FUNCTION = 25;
    private static final int ENTRY_BYTES = 80;

    private final Wire wire;
    private final Map<String, Long> opsets = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private long irVersion;
    private String producer = "";
    private String producerVersion = "";
    private @Nullable OnnxGraph graph;

    private OnnxReader(Wire wire) {
        this.wire = wire;
    }

    /**
     * Reads a model.
     *
     * @param file its path
     * @return the model
     * @throws UserException if it cannot be read, is not well-formed or needs what is not supported
     */
    public static OnnxModel read(Path file) {
        return read(bytes(file), Display.text(file.toString()));
    }

    /**
     * Reads a model from memory.
     *
     * @param bytes the whole file
     * @param where its name, for messages
     * @return the model
     * @throws UserException if it is not well-formed or needs what is not supported
     */
    public static OnnxModel read(byte[] bytes, String where) {
        if (bytes.length == 0) {
            throw UserException.data(
                    "expected an ONNX model, found an empty file in " + where + "; export the model again");
        }
        return Wire.read(bytes, where, wire -> new OnnxReader(wire).model());
    }

    /**
     * Reads a file that holds one tensor ({@code TensorProto}), as ONNX's test data are.
     *
     * @param bytes the whole file
     * @param where its name, for messages
     * @return the tensor
     * @throws UserException if it is not well-formed or needs what is not supported
     */
    public static OnnxTensor tensor(byte[] bytes, String where) {
        return Wire.read(
                bytes, where, wire -> TensorReader.read(wire, bytes.length).tensor());
    }

    /**
     * What a reader of the model should be told although it can be used: constants that are not finite.
     *
     * @param model a model
     * @return one line each, ready to be shown; empty if there is nothing to say
     */
    public static List<String> warnings(OnnxModel model) {
        List<String> warnings = new ArrayList<>();
        model.graph().initializers().forEach((name, tensor) -> {
            long count = notFinite(tensor);
            if (count > 0) {
                warnings.add("constant " + Wire.quoted(name) + " holds " + count + " of " + tensor.size()
                        + " numbers that are NaN or infinite; predictions may be so too");
            }
        });
        return warnings;
    }

    private static long notFinite(OnnxTensor tensor) {
        long count = 0;
        if (tensor.type().kind() == ElementType.Kind.REAL) {
            for (float value : tensor.floats()) {
                count += Float.isFinite(value) ? 0 : 1;
            }
        } else if (tensor.type() == ElementType.DOUBLE) {
            for (double value : tensor.doubles()) {
                count += Double.isFinite(value) ? 0 : 1;
            }
        }
        return count;
    }

    private static byte[] bytes(Path file) {
        String where = Display.text(file.toString());
        if (!Files.isRegularFile(file)) {
            String found =
                    Files.isDirectory(file) ? "a directory" : Files.exists(file) ? "something else" : "nothing there";
            throw UserException.data("expected a file at " + where + ", found " + found + "; check the path");
        }
        try {
            long size = Files.size(file);
            long most = Math.min(Integer.MAX_VALUE - 8, Runtime.getRuntime().maxMemory() / Wire.MEMORY_FACTOR);
            if (size > most) {
                throw UserException.data("expected a file of at most " + most + " bytes for this heap, found " + size
                        + " bytes in " + where + "; give Java more memory (-Xmx), up to files of 2 GB");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UserException(
                    UserException.Kind.DATA,
                    "expected to read " + where + ", found: " + Display.text(e.toString())
                            + "; check the file and its permissions",
                    e);
        }
    }

    private OnnxModel model() throws IOException {
        wire.fields(this::field);
        if (graph == null) {
            throw wire.refused("an ONNX model", "no graph");
        }
        if (irVersion < 1) {
            throw wire.refused("a version of the file format (ir_version) from 1", Long.toString(irVersion));
        }
        String full = producerVersion.isEmpty() ? producer : producer + " " + producerVersion;
        return new OnnxModel(irVersion, full, opsets, graph, metadata);
    }

    private void field(int number) throws IOException {
        switch (number) {
            case MODEL_IR_VERSION -> irVersion = wire.number("ir_version");
            case MODEL_PRODUCER -> producer = wire.text("producer_name");
            case MODEL_PRODUCER_VERSION -> producerVersion = wire.text("producer_version");
            case MODEL_GRAPH -> {
                if (graph != null) {
                    throw wire.refused("one graph", "a second one");
                }
                graph = GraphReader.read(wire);
            }
            case MODEL_OPSET -> opset();
            case MODEL_METADATA -> {
                String[] entry = pair(wire, "metadata_props");
                if (metadata.put(entry[0], entry[1]) != null) {
                    throw wire.refused("properties with names of their own", Wire.quoted(entry[0]) + " twice");
                }
            }
            case MODEL_FUNCTION ->
                throw wire.refused(
                        "a graph of standard operators",
                        "a function of its own (FunctionProto)",
                        "inline the functions");
            default -> wire.skip();
        }
    }

    private void opset() throws IOException {
        String[] domain = {""};
        long[] version = {0};
        wire.message("opset_import", number -> {
            switch (number) {
                case 1 -> domain[0] = standardDomain(wire.text("domain of an opset"));
                case 2 -> version[0] = wire.number("version of an opset");
                default -> wire.skip();
            }
        });
        wire.take(ENTRY_BYTES);
        if (version[0] < 1 || opsets.put(domain[0], version[0]) != null) {
            throw wire.refused(
                    "one version from 1 for each domain of operators",
                    "version " + version[0] + " for the domain " + Wire.quoted(domain[0]));
        }
    }

    /** The standard domain has two names. */
    static String standardDomain(String domain) {
        return domain.equals("ai.onnx") ? "" : domain;
    }

    /** A {@code StringStringEntryProto}. */
    static String[] pair(Wire wire, String what) throws IOException {
        String[] entry = {"", ""};
        wire.message(what, number -> {
            switch (number) {
                case 1 -> entry[0] = wire.text("key of " + what);
                case 2 -> entry[1] = wire.text("value of " + what);
                default -> wire.skip();
            }
        });
        wire.take(ENTRY_BYTES);
        return entry;
    }
}
