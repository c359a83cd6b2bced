package org.chainrule.interop.assemble;

import java.util.List;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.Activation;
import org.chainrule.tabular.schema.Task;
import org.jspecify.annotations.Nullable;

/**
 * What a person says about a network of another tool that its file does not say.
 *
 * @param columns    names of the inputs, in their order; empty takes the file's, or x0, x1 and so on
 * @param classes    names of the classes, in the order of the outputs; empty takes the file's, or 0, 1 and so on
 * @param target     name of what is predicted
 * @param activation between the layers of a file that has weights only; null if it was not said
 * @param layers     the layers of such a file in order, names of its modules and activations with commas between; null finds them
 * @param likelihood what the outputs mean; null takes it from the last operator or the task
 * @param task       what is predicted; null finds it
 * @param output     name of the output of an ONNX graph that is wanted; null finds it
 */
public record ImportOptions(
        List<String> columns,
        List<String> classes,
        String target,
        @Nullable Activation activation,
        @Nullable String layers,
        @Nullable Likelihood likelihood,
        @Nullable Task task,
        @Nullable String output) {
    /** What the target is called unless somebody says. */
    public static final String TARGET = "target";

    /** Copies the lists. */
    public ImportOptions {
        columns = List.copyOf(columns);
        classes = List.copyOf(classes);
    }

    /**
     * Nothing is said.
     *
     * @return the options
     */
    public static ImportOptions none() {
        return new ImportOptions(List.of(), List.of(), TARGET, null, null, null, null, null);
    }

    /**
     * The same with names of the inputs.
     *
     * @param names in order
     * @return the options
     */
    public ImportOptions withColumns(List<String> names) {
        return new ImportOptions(names, classes, target, activation, layers, likelihood, task, output);
    }

    /**
     * The same with names of the classes.
     *
     * @param names in order
     * @return the options
     */
    public ImportOptions withClasses(List<String> names) {
        return new ImportOptions(columns, names, target, activation, layers, likelihood, task, output);
    }

    /**
     * The same with another name of what is predicted.
     *
     * @param name of the target
     * @return the options
     */
    public ImportOptions withTarget(String name) {
        return new ImportOptions(columns, classes, name, activation, layers, likelihood, task, output);
    }

    /**
     * The same with the activation between layers.
     *
     * @param phi the activation
     * @return the options
     */
    public ImportOptions withActivation(Activation phi) {
        return new ImportOptions(columns, classes, target, phi, layers, likelihood, task, output);
    }

    /**
     * The same with the layers in order.
     *
     * @param list names of its modules and activations with commas between
     * @return the options
     */
    public ImportOptions withLayers(String list) {
        return new ImportOptions(columns, classes, target, activation, list, likelihood, task, output);
    }

    /**
     * The same with a likelihood.
     *
     * @param meaning of the outputs
     * @return the options
     */
    public ImportOptions withLikelihood(Likelihood meaning) {
        return new ImportOptions(columns, classes, target, activation, layers, meaning, task, output);
    }

    /**
     * The same with a task.
     *
     * @param what is predicted
     * @return the options
     */
    public ImportOptions withTask(Task what) {
        return new ImportOptions(columns, classes, target, activation, layers, likelihood, what, output);
    }

    /**
     * The same with an output.
     *
     * @param name of the output of the graph
     * @return the options
     */
    public ImportOptions withOutput(String name) {
        return new ImportOptions(columns, classes, target, activation, layers, likelihood, task, name);
    }
}
