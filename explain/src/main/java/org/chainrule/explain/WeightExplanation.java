package org.chainrule.explain;

import java.util.List;
import org.chainrule.gradient.GradientCheck.Difference;
import org.jspecify.annotations.Nullable;

/**
 * Why one parameter has the gradient that it has.
 *
 * @param address    which parameter
 * @param value      its value
 * @param rows       rows of the batch that J is the weighted mean of
 * @param cost       J of the rows
 * @param gradient   dJ/dw, by the reference engine [1]
 * @param difference dJ/dw by a central difference, its witness
 * @param outputs    delta(L) [10] of the rows and members of the listed chains
 * @param chains     h_i delta_j [4, 5], one for each row and member that shares the parameter, largest first
 * @param chainCount how many there are, listed or not
 * @param summary    all paths, listed or not
 * @param paths      the strongest paths, largest |contribution| first
 * @param causes     why it is small, large or without effect
 * @param update     what the step makes of it; null if none was asked for
 * @param picture    the elements of the network to draw for the largest chain
 */
public record WeightExplanation(
        ParameterAddress address,
        double value,
        int rows,
        double cost,
        double gradient,
        Difference difference,
        List<OutputDelta> outputs,
        List<Chain> chains,
        int chainCount,
        PathSummary summary,
        List<PathContribution> paths,
        List<Cause> causes,
        @Nullable UpdateSteps update,
        ChainPicture picture) {
    /** Copies the lists. */
    public WeightExplanation {
        outputs = List.copyOf(outputs);
        chains = List.copyOf(chains);
        paths = List.copyOf(paths);
        causes = List.copyOf(causes);
    }

    /**
     * What the listed paths add up to.
     *
     * @return 0 if none is listed
     */
    public double listed() {
        double sum = 0;
        for (PathContribution path : paths) {
            sum += path.contribution();
        }
        return sum;
    }

    /**
     * What the paths that are not listed add up to.
     *
     * @return gradient - listed
     */
    public double remainder() {
        return gradient - listed();
    }
}
