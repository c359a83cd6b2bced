package org.chainrule.spark.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleUnaryOperator;
import org.chainrule.train.Rounds;
import org.chainrule.train.ShardLayout;
import org.junit.jupiter.api.Test;

/** On a clock that the rounds move. */
class StepLoopTest {
    private final AtomicLong clock = new AtomicLong();
    private final List<Integer> asked = new ArrayList<>();

    /** Rounds of a machine that is so many times as slow at a time. */
    private StepTimes measure(double shard, double step, DoubleUnaryOperator slow, StepPatience patience) {
        return new StepLoop(
                        steps -> {
                            asked.add(steps);
                            double seconds = slow.applyAsDouble(clock.get() * 1e-9) * (shard + steps * step);
                            clock.addAndGet((long) (seconds * 1e9));
                            return seconds;
                        },
                        clock::get)
                .measure(patience);
    }

    @Test
    void findsBothCosts() {
        StepTimes times = measure(0.003, 0.002, at -> 1, new StepPatience(1000, 1e3, 1));
        assertEquals(0.002, times.costs().stepSeconds(), 1e-9);
        assertEquals(0.003, times.costs().shardSeconds(), 1e-9);
        assertTrue(times.steady());
        assertTrue(times.seconds() < 0.5, "took " + times.seconds());
        assertEquals(clock.get() * 1e-9, times.seconds(), 1e-12);
    }

    @Test
    void waitsForTheCompilerWhereTheTrainingIsLong() {
        StepTimes times = measure(0.003, 0.008, at -> at < 6 ? 45 / (1 + at) : 1, new StepPatience(100, 1e6, 1));
        assertTrue(times.steady());
        assertEquals(0.008, times.costs().stepSeconds(), 1e-9);
        assertTrue(times.seconds() > 9 && times.seconds() < 10.5, "took " + times.seconds());
    }

    @Test
    void aShortTrainingBeginsAtOnce() {
        StepTimes times = measure(0.0001, 0.008, at -> 40 / (1 + 8 * at), new StepPatience(10, 1000, 0.001));
        assertFalse(times.steady());
        assertTrue(times.seconds() < 2, "took " + times.seconds());
    }

    @Test
    void aTrainingIsAsShortAsItsNetworkIsSmallHoweverColdTheMachine() {
        ShardLayout layout = new ShardLayout(2, 216, 60, 10, 1);
        Workload small = Workload.of(layout, 3, 2, new Rounds.LocalSteps(0, 1, 0), 32, 100, 5000, 0, 2, 1);
        assertEquals(0.25, StepPatience.of(small, 2).seconds(0.36), 1e-12);
        Workload large = Workload.of(
                new ShardLayout(8, 3_000_000, 0, 50, 1),
                1,
                8,
                new Rounds.LocalSteps(0, 1, 0),
                1024,
                20,
                200_000,
                0,
                2,
                1);
        assertEquals(20, StepPatience.of(large, 2).seconds(0.36), 1e-12);
        assertTrue(StepPatience.of(large, 2).seconds(0.0005) < 6);
    }

    @Test
    void neverWaitsForMoreThanTwentySecondsAndAStep() {
        StepTimes times = measure(0, 0.5, at -> 1 + 9 * StrictMath.exp(-at / 30), new StepPatience(10, 1e6, 1));
        assertTrue(times.seconds() < 20 + 2 * 5, "took " + times.seconds());
    }

    @Test
    void aBusyMachineIsAsSteadyAsItGets() {
        double[] noise = {1, 1.9, 1.3, 1.7, 1, 2.2, 1.5};
        int[] turn = {0};
        StepTimes times = measure(0, 0.010, at -> noise[turn[0]++ % noise.length], new StepPatience(100, 1e6, 1));
        assertTrue(times.steady());
        assertTrue(times.seconds() < 13, "took " + times.seconds());
        assertEquals(0.0145, times.costs().stepSeconds(), 0.005);
    }

    @Test
    void theMiddleOfTheSteadyWindowCountsAndNotItsQuietEnd() {
        // a window of 3 s: alike within 15 %, but the last quarter of a second is quiet
        StepTimes times = measure(0, 0.010, at -> at < 2.8 ? 1.12 : 1, new StepPatience(100, 1e6, 1));
        assertTrue(times.steady());
        assertTrue(times.seconds() > 3 && times.seconds() < 3.3, "took " + times.seconds());
        assertEquals(0.0112, times.costs().stepSeconds(), 1e-9);
    }

    @Test
    void oneStepIsEnoughWhereItTakesLong() {
        StepTimes times = measure(0, 7, at -> 1, new StepPatience(100, 1e6, 1));
        assertEquals(7, times.costs().stepSeconds(), 1e-9);
        assertEquals(List.of(1), asked);
        assertFalse(times.steady());
    }

    @Test
    void neverTakesMoreStepsThanAnEpochHas() {
        StepTimes times = measure(0.0001, 0.0005, at -> 1, new StepPatience(3, 1e6, 1));
        assertEquals(3, Collections.max(asked));
        assertEquals(0.0005, times.costs().stepSeconds(), 1e-6);
        asked.clear();
        StepTimes single = measure(0.0001, 0.0005, at -> 1, new StepPatience(1, 1e6, 1));
        assertEquals(1, Collections.max(asked));
        assertEquals(0.0006, single.costs().seconds(1), 1e-6);
    }
}
