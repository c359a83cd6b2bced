package org.chainrule.interop.onnx.load;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.chainrule.interop.onnx.OnnxAttribute;
import org.chainrule.interop.onnx.OnnxNode;
import org.chainrule.interop.onnx.OnnxTensor;
import org.jspecify.annotations.Nullable;

/** The dimensions of a row behind each operator that this package knows: all of its result but the first, which is that of the rows. */
final class RowShapes {
    private static final Set<String> ELEMENTWISE = Set.of(
            "Relu", "LeakyRelu", "Elu", "Selu", "Celu", "Gelu", "Swish", "Mish", "Softplus", "Softsign", "Sigmoid", "Tanh", "Erf",
            "Exp", "Log", "Sqrt", "Reciprocal", "Neg", "Abs", "Clip", "PRelu", "Dropout", "Identity", "Cast", "Softmax",
            "LogSoftmax", "BatchNormalization", "LayerNormalization", "HardSigmoid", "HardSwish", "ThresholdedRelu", "Not",
            "Floor", "Ceil", "Sign", "LpNormalization", "Shrink");
    private static final Set<String> BROADCAST = Set.of(
            "Add", "Sub", "Mul", "Div", "Pow", "Max", "Min", "Sum", "Mean", "Where", "Greater", "Less", "Equal", "And", "Or",
            "GreaterOrEqual", "LessOrEqual");

    private RowShapes() {}

    /** The row of an operator's result; null if it is not known. */
    static int @Nullable [] of(OnnxNode node, List<Term> arguments, long opset) {
        if (node.domain().equals("ai.onnx.ml")) {
            return machineLearning(node, arguments);
        }
        if (!node.domain().isEmpty() || arguments.isEmpty()) {
            return null;
        }
        String operator = node.operator();
        if (ELEMENTWISE.contains(operator)) {
            return arguments.get(0).row();
        } else if (BROADCAST.contains(operator)) {
            return broadcast(arguments);
        }
        int[] row = arguments.get(0).row();
        return row == null
                ? null
                : switch (operator) {
                    case "Gemm" -> gemm(node, arguments, row);
                    case "MatMul" -> product(arguments, row);
                    case "ReduceMean", "ReduceSum", "ReduceMax", "ReduceL2" -> reduced(node, arguments, row, opset);
                    case "Gather" -> gather(node, arguments, row);
                    case "Concat" -> concat(node, arguments, row);
                    case "ArgMax" -> new int[] {1};
                    default -> null;
                };
    }

    private static int @Nullable [] machineLearning(OnnxNode node, List<Term> arguments) {
        return switch (node.operator()) {
            case "Scaler", "Imputer", "Normalizer", "ZipMap" -> arguments.get(0).row();
            case "ArrayFeatureExtractor" ->
                arguments.size() == 2 && arguments.get(1).isConstant() && arguments.get(0).row() != null
                        ? new int[] {arguments.get(1).constant().size()}
                        : null;
            default -> null;
        };
    }

    private static int @Nullable [] broadcast(List<Term> arguments) {
        int[] row = null;
        for (Term argument : arguments) {
            int[] own = argument.row();
            if (argument.isConstant() || argument.isAbsent()) {
                continue;
            } else if (own == null) {
                return null;
            }
            row = row == null ? own : broadcast(row, own);
            if (row == null) {
                return null;
            }
        }
        if (row == null) {
            return null;
        }
        for (Term argument : arguments) {
            // a constant that makes rows wider is none that meets every unit
            if (argument.isConstant()
                    && TensorValues.isNumeric(argument.constant())
                    && TensorValues.perUnit(argument.constant(), row) == null) {
                return null;
            }
        }
        return row;
    }

    /** Rows meet element by element, so they must have as many dimensions. */
    private static int @Nullable [] broadcast(int[] one, int[] other) {
        if (one.length != other.length) {
            return null;
        }
        int[] row = new int[one.length];
        for (int d = 0; d < row.length; d++) {
            if (one[d] != other[d] && one[d] != 1 && other[d] != 1) {
                return null;
            }
            row[d] = Math.max(one[d], other[d]);
        }
        return row;
    }

    private static int @Nullable [] gemm(OnnxNode node, List<Term> arguments, int[] row) {
        boolean transposed = whole(node, "transB", 0) != 0;
        if (row.length != 1 || arguments.size() < 2 || !arguments.get(1).isConstant()) {
            return null;
        }
        int[] shape = arguments.get(1).constant().shape();
        return shape.length == 2 && shape[transposed ? 1 : 0] == row[0]
                ? new int[] {shape[transposed ? 0 : 1]}
                : null;
    }

    private static int @Nullable [] product(List<Term> arguments, int[] row) {
        if (row.length == 0 || arguments.size() != 2 || !arguments.get(1).isConstant()) {
            return null;
        }
        int[] shape = arguments.get(1).constant().shape();
        if (shape.length < 1 || shape.length > 2 || shape[0] != row[row.length - 1]) {
            return null;
        }
        int[] out = Arrays.copyOf(row, shape.length == 2 ? row.length : row.length - 1);
        if (shape.length == 2) {
            out[out.length - 1] = shape[1];
        }
        return out;
    }

    private static int @Nullable [] reduced(OnnxNode node, List<Term> arguments, int[] row, long opset) {
        long[] axes = axes(node, arguments);
        if (axes == null || axes.length == 0) {
            return null;
        }
        boolean keep = whole(node, "keepdims", 1) != 0;
        boolean[] gone = new boolean[row.length];
        for (long axis : axes) {
            int d = axis(axis, row.length);
            if (d < 0) {
                return null;
            }
            gone[d] = true;
        }
        int[] out = new int[row.length];
        int rank = 0;
        for (int d = 0; d < row.length; d++) {
            if (!gone[d] || keep) {
                out[rank++] = gone[d] ? 1 : row[d];
            }
        }
        return opset > 0 ? Arrays.copyOf(out, rank) : null;
    }

    /** The axes of a reduction: an attribute until opset 17, then an input; null if they are not known. */
    static long @Nullable [] axes(OnnxNode node, List<Term> arguments) {
        if (node.attributes().get("axes") instanceof OnnxAttribute.OfInts found) {
            return found.values();
        }
        boolean given = arguments.size() > 1 && !arguments.get(1).isAbsent();
        return given
                        && arguments.get(1).isConstant()
                        && TensorValues.array(arguments.get(1).constant()) instanceof long[] axes
                ? axes
                : null;
    }

    private static int @Nullable [] gather(OnnxNode node, List<Term> arguments, int[] row) {
        int axis = axis(whole(node, "axis", 0), row.length);
        if (row.length != 1 || axis != 0 || arguments.size() != 2 || !arguments.get(1).isConstant()) {
            return null;
        }
        OnnxTensor indices = arguments.get(1).constant();
        return indices.shape().length > 1 ? null : indices.shape();
    }

    private static int @Nullable [] concat(OnnxNode node, List<Term> arguments, int[] row) {
        if (row.length != 1 || axis(whole(node, "axis", 1), 1) != 0) {
            return null;
        }
        int width = 0;
        for (Term argument : arguments) {
            int[] own = argument.row();
            if (own == null || own.length != 1) {
                return null;
            }
            width = Math.addExact(width, own[0]);
        }
        return new int[] {width};
    }

    /** An axis of the tensor as one of its row; -1 if it is that of the rows or none. */
    static int axis(long axis, int rank) {
        long own = axis < 0 ? axis + rank : axis - 1;
        return own >= 0 && own < rank ? (int) own : -1;
    }

    static long whole(OnnxNode node, String attribute, long usual) {
        return node.attributes().get(attribute) instanceof OnnxAttribute.OfInt found ? found.value() : usual;
    }
}
