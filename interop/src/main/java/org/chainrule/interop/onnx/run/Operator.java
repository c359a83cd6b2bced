package org.chainrule.interop.onnx.run;

import java.util.List;
import org.chainrule.interop.onnx.OnnxTensor;

/**
 * An operator that is supported.
 *
 * @param domain         the standard domain is the empty text
 * @param name           such as {@code Gemm}
 * @param since          the first version of the domain's operators in which it exists
 * @param types          of its elements, for the documentation
 * @param limits         what is refused of it, for the documentation; may be empty
 * @param implementation computes its outputs
 */
record Operator(String domain, String name, int since, String types, String limits, Implementation implementation) {
    /** Computes the outputs of one call. */
    interface Implementation {
        List<OnnxTensor> run(Call call);
    }

    /** Computes the one output of a call. */
    interface Single {
        OnnxTensor run(Call call);
    }

    /** An operator of the standard domain with one output. */
    static Operator of(String name, int since, String types, String limits, Single single) {
        return new Operator("", name, since, types, limits, call -> List.of(single.run(call)));
    }

    /** An operator of the standard domain with one output of which nothing is refused. */
    static Operator of(String name, int since, String types, Single single) {
        return of(name, since, types, "", single);
    }
}
