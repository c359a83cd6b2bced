package org.chainrule.interop.onnx.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxAttribute;
import org.chainrule.interop.onnx.OnnxModel;
import org.chainrule.interop.onnx.OnnxNode;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.interop.onnx.OnnxValue;
import org.chainrule.tabular.error.UserException;
import org.jspecify.annotations.Nullable;

/** Turns the nodes of a graph into terms, in their order: constants are worked out, what only changes the shape becomes a view, what does nothing is left out. */
final class TermBuilder {
    private static final Set<ElementType> FLOATS =
            Set.of(ElementType.FLOAT, ElementType.DOUBLE, ElementType.FLOAT16, ElementType.BFLOAT16);
    private static final Set<String> RANDOM = Set.of(
            "RandomNormal", "RandomUniform", "RandomNormalLike", "RandomUniformLike", "Multinomial", "Bernoulli");

    private final OnnxModel model;
    private final String where;
    private final Folding folding;
    private final long opset;
    private final TermTable table = new TermTable();
    private final Map<String, Term> values = new HashMap<>();
    private final List<Term> inputs = new ArrayList<>();

    private TermBuilder(OnnxModel model, String where) {
        this.model = model;
        this.where = where;
        this.folding = new Folding(model);
        this.opset = model.opsets().getOrDefault("", 1L);
    }

    /**
     * The terms of a graph.
     *
     * @param values by the name of the value
     * @param inputs what is given for a prediction, in order
     * @param opset  version of the standard operators
     */
    record Built(Map<String, Term> values, List<Term> inputs, long opset) {}

    /** Builds the terms; {@code columns} is the width of an input that does not say its own, 0 if nobody said it. */
    static Built build(OnnxModel model, int columns, String where) {
        TermBuilder builder = new TermBuilder(model, where);
        model.graph().initializers().forEach((name, tensor) -> builder.values.put(name, builder.table.constant(name, tensor)));
        for (OnnxValue input : model.graph().inputs()) {
            if (!model.graph().initializers().containsKey(input.name())) {
                Term term = builder.table.input(input.name(), builder.row(input, columns));
                builder.inputs.add(term);
                builder.values.put(input.name(), term);
            }
        }
        model.graph().nodes().forEach(builder::add);
        return new Built(builder.values, builder.inputs, builder.opset);
    }

    private int[] row(OnnxValue input, int columns) {
        List<OnnxValue.Dimension> shape = input.shape();
        if (input.type() == ElementType.STRING) {
            throw Described.refused(
                    where,
                    "the input \"" + Described.text(input.name()) + "\" of texts",
                    "its encoding is no layer of a network; export the network without its preprocessing");
        }
        if (shape.size() < 2 && !(shape.isEmpty() && columns > 0)) {
            throw Described.refused(
                    where,
                    "the input \"" + Described.text(input.name()) + "\" of " + shape.size() + " dimensions",
                    "expected rows [N, columns]; export it with a batch of rows as input");
        }
        int[] row = new int[Math.max(1, shape.size() - 1)];
        for (int d = 0; d < row.length; d++) {
            long size = shape.isEmpty() ? -1 : shape.get(d + 1).size();
            long known = size >= 1 ? size : row.length == 1 ? InputWidths.of(model, input.name(), columns) : 0;
            if (known < 1 || known > Integer.MAX_VALUE) {
                throw Described.refused(
                        where,
                        "the input \"" + Described.text(input.name()) + "\" of an unknown width",
                        "a network has as many inputs as columns; name them with --columns, or export it with a width");
            }
            row[d] = (int) known;
        }
        return row;
    }

    private void add(OnnxNode node) {
        List<Term> arguments = new ArrayList<>();
        for (String name : node.inputs()) {
            Term term = name.isEmpty() ? table.absent() : values.get(name);
            if (term == null) {
                throw Described.refused(
                        where,
                        Described.node(node) + " that reads \"" + Described.text(name) + "\"",
                        "no input, constant or operator before it gives that; the file is damaged");
            }
            arguments.add(term);
        }
        if (node.domain().isEmpty() && node.operator().equals("Constant")) {
            OnnxTensor tensor = Folding.constant(node);
            if (tensor != null) {
                define(node, 0, table.constant(node.outputs().get(0), tensor));
                return;
            }
        }
        if (folded(node, arguments)) {
            return;
        }
        Term same = node.domain().isEmpty() && !arguments.isEmpty() ? unchanged(node, arguments) : null;
        if (same != null) {
            define(node, 0, same);
            return;
        }
        for (int o = 0; o < node.outputs().size(); o++) {
            int[] row = o == 0 ? RowShapes.of(node, arguments, opset) : null;
            define(node, o, table.operator(node.outputs().get(o), node, o, arguments, row, null));
        }
    }

    private void define(OnnxNode node, int output, Term term) {
        String name = node.outputs().get(output);
        if (!name.isEmpty()) {
            values.put(name, term);
        }
    }

    /** Works out what is known already. */
    private boolean folded(OnnxNode node, List<Term> arguments) {
        boolean known = arguments.stream().allMatch(term -> term.isConstant() || term.isAbsent());
        if (!known || arguments.isEmpty() || RANDOM.contains(node.operator())) {
            return shape(node, arguments);
        }
        List<@Nullable OnnxTensor> tensors = new ArrayList<>();
        arguments.forEach(term -> tensors.add(term.isAbsent() ? null : term.constant()));
        try {
            Map<String, OnnxTensor> results = folding.evaluate(node, tensors);
            for (int o = 0; o < node.outputs().size(); o++) {
                String name = node.outputs().get(o);
                OnnxTensor result = results.get(name);
                if (result != null) {
                    values.put(name, table.constant(name, result));
                }
            }
        } catch (UserException unknown) {
            // it matters only if the network needs it
            for (int o = 0; o < node.outputs().size(); o++) {
                define(
                        node,
                        o,
                        table.operator(node.outputs().get(o), node, o, arguments, null, unknown.getMessage()));
            }
        }
        return true;
    }

    /** The shape of rows is known but for their number, for which 0 stands, as {@code Reshape} reads it: as before. */
    private boolean shape(OnnxNode node, List<Term> arguments) {
        if (!node.domain().isEmpty() || !node.operator().equals("Shape") || arguments.size() != 1) {
            return false;
        }
        int[] row = arguments.get(0).row();
        if (row == null || node.attributes().containsKey("start") || node.attributes().containsKey("end")) {
            return false;
        }
        long[] shape = new long[row.length + 1];
        for (int d = 0; d < row.length; d++) {
            shape[d + 1] = row[d];
        }
        define(node, 0, table.constant(node.outputs().get(0), OnnxTensor.ofLongs(shape, shape.length)));
        return true;
    }

    /** The term that an operator leaves as it is, perhaps in another shape; null if it computes something. */
    private @Nullable Term unchanged(OnnxNode node, List<Term> arguments) {
        Term first = arguments.get(0);
        int[] row = first.row();
        if (row == null) {
            return node.operator().equals("Identity") ? first : null;
        }
        return switch (node.operator()) {
            case "Identity" -> first;
            case "Cast" -> floats(node) ? first : null;
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

    private static boolean floats(OnnxNode node) {
        long to = RowShapes.whole(node, "to", 0);
        return FLOATS.stream().anyMatch(type -> type.code() == to);
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
        // the number of rows must stay what it is: as before (0), what is left (-1), or a number that was fixed at export
        boolean rows = shape[0] == 0 || shape[0] == -1 && open < 0 || shape[0] >= 1 && shape[0] == batch();
        return rows && product == width ? table.view(arguments.get(0), out) : null;
    }

    /** The number of rows that the graph was exported for; -1 if it takes any. */
    private long batch() {
        return model.graph().inputs().stream()
                .filter(input -> !model.graph().initializers().containsKey(input.name()))
                .filter(input -> !input.shape().isEmpty())
                .mapToLong(input -> input.shape().get(0).size())
                .max()
                .orElse(-1);
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
