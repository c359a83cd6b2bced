package org.chainrule.tabular.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.chainrule.network.ParameterLayout;
import org.chainrule.train.SteppedTraining;
import org.chainrule.train.TrainingConfiguration;
import org.chainrule.train.TrainingEvent;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.chainrule.train.TrainingEvent.StopReason;
import org.chainrule.train.TrainingListener;
import org.chainrule.train.TrainingProblem;
import org.chainrule.train.TrainingResult;

/** A training whose weights are those behind a given step, whichever epoch was the best: how a model that was saved while somebody looked on comes about again. */
final class KeptStep {
    private KeptStep() {}

    /** Trains up to a step, or until somebody asks to stop. */
    static TrainingResult train(
            TrainingProblem problem,
            TrainingConfiguration configuration,
            long kept,
            BooleanSupplier stopRequested,
            TrainingListener... listeners) {
        long begun = System.nanoTime();
        List<EpochFinished> history = new ArrayList<>();
        try (SteppedTraining training = SteppedTraining.start(problem, configuration)) {
            tell(listeners, started(problem, configuration, training));
            boolean stopped = false;
            while (training.step() < kept && !training.finished() && !stopped) {
                stopped = stopRequested.getAsBoolean();
                if (!stopped) {
                    training.advance();
                    if (training.epochComplete()) {
                        EpochFinished epoch = training.finishEpoch();
                        history.add(epoch);
                        tell(listeners, epoch);
                    }
                }
            }
            Duration elapsed = Duration.ofNanos(System.nanoTime() - begun);
            StopReason reason = stopped ? StopReason.INTERRUPTED : StopReason.COMPLETED;
            int best = history.stream()
                    .filter(EpochFinished::best)
                    .mapToInt(EpochFinished::epoch)
                    .max()
                    .orElse(0);
            tell(listeners, new TrainingEvent.Finished(reason, best, elapsed));
            return new TrainingResult(
                    training.network(),
                    training.optimizerState(),
                    history,
                    reason,
                    best,
                    elapsed,
                    training.threads(),
                    training.kernel());
        }
    }

    private static TrainingEvent started(
            TrainingProblem problem, TrainingConfiguration configuration, SteppedTraining training) {
        var validation = problem.validation();
        return new TrainingEvent.Started(
                problem.training().rows(),
                validation == null ? 0 : validation.rows(),
                new ParameterLayout(problem.network()).size(),
                configuration.epochs(),
                training.stepsPerEpoch(),
                training.threads());
    }

    private static void tell(TrainingListener[] listeners, TrainingEvent event) {
        for (TrainingListener listener : listeners) {
            listener.on(event);
        }
    }
}
