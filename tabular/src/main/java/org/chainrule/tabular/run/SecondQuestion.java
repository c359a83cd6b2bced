package org.chainrule.tabular.run;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.chainrule.tabular.encode.CurveFacts;
import org.chainrule.tabular.encode.MeanFacts;
import org.chainrule.tabular.encode.MeansWanted;
import org.chainrule.tabular.encode.TargetCurve;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.encode.TrainingTarget;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.RawTable;
import org.jspecify.annotations.Nullable;

/**
 * What can only be asked after the first look: means of the target at levels of a column, and what the target is like behind a curve.
 *
 * @param labels  classes, or numbers as they are
 * @param classes number of classes; 1 for a number
 * @param means   which means; null for none
 * @param curve   which curve; null for none
 */
record SecondQuestion(
        TargetEncoding labels,
        int classes,
        @Nullable MeansWanted means,
        @Nullable TargetCurve curve) implements ShardQuestion {
    /**
     * What a shard knows, or several in their order.
     *
     * @param means as asked
     * @param curve as asked
     */
    record Answer(@Nullable MeanFacts means, @Nullable CurveFacts curve) implements Serializable {
        private Answer then(Answer next) {
            return new Answer(
                    means == null ? null : means.then(Objects.requireNonNull(next.means)),
                    curve == null ? null : curve.then(Objects.requireNonNull(next.curve)));
        }

        /** All shards, in their order. */
        static Answer joined(List<Answer> answers) {
            return answers.stream().reduce(Answer::then).orElseThrow();
        }
    }

    @Override
    public Serializable answer(RawTable training, @Nullable RawTable validation, long firstRow) {
        int[] all = IntStream.range(0, training.rows()).toArray();
        RawColumn y = Objects.requireNonNull(training.column(labels.column()));
        return new Answer(
                means == null
                        ? null
                        : MeanFacts.of(means, training, all, new TrainingTarget(labels.bind(y), classes), firstRow),
                curve == null ? null : CurveFacts.of(y, all, curve));
    }
}
