package org.chainrule.tabular.run;

import java.util.List;
import org.chainrule.metric.Metric;
import org.chainrule.tabular.doctor.Finding;
import org.chainrule.tabular.encode.EncodedDataset;
import org.chainrule.tabular.encode.Encoder;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.run.TrainingRun.FeatureNote;
import org.chainrule.train.TrainedNetwork;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.chainrule.train.TrainingProblem;
import org.chainrule.train.TrainingResult;
import org.jspecify.annotations.Nullable;

/**
 * All that is there before the first step.
 *
 * @param split      which rows train, and which validate
 * @param encoder    from rows to inputs
 * @param target     from the target column to y, and back
 * @param plan       what is trained
 * @param metric     what early stopping watches
 * @param notes      what was done to each column
 * @param findings   what the doctor found
 * @param training   the encoded training rows
 * @param validation the encoded validation rows; null without
 * @param start      weights to start from; null draws them
 */
record Preparation(
        Rows split,
        Encoder encoder,
        TargetEncoding target,
        TrainingPlan plan,
        Metric metric,
        List<FeatureNote> notes,
        List<Finding> findings,
        EncodedDataset training,
        @Nullable EncodedDataset validation,
        @Nullable TrainedNetwork start)
        implements AutoCloseable {
    /** What is to be trained. */
    TrainingProblem problem() {
        return new TrainingProblem(plan.network(), plan.likelihood(), training, validation, metric, start);
    }

    /** What a training that came to its end has fitted. */
    Fit fit(TrainingPlan by, TrainingResult result, int firstEpochSteps) {
        return fit(by, result.network(), result, null, result.history(), firstEpochSteps);
    }

    /** What was fitted. */
    Fit fit(
            TrainingPlan by,
            TrainedNetwork network,
            @Nullable TrainingResult result,
            @Nullable String divergence,
            List<EpochFinished> history,
            int firstEpochSteps) {
        return new Fit(
                split,
                encoder,
                target,
                by,
                network,
                result,
                divergence,
                metric.name(),
                notes,
                findings,
                history,
                firstEpochSteps);
    }

    @Override
    public void close() {
        training.close();
        if (validation != null) {
            validation.close();
        }
    }
}
