package org.chainrule.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.chainrule.data.ArrayDataset;
import org.chainrule.gradient.ReferenceEngine;
import org.chainrule.likelihood.Categorical;
import org.chainrule.optim.LBfgs;
import org.chainrule.optim.Optimizer;
import org.chainrule.optim.Optimizers;
import org.chainrule.optim.Sgd;
import org.chainrule.schedule.Cosine;
import org.chainrule.schedule.ReduceOnPlateau;
import org.chainrule.testing.WeightHash;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.chainrule.train.TrainingEvent.StepFinished;
import org.chainrule.train.TrainingEvent.StopReason;
import org.chainrule.train.TrainingEvent.WeightsChanged;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The loop turned inside out: the trainer's bits, and any step again from a checkpoint. */
class SteppedTrainingTest {
    private static final ArrayDataset ROWS = Trainings.classes(150, 1);

    private static TrainingProblem problem() {
        return new TrainingProblem(
                Trainings.everyLayer(), new Categorical(0), ROWS, Trainings.classes(60, 2), null, null);
    }

    private static TrainingConfiguration configuration(Optimizer rule, Precision precision) {
        return TrainingConfiguration.of(rule, 0.01, 4, 7)
                .withBatchSize(32)
                .withSchedule(new Cosine(0.1))
                .withPrecision(precision)
                .withPatience(2);
    }

    /** All weights on the way, by step, and the epochs. */
    private static List<String> follow(SteppedTraining training, List<EpochFinished> epochs) {
        List<String> weights = new ArrayList<>();
        while (!training.finished()) {
            training.advance();
            weights.add(WeightHash.of(training.network()));
            if (training.epochComplete()) {
                epochs.add(training.finishEpoch());
            }
        }
        return weights;
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void isTheTrainersLoop(Precision precision) {
        TrainingConfiguration configuration = configuration(Optimizers.parse("adamw"), precision);
        List<StepFinished> heard = new ArrayList<>();
        List<String> heardWeights = new ArrayList<>();
        TrainingResult result = Trainer.train(problem(), configuration, new TrainingListener() {
            @Override
            public void on(TrainingEvent event) {
                if (event instanceof StepFinished step) {
                    heard.add(step);
                } else if (event instanceof WeightsChanged changed) {
                    heardWeights.add(WeightHash.of(changed.weights().get()));
                }
            }

            @Override
            public boolean hearsSteps() {
                return true;
            }

            @Override
            public boolean hearsWeights() {
                return true;
            }
        });
        try (SteppedTraining training = SteppedTraining.start(problem(), configuration)) {
            List<EpochFinished> epochs = new ArrayList<>();
            List<String> atEpochs = new ArrayList<>();
            List<StepFinished> steps = new ArrayList<>();
            Checkpoint best = training.checkpoint();
            while (!training.finished()) {
                double learningRate = training.nextLearningRate();
                steps.add(training.advance());
                assertEquals(learningRate, steps.get(steps.size() - 1).learningRate());
                if (training.epochComplete()) {
                    epochs.add(training.finishEpoch());
                    atEpochs.add(WeightHash.of(training.network()));
                    best = epochs.get(epochs.size() - 1).best() ? training.checkpoint() : best;
                }
            }
            assertEquals(heard, steps);
            assertEquals(heardWeights, atEpochs);
            assertEquals(
                    result.history().stream().map(EpochFinished::validationLoss).toList(),
                    epochs.stream().map(EpochFinished::validationLoss).toList());
            assertEquals(
                    result.history().stream().map(EpochFinished::trainingLoss).toList(),
                    epochs.stream().map(EpochFinished::trainingLoss).toList());
            assertEquals(WeightHash.of(result.network()), WeightHash.of(best.network()));
            var state = Objects.requireNonNull(result.optimizerState());
            assertEquals(best.step(), state.step());
            assertArrayEquals(best.optimizerState().scalars(), state.scalars());
            if (precision == Precision.FLOAT32) {
                assertArrayEquals(best.optimizerState().floatVectors(), state.floatVectors());
            } else {
                assertArrayEquals(best.optimizerState().doubleVectors(), state.doubleVectors());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void everyStepComesAgainFromAnyCheckpoint(Precision precision) {
        for (Optimizer rule : List.of(Optimizers.parse("nadam"), Optimizers.parse("rmsprop"), new Sgd())) {
            TrainingConfiguration configuration =
                    configuration(rule, precision).withSchedule(new ReduceOnPlateau(0.5, 1, 0.01));
            List<Checkpoint> checkpoints = new ArrayList<>();
            try (SteppedTraining training = SteppedTraining.start(problem(), configuration)) {
                List<String> first = new ArrayList<>();
                List<EpochFinished> epochs = new ArrayList<>();
                checkpoints.add(training.checkpoint());
                while (!training.finished()) {
                    training.advance();
                    first.add(WeightHash.of(training.network()));
                    checkpoints.add(training.checkpoint());
                    if (training.epochComplete()) {
                        epochs.add(training.finishEpoch());
                    }
                }
                for (int from : new int[] {first.size() - 2, 0, 3, 7, 5}) {
                    training.restore(checkpoints.get(from));
                    assertEquals(from, training.step());
                    List<EpochFinished> again = new ArrayList<>();
                    if (training.epochComplete()) {
                        again.add(training.finishEpoch());
                    }
                    assertEquals(first.subList(from, first.size()), follow(training, again), rule + " from " + from);
                    List<EpochFinished> same = epochs.subList(epochs.size() - again.size(), epochs.size());
                    for (int e = 0; e < again.size(); e++) {
                        assertEquals(same.get(e).trainingLoss(), again.get(e).trainingLoss());
                        assertEquals(same.get(e).validationLoss(), again.get(e).validationLoss());
                        assertEquals(same.get(e).best(), again.get(e).best());
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void goesOnFromWhatATrainerKept(Precision precision) {
        TrainingConfiguration configuration = configuration(Optimizers.parse("adam"), precision);
        List<EpochFinished> epochs = new ArrayList<>();
        List<String> weights;
        try (SteppedTraining training = SteppedTraining.start(problem(), configuration)) {
            weights = follow(training, epochs);
        }
        TrainingResult kept = Trainer.train(problem(), configuration);
        EpochFinished best = epochs.get(kept.bestEpoch() - 1);
        Checkpoint checkpoint = Checkpoint.kept(
                kept.network(),
                Objects.requireNonNull(kept.optimizerState()),
                best.epoch(),
                best.validationMetric(),
                best.validationLoss());
        assertTrue(checkpoint.step() > 0);
        List<EpochFinished> again = new ArrayList<>();
        try (SteppedTraining training = SteppedTraining.start(problem(), configuration)) {
            training.restore(checkpoint);
            assertEquals(weights.subList((int) checkpoint.step(), weights.size()), follow(training, again));
        }
        assertEquals(epochs.size() - best.epoch(), again.size());
        for (EpochFinished epoch : again) {
            EpochFinished before = epochs.get(epoch.epoch() - 1);
            assertEquals(before.validationLoss(), epoch.validationLoss());
            assertEquals(before.trainingLoss(), epoch.trainingLoss());
            assertEquals(before.best(), epoch.best());
        }
    }

    @Test
    void theNextStepIsKnownBeforeItIsTaken() {
        TrainingConfiguration configuration = configuration(new Sgd(), Precision.FLOAT64);
        try (SteppedTraining training = SteppedTraining.start(problem(), configuration)) {
            training.advance();
            int[] rows = training.nextRows();
            double[] x = new double[rows.length * 6];
            double[] y = new double[rows.length];
            double[] weights = new double[rows.length];
            ROWS.gather(rows, 0, rows.length, x, y, weights);
            TrainedNetwork now = training.network();
            ReferenceEngine engine = new ReferenceEngine(now.network(), now.likelihood());
            double[] w = Objects.requireNonNull(now.doubleParameters());
            var pass = engine.forward(
                    w, Objects.requireNonNull(now.doubleStatistics()), x, rows.length, training.nextMode());
            double[] gradient = new double[w.length];
            engine.backward(pass, y, weights, gradient);
            double mu = training.nextLearningRate();
            assertEquals(engine.cost(pass, y, weights), training.advance().loss());
            double[] next = Objects.requireNonNull(training.network().doubleParameters());
            for (int e = 0; e < w.length; e++) {
                assertEquals(w[e] - mu * gradient[e], next[e], 1e-15);
            }
        }
    }

    @Test
    void aWeightChangedByHandChangesWhatFollows() {
        TrainingConfiguration configuration = configuration(Optimizers.parse("adam"), Precision.FLOAT32);
        try (SteppedTraining training = SteppedTraining.start(problem(), configuration)) {
            training.advance();
            Checkpoint before = training.checkpoint();
            training.advance();
            String untouched = WeightHash.of(training.network());
            training.restore(before);
            float[] from = Objects.requireNonNull(before.network().floatParameters());
            double[] changed = new double[from.length];
            for (int e = 0; e < changed.length; e++) {
                changed[e] = from[e];
            }
            changed[0] += 0.5;
            training.place(changed);
            assertEquals(
                    (float) changed[0],
                    Objects.requireNonNull(training.network().floatParameters())[0]);
            training.advance();
            assertNotEquals(untouched, WeightHash.of(training.network()));
        }
    }

    @Test
    void whatCannotBeIsRefused() {
        TrainingConfiguration configuration = configuration(new Sgd(), Precision.FLOAT32);
        assertThrows(
                IllegalArgumentException.class,
                () -> SteppedTraining.start(problem(), configuration.withLBfgs(LBfgs.defaults())));
        try (SteppedTraining training = SteppedTraining.start(problem(), configuration)) {
            assertThrows(IllegalStateException.class, training::finishEpoch);
            for (int step = 0; step < training.stepsPerEpoch(); step++) {
                assertFalse(training.epochComplete());
                training.advance();
            }
            assertTrue(training.epochComplete());
            assertThrows(IllegalStateException.class, training::advance);
            assertFalse(training.finished());
            training.finishEpoch();
            assertEquals(2, training.epoch());
        }
    }

    @Test
    void lbfgsHasNoState() {
        TrainingResult result = Trainer.train(
                problem(), configuration(new Sgd(), Precision.FLOAT64).withLBfgs(LBfgs.defaults()));
        assertEquals(null, result.optimizerState());
        assertNotNull(result.network());
        assertTrue(result.stopReason() != StopReason.INTERRUPTED);
    }
}
