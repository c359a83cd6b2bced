package org.chainrule.spark;

import static org.chainrule.spark.param.Defaults.orNull;

import java.util.Objects;
import org.chainrule.spark.param.InputParams;
import org.chainrule.spark.param.IntervalParams;
import org.chainrule.spark.param.PredictionParams;
import org.chainrule.spark.score.ScoreColumns;

/** The columns that a regressor adds. */
final class ValueOutputs {
    private ValueOutputs() {}

    static ScoreColumns columns(InputParams<?> inputs, PredictionParams<?> prediction, IntervalParams<?> of) {
        return ScoreColumns.of(prediction.getPredictionCol())
                .withFeatures(Objects.requireNonNullElse(orNull(inputs, inputs.featuresCol()), ""))
                .withValues(of.getStandardDeviationCol(), of.getQuantilesCol(), of.getIntervalCol(), of.getCoverage())
                .withRefuseUnseen(inputs.getHandleInvalid().equals("error"));
    }
}
