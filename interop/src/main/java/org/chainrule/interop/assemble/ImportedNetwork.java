package org.chainrule.interop.assemble;

import java.util.List;
import org.chainrule.train.TrainedNetwork;

/**
 * What was found in a file of another tool.
 *
 * @param network the network with its weights
 * @param columns its inputs, in order
 * @param classes names of the classes; empty if the file has none
 * @param notes   what a person should know, one line each
 */
public record ImportedNetwork(
        TrainedNetwork network, List<InputColumn> columns, List<String> classes, List<String> notes) {
    /** Copies the lists. */
    public ImportedNetwork {
        columns = List.copyOf(columns);
        classes = List.copyOf(classes);
        notes = List.copyOf(notes);
    }
}
