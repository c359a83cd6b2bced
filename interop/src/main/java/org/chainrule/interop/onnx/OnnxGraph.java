package org.chainrule.interop.onnx;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph of operators ({@code GraphProto}).
 *
 * @param name         for people
 * @param inputs       what is given, initializers among them in old files
 * @param outputs      what is asked for
 * @param nodes        the operators, each after those that it reads
 * @param initializers constants by name, in the order of the file
 */
public record OnnxGraph(
        String name,
        List<OnnxValue> inputs,
        List<OnnxValue> outputs,
        List<OnnxNode> nodes,
        Map<String, OnnxTensor> initializers) {
    /** Copies the collections. */
    public OnnxGraph {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        nodes = List.copyOf(nodes);
        initializers = Collections.unmodifiableMap(new LinkedHashMap<>(initializers));
    }
}
