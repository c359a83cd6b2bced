package org.chainrule.interop.onnx.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.interop.onnx.OnnxGraph;
import org.chainrule.interop.onnx.OnnxModel;
import org.chainrule.interop.onnx.OnnxNode;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.interop.onnx.OnnxValue;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.jspecify.annotations.Nullable;

/**
 * Computes a graph of ONNX, operator by operator. Every operator on floating-point numbers is computed in double precision and rounded to the type of its
 * output once, so each is within an ulp or so of the exact result on its inputs. Written to be obvious and not to be fast: it judges what is written to and
 * read from files. Immutable; any number of threads may share one.
 */
public final class OnnxEvaluator {
    private final OnnxGraph graph;
    private final List<Step> steps;

    /** A node, its operator and the version of the domain's operators. */
    private record Step(OnnxNode node, Operator operator, long opset) {}

    private OnnxEvaluator(OnnxGraph graph, List<Step> steps) {
        this.graph = graph;
        this.steps = List.copyOf(steps);
    }

    /**
     * Makes an evaluator.
     *
     * @param model a model, as it was read
     * @return its evaluator
     * @throws UserException if there is an operator, or a version of one, that is not supported; the message names it
     */
    public static OnnxEvaluator of(OnnxModel model) {
        List<Step> steps = new ArrayList<>();
        for (OnnxNode node : model.graph().nodes()) {
            Long opset = model.opsets().get(node.domain());
            if (opset == null) {
                throw UserException.data("expected a version (opset_import) for the domain of "
                        + OnnxOperators.shown(node) + ", found none; export the model again");
            }
            steps.add(new Step(node, OnnxOperators.find(node, opset), opset));
        }
        return new OnnxEvaluator(model.graph(), steps);
    }

    /**
     * Computes the outputs within the standard limits.
     *
     * @param inputs by name; one that has an initializer may be left out
     * @return the outputs by name, in the order of the graph
     * @throws UserException if inputs do not fit the graph, or operators what they read
     */
    public Map<String, OnnxTensor> run(Map<String, OnnxTensor> inputs) {
        return run(inputs, EvaluationLimits.standard());
    }

    /**
     * Computes the outputs.
     *
     * @param inputs by name; one that has an initializer may be left out
     * @param limits what may be spent
     * @return the outputs by name, in the order of the graph
     * @throws UserException if inputs do not fit the graph, or operators what they read, or the limits are reached
     */
    public Map<String, OnnxTensor> run(Map<String, OnnxTensor> inputs, EvaluationLimits limits) {
        Map<String, OnnxTensor> values = new HashMap<>(graph.initializers());
        Inputs.check(graph, inputs);
        values.putAll(inputs);
        Call.Spending spending = new Call.Spending(limits);
        values.forEach((name, value) -> extent(limits, value, "value \"" + Display.text(name) + '"'));
        for (Step step : steps) {
            OnnxNode node = step.node();
            @Nullable
            OnnxTensor[] read = node.inputs().stream().map(values::get).toArray(OnnxTensor[]::new);
            Call call = new Call(node, step.opset(), read, spending);
            List<OnnxTensor> given = step.operator().implementation().run(call);
            for (int i = 0; i < node.outputs().size(); i++) {
                String name = node.outputs().get(i);
                if (name.isEmpty()) {
                    continue;
                }
                if (i >= given.size()) {
                    throw call.refused("at most " + given.size() + " outputs that are supported", (i + 1) + " outputs");
                }
                extent(limits, given.get(i), OnnxOperators.shown(node));
                values.put(name, given.get(i));
            }
        }
        Map<String, OnnxTensor> outputs = new LinkedHashMap<>();
        for (OnnxValue output : graph.outputs()) {
            OnnxTensor value = values.get(output.name());
            if (value == null) {
                throw UserException.data("expected a graph that gives \"" + Display.text(output.name())
                        + "\", found none; read the model with OnnxReader, which checks this");
            }
            outputs.put(output.name(), value);
        }
        return outputs;
    }

    /** Keeps products of some of the dimensions small, which those of all are not told by if one of them is 0. */
    private static void extent(EvaluationLimits limits, OnnxTensor value, String where) {
        long extent = 1;
        for (int dimension : value.shape()) {
            extent *= Math.max(1, dimension);
            if (extent > Integer.MAX_VALUE - 8 || value.size() == 0 && extent > limits.elements()) {
                throw UserException.data(
                        "expected dimensions with a product of less than 2^31 without those of 0, found "
                                + Arrays.toString(value.shape()) + " of " + where + "; check the model");
            }
        }
    }

    /** Whether what is given fits what the graph asks for. */
    private static final class Inputs {
        static void check(OnnxGraph graph, Map<String, OnnxTensor> given) {
            Map<String, Long> sizes = new HashMap<>();
            for (OnnxValue input : graph.inputs()) {
                OnnxTensor tensor = given.get(input.name());
                if (tensor == null) {
                    if (!graph.initializers().containsKey(input.name())) {
                        throw refused("an input " + shown(input.name()), "none");
                    }
                    continue;
                }
                if (tensor.type() != input.type()) {
                    throw refused(
                            input.type() + " as input " + shown(input.name()),
                            tensor.type().toString());
                }
                if (!input.shape().equals(OnnxValue.ANY_SHAPE)) {
                    shape(input, tensor.shape(), sizes);
                }
            }
            for (String name : given.keySet()) {
                if (graph.inputs().stream().noneMatch(input -> input.name().equals(name))) {
                    throw refused("only inputs of the graph", shown(name));
                }
            }
        }

        private static void shape(OnnxValue input, int[] found, Map<String, Long> sizes) {
            boolean fits = found.length == input.shape().size();
            for (int i = 0; fits && i < found.length; i++) {
                OnnxValue.Dimension dimension = input.shape().get(i);
                long expected = dimension.size();
                if (expected < 0 && !dimension.name().isEmpty()) {
                    expected = sizes.computeIfAbsent(dimension.name(), name -> -1L);
                    sizes.put(dimension.name(), (long) found[i]);
                }
                fits = expected < 0 || expected == found[i];
            }
            if (!fits) {
                String expected = input.shape().stream()
                        .map(dimension -> dimension.size() < 0
                                ? Display.text(dimension.name().isEmpty() ? "?" : dimension.name())
                                : Long.toString(dimension.size()))
                        .toList()
                        .toString();
                throw refused("the shape " + expected + " of input " + shown(input.name()), Arrays.toString(found));
            }
        }

        private static String shown(String name) {
            return '"' + Display.text(name) + '"';
        }

        private static UserException refused(String expected, String found) {
            return UserException.data(
                    "expected " + expected + ", found " + found + "; give what the model's inputs say");
        }
    }
}
