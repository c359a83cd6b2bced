package org.chainrule.studio.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.chainrule.studio.problem.Speed.Measured;
import org.junit.jupiter.api.Test;

/** An estimate only improves. */
class SpeedTest {
    @Test
    void theFasterOfTwoMeasurementsStays() {
        Measured busy = new Measured(20e-6, 1e-3, 1);
        Measured idle = new Measured(1e-6, 1e-4, 2);
        assertEquals(idle, busy.or(idle));
        assertEquals(new Measured(1e-6, 1e-4, 3), idle.or(new Measured(20e-6, 1e-3, 3)));
        assertEquals(1e-3, idle.seconds(1_000, 0), 1e-15);
    }
}
