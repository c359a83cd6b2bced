package org.chainrule.gradient;

import org.chainrule.kernel.ElementwiseKernels;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.NetworkPlan;

/** The outputs of a pass: o(z(L)), and for an ensemble the mean of the members' outputs, added up in order. */
final class MemberOutputs {
    private MemberOutputs() {}

    /** results: [rows x n(L)], overwritten; scratch: as long, if there are several members. */
    static void mean(
            NetworkPlan plan,
            Likelihood likelihood,
            ElementwiseKernels elementwise,
            BatchWorkspace space,
            int rows,
            float[] results,
            float[] scratch) {
        int last = plan.nodes().size();
        int outputs = plan.width(last);
        int members = plan.members(last);
        int stride = space.strides[last];
        float[] z = space.values[last];
        likelihood.outputs(elementwise, z, 0, stride, results, 0, outputs, rows, outputs);
        for (int m = 1; m < members; m++) {
            int start = m * space.memberStrides[last];
            likelihood.outputs(elementwise, z, start, stride, scratch, 0, outputs, rows, outputs);
            elementwise.add(results, scratch, results, 0, rows * outputs);
        }
        for (int e = 0; e < rows * outputs && members > 1; e++) {
            results[e] /= members;
        }
    }
}
