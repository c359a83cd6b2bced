package org.chainrule.spark.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** On a clock that the timer moves. */
class StepProbeTest {
    private final AtomicLong clock = new AtomicLong();
    private final List<Integer> asked = new ArrayList<>();

    private StepTimer timer(double shard, double step, double cold) {
        return (tasks, steps) -> {
            double slow = asked.size() < 4 ? cold : 1.0;
            asked.add(steps);
            double seconds = slow * (shard + steps * step);
            clock.addAndGet((long) (seconds * 1e9));
            return Collections.nCopies(tasks, seconds);
        };
    }

    @Test
    void findsBothCostsAlthoughTheFirstRunsAreSlow() {
        StepCosts costs = new StepProbe(timer(0.003, 0.002, 20), clock::get).measure(2, 1000, first -> 2.0);
        assertEquals(0.002, costs.stepSeconds(), 1e-9);
        assertEquals(0.003, costs.shardSeconds(), 1e-9);
        assertTrue(clock.get() < 2.5e9, "took " + clock.get());
    }

    @Test
    void oneStepIsEnoughWhereItTakesLong() {
        StepCosts costs = new StepProbe(timer(0, 7, 1), clock::get).measure(2, 1000, first -> 1.2);
        assertEquals(7, costs.stepSeconds(), 1e-9);
        assertEquals(List.of(1), asked);
        asked.clear();
        StepCosts shorter = new StepProbe(timer(0, 2, 1), clock::get).measure(2, 1000, first -> 1.2);
        assertEquals(2, shorter.stepSeconds(), 1e-9);
        assertEquals(List.of(1, 1), asked);
    }

    @Test
    void neverTakesMoreStepsThanAnEpochHas() {
        StepCosts costs = new StepProbe(timer(0.0001, 0.0005, 1), clock::get).measure(1, 3, first -> 0.5);
        assertEquals(3, Collections.max(asked));
        assertEquals(0.0005, costs.stepSeconds(), 1e-6);
        asked.clear();
        StepCosts single = new StepProbe(timer(0.0001, 0.0005, 1), clock::get).measure(1, 1, first -> 0.5);
        assertEquals(1, Collections.max(asked));
        assertEquals(0.0006, single.seconds(1), 1e-6);
    }

    @Test
    void theTimeThatThereIsFollowsFromTheFirstStep() {
        new StepProbe(timer(0, 0.001, 1), clock::get).measure(1, 100, first -> {
            assertEquals(0.001, first, 1e-9);
            return 0;
        });
        assertEquals(List.of(1, 1), asked);
    }
}
