package org.chainrule.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.chainrule.tabular.error.UserException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Estimators among stages of Spark's own. */
class PipelineTest {
    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        LocalSpark.session(2);
    }

    private static Pipeline pipeline(ChainruleClassifier estimator) {
        return new Pipeline().setStages(new PipelineStage[] {
            new StringIndexer().setInputCol("species").setOutputCol("label"),
            new VectorAssembler()
                    .setInputCols(new String[] {"beak_length_mm", "beak_depth_mm", "flipper_length_mm"})
                    .setOutputCol("features"),
            estimator
        });
    }

    @Test
    void aSearchChoosesSavesAndLoads() throws IOException {
        Dataset<Row> penguins = Tables.example("penguins.csv").na().drop();
        ChainruleClassifier estimator =
                new ChainruleClassifier().setPreset("plain").setEpochs(4).setPlan(false);
        ParamMap[] grid = new ParamGridBuilder()
                .addGrid(estimator.learningRate(), new double[] {1e-6, 0.03})
                .build();
        CrossValidatorModel found = new CrossValidator()
                .setEstimator(pipeline(estimator))
                .setEstimatorParamMaps(grid)
                .setNumFolds(2)
                .setParallelism(2)
                .setEvaluator(new MulticlassClassificationEvaluator().setMetricName("logLoss"))
                .fit(penguins);
        assertTrue(found.avgMetrics()[1] < found.avgMetrics()[0]);
        String path = folder.resolve("search").toString();
        found.save(path);
        Dataset<Row> expected = found.transform(penguins);
        Dataset<Row> loaded = CrossValidatorModel.load(path).transform(penguins);
        assertEquals(
                expected.select("rawPrediction", "probability", "prediction").collectAsList(),
                loaded.select("rawPrediction", "probability", "prediction").collectAsList());
        assertArrayEquals(
                expected.columns(),
                pipeline(estimator).transformSchema(penguins.schema()).fieldNames());
    }

    @Test
    void aMistakeIsFoundBeforeTheFirstStageRuns() {
        Dataset<Row> penguins = Tables.example("penguins.csv");
        Pipeline pipeline = pipeline(new ChainruleClassifier().setWeightCol("island"));
        String line = assertThrows(UserException.class, () -> pipeline.transformSchema(penguins.schema()))
                .getMessage();
        assertTrue(line.contains("\"island\" (weightCol) should hold numbers but its type is string"), line);
    }
}
