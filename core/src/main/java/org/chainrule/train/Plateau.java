package org.chainrule.train;

import org.chainrule.schedule.LearningRateSchedule;
import org.chainrule.schedule.PlateauState;
import org.chainrule.schedule.ReduceOnPlateau;
import org.chainrule.schedule.Schedules;
import org.jspecify.annotations.Nullable;

/** The one part of the learning rate that looks at results: the factor of {@link ReduceOnPlateau}, 1 for all other schedules. */
final class Plateau {
    private final @Nullable ReduceOnPlateau rule;
    private PlateauState state = PlateauState.START;

    Plateau(LearningRateSchedule schedule) {
        this.rule = Schedules.plateau(schedule);
    }

    double factor() {
        return state.factor();
    }

    void after(boolean improved) {
        if (rule != null) {
            state = rule.after(state, improved);
        }
    }

    PlateauState state() {
        return state;
    }

    void restore(PlateauState former) {
        state = former;
    }
}
