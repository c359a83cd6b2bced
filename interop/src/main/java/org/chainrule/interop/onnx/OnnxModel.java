package org.chainrule.interop.onnx;

import java.util.Map;

/**
 * A model of ONNX ({@code ModelProto} of onnx.proto).
 *
 * @param irVersion version of the file format
 * @param producer  name and version of the program that wrote it, for people
 * @param opsets    version of each set of operators, by domain; the standard domain is the empty text
 * @param graph     what is computed
 * @param metadata  properties by name
 */
public record OnnxModel(
        long irVersion, String producer, Map<String, Long> opsets, OnnxGraph graph, Map<String, String> metadata) {
    /** Copies the maps. */
    public OnnxModel {
        opsets = Map.copyOf(opsets);
        metadata = Map.copyOf(metadata);
    }
}
