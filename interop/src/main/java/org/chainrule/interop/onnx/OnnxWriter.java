package org.chainrule.interop.onnx;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.chainrule.tabular.error.UserException;

/**
 * Writes ONNX files: the messages of onnx.proto, field by field in ascending order, maps in the order of their keys. The same model gives the same bytes.
 * Numbers go as raw little-endian data, texts as {@code string_data}.
 */
public final class OnnxWriter {
    /** What protocol buffers can hold. */
    private static final long MOST_BYTES = Integer.MAX_VALUE;

    private OnnxWriter() {}

    /**
     * Writes a model.
     *
     * @param model what to write
     * @param out   where to; neither buffered nor closed here
     * @throws IOException   if writing fails
     * @throws UserException if the file would be larger than 2 GiB, before anything is written
     */
    public static void write(OnnxModel model, OutputStream out) throws IOException {
        OnnxMessage message = model(model);
        if (message.size() > MOST_BYTES) {
            throw UserException.data("expected an ONNX file of at most " + MOST_BYTES + " bytes, found " + message.size()
                    + " for this model; protocol buffers hold no more, export it as safetensors");
        }
        CodedOutputStream coded = CodedOutputStream.newInstance(out);
        message.writeTo(coded);
        coded.flush();
    }

    /**
     * A model as the bytes of a file.
     *
     * @param model what to write
     * @return the bytes
     * @throws UserException if the file would be larger than 2 GiB
     */
    public static byte[] bytes(OnnxModel model) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) Math.min(MOST_BYTES - 8, model(model).size()));
            write(model, bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
    }

    private static OnnxMessage model(OnnxModel model) {
        int blank = model.producer().indexOf(' ');
        OnnxMessage message = new OnnxMessage().number(1, model.irVersion());
        message.text(2, blank < 0 ? model.producer() : model.producer().substring(0, blank));
        if (blank >= 0) {
            message.text(3, model.producer().substring(blank + 1));
        }
        message.message(7, graph(model.graph()));
        new TreeMap<>(model.opsets())
                .forEach((domain, version) -> message.message(
                        8, new OnnxMessage().text(1, domain).number(2, version)));
        new TreeMap<>(model.metadata())
                .forEach((key, value) -> message.message(
                        14, new OnnxMessage().text(1, key).text(2, value)));
        return message;
    }

    private static OnnxMessage graph(OnnxGraph graph) {
        OnnxMessage message = new OnnxMessage();
        graph.nodes().forEach(node -> message.message(1, node(node)));
        message.text(2, graph.name());
        graph.initializers().forEach((name, tensor) -> message.message(5, tensor(name, tensor)));
        graph.inputs().forEach(value -> message.message(11, value(value)));
        graph.outputs().forEach(value -> message.message(12, value(value)));
        return message;
    }

    private static OnnxMessage node(OnnxNode node) {
        OnnxMessage message = new OnnxMessage();
        node.inputs().forEach(name -> message.text(1, name));
        node.outputs().forEach(name -> message.text(2, name));
        message.text(3, node.name()).text(4, node.operator());
        for (Map.Entry<String, OnnxAttribute> entry : new TreeMap<>(node.attributes()).entrySet()) {
            message.message(5, attribute(entry.getKey(), entry.getValue()));
        }
        return node.domain().isEmpty() ? message : message.text(7, node.domain());
    }

    private static OnnxMessage attribute(String name, OnnxAttribute attribute) {
        OnnxMessage message = new OnnxMessage().text(1, name);
        int type;
        if (attribute instanceof OnnxAttribute.OfFloat of) {
            message.real(2, of.value());
            type = 1;
        } else if (attribute instanceof OnnxAttribute.OfInt of) {
            message.number(3, of.value());
            type = 2;
        } else if (attribute instanceof OnnxAttribute.OfText of) {
            message.text(4, of.value());
            type = 3;
        } else if (attribute instanceof OnnxAttribute.OfTensor of) {
            message.message(5, tensor("", of.value()));
            type = 4;
        } else if (attribute instanceof OnnxAttribute.OfFloats of) {
            for (float value : of.values()) {
                message.real(7, value);
            }
            type = 6;
        } else if (attribute instanceof OnnxAttribute.OfInts of) {
            for (long value : of.values()) {
                message.number(8, value);
            }
            type = 7;
        } else {
            ((OnnxAttribute.OfTexts) attribute).values().forEach(value -> message.text(9, value));
            type = 8;
        }
        return message.number(20, type);
    }

    private static OnnxMessage tensor(String name, OnnxTensor tensor) {
        OnnxMessage message = new OnnxMessage();
        for (int dimension : tensor.shape()) {
            message.number(1, dimension);
        }
        message.number(2, tensor.type().code());
        if (tensor.type() == ElementType.STRING) {
            for (String text : tensor.texts()) {
                message.text(6, text);
            }
            return message.text(8, name);
        }
        return message.text(8, name).raw(9, tensor);
    }

    private static OnnxMessage value(OnnxValue value) {
        OnnxMessage shape = new OnnxMessage();
        for (OnnxValue.Dimension dimension : value.shape()) {
            OnnxMessage one = new OnnxMessage();
            if (dimension.size() >= 0) {
                one.number(1, dimension.size());
            } else if (!dimension.name().isEmpty()) {
                one.text(2, dimension.name());
            }
            shape.message(1, one);
        }
        OnnxMessage tensor = new OnnxMessage().number(1, value.type().code()).message(2, shape);
        return new OnnxMessage().text(1, value.name()).message(2, new OnnxMessage().message(1, tensor));
    }
}
