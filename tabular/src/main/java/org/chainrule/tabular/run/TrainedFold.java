package org.chainrule.tabular.run;

import java.util.List;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.ensemble.EnsembleSelection.Candidate;
import org.chainrule.tabular.model.ForwardRows;
import org.chainrule.tabular.model.Member;
import org.chainrule.tabular.model.MemberTraining;
import org.chainrule.tabular.model.Predictions;
import org.chainrule.train.TrainingResult;

/**
 * One network of a configuration and what it predicts for the rows that it was not trained on.
 *
 * @param fit    the network
 * @param fold   the fold that it was trained without, from 0
 * @param name   of the configuration
 * @param score  the metric of the search on these rows; NaN if nothing was learned
 * @param values [rows x width] row-major: probabilities of the classes, or values in the units of the target
 * @param spread [rows x 1] standard deviations or [rows x levels] quantiles in the units of the target; empty if the likelihood has neither
 */
@SuppressWarnings("ArrayRecordComponent")
record TrainedFold(Fit fit, int fold, String name, double score, float[] values, float[] spread) {
    /** The note of a configuration of which a network was stopped by the clock or by hand. */
    static final String CUT = "cut short";

    /** Predicts the rows that the fold holds out. */
    static TrainedFold of(SearchData data, Fit fit, int fold, String name) {
        Rows rows = data.folds().get(fold);
        Predictions predictions = ForwardRows.of(
                        List.of(new Member(fit.encoder(), fit.target(), fit.network(), 1, null)), null)
                .predict(rows.validationTable(), rows.validation());
        int width = data.width();
        float[] values = new float[predictions.rows() * width];
        for (int row = 0; row < predictions.rows(); row++) {
            for (int k = 0; k < width; k++) {
                values[row * width + k] = (float)
                        (fit.target() instanceof ClassTarget
                                ? predictions.probabilities()[row][k]
                                : predictions.value(row));
            }
        }
        TrainingResult result = fit.result();
        boolean learned = result != null && result.bestEpoch() > 0 && rows.validation().length > 0;
        return new TrainedFold(
                fit,
                fold,
                name,
                learned ? data.judge(List.of(fold)).score(new Candidate(values)) : Double.NaN,
                values,
                spread(predictions));
    }

    private static float[] spread(Predictions predictions) {
        double[] deviations = predictions.standardDeviations();
        int width = deviations.length > 0 ? 1 : predictions.levels().size();
        float[] spread = new float[predictions.rows() * width];
        for (int e = 0; e < spread.length; e++) {
            spread[e] =
                    (float) (deviations.length > 0 ? deviations[e] : predictions.quantiles()[e / width][e % width]);
        }
        return spread;
    }

    /** Whether it learned anything, and did not diverge. */
    boolean usable() {
        TrainingResult result = fit.result();
        return result != null && result.bestEpoch() > 0;
    }

    int epochs() {
        return fit.history().size();
    }

    int bestEpoch() {
        TrainingResult result = fit.result();
        return result == null ? 0 : result.bestEpoch();
    }

    /** As a member of a model. */
    Member member(double weight) {
        TrainingResult result = fit.result();
        return new Member(
                fit.encoder(),
                fit.target(),
                fit.network(),
                weight,
                new MemberTraining(
                        name,
                        fold,
                        fit.split().training().length,
                        fit.split().validation().length,
                        fit.plan().settings(),
                        epochs(),
                        bestEpoch(),
                        result == null ? "DIVERGED" : result.stopReason().name(),
                        fit.firstEpochSteps()));
    }

    /** What happened to some of them that a person should know. */
    static String note(List<TrainedFold> folds) {
        if (folds.stream().anyMatch(fold -> fold.fit().divergence() != null)) {
            return "diverged";
        } else if (!folds.stream().allMatch(TrainedFold::usable)) {
            return "not finished";
        }
        boolean cut = folds.stream().anyMatch(fold -> {
            TrainingResult result = fold.fit().result();
            return result != null
                    && switch (result.stopReason()) {
                        case TIME_LIMIT, INTERRUPTED -> true;
                        case COMPLETED, EARLY_STOPPED, CONVERGED -> false;
                    };
        });
        return cut ? CUT : "";
    }
}
