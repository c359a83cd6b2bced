package org.chainrule.tabular.run;

import java.util.List;
import org.chainrule.tabular.doctor.Finding;
import org.chainrule.tabular.encode.Encoder;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.run.TrainingRun.FeatureNote;
import org.chainrule.train.TrainedNetwork;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.chainrule.train.TrainingEvent.StopReason;
import org.chainrule.train.TrainingResult;
import org.jspecify.annotations.Nullable;

/**
 * What a training fitted, before anybody judges it.
 *
 * @param split           which rows trained, and which validated
 * @param encoder         from rows to inputs
 * @param target          from the target column to y, and back
 * @param plan            what was trained
 * @param network         the weights that were kept
 * @param result          the core's account; null if training diverged
 * @param divergence      what went wrong then, else null
 * @param watched         name of the metric that early stopping watched
 * @param notes           what was done to each column
 * @param findings        what the doctor found before the first step
 * @param history         one entry an epoch
 * @param firstEpochSteps steps that were taken if the training was ended within its first epoch, else 0
 */
record Fit(
        Rows split,
        Encoder encoder,
        TargetEncoding target,
        TrainingPlan plan,
        TrainedNetwork network,
        @Nullable TrainingResult result,
        @Nullable String divergence,
        String watched,
        List<FeatureNote> notes,
        List<Finding> findings,
        List<EpochFinished> history,
        int firstEpochSteps) {
    /** Without the rows. */
    Learned learned() {
        return new Learned(encoder, target, plan, network, result, watched, history, firstEpochSteps);
    }

    /** Whether it came to its end: neither the clock nor a person ended it. */
    boolean ended() {
        return result == null
                || result.stopReason() != StopReason.TIME_LIMIT && result.stopReason() != StopReason.INTERRUPTED;
    }
}
