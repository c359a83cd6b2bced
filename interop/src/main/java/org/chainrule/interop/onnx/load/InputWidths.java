package org.chainrule.interop.onnx.load;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.interop.onnx.OnnxModel;
import org.chainrule.interop.onnx.OnnxNode;
import org.chainrule.interop.onnx.OnnxTensor;

/** The width of an input that does not say it: what the first product behind it takes. */
final class InputWidths {
    private static final Set<String> KEEP = Set.of("Cast", "Identity", "Add", "Sub", "Mul", "Div", "Dropout", "Relu");

    private InputWidths() {}

    /** The width, or {@code columns} if nothing says it. */
    static long of(OnnxModel model, String input, int columns) {
        if (columns > 0) {
            return columns;
        }
        Set<String> same = new HashSet<>(List.of(input));
        for (OnnxNode node : model.graph().nodes()) {
            if (node.inputs().isEmpty() || !same.contains(node.inputs().get(0))) {
                continue;
            }
            OnnxTensor weight = node.inputs().size() > 1
                    ? model.graph().initializers().get(node.inputs().get(1))
                    : null;
            boolean product = node.operator().equals("Gemm") || node.operator().equals("MatMul");
            if (product && weight != null && weight.shape().length == 2) {
                return weight.shape()[RowShapes.whole(node, "transB", 0) != 0 ? 1 : 0];
            }
            if (KEEP.contains(node.operator())) {
                same.addAll(node.outputs());
            }
        }
        return 0;
    }
}
