package org.chainrule.tabular.run;

import java.util.List;
import org.chainrule.tabular.encode.Encoder;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.train.TrainedNetwork;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.chainrule.train.TrainingResult;
import org.jspecify.annotations.Nullable;

/**
 * What a training leaves that a model is made of, wherever its rows were.
 *
 * @param encoder         from rows to inputs
 * @param target          from the target column to y, and back
 * @param plan            what was trained
 * @param network         the weights that were kept
 * @param result          the core's account; null if training diverged
 * @param watched         name of the metric that early stopping watched
 * @param history         one entry an epoch
 * @param firstEpochSteps steps that were taken if the training was ended within its first epoch, else 0
 */
record Learned(
        Encoder encoder,
        TargetEncoding target,
        TrainingPlan plan,
        TrainedNetwork network,
        @Nullable TrainingResult result,
        String watched,
        List<EpochFinished> history,
        int firstEpochSteps) {
    /**
     * How many rows it took.
     *
     * @param training   trained on
     * @param validation validated on
     * @param dropped    left out, such as those without a target
     */
    record RowCounts(int training, int validation, int dropped) {}
}
