package org.chainrule.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    @Test
    void textsAndMissingValuesAsTheyAre() {
        Dataset<Row> penguins = Tables.example("penguins.csv");
        List<TrainingEvent> events = new ArrayList<>();
        ChainruleClassifier estimator = new ChainruleClassifier()
                .setLabelCol("species")
                .setPreset("fast")
                .addListener(events::add);
        ChainruleClassificationModel model = estimator.fit(penguins);
        assertArrayEquals(new String[] {"Adelie", "Chinstrap", "Gentoo"}, model.labels());
        assertEquals(6, model.numFeatures());
        assertTrue(model.hasParent());
        assertSame(estimator, model.parent());
        assertEquals(estimator.uid(), model.uid());
        assertTrue(
                model.summary().validation().get("accuracy") > 0.95,
                model.summary().toString());
        assertEquals(344, model.summary().trainingRows() + model.summary().validationRows());
        assertTrue(events.get(0) instanceof TrainingEvent.Started);
        assertTrue(events.get(events.size() - 1) instanceof TrainingEvent.Finished);
        // Partitions and order are nothing to the bits; the seed is
        String bits = model.summary().weightsSha256();
        assertEquals(
                bits,
                estimator
                        .fit(penguins.repartition(7).sort("body_mass_g"))
                        .summary()
                        .weightsSha256());
        assertNotEquals(
                bits,
                estimator
                        .copy(new org.apache.spark.ml.param.ParamMap().put(estimator.seed(), 5L))
                        .fit(penguins)
                        .summary()
                        .weightsSha256());
    }

    @Test
    void vectorsDenseAndSparseWithWeightsAndAnIndicator() {
        ChainruleClassifier estimator = new ChainruleClassifier()
                .setWeightCol("w")
                .setValidationIndicatorCol("v")
                .setPreset("plain")
                .setHiddenLayers(new int[] {16})
                .setActivations(new String[] {"tanh"})
                .setLearningRate(0.02)
                .setBatchSize(32)
                .setEpochs(30)
                .setNumShards(3);
        ChainruleClassificationModel model = estimator.fit(Tables.vectors(500).drop("y"));
        assertEquals("features", model.getFeaturesCol());
        assertEquals(4, model.numFeatures());
        assertEquals(100, model.summary().validationRows());
        assertEquals(400, model.summary().trainingRows());
        assertArrayEquals(new String[] {"0", "1", "2"}, model.labels());
        assertTrue(
                model.summary().validation().get("accuracy") > 0.9,
                model.summary().validation().toString());
    }

    @Test
    void everyWayToTrainTogether() {
        Dataset<Row> table = Tables.vectors(300).select("features", "label");
        for (String rounds : List.of("localSteps", "synchronous", "lbfgs")) {
            ChainruleClassificationModel model = new ChainruleClassifier()
                    .setRounds(rounds)
                    .setNumShards(4)
                    .setPreset("plain")
                    .setEpochs(3)
                    .fit(table);
            assertTrue(Double.isFinite(model.summary().validation().get("logLoss")), rounds);
        }
    }

    @Test
    void numbersOnTheirOwnScale() {
        ChainruleRegressionModel model = new ChainruleRegressor()
                .setLabelCol("y")
                .setFeaturesCol("features")
                .setPreset("plain")
                .setEpochs(40)
                .setLearningRate(0.02)
                .fit(Tables.vectors(600));
        // y has a deviation of about 11
        assertTrue(
                model.summary().validation().get("rmse") < 2,
                model.summary().validation().toString());
        assertFalse(model.summary().weightsSha256().isEmpty());
    }

    @Test
    void aWarmStartGoesOnFromAModel() {
        Dataset<Row> penguins = Tables.example("penguins.csv");
        ChainruleClassifier estimator = new ChainruleClassifier()
                .setLabelCol("species")
                .setPreset("plain")
                .setEpochs(4);
        ChainruleClassificationModel first = estimator.fit(penguins);
        String file = folder.resolve("first.chainrule").toString();
        first.toChainruleFile(file);
        ChainruleClassificationModel second = new ChainruleClassifier()
                .setLabelCol("species")
                .setInitialModel(file)
                .setEpochs(4)
                .fit(penguins);
        assertNotEquals(first.summary().weightsSha256(), second.summary().weightsSha256());
        double before = first.summary().validation().get("logLoss");
        double after = second.summary().validation().get("logLoss");
        assertTrue(after < before, before + " to " + after);
    }
}
