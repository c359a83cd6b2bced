package org.chainrule.spark.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntUnaryOperator;
import org.chainrule.train.Rounds;
import org.chainrule.train.ShardLayout;
import org.junit.jupiter.api.Test;

/** On a clock that the rounds move. 8 shards on one executor with 2 cores: four one after the other. */
class TrialRoundsTest {
    private static final ClusterShape SHAPE = new ClusterShape(1, 2, 1L << 30, 1L << 30, 1L << 30);
    private static final double CLOCK = 1e-6;

    private final AtomicLong clock = new AtomicLong();
    private final List<Integer> asked = new ArrayList<>();

    /**
     * Rounds as they are.
     *
     * @param around seconds that are neither a shard's nor a step's
     * @param shard  of a shard, whatever its steps
     * @param step   of a step
     * @param slower the busiest core than the mean
     * @param noise  times as slow is the nth round, in percent
     */
    private StepTimer rounds(double around, double shard, double step, double slower, IntUnaryOperator noise) {
        return new StepTimer() {
            @Override
            public void idle() {
                throw new AssertionError("nobody asked for rounds without steps");
            }

            @Override
            public List<StepTimes> steps(int tasks, StepPatience patience) {
                throw new AssertionError("nobody asked for steps without rounds");
            }

            @Override
            public RanRound round(int steps) {
                asked.add(steps);
                double computed = shard + steps * step;
                double seconds = noise.applyAsInt(asked.size()) / 100.0 * (around + 4 * slower * computed);
                clock.addAndGet((long) (seconds * 1e9));
                return new RanRound(steps, seconds, computed);
            }
        };
    }

    private static Workload work(Rounds rounds) {
        ShardLayout layout = new ShardLayout(8, 80_000, 0, 7, 1);
        return Workload.of(layout, 1, 2, rounds, 80, 30, 1000, 0, 2, 1);
    }

    private static Workload work(int steps) {
        return work(new Rounds.LocalSteps(steps, 1, 0));
    }

    /** Parts that promise rounds of a third of the time. */
    private static RoundModel parts() {
        return new RoundModel(SHAPE, new ClusterCosts(0.010, 0.001, 1e-8, 1e-9, 1e-9), new StepCosts(0, 0.0005));
    }

    private RoundModel corrected(StepTimer timer, Workload work, double seconds) {
        return new TrialRounds(timer, clock::get).corrected(parts(), work, seconds);
    }

    @Test
    void roundsOfFewStepsTellWhatOneOfManyTakes() {
        RoundModel model = corrected(rounds(0.060, 0.004, 0.001, 1, n -> 100), work(500), 1);
        int most = Collections.max(asked);
        assertTrue(most > 10 && most < 250, "tried " + asked);
        assertEquals(0.060 + 4 * (0.004 + 0.5), model.round(work(500), 1, 500).total(), CLOCK);
        assertEquals(0.001, model.steps().stepSeconds(), CLOCK);
        assertEquals(0.004, model.steps().shardSeconds(), CLOCK);
        assertEquals(0.060, model.round(work(500), 1, 500).overhead(), CLOCK);
        // the rest is shared out as the parts were
        RoundTime before = parts().round(work(500), 1, 1);
        RoundTime after = model.round(work(500), 1, 1);
        assertEquals(before.up() / before.jobs(), after.up() / after.jobs(), 1e-9);
    }

    @Test
    void coresThatWaitForTheSlowestAreSeenInTheStepsOfTheWholeRound() {
        RoundModel model = corrected(rounds(0.060, 0, 0.001, 1.25, n -> 100), work(500), 1);
        assertEquals(0.060 + 4 * 1.25 * 0.5, model.round(work(500), 1, 500).total(), CLOCK);
        assertEquals(0.00125, model.steps().stepSeconds(), CLOCK);
    }

    @Test
    void oneRoundThatOtherWorkHeldUpDoesNotMatter() {
        RoundModel model = corrected(rounds(0.020, 0, 0.001, 1, n -> n == 4 || n == 5 ? 900 : 100), work(50), 5);
        assertTrue(asked.size() > 12, "tried " + asked);
        assertEquals(0.220, model.round(work(50), 1, 50).total(), CLOCK);
    }

    @Test
    void whereOverheadHidesTheStepsCoresSayWhatTheyComputed() {
        // all 3 steps of a round are 12 ms beside 200 ms, and the second round of each is held up
        RoundModel model = corrected(rounds(0.200, 0, 0.001, 1, n -> 100), work(3), 1);
        assertEquals(0.212, model.round(work(3), 1, 3).total(), CLOCK);
        assertEquals(0.001, model.steps().stepSeconds(), 1e-12);
        assertEquals(3, Collections.max(asked));
    }

    @Test
    void whereTheCompilerComesLateLongerRoundsAreTried() {
        // a step takes 100 ms as the parts say, but from the fifth round on 1 ms
        StepTimer warm = rounds(0.060, 0, 0.001, 1, n -> 100);
        StepTimer cold = rounds(0.060, 0, 0.1, 1, n -> 100);
        StepTimer timer = new StepTimer() {
            @Override
            public void idle() {
                cold.idle();
            }

            @Override
            public List<StepTimes> steps(int tasks, StepPatience patience) {
                return cold.steps(tasks, patience);
            }

            @Override
            public RanRound round(int steps) {
                return asked.size() < 4 ? cold.round(steps) : warm.round(steps);
            }
        };
        RoundModel parts = new RoundModel(SHAPE, parts().costs(), new StepCosts(0, 0.1));
        RoundModel model = new TrialRounds(timer, clock::get).corrected(parts, work(500), 7);
        assertEquals(0.060 + 4 * 0.5, model.round(work(500), 1, 500).total(), CLOCK);
        assertTrue(asked.get(2) < 10 && Collections.max(asked) > 50, "tried " + asked);
        assertTrue(clock.get() * 1e-9 < 10, "took " + clock.get() * 1e-9);
    }

    @Test
    void aColdMachineDoesNotKeepRoundsFromBeingTried() {
        // 2 s a step as interpreted code, 26 ms as a slow processor takes compiled code, 1 ms really
        StepCosts cold = new StepCosts(1.5, 2).atMost(0.026);
        assertEquals(new StepCosts(0.026, 0.026), cold);
        assertEquals(new StepCosts(0, 0.001), new StepCosts(0, 0.001).atMost(0.026));
        RoundModel parts = new RoundModel(SHAPE, parts().costs(), cold);
        StepTimer timer = rounds(0.060, 0, 0.001, 1, n -> 100);
        RoundModel model = new TrialRounds(timer, clock::get).corrected(parts, work(7), 0.9);
        assertEquals(0.060 + 4 * 0.007, model.round(work(7), 1, 7).total(), CLOCK);
    }

    @Test
    void exactStepsAreWholeRounds() {
        RoundModel model = corrected(rounds(0.030, 0.002, 0.001, 1, n -> 100), work(new Rounds.Synchronous()), 1);
        assertEquals(1, Collections.max(asked));
        assertEquals(0.042, model.round(work(new Rounds.Synchronous()), 1, 1).total(), CLOCK);
        assertEquals(0.0005, model.steps().stepSeconds(), 1e-12); // as it was: one number of steps tells no difference
    }

    @Test
    void twoOfEachAtLeastAndNoMoreThanThereIsTimeFor() {
        corrected(rounds(0.060, 0, 0.001, 1, n -> 100), work(500), 0.1);
        assertEquals(List.of(1, 1, asked.get(2), 1, asked.get(2)), asked);
        assertTrue(clock.get() * 1e-9 < 0.6, "took " + clock.get());
        asked.clear();
        clock.set(0);
        corrected(rounds(0.060, 0, 0.001, 1, n -> 100), work(500), 20);
        assertEquals(1 + 2 * 7, asked.size());
        assertEquals(500, Collections.max(asked));
    }

    @Test
    void roundsThatTakeTooLongAreNotTried() {
        Workload work = work(500);
        RoundModel slow = new RoundModel(SHAPE, parts().costs(), new StepCosts(0, 3));
        TrialRounds trial = new TrialRounds(rounds(0, 0, 3, 1, n -> 100), clock::get);
        assertSame(slow, trial.corrected(slow, work, 1));
        assertEquals(List.of(), asked);
    }

    @Test
    void noRoundIsFasterThanItsOverhead() {
        // shards say more than the clock of the driver saw
        RoundModel model = corrected(rounds(0, 0.004, 0.001, 0.5, n -> 100), work(100), 1);
        RoundTime round = model.round(work(100), 1, 100);
        assertTrue(round.overhead() > 0 && round.steps() > 0, round.toString());
        assertEquals(0.208, round.total(), CLOCK);
    }
}
