package org.chainrule.spark;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.chainrule.tabular.error.UserException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Mistakes in tables, and in parameters together: one line each, with what to do. */
class MisuseTest {
    private static Dataset<Row> penguins;

    @BeforeAll
    static void start() {
        LocalSpark.session(2);
        penguins = Tables.example("penguins.csv").coalesce(1);
    }

    private static Arguments of(String line, Consumer<ChainruleClassifier> mistake) {
        return Arguments.of(line, mistake);
    }

    static Stream<Arguments> parameters() {
        return Stream.of(
                of("found both", e -> e.setFeaturesCol("island").setInputCols(new String[] {"sex"})),
                of("there is no column \"specis\" (labelCol)", e -> e.setLabelCol("specis")),
                of("beak_length_mm", e -> e.setInputCols(new String[] {"beak_lenght_mm"})),
                of("(featuresCol) should hold vectors", e -> e.setFeaturesCol("island")),
                of("(weightCol) should hold numbers", e -> e.setWeightCol("island")),
                of("(validationIndicatorCol) should hold true or false", e -> e.setValidationIndicatorCol("island")),
                of("which is there already", e -> e.setPredictionCol("island")),
                of("label column \"sex\" has no value in 10 of 344 rows", e -> e.setLabelCol("sex")),
                of("found 5000 shards", e -> e.setNumShards(5000)),
                of("rounds is lbfgs, but optimizer is adam", e -> e.setRounds("lbfgs")
                        .setOptimizer("adam")),
                of(
                        "optimizer is lbfgs, which sees all rows at every step, but rounds is synchronous",
                        e -> e.setRounds("synchronous").setOptimizer("lbfgs")),
                of(
                        "localSteps, outerMomentum have no meaning with rounds = synchronous",
                        e -> e.setRounds("synchronous").setLocalSteps(3).setOuterMomentum(0.5)),
                of("batchSize has no meaning with rounds = lbfgs", e -> e.setRounds("lbfgs")
                        .setBatchSize(8)),
                of("checkpointDir is not", e -> e.setCheckpointInterval(3)),
                of("no model file at", e -> e.setInitialModel("file:///nowhere/x.chainrule")));
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void parametersThatDoNotFit(String line, Consumer<ChainruleClassifier> mistake) {
        ChainruleClassifier estimator = new ChainruleClassifier()
                .setLabelCol("species")
                .setPreset("plain")
                .setEpochs(1)
                .setPlan(false);
        mistake.accept(estimator);
        refused(line, estimator, penguins);
    }

    @org.junit.jupiter.api.Test
    void tablesThatDoNotFit() {
        ChainruleClassifier estimator = new ChainruleClassifier()
                .setLabelCol("species")
                .setPreset("plain")
                .setEpochs(1)
                .setPlan(false);
        refused("there are no rows", estimator, penguins.where("false"));
        refused("nothing to learn", estimator, penguins.where("species = 'Adelie'"));
        refused("select its parts", estimator, penguins.withColumn("s", functions.array(functions.col("sex"))));
    }

    @org.junit.jupiter.api.Test
    void textsThatTrainingNeverSawAreNamedIfTheyAreAnError() {
        ChainruleClassificationModel model = new ChainruleClassifier()
                .setLabelCol("species")
                .setPreset("plain")
                .setEpochs(1)
                .setPlan(false)
                .fit(penguins.where("island != 'Dream'"));
        assertTrue(model.transform(penguins).count() == 344);
        Dataset<Row> scored = model.setHandleInvalid("error").transform(penguins);
        Throwable thrown = assertThrows(Exception.class, scored::collectAsList);
        while (!(thrown instanceof UserException) && thrown.getCause() != null) {
            thrown = thrown.getCause();
        }
        assertTrue(String.valueOf(thrown.getMessage()).contains("Dream"), thrown.getMessage());
    }

    private static void refused(String line, ChainruleClassifier estimator, Dataset<Row> table) {
        String found =
                assertThrows(UserException.class, () -> estimator.fit(table)).getMessage();
        assertTrue(found.contains(line), found);
        assertFalse(found.contains("\n"), found);
    }
}
