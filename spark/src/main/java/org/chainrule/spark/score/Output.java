package org.chainrule.spark.score;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.chainrule.likelihood.GaussianWithVariance;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.likelihood.Quantile;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.schema.Task;

/** The columns that a scoring can add, in the order in which it adds them. */
enum Output {
    RAW_PREDICTION(ScoreColumns::rawPrediction, SQLDataTypes.VectorType()),
    PROBABILITY(ScoreColumns::probability, SQLDataTypes.VectorType()),
    PREDICTION(ScoreColumns::prediction, DataTypes.DoubleType),
    PREDICTED_LABEL(ScoreColumns::predictedLabel, DataTypes.StringType),
    STANDARD_DEVIATION(ScoreColumns::standardDeviation, DataTypes.DoubleType),
    QUANTILES(ScoreColumns::quantiles, SQLDataTypes.VectorType()),
    INTERVAL(ScoreColumns::interval, SQLDataTypes.VectorType());

    private final Function<ScoreColumns, String> name;
    private final DataType type;

    Output(Function<ScoreColumns, String> name, DataType type) {
        this.name = name;
        this.type = type;
    }

    String name(ScoreColumns columns) {
        return name.apply(columns);
    }

    DataType type() {
        return type;
    }

    /** The columns that were asked for, or a refusal of one that the model cannot give. */
    static List<Output> of(ScoreColumns columns, Model model) {
        List<Output> wanted = new ArrayList<>();
        for (Output output : values()) {
            if (!output.name(columns).isEmpty()) {
                String lacking = output.lacking(model);
                if (!lacking.isEmpty()) {
                    throw UserException.usage("column \"" + output.name(columns) + "\" needs " + lacking
                            + ", this one has none; leave the column out by an empty name, or take another model");
                }
                wanted.add(output);
            }
        }
        return List.copyOf(wanted);
    }

    /** What the model would need; empty if it has it. */
    private String lacking(Model model) {
        boolean classes = model.task() == Task.CLASSIFICATION;
        Likelihood likelihood = model.network().likelihood();
        return switch (this) {
            case RAW_PREDICTION, PREDICTION -> "";
            case PROBABILITY, PREDICTED_LABEL -> classes ? "" : "a model of classes";
            case STANDARD_DEVIATION ->
                !classes && likelihood instanceof GaussianWithVariance ? "" : "a model that predicts its deviation";
            case QUANTILES -> !classes && likelihood instanceof Quantile ? "" : "a model of quantiles";
            case INTERVAL ->
                !classes && model.contents().uncertainty() != null
                        ? ""
                        : "a model of values that was calibrated on validation rows";
        };
    }
}
