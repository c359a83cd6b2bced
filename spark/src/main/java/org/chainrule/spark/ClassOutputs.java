package org.chainrule.spark;

import static org.chainrule.spark.param.Defaults.orNull;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.chainrule.spark.param.InputParams;
import org.chainrule.spark.param.PredictionParams;
import org.chainrule.spark.param.ProbabilityParams;
import org.chainrule.spark.score.ModelHandle;
import org.chainrule.spark.score.ScoreColumns;
import org.chainrule.spark.score.Scoring;
import org.chainrule.tabular.error.UserException;

/** The columns that a classifier adds, and which class it predicts where thresholds are set. */
final class ClassOutputs {
    private static final String ASIDE = "__chainrule_probability";

    private final ModelHandle model;
    private final ScoreColumns columns;
    private final double[] thresholds;
    private final List<String> classes;

    ClassOutputs(InputParams<?> inputs, PredictionParams<?> prediction, ProbabilityParams<?> of, ModelHandle model) {
        this.model = model;
        this.classes = model.model().classes();
        this.columns = ScoreColumns.of(prediction.getPredictionCol())
                .withFeatures(Objects.requireNonNullElse(orNull(inputs, inputs.featuresCol()), ""))
                .withClasses(of.getProbabilityCol(), of.getRawPredictionCol(), of.getPredictedLabelCol())
                .withRefuseUnseen(inputs.getHandleInvalid().equals("error"));
        double[] set = orNull(of, of.thresholds());
        this.thresholds = set == null ? new double[0] : set;
        if (set != null && set.length != classes.size()) {
            throw UserException.usage("thresholds: expected one for each of " + classes.size() + " classes, found "
                    + set.length + "; the order is that of labels()");
        }
    }

    StructType schema(StructType table) {
        return Scoring.schema(table, model, columns);
    }

    Dataset<Row> score(Dataset<?> table) {
        boolean byProbability =
                columns.prediction().isEmpty() && columns.predictedLabel().isEmpty();
        if (thresholds.length == 0 || byProbability) {
            return Scoring.score(table, model, columns);
        }
        schema(table.schema());
        String probability = columns.probability().isEmpty() ? ASIDE : columns.probability();
        Dataset<Row> scored = Scoring.score(
                table,
                model,
                new ScoreColumns(
                        columns.features(),
                        "",
                        probability,
                        columns.rawPrediction(),
                        "",
                        "",
                        "",
                        "",
                        columns.coverage(),
                        columns.refuseUnseen()));
        return decide(scored, probability).select(names(table));
    }

    /** The columns in the order in which they stand without thresholds. */
    private Column[] names(Dataset<?> table) {
        return Arrays.stream(schema(table.schema()).fieldNames())
                .map(name -> functions.col("`" + name.replace("`", "``") + "`"))
                .toArray(Column[]::new);
    }

    private Dataset<Row> decide(Dataset<Row> scored, String probability) {
        Column p = functions.col("`" + probability.replace("`", "``") + "`");
        double[] bounds = thresholds;
        List<String> labels = classes;
        Dataset<Row> decided = scored;
        if (!columns.prediction().isEmpty()) {
            UDF1<Vector, Double> number = v -> number(labels, index(v, bounds));
            decided = decided.withColumn(
                    columns.prediction(),
                    functions.udf(number, DataTypes.DoubleType).apply(p));
        }
        if (!columns.predictedLabel().isEmpty()) {
            UDF1<Vector, String> label = v -> labels.get(index(v, bounds));
            decided = decided.withColumn(
                    columns.predictedLabel(),
                    functions.udf(label, DataTypes.StringType).apply(p));
        }
        return decided;
    }

    /** What the column of predictions holds for these probabilities. */
    double number(Vector probabilities) {
        return number(classes, index(probabilities, thresholds));
    }

    private static double number(List<String> labels, int index) {
        boolean numbers = labels.stream().allMatch(ClassOutputs::isNumber);
        return numbers ? Double.parseDouble(labels.get(index)) : index;
    }

    private static boolean isNumber(String label) {
        return label.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    }

    /** The first of the largest p / t; a threshold of 0 wins whatever is not impossible. */
    private static int index(Vector probabilities, double[] thresholds) {
        int best = 0;
        double most = -1;
        for (int k = 0; k < probabilities.size(); k++) {
            double p = probabilities.apply(k);
            double scaled = thresholds.length == 0 ? p : p == 0 ? 0 : p / thresholds[k];
            if (scaled > most) {
                most = scaled;
                best = k;
            }
        }
        return best;
    }
}
