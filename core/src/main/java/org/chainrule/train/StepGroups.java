package org.chainrule.train;

import org.chainrule.network.ParameterLayout.Role;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.optim.ParameterGroup;

/** The factors of every group at one step: those of the configuration, with the decay as the schedule has it. Allocates only where a decay has changed. */
final class StepGroups {
    private final ParameterGroup[] configured = new ParameterGroup[Role.values().length];
    private final ParameterGroup[] current;
    private double decayFactor = 1;

    StepGroups(ParameterGroups groups) {
        for (Role role : Role.values()) {
            configured[role.ordinal()] = groups.group(role);
        }
        current = configured.clone();
    }

    /**
     * Sets the factor of a step.
     *
     * @param factor on every group's decay; 1 gives the configured groups themselves
     */
    void decay(double factor) {
        if (factor == decayFactor) {
            return;
        }
        decayFactor = factor;
        for (int r = 0; r < current.length; r++) {
            ParameterGroup group = configured[r];
            current[r] = factor == 1 || group.decayFactor() == 0
                    ? group
                    : new ParameterGroup(group.learningRateFactor(), group.decayFactor() * factor);
        }
    }

    ParameterGroup of(Slice slice) {
        return current[slice.role().ordinal()];
    }
}
