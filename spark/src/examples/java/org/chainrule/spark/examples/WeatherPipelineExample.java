package org.chainrule.spark.examples;

import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.feature.OneHotEncoder;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.chainrule.spark.ChainruleRegressor;

/**
 * A column of vectors, made by the stages of a pipeline, and a choice by cross-validation: the temperature of a day.
 *
 * <pre>{@code WeatherPipelineExample [TABLE.csv]}</pre>
 */
public final class WeatherPipelineExample {
    private WeatherPipelineExample() {}

    /**
     * Trains and judges.
     *
     * @param arguments the table, {@code examples/weather.csv} unless said
     */
    public static void main(String[] arguments) {
        String table = arguments.length > 0 ? arguments[0] : "examples/weather.csv";
        SparkSession spark = Session.of("Chainrule: weather");
        Dataset<Row> weather = spark.read()
                .option("header", true)
                .option("inferSchema", true)
                .csv(table)
                .selectExpr("*", "cast(month(date) as string) as month");
        Dataset<Row>[] parts = weather.randomSplit(new double[] {0.8, 0.2}, 1);

        ChainruleRegressor regressor = new ChainruleRegressor()
                .setFeaturesCol("features")
                .setLabelCol("temp_max")
                .setPreset("fast")
                .setEpochs(30)
                .setNumShards(2);
        Pipeline pipeline = new Pipeline().setStages(new PipelineStage[] {
            new StringIndexer()
                    .setInputCols(new String[] {"location", "month", "weather"})
                    .setOutputCols(new String[] {"location_index", "month_index", "weather_index"}),
            new OneHotEncoder()
                    .setInputCols(new String[] {"month_index", "weather_index"})
                    .setOutputCols(new String[] {"month_vector", "weather_vector"}),
            new VectorAssembler()
                    .setInputCols(new String[] {"location_index", "month_vector", "weather_vector", "wind", "precipitation"})
                    .setOutputCol("features"),
            regressor
        });
        RegressionEvaluator error = new RegressionEvaluator().setLabelCol("temp_max").setMetricName("rmse");
        ParamMap[] rates = new ParamGridBuilder()
                .addGrid(regressor.learningRate(), new double[] {0.001, 0.01})
                .build();
        CrossValidatorModel chosen = new CrossValidator()
                .setEstimator(pipeline)
                .setEvaluator(error)
                .setEstimatorParamMaps(rates)
                .setNumFolds(2)
                .setSeed(1)
                .fit(parts[0]);

        for (int n = 0; n < rates.length; n++) {
            System.out.println("learning rate " + rates[n].apply(regressor.learningRate()) + ": rmse "
                    + chosen.avgMetrics()[n] + " over the folds");
        }
        Dataset<Row> scored = ((PipelineModel) chosen.bestModel()).transform(parts[1]);
        scored.select("date", "location", "temp_max", "prediction").show(5, false);
        System.out.println("rmse " + error.evaluate(scored) + " on days that it never saw");
        spark.stop();
    }
}
