package org.chainrule.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.chainrule.train.TrainingEvent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What estimators learn from tables of all kinds. */
class FitTest {
    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        LocalSpark.session(2);
    }

    /** A small network that learns fast. */
    private static ChainruleClassifier small() {
        return new ChainruleClassifier()
                .setValidationFraction(0.3)
                .setPreset("plain")
                .setHiddenLayers(new int[] {8})
                .setLearningRate(0.02)
                .setBatchSize(32)
                .setEpochs(5)
                .setPlan(false);
    }

    @Test
    void textsAndMissingValuesAsTheyAre() {
        Dataset<Row> penguins = Tables.example("penguins.csv");
        List<TrainingEvent> events = new ArrayList<>();
        ChainruleClassifier estimator = small().setLabelCol("species").addListener(events::add);
        ChainruleClassificationModel model = estimator.fit(penguins);
        assertArrayEquals(new String[] {"Adelie", "Chinstrap", "Gentoo"}, model.labels());
        assertEquals(6, model.numFeatures());
        assertSame(estimator, model.parent());
        assertEquals(estimator.uid(), model.uid());
        assertTrue(
                model.summary().validation().get("accuracy") > 0.9,
                model.summary().toString());
        assertEquals(344, model.summary().trainingRows() + model.summary().validationRows());
        assertEquals("0.3", model.model().provenance().configuration().get("validationFraction"));
        assertTrue(events.get(0) instanceof TrainingEvent.Started);
        assertTrue(events.get(events.size() - 1) instanceof TrainingEvent.Finished);
        // Partitions and order are nothing to the bits; the seed is
        String bits = model.summary().weightsSha256();
        assertEquals(
                bits,
                estimator
                        .fit(penguins.repartition(3).sort("body_mass_g"))
                        .summary()
                        .weightsSha256());
        assertNotEquals(
                bits,
                estimator
                        .copy(new ParamMap().put(estimator.seed(), 5L))
                        .fit(penguins)
                        .summary()
                        .weightsSha256());
        // The table is read as the model saw it: labels in their own words, as many as the model without Spark finds
        Dataset<Row> said = model.setPredictedLabelCol("said").transform(penguins);
        assertEquals(344, said.count());
        assertTrue(said.where("said = species").count() > 310);
        Row first = said.first();
        assertEquals(List.of(model.labels()).indexOf(first.<String>getAs("said")), first.<Double>getAs("prediction"));
    }

    @Test
    void vectorsDenseAndSparseWithWeightsAndAnIndicator() {
        Dataset<Row> table = Tables.vectors(500).drop("y");
        ChainruleClassificationModel model = small().setWeightCol("w")
                .setValidationIndicatorCol("v")
                .setEpochs(20)
                .setNumShards(3)
                .fit(table);
        assertEquals("features", model.getFeaturesCol());
        assertEquals(4, model.numFeatures());
        assertEquals(100, model.summary().validationRows());
        assertEquals(400, model.summary().trainingRows());
        assertArrayEquals(new String[] {"0", "1", "2"}, model.labels());
        assertTrue(
                model.summary().validation().get("accuracy") > 0.85,
                model.summary().validation().toString());
        for (Row row : model.transform(table).takeAsList(20)) {
            assertEquals(model.predict(row.getAs("features")), row.<Double>getAs("prediction"));
            assertEquals(model.predictProbability(row.getAs("features")), row.getAs("probability"));
        }
    }

    @Test
    void everyWayToTrainTogether() {
        Dataset<Row> table = Tables.vectors(100).select("features", "label");
        for (String rounds : List.of("localSteps", "synchronous", "lbfgs")) {
            ChainruleClassifier estimator = small().setRounds(rounds).setNumShards(2);
            estimator.clear(estimator.batchSize());
            ChainruleClassificationModel model = estimator.setEpochs(2).fit(table);
            assertTrue(Double.isFinite(model.summary().validation().get("logLoss")), rounds);
        }
    }

    @Test
    void aTableOfFewStepsAveragesUnlessSomebodySaysOtherwise() {
        // 2 shards of about 120 rows, 64 of them a step: an epoch is a round of 2 steps, after which momentum
        // overshoots
        Dataset<Row> penguins = Tables.example("penguins.csv");
        ChainruleClassifier chosen = small().setLabelCol("species")
                .setBatchSize(128)
                .setNumShards(2)
                .setEpochs(2)
                .setPlan(true);
        ChainruleClassificationModel model = chosen.fit(penguins);
        assertEquals(List.of(), overshooting(model));
        assertEquals(
                model.summary().weightsSha256(),
                chosen.copy(ParamMap.empty())
                        .setOuterLearningRate(1)
                        .setOuterMomentum(0)
                        .fit(penguins)
                        .summary()
                        .weightsSha256());
        ChainruleClassificationModel momentum =
                chosen.copy(ParamMap.empty()).setOuterMomentum(0.9).fit(penguins);
        assertEquals(1, overshooting(momentum).size());
        assertNotEquals(model.summary().weightsSha256(), momentum.summary().weightsSha256());
    }

    private static List<String> overshooting(ChainruleClassificationModel model) {
        return model.summary().warnings().stream()
                .filter(line -> line.contains("overshoot"))
                .toList();
    }

    @Test
    void numbersOnTheirOwnScale() {
        Dataset<Row> table = Tables.vectors(500);
        ChainruleRegressionModel model = new ChainruleRegressor()
                .setLabelCol("y")
                .setFeaturesCol("features")
                .setPreset("plain")
                .setLikelihood("gaussian-variance")
                .setEpochs(20)
                .setLearningRate(0.02)
                .setPlan(false)
                .setStandardDeviationCol("sd")
                .setIntervalCol("interval")
                .fit(table);
        // y has a deviation of about 11
        assertTrue(
                model.summary().validation().get("rmse") < 3,
                model.summary().validation().toString());
        Row row = model.transform(table).first();
        assertEquals(model.predict(row.getAs("features")), row.<Double>getAs("prediction"));
        assertTrue(row.<Double>getAs("sd") > 0);
    }

    @Test
    void aWarmStartGoesOnFromAModel() {
        Dataset<Row> penguins = Tables.example("penguins.csv");
        ChainruleClassifier estimator = small().setLabelCol("species").setEpochs(2);
        ChainruleClassificationModel first = estimator.fit(penguins);
        String file = folder.resolve("first.chainrule").toString();
        first.toChainruleFile(file);
        ChainruleClassificationModel second = new ChainruleClassifier()
                .setLabelCol("species")
                .setInitialModel(file)
                .setEpochs(2)
                .setPlan(false)
                .fit(penguins);
        String start = first.summary().weightsSha256();
        assertNotEquals(start, second.summary().weightsSha256());
        assertTrue(
                second.summary().warnings().stream().anyMatch(line -> line.contains(start.substring(0, 12))),
                second.summary().warnings().toString());
        // The network is the one of the start, not the preset's
        assertArrayEquals(
                first.model().network().network().layers().toArray(),
                second.model().network().network().layers().toArray());
    }
}
