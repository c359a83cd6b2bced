package org.chainrule.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.chainrule.likelihood.Categorical;
import org.chainrule.optim.Clipping;
import org.chainrule.optim.Optimizer;
import org.chainrule.optim.Optimizers;
import org.chainrule.testing.WeightHash;
import org.junit.jupiter.api.Test;

/** A gradient that was taken out and comes back gives the update of the step that it was taken from. */
class TileUpdatesTest {
    private static Float32Engine engine(TrainingConfiguration configuration) {
        Float32Engine engine = new Float32Engine(Trainings.everyLayer(), new Categorical(0), configuration, 50, null);
        engine.rows(Trainings.classes(50, 1), null);
        return engine;
    }

    @Test
    void aGradientFromElsewhereGivesTheSameUpdate() {
        for (Optimizer rule : Optimizers.all()) {
            for (Clipping clipping : new Clipping[] {Clipping.NONE, Clipping.byNorm(0.05), Clipping.byValue(0.01)}) {
                TrainingConfiguration configuration = TrainingConfiguration.of(rule, 0.01, 1, 7)
                        .withPenalties(1e-3, 1e-2)
                        .withClipping(clipping)
                        .withBatchSize(10);
                StepPlan plan = new StepPlan(configuration, 50);
                try (Float32Engine whole = engine(configuration);
                        Float32Engine parts = engine(configuration)) {
                    whole.startEpoch(plan, 0);
                    for (int step = 0; step < 5; step++) {
                        double cost = whole.step(step, 0.01, 0.5, 1);
                        assertEquals(cost, parts.gradient(plan.rows(step), step, 1));
                        parts.weights().updates().run(parts.weights().gradient(), step, 0.01, 0.5);
                    }
                    String what = rule.name() + " " + clipping;
                    assertEquals(WeightHash.of(whole.snapshot()), WeightHash.of(parts.snapshot()), what);
                    assertEquals(
                            ResumedTrainingTest.bits(whole.optimizerState()),
                            ResumedTrainingTest.bits(parts.optimizerState()),
                            what);
                }
            }
        }
    }
}
