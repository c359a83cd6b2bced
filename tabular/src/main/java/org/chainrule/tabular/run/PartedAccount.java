package org.chainrule.tabular.run;

import java.util.Arrays;
import java.util.List;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.infer.InferredSchema;
import org.chainrule.tabular.model.Evaluation;
import org.chainrule.tabular.model.Evaluator;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.ModelContents;
import org.chainrule.tabular.model.Predictions;
import org.chainrule.tabular.model.TableIdentity;
import org.chainrule.tabular.model.Uncertainty;
import org.chainrule.train.ShardScores;
import org.chainrule.train.TrainingResult;
import org.jspecify.annotations.Nullable;

/** From what was fitted on shards to the model with its provenance and metrics: {@link TrainingAccount} without the rows. */
final class PartedAccount {
    private PartedAccount() {}

    /** Judges and puts together. */
    static Model model(
            String description,
            TrainOptions options,
            InferredSchema inferred,
            PartedRows cut,
            PartedFit fit,
            TrainingResult result,
            List<ShardScores> scores,
            double seconds) {
        Learned learned = new Learned(
                fit.encoder(),
                fit.target(),
                fit.plan(),
                result.network(),
                result,
                fit.metric().name(),
                result.history(),
                0);
        long rows = cut.trainingRows() + cut.validationRows();
        ModelContents bare = TrainingAccount.bare(
                inferred,
                learned,
                TrainingAccount.provenance(
                        TableIdentity.ofParts(description, cut.fingerprints(), rows),
                        null,
                        new Learned.RowCounts(
                                bounded(cut.trainingRows()), bounded(cut.validationRows()), bounded(cut.droppedRows())),
                        options,
                        learned,
                        seconds));
        return TrainingAccount.judged(bare, judged(fit, scores), Uncertainty.Source.VALIDATION, options)
                .model();
    }

    /** Provenance counts in 32 bits; a larger number of rows is the largest that it can say. */
    private static int bounded(long rows) {
        return (int) Math.min(rows, Integer.MAX_VALUE);
    }

    private static @Nullable Evaluation judged(PartedFit fit, List<ShardScores> scores) {
        int rows = scores.stream().mapToInt(score -> score.targets().length).sum();
        if (rows == 0) {
            return null;
        }
        int width = fit.plan().network().outputs();
        double[][] outputs = new double[rows][width];
        double[] targets = new double[rows];
        int row = 0;
        for (ShardScores score : scores) {
            for (int n = 0; n < score.targets().length; n++, row++) {
                for (int k = 0; k < width; k++) {
                    outputs[row][k] = score.outputs()[n * width + k];
                }
                targets[row] = score.targets()[n];
            }
        }
        FirstQuestion.Answer seen = fit.first();
        return Evaluator.of(
                0,
                Predictions.of(fit.plan().likelihood(), fit.target(), outputs),
                fit.target() instanceof ClassTarget ? targets : same(seen.validationTargets(), rows),
                weights(seen.validationWeights(), rows));
    }

    /** As the table has them, neither weighted by class nor rounded. */
    private static double[] weights(double[] given, int rows) {
        if (given.length > 0) {
            return same(given, rows);
        }
        double[] ones = new double[rows];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static double[] same(double[] seen, int rows) {
        if (seen.length != rows) {
            throw new IllegalStateException(
                    "the shards judged " + rows + " validation rows, but had " + seen.length + " before");
        }
        return seen;
    }
}
