package org.chainrule.interop.onnx.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.interop.onnx.ElementType;
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
    private final Budget budget;
    private final TermTable table;
    private final Map<String, Term> values = new HashMap<>();
    private final List<Term> inputs = new ArrayList<>();
    private final ShapeChanges changes;

    private TermBuilder(OnnxModel model, String where) {
        this.model = model;
        this.where = where;
        this.budget = new Budget(model, where);
        this.table = new TermTable(budget);
        this.folding = new Folding(model, budget);
        this.opset = model.opsets().getOrDefault("", 1L);
        this.changes = new ShapeChanges(table, batch());
    }

    /**
     * The terms of a graph.
     *
     * @param values by the name of the value
     * @param inputs what is given for a prediction, in order
     * @param opset  version of the standard operators
     * @param budget what may be made of them
     */
    record Built(Map<String, Term> values, List<Term> inputs, long opset, Budget budget) {}

    /** Builds the terms; {@code columns} is the width of an input that does not say its own, 0 if nobody said it. */
    static Built build(OnnxModel model, int columns, String where) {
        TermBuilder builder = new TermBuilder(model, where);
        model.graph()
                .initializers()
                .forEach((name, tensor) -> builder.values.put(name, builder.table.constant(name, tensor)));
        for (OnnxValue input : model.graph().inputs()) {
            if (!model.graph().initializers().containsKey(input.name())) {
                Term term = builder.table.input(input.name(), builder.row(input, columns));
                builder.inputs.add(term);
                builder.values.put(input.name(), term);
            }
        }
        model.graph().nodes().forEach(builder::add);
        return new Built(builder.values, builder.inputs, builder.opset, builder.budget);
    }

    private int[] row(OnnxValue input, int columns) {
        List<OnnxValue.Dimension> shape = input.shape();
        if (input.type() == ElementType.STRING) {
            throw Described.refused(
                    where,
                    "the input \"" + Described.text(input.name()) + "\" of texts",
                    "its encoding is no layer of a network; export the network without its preprocessing");
        }
        if (!input.type().isReal() && !castAtOnce(input.name())) {
            throw Described.refused(
                    where,
                    "the input \"" + Described.text(input.name()) + "\" of " + input.type(),
                    "a network computes with real numbers; export it with a float input, or one that is cast to float at once");
        }
        if (shape.isEmpty() && columns < 1) {
            throw Described.refused(
                    where,
                    "the input \"" + Described.text(input.name()) + "\" without dimensions",
                    "expected rows [N, columns]; name the columns with --columns, or export it with a batch of rows as input");
        }
        if (shape.size() == 1) {
            // rows of one number
            return new int[0];
        }
        int[] row = new int[Math.max(1, shape.size() - 1)];
        for (int d = 0; d < row.length; d++) {
            long size = shape.isEmpty() ? -1 : shape.get(d + 1).size();
            long known = size >= 1 ? size : row.length == 1 ? InputWidths.of(model, input.name(), columns) : 0;
            if (known < 1) {
                throw Described.refused(
                        where,
                        "the input \"" + Described.text(input.name()) + "\" of an unknown width",
                        "a network has as many inputs as columns; name them with --columns, or export it with a width");
            }
            row[d] = (int) Math.min(known, Integer.MAX_VALUE);
        }
        if (!budget.allows(row)) {
            throw Described.refused(
                    where,
                    "the input \"" + Described.text(input.name()) + "\" of more than " + budget.mostWidth()
                            + " columns",
                    "no layer of the file has as many; export the network with its own inputs");
        }
        return row;
    }

    private boolean castAtOnce(String input) {
        return model.graph().nodes().stream()
                .filter(node -> node.inputs().contains(input))
                .allMatch(node -> node.operator().equals("Cast") && floats(node));
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
        Term same = node.domain().isEmpty() && !arguments.isEmpty() ? changes.of(node, arguments) : null;
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
                define(node, o, table.operator(node.outputs().get(o), node, o, arguments, null, unknown.getMessage()));
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
        if (row == null
                || node.attributes().containsKey("start")
                || node.attributes().containsKey("end")) {
            return false;
        }
        long[] shape = new long[row.length + 1];
        for (int d = 0; d < row.length; d++) {
            shape[d + 1] = row[d];
        }
        define(node, 0, table.constant(node.outputs().get(0), OnnxTensor.ofLongs(shape, shape.length)));
        return true;
    }

    static boolean floats(OnnxNode node) {
        long to = RowShapes.whole(node, "to", 0);
        return FLOATS.stream().anyMatch(type -> type.code() == to);
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
}
