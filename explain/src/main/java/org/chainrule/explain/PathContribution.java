package org.chainrule.explain;

import java.util.List;

/**
 * One path from a parameter to the cost [2].
 *
 * @param contribution the product of all factors and delta_k(L)
 * @param steps        unit after unit, the last of z(L); the factor of the first is that of the parameter, h_i
 * @param delta        delta_k(L) of the unit at its end, times the row's share of the weights
 */
public record PathContribution(double contribution, List<PathStep> steps, double delta) {
    /** Copies the list. */
    public PathContribution {
        steps = List.copyOf(steps);
    }

    /** How a step comes to its unit. */
    public enum Way {
        /** From the parameter. */
        PARAMETER,
        /** Through a node that connects units with others: a weight, a normalisation. */
        MIXING,
        /** Through an elementwise node: phi', a mask, a scale. */
        ELEMENTWISE,
        /** Around a residual block. */
        SKIP
    }

    /**
     * A step.
     *
     * @param unit   where it leads
     * @param factor the local derivative on the way there
     * @param way    through what
     */
    public record PathStep(Unit unit, double factor, Way way) {}

    /**
     * The path as the lecture draws it: the units where it could have gone elsewhere, elementwise steps left out.
     *
     * @return numbers from 0: j, k, ...
     */
    public List<Integer> units() {
        return steps.stream()
                .filter(step -> step.way() != Way.ELEMENTWISE)
                .map(step -> step.unit().index())
                .toList();
    }

    /**
     * The member of the ensemble through which the path goes.
     *
     * @return 0 for an ordinary network
     */
    public int member() {
        return steps.get(steps.size() - 1).unit().member();
    }
}
