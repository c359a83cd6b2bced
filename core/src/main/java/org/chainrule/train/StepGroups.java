package org.chainrule.train;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.chainrule.network.ParameterLayout.Role;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.optim.ParameterGroup;

/** The factors of every group at one step: those of the configuration, with the decay as the schedule has it. Allocates only where a decay has changed. */
final class StepGroups {
    private final Map<Role, ParameterGroup> configured = new EnumMap<>(Role.class);
    private final Map<Role, ParameterGroup> current = new EnumMap<>(Role.class);
    private double decayFactor = 1;

    StepGroups(ParameterGroups groups) {
        for (Role role : Role.values()) {
            configured.put(role, groups.group(role));
        }
        current.putAll(configured);
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
        configured.forEach((role, group) -> {
            boolean asConfigured = factor == 1 || group.decayFactor() == 0;
            current.put(
                    role,
                    asConfigured
                            ? group
                            : new ParameterGroup(group.learningRateFactor(), group.decayFactor() * factor));
        });
    }

    ParameterGroup of(Slice slice) {
        return Objects.requireNonNull(current.get(slice.role()));
    }
}
