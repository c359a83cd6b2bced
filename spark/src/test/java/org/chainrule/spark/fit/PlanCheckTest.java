package org.chainrule.spark.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.spark.plan.ClusterCosts;
import org.chainrule.spark.plan.ClusterShape;
import org.chainrule.spark.plan.PlanReport;
import org.chainrule.spark.plan.RoundModel;
import org.chainrule.spark.plan.StepCosts;
import org.chainrule.spark.plan.Workload;
import org.chainrule.train.RoundState;
import org.chainrule.train.Rounds;
import org.chainrule.train.ShardAnswer;
import org.chainrule.train.ShardLayout;
import org.chainrule.train.ShardScores;
import org.chainrule.train.ShardTask;
import org.chainrule.train.Shards;
import org.junit.jupiter.api.Test;

/** On a clock that the rounds move: each takes 100 ms, each of its 4 shards 40 ms on one of 2 cores, what the driver does after it 5 ms. */
class PlanCheckTest {
    private static final ShardLayout LAYOUT = new ShardLayout(4, 4000, 400, 3, 1);
    private static final ShardAnswer ANSWER = new ShardAnswer(new float[1], null, 1, 0, new double[0], null);

    private long nanos;
    private long computed;
    private final List<PlanReport> said = new ArrayList<>();

    private final Shards shards = new Shards() {
        @Override
        public ShardLayout layout() {
            return LAYOUT;
        }

        @Override
        public ShardAnswer mean(ShardTask task) {
            nanos += 100_000_000;
            computed += 4 * 40_000_000L;
            return ANSWER;
        }

        @Override
        public List<ShardScores> score(float[] parameters, float[] statistics) {
            nanos += 3_000_000_000L; // far longer than a round, and no part of it
            return List.of();
        }

        @Override
        public void close() {}
    };

    private PlanCheck check(double step) {
        Workload work = Workload.of(LAYOUT, 1, 4, new Rounds.LocalSteps(10, 1, 0), 40, 4, 1000, 0, 2, 1);
        RoundModel model = new RoundModel(
                new ClusterShape(1, 2, 1L << 30, 0, 1L << 30),
                new ClusterCosts(0.02, 0, 0, 0, 0),
                new StepCosts(0, step));
        double round = model.round(work, 1, 10).total();
        PlanReport plan = new PlanReport(
                work, model, round, 10 * round, 40 * round, 1, true, List.of(), List.of("as it was"), null);
        return new PlanCheck(shards, () -> computed, () -> nanos, plan, said::add);
    }

    private void rounds(PlanCheck check, int rounds) {
        RoundState from = new RoundState(new float[1], new float[0], new float[0][], new double[0], 0);
        for (int n = 0; n < rounds; n++) {
            assertSame(ANSWER, check.mean(new ShardTask.Steps(from, 10L * n, 10, 1)));
            nanos += 5_000_000;
            if (n % 2 == 1) {
                check.score(new float[1], new float[0]);
            }
        }
    }

    @Test
    void aPlanThatWasRightStays() {
        PlanCheck check = check(0.004);
        rounds(check, 12);
        assertEquals(List.of("as it was"), check.plan().lines());
        assertEquals(List.of(), said);
    }

    @Test
    void theThirdToFifthRoundCorrectOneThatWasNot() {
        PlanCheck check = check(0.36);
        rounds(check, 5);
        assertEquals(List.of(), said);
        rounds(check, 1);
        assertEquals(1, said.size());
        rounds(check, 5);
        assertEquals(1, said.size());
        PlanReport plan = check.plan();
        assertSame(said.get(0), plan);
        // rounds 3 and 5 with the driver's part, round 4 before validation rows without
        assertEquals(0.105, plan.roundSeconds(), 1e-9);
        assertEquals(0.08, plan.model().round(plan.workload(), 1, 10).steps(), 1e-9);
        assertEquals(List.of("as it was"), plan.first().lines());
        assertNull(plan.first().first());
    }

    @Test
    void aShortTrainingIsCorrectedAtItsEndIfThereWasAnything() {
        PlanCheck two = check(0.36);
        rounds(two, 2);
        assertEquals(7.22, two.plan().roundSeconds(), 1e-9);
        PlanCheck four = check(0.36);
        rounds(four, 4);
        assertEquals(0.105, four.plan().roundSeconds(), 1e-9);
    }
}
