package org.chainrule.interop.onnx.load;

import java.util.List;
import org.chainrule.interop.onnx.OnnxAttribute;
import org.chainrule.interop.onnx.OnnxNode;
import org.chainrule.interop.onnx.OnnxTensor;
import org.jspecify.annotations.Nullable;

/** A value of the graph: a constant, an input, or an operator on other terms. Equal computations are one object, made by {@link TermTable}. */
final class Term {
    private final int id;
    private final Kind kind;
    private final String name;
    private final @Nullable OnnxNode node;
    private final int output;
    private final List<Term> arguments;
    private final @Nullable OnnxTensor constant;
    private final int @Nullable [] row;
    private final @Nullable String obstacle;

    /** What a term is. */
    enum Kind {
        /** Known when the graph is read. */
        CONSTANT,
        /** Given for a prediction. */
        INPUT,
        /** An operator's result. */
        OPERATOR,
        /** The same numbers of a row in another shape. */
        VIEW,
        /** An optional input that is left out. */
        ABSENT
    }

    Term(
            int id,
            Kind kind,
            String name,
            @Nullable OnnxNode node,
            int output,
            List<Term> arguments,
            @Nullable OnnxTensor constant,
            int @Nullable [] row,
            @Nullable String obstacle) {
        this.id = id;
        this.kind = kind;
        this.name = name;
        this.node = node;
        this.output = output;
        this.arguments = List.copyOf(arguments);
        this.constant = constant;
        this.row = row == null ? null : row.clone();
        this.obstacle = obstacle;
    }

    /** Terms ascend from those that they read. */
    int id() {
        return id;
    }

    Kind kind() {
        return kind;
    }

    /** The name of the value in the file. */
    String name() {
        return name;
    }

    boolean isConstant() {
        return kind == Kind.CONSTANT;
    }

    boolean isAbsent() {
        return kind == Kind.ABSENT;
    }

    /** Whether this is the first result of an operator of the standard domain. */
    boolean is(String operator) {
        return node != null
                && output == 0
                && node.domain().isEmpty()
                && node.operator().equals(operator)
                && kind == Kind.OPERATOR;
    }

    /** Whether this is the first result of an operator of {@code ai.onnx.ml}. */
    boolean isMl(String operator) {
        return node != null
                && output == 0
                && node.domain().equals("ai.onnx.ml")
                && node.operator().equals(operator)
                && kind == Kind.OPERATOR;
    }

    @Nullable
    OnnxNode node() {
        return node;
    }

    int output() {
        return output;
    }

    List<Term> arguments() {
        return arguments;
    }

    Term argument(int index) {
        return arguments.get(index);
    }

    /** Whether an optional argument is there. */
    boolean has(int index) {
        return index < arguments.size() && !arguments.get(index).isAbsent();
    }

    OnnxTensor constant() {
        if (constant == null) {
            throw new IllegalStateException(name + " is no constant");
        }
        return constant;
    }

    /** The dimensions behind that of the rows; null of a constant and where they are not known. */
    int @Nullable [] row() {
        return row == null ? null : row.clone();
    }

    /** Numbers of a row; -1 if it is not known. */
    int width() {
        if (row == null) {
            return -1;
        }
        int width = 1;
        for (int size : row) {
            width = Math.multiplyExact(width, size);
        }
        return width;
    }

    /** Whether a row is a vector: no dimension but the last is other than 1. */
    boolean isVector() {
        if (row == null) {
            return false;
        }
        for (int d = 0; d + 1 < row.length; d++) {
            if (row[d] != 1) {
                return false;
            }
        }
        return true;
    }

    /** Why it is not known what it computes; null if it is. */
    @Nullable
    String obstacle() {
        return obstacle;
    }

    @Nullable
    OnnxAttribute attribute(String attribute) {
        return node == null ? null : node.attributes().get(attribute);
    }

    double number(String attribute, double usual) {
        return attribute(attribute) instanceof OnnxAttribute.OfFloat found ? found.value() : usual;
    }

    long whole(String attribute, long usual) {
        return attribute(attribute) instanceof OnnxAttribute.OfInt found ? found.value() : usual;
    }

    /** The operator and its node, for messages. */
    String described() {
        return switch (kind) {
            case OPERATOR -> Described.node(node);
            case VIEW -> "another shape of \"" + Described.text(name) + "\"";
            case INPUT -> "the input \"" + Described.text(name) + "\"";
            case CONSTANT -> "the constant \"" + Described.text(name) + "\"";
            case ABSENT -> "an input that is left out";
        };
    }
}
