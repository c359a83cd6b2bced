package org.chainrule.interop.onnx;

import java.util.List;
import java.util.Map;

/**
 * One operator ({@code NodeProto}).
 *
 * @param name       for people; may be empty
 * @param operator   such as {@code Gemm}
 * @param domain     whose operator it is; the standard domain is the empty text
 * @param inputs     names of what it reads; an empty one is an optional input that is left out
 * @param outputs    names of what it gives; an empty one is not wanted
 * @param attributes by name
 */
public record OnnxNode(
        String name,
        String operator,
        String domain,
        List<String> inputs,
        List<String> outputs,
        Map<String, OnnxAttribute> attributes) {
    /** Copies the collections. */
    public OnnxNode {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        attributes = Map.copyOf(attributes);
    }
}
