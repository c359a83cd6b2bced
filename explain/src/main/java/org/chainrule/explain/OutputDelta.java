package org.chainrule.explain;

import java.util.List;

/**
 * Where backpropagation starts [10]: delta_k(L) = sum_m dJ/do_m do_m/dz_k, which is dJ/do_k o'(z_k) where the output is elementwise, and a sum over all outputs
 * for softmax.
 *
 * @param unit  unit k of z(L)
 * @param z     z_k(L)
 * @param o     o_k
 * @param terms the summands that are not 0 by construction
 * @param share the row's share of the weights over the number of members, 1 for a single row without members
 * @param delta delta_k(L) times the share, as the likelihood has it in its collapsed form
 */
public record OutputDelta(Unit unit, double z, double o, List<OutputTerm> terms, double share, double delta) {
    /** Copies the list. */
    public OutputDelta {
        terms = List.copyOf(terms);
    }

    /**
     * One summand.
     *
     * @param output         m
     * @param costDerivative dJ/do_m
     * @param jacobian       do_m/dz_k
     */
    public record OutputTerm(int output, double costDerivative, double jacobian) {
        /**
         * The summand.
         *
         * @return their product; 0 if the Jacobian is 0, also where dJ/do is infinite
         */
        public double product() {
            return jacobian == 0 ? 0 : costDerivative * jacobian;
        }
    }

    /**
     * delta_k(L) by the general form, times the share.
     *
     * @return equal to delta up to rounding; not finite where o has underflowed, which is why the collapsed form is computed with
     */
    public double general() {
        double sum = 0;
        for (OutputTerm term : terms) {
            sum += term.product();
        }
        return share * sum;
    }
}
