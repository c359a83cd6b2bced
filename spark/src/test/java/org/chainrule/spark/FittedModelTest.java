package org.chainrule.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.run.TrainOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that were trained without Spark, as models of Spark ML: kept, loaded, asked row by row. */
class FittedModelTest {
    @TempDir
    private static Path folder;

    private static Model classes;
    private static Model values;
    private static Path classFile;
    private static Path valueFile;

    @BeforeAll
    static void train() throws IOException {
        LocalSpark.session(2);
        StringBuilder csv = new StringBuilder("a,b,größe,kind\n");
        for (int i = 0; i < 60; i++) {
            csv.append("%d,%d,%s,%s%n".formatted(i * 7 % 13, i * 5 % 11, i * 0.25, i * 7 % 13 > 6 ? "groß" : "klein"));
        }
        Path file = folder.resolve("rows.csv");
        Files.writeString(file, csv, StandardCharsets.UTF_8);
        classes = Chainrule.train(
                Table.read(file),
                TrainOptions.builder("kind").preset("plain").epochs(5).build());
        values = Chainrule.train(
                Table.read(file),
                TrainOptions.builder("größe")
                        .drop(List.of("kind"))
                        .preset("plain")
                        .likelihood("quantile(0.1,0.4,0.9)")
                        .epochs(5)
                        .build());
        classFile = folder.resolve("kind.chainrule");
        valueFile = folder.resolve("größe.chainrule");
        classes.save(classFile);
        values.save(valueFile);
    }

    private static Dataset<Row> rows() {
        return SparkSession.active()
                .read()
                .option("header", true)
                .option("inferSchema", true)
                .csv(folder.resolve("rows.csv").toString());
    }

    @Test
    void thresholdsDecideAndLeaveProbabilitiesAlone() {
        ChainruleScorer scorer =
                new ChainruleScorer().setModelFile(classFile.toString()).setPredictedLabelCol("kind?");
        Dataset<Row> usual = scorer.transform(rows());
        for (double[] thresholds : new double[][] {{0, 1}, {1, 0}, {0.5, 0.5}}) {
            Dataset<Row> decided = scorer.copy(new ParamMap().put(scorer.thresholds(), thresholds))
                    .transform(rows());
            assertArrayEquals(usual.columns(), decided.columns());
            assertEquals(scorer.transformSchema(rows().schema()), decided.schema());
            List<Row> before = usual.collectAsList();
            List<Row> after = decided.collectAsList();
            for (int i = 0; i < before.size(); i++) {
                Row expected = before.get(i);
                Row found = after.get(i);
                assertEquals(expected.<Object>getAs("probability"), found.getAs("probability"));
                double prediction =
                        thresholds[0] == 0 ? 0 : thresholds[1] == 0 ? 1 : expected.<Double>getAs("prediction");
                assertEquals(prediction, found.<Double>getAs("prediction"));
                assertEquals(classes.classes().get((int) prediction), found.getAs("kind?"));
            }
        }
        Dataset<Row> alone = scorer.setThresholds(new double[] {0, 1})
                .setProbabilityCol("")
                .setRawPredictionCol("")
                .setPredictedLabelCol("")
                .transform(rows());
        assertArrayEquals(new String[] {"a", "b", "größe", "kind", "prediction"}, alone.columns());
        assertEquals(60, alone.where("prediction = 0").count());
        assertEquals(
                "thresholds: expected one for each of 2 classes, found 3; the order is that of labels()",
                refusal(() -> scorer.setThresholds(new double[] {1, 1, 1}).transform(rows())));
    }

    @Test
    void aFileIsAModelThatKnowsItself() {
        ChainruleClassificationModel model = ChainruleClassificationModel.fromChainruleFile(classFile.toString());
        assertEquals(2, model.numClasses());
        assertArrayEquals(new String[] {"groß", "klein"}, model.labels());
        assertEquals(3, model.numFeatures());
        assertEquals(classes.weightsSha256(), model.summary().weightsSha256());
        assertEquals(5, model.summary().epochs());
        assertEquals(classes.validation(), model.summary().validation());
        assertEquals(5, model.summary().history().epochs().size());
        assertFalse(model.hasParent());
        assertTrue(model.toString().contains("numClasses=2"), model.toString());
    }

    @Test
    void aVectorIsPredictedAsTheRowThatItIs() {
        ChainruleClassificationModel model = ChainruleClassificationModel.fromChainruleFile(classFile.toString());
        var expected = classes.predict(Map.of("a", 12, "b", 3, "größe", 4.5));
        double[] p = expected.probabilities().values().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        assertArrayEquals(p, model.predictProbability(Vectors.dense(12, 3, 4.5)).toArray());
        assertArrayEquals(
                p,
                model.predictProbability(Vectors.dense(12, 3, 4.5).toSparse()).toArray());
        assertEquals(List.of(model.labels()).indexOf(expected.label()), model.predict(Vectors.dense(12, 3, 4.5)));
        // p / t: the other class wins if its threshold is next to nothing
        model.setThresholds(p[0] > p[1] ? new double[] {1, 0} : new double[] {0, 1});
        assertEquals(p[0] > p[1] ? 1 : 0, model.predict(Vectors.dense(12, 3, 4.5)));
        ChainruleRegressionModel regression = ChainruleRegressionModel.fromChainruleFile(valueFile.toString());
        assertEquals(values.predict(Map.of("a", 12, "b", 3)).value(), regression.predict(Vectors.dense(12, 3)));
    }

    @Test
    void aVectorOfAnotherLengthIsRefused() {
        ChainruleClassificationModel model = ChainruleClassificationModel.fromChainruleFile(classFile.toString());
        assertEquals(
                "expected a vector of 3 elements, found 2; give the elements that the model was trained on, in their order",
                assertThrows(UserException.class, () -> model.predict(Vectors.dense(1, 2)))
                        .getMessage());
    }

    @Test
    void savedModelsComeBackWithParametersAndBits() throws IOException {
        ChainruleClassificationModel model = ChainruleClassificationModel.fromChainruleFile(classFile.toString())
                .setThresholds(new double[] {0.4, 0.6})
                .setPredictedLabelCol("kind?");
        String path = folder.resolve("saved classes").toString();
        model.save(path);
        assertThrows(IOException.class, () -> model.save(path));
        model.write().overwrite().save(path);
        ChainruleClassificationModel loaded = ChainruleClassificationModel.load(path);
        assertEquals(model.uid(), loaded.uid());
        assertArrayEquals(new double[] {0.4, 0.6}, loaded.getThresholds());
        assertEquals("kind?", loaded.getPredictedLabelCol());
        assertEquals(classes.weightsSha256(), loaded.summary().weightsSha256());
        // The file inside is a model file like any other
        assertEquals(
                classes.weightsSha256(),
                Model.load(Path.of(path, "data/model.chainrule")).weightsSha256());
    }

    @Test
    void savedPipelinesHoldModels() throws IOException {
        ChainruleRegressionModel model = ChainruleRegressionModel.fromChainruleFile(valueFile.toString())
                .setPredictionCol("value")
                .setQuantilesCol("quantiles")
                .setIntervalCol("interval");
        ChainruleScorer scorer = new ChainruleScorer().setModelFile(classFile.toString());
        PipelineModel pipeline =
                new Pipeline("p").setStages(new PipelineStage[] {scorer, model}).fit(rows());
        String path = folder.resolve("pipeline").toString();
        pipeline.save(path);
        PipelineModel loaded = PipelineModel.load(path);
        assertArrayEquals(
                pipeline.transform(rows()).columns(),
                pipeline.transformSchema(rows().schema()).fieldNames());
        assertEquals(
                pipeline.transform(rows()).collectAsList(),
                loaded.transform(rows()).collectAsList());
        assertEquals(classFile.toString(), ((ChainruleScorer) loaded.stages()[0]).getModelFile());
        assertEquals(
                values.weightsSha256(),
                ((ChainruleRegressionModel) loaded.stages()[1]).summary().weightsSha256());
    }

    @Test
    void savedEstimatorsComeBack() throws IOException {
        String path = folder.resolve("estimator").toString();
        ChainruleClassifier estimator = new ChainruleClassifier()
                .setHiddenLayers(new int[] {16, 8})
                .setActivations(new String[] {"gelu"})
                .setSeed(1L << 60)
                .setLearningRate(0.01)
                .setClassWeights(true);
        estimator.save(path);
        ChainruleClassifier loaded = ChainruleClassifier.load(path);
        assertEquals(estimator.uid(), loaded.uid());
        for (Param<?> param : estimator.params()) {
            assertEquals(estimator.isSet(param), loaded.isSet(param), param.name());
        }
        assertArrayEquals(new int[] {16, 8}, loaded.getHiddenLayers());
        assertArrayEquals(new String[] {"gelu"}, loaded.getActivations());
        assertEquals(1L << 60, loaded.getSeed());
        assertEquals(0.01, loaded.getLearningRate());
        assertTrue(loaded.getClassWeights());
    }

    @Test
    void modelsAreSetAsideOnOneMachine() throws IOException {
        ChainruleRegressionModel model = ChainruleRegressionModel.fromChainruleFile(valueFile.toString());
        String path = folder.resolve("aside").toString();
        model.write().saveToLocal(path);
        assertEquals(
                values.weightsSha256(),
                ChainruleRegressionModel.read().loadFromLocal(path).summary().weightsSha256());
    }

    @Test
    void aModelIsWrittenAsAFile() {
        String path = folder.resolve("new folder/again.chainrule").toString();
        ChainruleRegressionModel.fromChainruleFile(valueFile.toString()).toChainruleFile(path);
        assertEquals(values.weightsSha256(), Model.load(Path.of(path)).weightsSha256());
        assertFalse(Files.exists(folder.resolve("new folder/.again.chainrule.crc")));
    }

    @Test
    void copiesShareTheWeights() {
        ChainruleRegressionModel model = ChainruleRegressionModel.fromChainruleFile(valueFile.toString());
        ChainruleRegressionModel copy = model.copy(new ParamMap().put(model.predictionCol(), "p"));
        assertEquals("p", copy.getPredictionCol());
        assertEquals("prediction", model.getPredictionCol());
        assertEquals(model.uid(), copy.uid());
        assertEquals(model.summary(), copy.summary());
    }

    @Test
    void whatIsNoSuchModelIsRefusedInOneLine() {
        assertEquals(
                "expected a model for classes, found one for values, of größe; use ChainruleRegressionModel",
                refusal(() -> ChainruleClassificationModel.fromChainruleFile(valueFile.toString())));
        assertEquals(
                "expected a model for values, found one for classes, of kind; use ChainruleClassificationModel",
                refusal(() -> ChainruleRegressionModel.fromChainruleFile(classFile.toString())));
        assertEquals(
                "this ChainruleRegressionModel has no weights; get one by ChainruleRegressor.fit, load(path) or fromChainruleFile(path)",
                refusal(() -> new ChainruleRegressionModel().predict(Vectors.dense(1))));
        assertEquals("modelFile is not set; set the path of a .chainrule file", refusal(() -> new ChainruleScorer()
                .transform(SparkSession.active().range(1))));
        String absent = folder.resolve("absent").toString();
        assertTrue(refusal(() -> ChainruleRegressionModel.fromChainruleFile(absent))
                .startsWith("no model file at " + absent));
        assertTrue(refusal(() -> ChainruleRegressionModel.fromChainruleFile(folder.toString()))
                .startsWith("expected a .chainrule file, found the folder " + folder));
        String csv = folder.resolve("rows.csv").toString();
        String line = refusal(() -> ChainruleRegressionModel.fromChainruleFile(csv));
        assertTrue(line.contains("rows.csv"), line);
        assertFalse(line.contains("\n"), line);
    }

    @Test
    void foldersThatHoldNoSuchModelAreRefusedInOneLine() throws IOException {
        String absent = folder.resolve("absent model").toString();
        assertTrue(refusal(() -> ChainruleRegressionModel.load(absent)).startsWith("no saved model at " + absent));
        String estimator = folder.resolve("an estimator").toString();
        new ChainruleRegressor().save(estimator);
        assertTrue(refusal(() -> ChainruleRegressionModel.load(estimator))
                .startsWith("expected the folder of a saved model, found " + estimator + " without data/model"));
        String values = folder.resolve("a model for values").toString();
        ChainruleRegressionModel.fromChainruleFile(valueFile.toString()).save(values);
        assertEquals(
                "expected a saved ChainruleClassificationModel, found a ChainruleRegressionModel at " + values
                        + "; load it as what it is",
                refusal(() -> ChainruleClassificationModel.load(values)));
    }

    private static String refusal(org.junit.jupiter.api.function.Executable what) {
        return assertThrows(UserException.class, what).getMessage();
    }
}
