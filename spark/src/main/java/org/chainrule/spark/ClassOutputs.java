package org.chainrule.spark;

import static org.chainrule.spark.param.Defaults.orNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.chainrule.spark.param.InputParams;
import org.chainrule.spark.param.PredictionParams;
import org.chainrule.spark.param.ProbabilityParams;
import org.chainrule.spark.score.ClassNumbers;
import org.chainrule.spark.score.ModelHandle;
import org.chainrule.spark.score.ScoreColumns;
import org.chainrule.spark.score.Scoring;
import org.chainrule.tabular.error.UserException;

/** The columns that a classifier adds, and which class it predicts where thresholds are set. */
final class ClassOutputs {
    /** Holds probabilities that only thresholds ask for. */
    private static final String ASIDE = "chainrule probability aside";

    private final ModelHandle model;
    private final ScoreColumns columns;
    private final double[] thresholds;
    private final List<String> classes;
    private final Double[] numbers;

    ClassOutputs(InputParams<?> inputs, PredictionParams<?> prediction, ProbabilityParams<?> of, ModelHandle model) {
        this.model = model;
        this.classes = model.model().classes();
        this.numbers = ClassNumbers.of(classes);
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
        boolean decides =
                !columns.prediction().isEmpty() || !columns.predictedLabel().isEmpty();
        if (thresholds.length == 0 || !decides) {
            return Scoring.score(table, model, columns);
        }
        schema(table.schema());
        String probability = columns.probability().isEmpty() ? ASIDE : columns.probability();
        return decided(Scoring.score(
                table,
                model,
                ScoreColumns.of("")
                        .withFeatures(columns.features())
                        .withClasses(probability, columns.rawPrediction(), "")
                        .withRefuseUnseen(columns.refuseUnseen())));
    }

    /** Adds what thresholds decide behind the probabilities, which are last; columns go by their positions, since names may be anything. */
    private Dataset<Row> decided(Dataset<Row> scored) {
        StructField[] fields = scored.schema().fields();
        String[] plain =
                IntStream.range(0, fields.length).mapToObj(i -> "c" + i).toArray(String[]::new);
        List<Column> all = new ArrayList<>();
        for (int i = 0; i < fields.length; i++) {
            if (!fields[i].name().equals(ASIDE)) {
                all.add(functions.col(plain[i]).as(fields[i].name(), fields[i].metadata()));
            }
        }
        Column probabilities = functions.col(plain[fields.length - 1]);
        double[] bounds = thresholds;
        if (!columns.prediction().isEmpty()) {
            Double[] values = numbers;
            UDF1<Vector, Double> number = p -> values[index(p, bounds)];
            all.add(functions
                    .udf(number, DataTypes.DoubleType)
                    .asNonNullable()
                    .apply(probabilities)
                    .as(columns.prediction()));
        }
        if (!columns.predictedLabel().isEmpty()) {
            String[] labels = classes.toArray(String[]::new);
            UDF1<Vector, String> label = p -> labels[index(p, bounds)];
            all.add(functions
                    .udf(label, DataTypes.StringType)
                    .asNonNullable()
                    .apply(probabilities)
                    .as(columns.predictedLabel()));
        }
        return scored.toDF(plain).select(all.toArray(Column[]::new));
    }

    /** What the column of predictions holds for these probabilities. */
    double number(Vector probabilities) {
        return numbers[index(probabilities, thresholds)];
    }

    /** The first of the largest p / t, as in Spark; a threshold of 0 always wins. */
    private static int index(Vector probabilities, double[] thresholds) {
        int best = 0;
        double most = -1;
        for (int k = 0; k < probabilities.size(); k++) {
            double p = probabilities.apply(k);
            double scaled =
                    thresholds.length == 0 ? p : thresholds[k] == 0 ? Double.POSITIVE_INFINITY : p / thresholds[k];
            if (scaled > most) {
                most = scaled;
                best = k;
            }
        }
        return best;
    }
}
