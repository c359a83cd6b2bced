package org.chainrule.tabular.run;

import java.time.Duration;
import java.util.List;
import org.chainrule.tabular.model.Evaluation;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.ModelContents;
import org.chainrule.tabular.model.Provenance;
import org.chainrule.tabular.model.TrainingHistory;
import org.chainrule.tabular.model.Uncertainty;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.jspecify.annotations.Nullable;

/** From the best model of a search, perhaps of an earlier run of it, to its metrics and all that a report shows. */
final class TuneAccount {
    private TuneAccount() {}

    static TrainingRun of(SearchData data, ModelContents found, @Nullable Fit fit, EnsembleAccount.Ended how) {
        Rows split = data.folds().get(0);
        ModelContents bare =
                ended(found, fit == null || fit.result() != null ? how.reason() : "DIVERGED", how.seconds());
        Evaluation raw = new Model(bare).evaluate(split.validationTable(), split.validation());
        TrainingAccount.Judged judged =
                TrainingAccount.judged(bare, raw, Uncertainty.Source.VALIDATION, data.options());
        String watched = data.metric().name();
        return new TrainingRun(
                judged.model(),
                data.inferred().whyTask(),
                fit == null ? history(bare.history(), bare.provenance().bestEpoch()) : fit.history(),
                fit == null ? null : fit.result(),
                judged.validation(),
                judged.test(),
                PermutationImportance.of(
                        judged.model(), split.validationTable(), split.validation(), watched, how.timeForColumns()),
                FeatureNotes.of(data.inferred().schema(), bare.encoder(), data.rows(), split.training()),
                watched,
                fit == null ? 0 : TrainingAccount.median(fit.history()),
                data.warnings(),
                how.trials(),
                data.findings(judged.validation()),
                TrainingAccount.sample(judged.model(), split, data.rows()),
                fit == null ? null : fit.divergence());
    }

    /** The time and the end are those of the search; the epochs are those of its best training. */
    private static ModelContents ended(ModelContents found, String reason, double seconds) {
        Provenance then = found.provenance();
        return new ModelContents(
                found.schema(),
                found.task(),
                found.members(),
                found.validation(),
                found.test(),
                found.history(),
                new Provenance(
                        then.chainruleVersion(),
                        then.createdAt(),
                        then.jdk(),
                        then.data(),
                        then.validationData(),
                        then.trainingRows(),
                        then.validationRows(),
                        then.droppedRows(),
                        then.seed(),
                        then.preset(),
                        then.configuration(),
                        then.kernel(),
                        seconds,
                        then.epochs(),
                        then.bestEpoch(),
                        reason,
                        then.firstEpochSteps()),
                null);
    }

    private static List<EpochFinished> history(TrainingHistory history, int best) {
        return history.epochs().stream()
                .map(epoch -> new EpochFinished(
                        epoch.epoch(),
                        epoch.trainingLoss(),
                        epoch.validationLoss(),
                        epoch.metricValue(),
                        Double.NaN,
                        0,
                        Duration.ZERO,
                        epoch.epoch() == best))
                .toList();
    }
}
