package org.chainrule.explain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The chain of the lecture for one row and one member: h_i(l-1) delta_j(l) [4], with delta_j(l) = phi'(z_j(l)) sum_k w_jk(l+1) delta_k(l+1) [5, 9]. Members of
 * an ensemble share a weight, so there is one chain for each.
 *
 * @param unit        unit j, of which the parameter is an input
 * @param source      unit i, which the parameter multiplies; null if it multiplies none
 * @param inputSymbol what the parameter multiplies, such as {@code h_3(1)}; {@code 1} for a bias
 * @param input       its value: dz_j/dw, which is h_i(l-1), times the scale of an NTK layer
 * @param value       what unit j holds, z_j(l)
 * @param factors     phi'(z_j(l)) and whatever else is elementwise before the next layer, in the order of the forward pass
 * @param terms       w_jk(l+1) delta_k(l+1); empty if the output comes next
 * @param delta       delta_j(l), as the reference engine has it, times the row's share of the weights (1 for a single row) over the number of members
 */
public record Chain(
        Unit unit,
        @Nullable Unit source,
        String inputSymbol,
        double input,
        double value,
        List<Factor> factors,
        List<DeltaTerm> terms,
        double delta) {
    /** Copies the lists. */
    public Chain {
        factors = List.copyOf(factors);
        terms = List.copyOf(terms);
    }

    /**
     * What this row and member add to the gradient [4, 6].
     *
     * @return input times delta
     */
    public double product() {
        return input * delta;
    }

    /**
     * The product of the elementwise factors.
     *
     * @return 1 if there are none
     */
    public double slope() {
        double slope = 1;
        for (Factor factor : factors) {
            slope *= factor.value();
        }
        return slope;
    }

    /**
     * The sum over k.
     *
     * @return 0 if the output comes next
     */
    public double termSum() {
        double sum = 0;
        for (DeltaTerm term : terms) {
            sum += term.product();
        }
        return sum;
    }
}
