package org.chainrule.tabular.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.read.Table;
import org.chainrule.train.Precision;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.chainrule.train.TrainingListener;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/** Trainings that somebody or something ended. */
class ReproductionEndTest {
    @TempDir
    static Path dir;

    private static Reruns reruns;
    private static Table table;

    @BeforeAll
    static void write() {
        reruns = new Reruns(dir);
        table = reruns.table();
    }

    /** Steps of 8 of 96 training rows: an epoch has 12, so these numbers end in the first and in the third epoch. */
    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(ints = {1, 5, 11, 12, 13, 24, 30})
    void aTrainingThatWasEndedByHand(int steps) {
        for (Precision precision : Precision.values()) {
            AtomicInteger asked = new AtomicInteger();
            Model model = reruns.saved(Chainrule.run(
                            table,
                            Reruns.classes()
                                    .batchSize(8)
                                    .epochs(50)
                                    .precision(precision)
                                    .build(),
                            () -> asked.getAndIncrement() >= steps)
                    .model());
            assertEquals("INTERRUPTED", model.provenance().stopReason());
            assertEquals(steps < 12 ? steps : 0, model.provenance().firstEpochSteps());
            assertTrue(Chainrule.reproduce(model, table).reproduced(), steps + " steps, " + precision);
        }
    }

    @Test
    void aTrainingThatRanOutOfTime() {
        for (String optimizer : List.of("adam", "lbfgs")) {
            // slow enough to be ended within an epoch, and sometimes within the first
            TrainingListener slow = new TrainingListener() {
                @Override
                public boolean hearsSteps() {
                    return true;
                }

                @Override
                public void on(org.chainrule.train.TrainingEvent event) {
                    try {
                        Thread.sleep(7);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
            };
            TrainOptions limited = Reruns.classes()
                    .optimizer(optimizer)
                    .batchSize(8)
                    .epochs(100_000)
                    .patience(0)
                    .timeLimit(Duration.ofMillis(150))
                    .l2(0.1)
                    .build();
            Model model = reruns.saved(
                    Chainrule.run(table, limited, () -> false, slow).model());
            if (!optimizer.equals("lbfgs")) {
                assertEquals("TIME_LIMIT", model.provenance().stopReason());
            }
            Reproduction found = Chainrule.reproduce(model, table);
            assertTrue(found.reproduced(), found.differences().toString());
        }
    }

    @Test
    void aTrainingThatDivergedAfterAnEpoch() {
        TrainOptions wild = Reruns.values()
                .optimizer("sgd")
                .schedule("constant")
                .learningRate(1e18)
                .epochs(3)
                .build();
        TrainingRun run = Chainrule.run(table, wild, () -> false);
        assertNotNull(run.divergence());
        assertTrue(Chainrule.reproduce(reruns.saved(run.model()), table).reproduced());
    }

    @Test
    void aReproductionCanBeInterrupted() {
        Model model = Chainrule.train(table, Reruns.values().build());
        AtomicInteger epochs = new AtomicInteger();
        BooleanSupplier afterTwo = () -> epochs.get() >= 2;
        Reproduction found = Reproducer.run(model, table, null, 0, outline -> {}, afterTwo, event -> {
            if (event instanceof EpochFinished) {
                epochs.incrementAndGet();
            }
        });
        assertTrue(found.interrupted());
        assertFalse(found.reproduced());
        assertNull(found.weightsSha256());
        assertEquals(2, found.epochs());
    }
}
