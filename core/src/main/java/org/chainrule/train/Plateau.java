package org.chainrule.train;

import org.chainrule.schedule.LearningRateSchedule;
import org.chainrule.schedule.PlateauState;
import org.chainrule.schedule.ReduceOnPlateau;

/** The one part of the learning rate that looks at results: the factor of {@link ReduceOnPlateau}, 1 for all other schedules. */
final class Plateau {
    private final LearningRateSchedule schedule;
    private PlateauState state = PlateauState.START;

    Plateau(LearningRateSchedule schedule) {
        this.schedule = schedule;
    }

    double factor() {
        return state.factor();
    }

    void after(boolean improved) {
        if (schedule instanceof ReduceOnPlateau rule) {
            state = rule.after(state, improved);
        }
    }
}
