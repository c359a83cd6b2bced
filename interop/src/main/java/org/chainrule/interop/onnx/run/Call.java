package org.chainrule.interop.onnx.run;

import java.util.Arrays;
import java.util.List;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxAttribute;
import org.chainrule.interop.onnx.OnnxNode;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.jspecify.annotations.Nullable;

/** One operator of a graph while it is computed: what it reads, its attributes, and what may still be spent. */
final class Call {
    private final OnnxNode node;
    private final long opset;
    private final @Nullable OnnxTensor[] inputs;
    private final Spending spending;

    /** What an evaluation has left. */
    static final class Spending {
        private long elements;
        private long operations;

        Spending(EvaluationLimits limits) {
            elements = limits.elements();
            operations = limits.operations();
        }
    }

    Call(OnnxNode node, long opset, @Nullable OnnxTensor[] inputs, Spending spending) {
        this.node = node;
        this.opset = opset;
        this.inputs = inputs;
        this.spending = spending;
    }

    /** The version of the operators of this one's domain. */
    long opset() {
        return opset;
    }

    String operator() {
        return node.operator();
    }

    int inputCount() {
        return inputs.length;
    }

    int outputCount() {
        return node.outputs().size();
    }

    boolean has(int index) {
        return optional(index) != null;
    }

    @Nullable
    OnnxTensor optional(int index) {
        return index < inputs.length ? inputs[index] : null;
    }

    OnnxTensor input(int index) {
        OnnxTensor tensor = optional(index);
        if (tensor == null) {
            throw refused("an input " + (index + 1), "none");
        }
        return tensor;
    }

    /** The elements of an input of floating-point numbers, as float64. */
    double[] reals(int index) {
        return Tensors.reals(realInput(index));
    }

    OnnxTensor realInput(int index) {
        OnnxTensor tensor = input(index);
        if (!tensor.type().isReal()) {
            throw refused(
                    "floating-point numbers as input " + (index + 1),
                    tensor.type().toString());
        }
        return tensor;
    }

    /** The elements of an input of floating-point numbers that must have as many as {@code size}. */
    double[] reals(int index, int size) {
        double[] values = reals(index);
        if (values.length != size) {
            throw refused(size + " numbers as input " + (index + 1), values.length + " numbers");
        }
        return values;
    }

    long[] wholes(int index) {
        OnnxTensor tensor = input(index);
        if (!tensor.type().isWhole()) {
            throw refused("whole numbers as input " + (index + 1), tensor.type().toString());
        }
        return tensor.longs();
    }

    boolean[] truths(int index) {
        OnnxTensor tensor = input(index);
        if (tensor.type() != ElementType.BOOL) {
            throw refused("truth values as input " + (index + 1), tensor.type().toString());
        }
        return tensor.booleans();
    }

    boolean hasAttribute(String name) {
        return node.attributes().containsKey(name);
    }

    long whole(String name, long otherwise) {
        OnnxAttribute attribute = node.attributes().get(name);
        if (attribute == null) {
            return otherwise;
        }
        if (attribute instanceof OnnxAttribute.OfInt found) {
            return found.value();
        }
        throw refused("a whole number as attribute " + name, "something else");
    }

    boolean flag(String name, boolean otherwise) {
        return whole(name, otherwise ? 1 : 0) != 0;
    }

    double real(String name, double otherwise) {
        OnnxAttribute attribute = node.attributes().get(name);
        if (attribute == null) {
            return otherwise;
        }
        if (attribute instanceof OnnxAttribute.OfFloat found) {
            return found.value();
        }
        throw refused("a number as attribute " + name, "something else");
    }

    String text(String name, String otherwise) {
        OnnxAttribute attribute = node.attributes().get(name);
        if (attribute == null) {
            return otherwise;
        }
        if (attribute instanceof OnnxAttribute.OfText found) {
            return found.value();
        }
        throw refused("a text as attribute " + name, "something else");
    }

    long @Nullable [] wholes(String name) {
        OnnxAttribute attribute = node.attributes().get(name);
        if (attribute == null) {
            return null;
        }
        if (attribute instanceof OnnxAttribute.OfInts found) {
            return found.values();
        }
        throw refused("whole numbers as attribute " + name, "something else");
    }

    float @Nullable [] floats(String name) {
        OnnxAttribute attribute = node.attributes().get(name);
        if (attribute == null) {
            return null;
        }
        if (attribute instanceof OnnxAttribute.OfFloats found) {
            return found.values();
        }
        throw refused("numbers as attribute " + name, "something else");
    }

    @Nullable
    List<String> texts(String name) {
        OnnxAttribute attribute = node.attributes().get(name);
        if (attribute == null) {
            return null;
        }
        if (attribute instanceof OnnxAttribute.OfTexts found) {
            return found.values();
        }
        throw refused("texts as attribute " + name, "something else");
    }

    @Nullable
    OnnxTensor tensor(String name) {
        OnnxAttribute attribute = node.attributes().get(name);
        if (attribute == null) {
            return null;
        }
        if (attribute instanceof OnnxAttribute.OfTensor found) {
            return found.value();
        }
        throw refused("a tensor as attribute " + name, "something else");
    }

    /** A list of whole numbers that old versions have as an attribute and new ones as an input. */
    long @Nullable [] wholes(String attribute, int input) {
        if (has(input)) {
            return wholes(input);
        }
        return wholes(attribute);
    }

    /** An axis from 0, given one that may count from the end. */
    int axis(long axis, int rank) {
        long counted = axis < 0 ? axis + rank : axis;
        if (counted < 0 || counted >= rank) {
            throw refused("an axis from " + -rank + " to " + (rank - 1), Long.toString(axis));
        }
        return (int) counted;
    }

    /** The number of elements of a new value, counted before memory is taken for it. */
    int allocate(int... shape) {
        long size = 1;
        for (int dimension : shape) {
            size *= dimension;
            if (size > Integer.MAX_VALUE - 8) {
                throw refused("fewer than 2^31 elements", "the shape " + Arrays.toString(shape));
            }
        }
        spending.elements -= size;
        if (spending.elements < 0) {
            throw beyond("elements", "the shape " + Arrays.toString(shape));
        }
        spend(size);
        return (int) size;
    }

    /** A dimension or a size that was computed. */
    int size(long size) {
        if (size < 0 || size > Integer.MAX_VALUE - 8) {
            throw refused("a size from 0 to 2^31 - 9", Long.toString(size));
        }
        return (int) size;
    }

    /** Counts operations before they are done. */
    void spend(long count) {
        spending.operations -= count;
        if (spending.operations < 0) {
            throw beyond("operations", "one that needs more");
        }
    }

    private UserException beyond(String what, String found) {
        return UserException.data("expected a graph within the limit of " + what + " of one evaluation, found " + found
                + " in " + where() + "; give fewer rows at a time");
    }

    UserException refused(String expected, String found) {
        return UserException.data("expected " + expected + ", found " + found + " in " + where() + "; check the model");
    }

    private String where() {
        String name = node.name().isEmpty() ? "" : " \"" + Display.text(node.name()) + '"';
        return "operator " + Display.text(node.operator()) + name;
    }
}
