package org.chainrule.tabular.run;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chainrule.tabular.encode.ClassFacts;
import org.chainrule.tabular.encode.EncoderFacts;
import org.chainrule.tabular.encode.EncoderOptions;
import org.chainrule.tabular.encode.RowWeights;
import org.chainrule.tabular.encode.TargetFacts;
import org.chainrule.tabular.encode.TargetTransform;
import org.chainrule.tabular.encode.ValueFacts;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.schema.ColumnSchema;
import org.jspecify.annotations.Nullable;

/**
 * The first look at the rows: what the columns hold, what the targets are.
 *
 * @param target    the column to be predicted
 * @param weight    the column of weights; null for none
 * @param classes   whether classes are predicted
 * @param transform of a number to be predicted
 * @param features  columns to fit an encoder to; empty if the encoder is there already
 * @param encoding  how they are encoded
 * @param rows      training rows of all shards
 */
record FirstQuestion(
        String target,
        @Nullable String weight,
        boolean classes,
        TargetTransform transform,
        List<ColumnSchema> features,
        EncoderOptions encoding,
        long rows)
        implements ShardQuestion {
    /** Copies the list. */
    FirstQuestion {
        features = List.copyOf(features);
    }

    /**
     * What a shard knows, or several in their order.
     *
     * @param encoder           facts of the features; null if nobody asked
     * @param training          facts of the targets of the training rows
     * @param validation        classes of the validation rows; null for numbers, and without such rows
     * @param weight            sum of the weights of the training rows
     * @param validationTargets targets of the validation rows as they are in the table, NaN if missing; empty for classes
     * @param validationWeights weights of the validation rows; empty if all are 1
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Answer(
            @Nullable EncoderFacts encoder,
            TargetFacts training,
            @Nullable ClassFacts validation,
            double weight,
            double[] validationTargets,
            double[] validationWeights)
            implements Serializable {
        /** The facts of this and the next shard; the rows that validate are put together at the end, by {@link #joined}. */
        private Answer then(Answer next) {
            return new Answer(
                    encoder == null ? null : encoder.then(Objects.requireNonNull(next.encoder)),
                    then(training, next.training),
                    validation == null || next.validation == null
                            ? validation == null ? next.validation : validation
                            : validation.then(next.validation),
                    weight + next.weight,
                    validationTargets,
                    validationWeights);
        }

        private static TargetFacts then(TargetFacts facts, TargetFacts next) {
            return facts instanceof ClassFacts classes
                    ? classes.then((ClassFacts) next)
                    : ((ValueFacts) facts).then((ValueFacts) next);
        }

        /** All shards, in their order. */
        static Answer joined(List<Answer> answers) {
            Answer all = answers.stream().reduce(Answer::then).orElseThrow();
            return new Answer(
                    all.encoder,
                    all.training,
                    all.validation,
                    all.weight,
                    all(answers.stream().map(Answer::validationTargets)),
                    all(answers.stream().map(Answer::validationWeights)));
        }

        private static double[] all(Stream<double[]> parts) {
            return parts.flatMapToDouble(Arrays::stream).toArray();
        }
    }

    @Override
    public Serializable answer(RawTable training, @Nullable RawTable validation, long firstRow) {
        int[] all = all(training);
        RawColumn y = column(training, target);
        RowWeights weights = weights(training);
        double sum = 0;
        for (int row : all) {
            sum += weights.of(row, 0);
        }
        RawTable judged = validation == null || validation.rows() == 0 ? null : validation;
        return new Answer(
                features.isEmpty() ? null : EncoderFacts.of(training, all, features, encoding, firstRow, rows),
                classes ? ClassFacts.of(y, all) : ValueFacts.of(y, all, transform, firstRow, rows),
                judged != null && classes ? ClassFacts.of(column(judged, target), all(judged)) : null,
                sum,
                judged != null && !classes ? values(column(judged, target), all(judged)) : new double[0],
                judged != null && weight != null ? each(weights(judged), all(judged)) : new double[0]);
    }

    private static int[] all(RawTable table) {
        return IntStream.range(0, table.rows()).toArray();
    }

    private static RawColumn column(RawTable table, String name) {
        return Objects.requireNonNull(table.column(name), name);
    }

    private RowWeights weights(RawTable table) {
        return RowWeights.of(weight == null ? null : column(table, weight));
    }

    private static double[] each(RowWeights weights, int[] rows) {
        return Arrays.stream(rows).mapToDouble(row -> weights.of(row, 0)).toArray();
    }

    private static double[] values(RawColumn column, int[] rows) {
        return column instanceof RawColumn.Numeric numbers
                ? Arrays.stream(rows).mapToDouble(numbers::value).toArray()
                : new double[0]; // text, which the facts of the training rows refuse
    }
}
