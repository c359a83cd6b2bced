package org.chainrule.explain;

/**
 * One term of the sum in [3, 5, 9]: w_jk(l+1) delta_k(l+1).
 *
 * @param target where it leads: unit k
 * @param factor w_jk(l+1), or the local derivative of another node; 1 on the way around a residual block
 * @param delta  delta_k(l+1), the derivative of the cost with respect to the target
 * @param skip   whether it is the way around a residual block
 */
public record DeltaTerm(Unit target, double factor, double delta, boolean skip) {
    /**
     * The term.
     *
     * @return factor times delta
     */
    public double product() {
        return factor * delta;
    }
}
