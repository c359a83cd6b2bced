package org.chainrule.interop.javasource;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The arrays that a nested class keeps: a few numbers as a literal, many from the stored bytes, which all classes of a source read one after the other. */
final class StoredFields {
    private static final int LITERAL = 12;
    /** More literals would outgrow the constructor that they become. */
    private static final int MOST_LITERALS = 100;

    private final ByteArrayOutputStream bytes;
    private final List<String> declarations = new ArrayList<>();
    private final List<String> assignments = new ArrayList<>();

    /**
     * Fields of one class.
     *
     * @param bytes the stored numbers, to which the fields add
     */
    StoredFields(ByteArrayOutputStream bytes) {
        this.bytes = bytes;
    }

    /** A field of few numbers, which is worth reading. */
    void small(String name, float[] values) {
        if (values.length > LITERAL || declarations.size() > MOST_LITERALS) {
            floats(name, values);
        } else {
            literal("float", name, IntStream.range(0, values.length).mapToObj(i -> JavaText.number(values[i])));
        }
    }

    /** A field of few numbers, which is worth reading. */
    void small(String name, double[] values) {
        if (values.length > LITERAL || declarations.size() > MOST_LITERALS) {
            doubles(name, values);
        } else {
            literal("double", name, DoubleStream.of(values).mapToObj(JavaText::number));
        }
    }

    private void literal(String type, String name, java.util.stream.Stream<String> values) {
        declarations.add(
                "private final " + type + "[] " + name + " = {" + values.collect(Collectors.joining(", ")) + "};");
    }

    /** A field of stored numbers. */
    void floats(String name, float[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(Float.BYTES * values.length);
        buffer.asFloatBuffer().put(values);
        bytes.writeBytes(buffer.array());
        stored("float", name, values.length);
    }

    /** A field of stored numbers. */
    void doubles(String name, double[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(Double.BYTES * values.length);
        buffer.asDoubleBuffer().put(values);
        bytes.writeBytes(buffer.array());
        stored("double", name, values.length);
    }

    /** An element of an array of arrays, from stored numbers. */
    void element(String target, List<Double> values, boolean wide) {
        ByteBuffer buffer = ByteBuffer.allocate((wide ? Double.BYTES : Float.BYTES) * values.size());
        for (double value : values) {
            if (wide) {
                buffer.putDouble(value);
            } else {
                buffer.putFloat((float) value);
            }
        }
        bytes.writeBytes(buffer.array());
        assignments.add(target + " = Stored." + (wide ? "doubles" : "floats") + "(weights, " + values.size() + ");");
    }

    private void stored(String type, String name, int length) {
        declarations.add("private final " + type + "[] " + name + ";");
        assignments.add(name + " = Stored." + type + "s(weights, " + length + ");");
    }

    /** A field of another kind. */
    void field(String declaration) {
        declarations.add(declaration);
    }

    /** A statement of the constructor that follows those so far. */
    void assign(String statement) {
        assignments.add(statement);
    }

    /** What constructs the class. */
    String construction(String className) {
        return "new " + className + (assignments.isEmpty() ? "()" : "(weights)");
    }

    /** The fields and the constructor, each with an empty line behind it. */
    void write(CodeWriter out, String className) {
        declarations.forEach(out::lines);
        if (!declarations.isEmpty()) {
            out.blank();
        }
        if (!assignments.isEmpty()) {
            out.open(className + "(ByteBuffer weights) {");
            assignments.forEach(out::line);
            out.close().blank();
        }
    }
}
