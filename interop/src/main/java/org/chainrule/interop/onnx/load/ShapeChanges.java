package org.chainrule.interop.onnx.load;

import java.util.Arrays;
import java.util.List;
import org.chainrule.interop.onnx.OnnxAttribute;
import org.chainrule.interop.onnx.OnnxNode;
import org.jspecify.annotations.Nullable;

/** Operators that compute nothing: they leave their input as it is, or put the numbers of each row in another shape. */
final class ShapeChanges {
    private final TermTable table;
    private final long batch;

    /** With the number of rows that the graph was exported for, -1 if it takes any. */
    ShapeChanges(TermTable table, long batch) {
        this.table = table;
        this.batch = batch;
    }

    /** The term that an operator leaves as it is, perhaps in another shape; null if it computes something. */
    @Nullable
    Term of(OnnxNode node, List<Term> arguments) {
        Term first = arguments.get(0);
        int[] row = first.row();
        if (row == null) {
            return node.operator().equals("Identity") ? first : null;
        }
        return switch (node.operator()) {
            case "Identity" -> first;
            case "Cast" -> TermBuilder.floats(node) ? first : null;
            case "Flatten" ->
                RowShapes.whole(node, "axis", 1) == 1 ? table.view(first, new int[] {first.width()}) : null;
            case "Reshape" -> reshaped(node, arguments, row);
            case "Squeeze" -> squeezed(node, arguments, row);
            case "Unsqueeze" -> unsqueezed(node, arguments, row);
            case "Concat", "Sum", "Max", "Min", "Mean" -> arguments.size() == 1 ? first : null;
            case "Transpose" -> identity(node, row.length + 1) ? first : null;
            default -> null;
        };
    }

    private static boolean identity(OnnxNode node, int rank) {
        if (!(node.attributes().get("perm") instanceof OnnxAttribute.OfInts perm) || perm.values().length != rank) {
            return false;
        }
        for (int d = 0; d < rank; d++) {
            if (perm.values()[d] != d) {
                return false;
            }
        }
        return true;
    }

    private @Nullable Term reshaped(OnnxNode node, List<Term> arguments, int[] row) {
        long[] shape = null;
        if (node.attributes().get("shape") instanceof OnnxAttribute.OfInts old) {
            shape = old.values();
        } else if (arguments.size() > 1
                && arguments.get(1).isConstant()
                && TensorValues.array(arguments.get(1).constant()) instanceof long[] given) {
            shape = given;
        }
        if (shape == null || shape.length == 0) {
            return null;
        }
        int width = arguments.get(0).width();
        int[] out = new int[shape.length - 1];
        int open = -1;
        int product = 1;
        for (int d = 0; d < out.length; d++) {
            long size = shape[d + 1];
            if (size == 0 && d < row.length) {
                size = row[d];
            }
            if (size == -1) {
                open = d;
                size = 1;
            }
            if (size < 1 || size > width) {
                return null;
            }
            out[d] = (int) size;
            product *= out[d];
            if (product > width) {
                return null;
            }
        }
        if (open >= 0 && width % product == 0) {
            out[open] = width / product;
            product = width;
        }
        // the number of rows must stay what it is: as before (0), what is left (-1), or a number that was fixed at
        // export
        boolean rows = shape[0] == 0 || shape[0] == -1 && open < 0 || shape[0] >= 1 && shape[0] == batch;
        return rows && product == width ? table.view(arguments.get(0), out) : null;
    }

    private @Nullable Term squeezed(OnnxNode node, List<Term> arguments, int[] row) {
        long[] axes = RowShapes.axes(node, arguments);
        if (axes == null) {
            return null;
        }
        boolean[] gone = new boolean[row.length];
        for (long axis : axes) {
            int d = RowShapes.axis(axis, row.length);
            if (d < 0 || row[d] != 1) {
                return null;
            }
            gone[d] = true;
        }
        int[] out = new int[row.length];
        int rank = 0;
        for (int d = 0; d < row.length; d++) {
            if (!gone[d]) {
                out[rank++] = row[d];
            }
        }
        return table.view(arguments.get(0), Arrays.copyOf(out, rank));
    }

    private @Nullable Term unsqueezed(OnnxNode node, List<Term> arguments, int[] row) {
        long[] axes = RowShapes.axes(node, arguments);
        if (axes == null || axes.length != 1) {
            return null;
        }
        int rank = row.length + 1;
        int at = RowShapes.axis(axes[0], rank);
        if (at < 0) {
            return null;
        }
        int[] out = new int[rank];
        for (int d = 0; d < rank; d++) {
            out[d] = d < at ? row[d] : d == at ? 1 : row[d - 1];
        }
        return table.view(arguments.get(0), out);
    }
}
