package org.chainrule.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.run.TrainOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EstimatorParametersTest {
    /** What options of a training are called otherwise or are nothing for a cluster. */
    private static final Set<String> NOT_PARAMETERS = Set.of(
            "target", // labelCol
            "weight", // weightCol
            "validation", // validationIndicatorCol
            "startFrom", // initialModel
            "checkpoint", // checkpointDir
            "task", // the class says it
            "test",
            "drop", // select the columns
            "group",
            "time",
            "doctor",
            "trials",
            "tuneDirectory",
            "threads",
            "precision");

    static Stream<Params> stages() {
        return Stream.of(
                new ChainruleClassifier(),
                new ChainruleRegressor(),
                new ChainruleClassificationModel(),
                new ChainruleRegressionModel(),
                new ChainruleScorer());
    }

    private static Set<String> names(Params of) {
        return Arrays.stream(of.params()).map(Param::name).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("stages")
    void everyParameterHasAGetterAndASetterThatGivesItsOwner(Params stage) throws Exception {
        for (Param<?> param : stage.params()) {
            String name =
                    Character.toUpperCase(param.name().charAt(0)) + param.name().substring(1);
            Method getter = stage.getClass().getMethod("get" + name);
            Object value = sample(param);
            Method setter = Arrays.stream(stage.getClass().getMethods())
                    .filter(m -> m.getName().equals("set" + name))
                    .findFirst()
                    .orElseThrow();
            assertSame(stage, setter.invoke(stage, value), param.name());
            Object found = getter.invoke(stage);
            assertTrue(java.util.Objects.deepEquals(value, found), param.name() + ": " + found);
            assertTrue(stage.isSet(param), param.name());
        }
    }

    /** Something valid that is no default. */
    private static Object sample(Param<?> param) {
        Map<String, Object> values = new HashMap<>();
        values.put("handleInvalid", "error");
        values.put("inputCols", new String[] {"a", "ö"});
        values.put("preset", "fast");
        values.put("hiddenLayers", new int[] {3, 2});
        values.put("activations", new String[] {"relu", "leaky_relu(0.1)"});
        values.put("likelihood", "quantile(0.1,0.5,0.9)");
        values.put("optimizer", "adamw(beta2=0.95)");
        values.put("schedule", "warmup(0.05,cosine)");
        values.put("rounds", "synchronous");
        values.put("targetTransform", "log");
        values.put("thresholds", new double[] {0.3, 0.7});
        values.put("classWeights", true);
        values.put("clamp", false);
        values.put("plan", false);
        values.put("seed", 17L);
        for (String whole :
                List.of("batchSize", "epochs", "patience", "numShards", "localSteps", "checkpointInterval")) {
            values.put(whole, 7);
        }
        for (String number : List.of(
                "dropout",
                "learningRate",
                "timeLimit",
                "weightDecay",
                "l1",
                "l2",
                "clipNorm",
                "clipValue",
                "labelSmoothing",
                "validationFraction",
                "outerLearningRate",
                "outerMomentum",
                "coverage")) {
            values.put(number, 0.25);
        }
        return values.getOrDefault(param.name(), "a column");
    }

    @Test
    void everyOptionOfATrainingThatMakesSenseIsAParameterOfItsName() {
        Set<String> known = Stream.concat(
                        names(new ChainruleClassifier()).stream(), names(new ChainruleRegressor()).stream())
                .collect(Collectors.toSet());
        for (var option : TrainOptions.class.getRecordComponents()) {
            assertNotEquals(
                    NOT_PARAMETERS.contains(option.getName()), known.contains(option.getName()), option.getName());
        }
    }

    @ParameterizedTest
    @MethodSource("stages")
    void parametersExplainThemselves(Params stage) {
        String text = stage.explainParams();
        for (Param<?> param : stage.params()) {
            assertTrue(text.contains(param.name() + ": "), param.name());
            assertEquals(stage.uid(), param.parent());
            assertTrue(param.doc().endsWith("."), param.doc());
        }
    }

    @Test
    void arraysAreExplainedByTheirValues() {
        ChainruleClassifier estimator = new ChainruleClassifier()
                .setHiddenLayers(new int[] {16, 8})
                .setActivations(new String[] {"gelu"})
                .setThresholds(new double[] {0.5, 1});
        String all = estimator.explainParams();
        assertTrue(all.contains("(current: [16, 8])"), all);
        assertTrue(all.contains("(current: [gelu])"), all);
        assertTrue(all.contains("(current: [0.5, 1.0])"), all);
        assertTrue(estimator.explainParam(estimator.epochs()).endsWith(" (undefined)"));
        assertTrue(estimator.setSeed(5).explainParam(estimator.seed()).endsWith(" (default: 0, current: 5)"));
    }

    @Test
    void whatAPresetDecidesHasNoDefault() {
        ChainruleClassifier estimator = new ChainruleClassifier();
        assertThrows(NoSuchElementException.class, estimator::getLearningRate);
        assertFalse(estimator.isDefined(estimator.hiddenLayers()));
        assertEquals("default", estimator.getPreset());
        assertEquals(0.2, estimator.getValidationFraction());
        assertEquals("label", estimator.getLabelCol());
        assertEquals("prediction", estimator.getPredictionCol());
    }

    @Test
    void copiesAreApartAndTakeWhatIsSaidBeside() {
        ChainruleClassifier estimator =
                new ChainruleClassifier("me").setEpochs(3).setHiddenLayers(new int[] {8});
        ChainruleClassifier copy = estimator.copy(new ParamMap().put(estimator.epochs(), 9));
        copy.setPatience(1);
        assertEquals("me", copy.uid());
        assertEquals(9, copy.getEpochs());
        assertArrayEquals(new int[] {8}, copy.getHiddenLayers());
        assertEquals(3, estimator.getEpochs());
        assertFalse(estimator.isSet(estimator.patience()));
    }

    @Test
    void aParameterOfAnotherStageIsRefused() {
        ChainruleClassifier one = new ChainruleClassifier();
        assertThrows(IllegalArgumentException.class, () -> one.set(new ChainruleClassifier().epochs(), (Object) 3));
    }

    static Stream<Arguments> mistakes() {
        ChainruleClassifier of = new ChainruleClassifier();
        ChainruleRegressor values = new ChainruleRegressor();
        return Stream.of(
                mistake(() -> of.setLearningRate(0), "learningRate: expected a number above 0, found 0.0"),
                mistake(() -> of.setLearningRate(Double.NaN), "learningRate: expected a number above 0, found NaN"),
                mistake(() -> of.setL2(Double.POSITIVE_INFINITY), "l2: expected a number from 0 on, found Infinity"),
                mistake(() -> of.setDropout(1), "dropout: expected a number from 0 to below 1, found 1.0"),
                mistake(() -> of.setEpochs(0), "epochs: expected a whole number from 1 on, found 0"),
                mistake(() -> of.setPatience(-1), "patience: expected a whole number from 0 on, found -1"),
                mistake(
                        () -> of.setHiddenLayers(new int[] {4, 0}),
                        "hiddenLayers: expected widths of at least 1, found [4, 0]"),
                mistake(
                        () -> of.setPreset("fsat"),
                        "preset: expected one of default, fast, realmlp, realmlp-s, tabm, plain (did you mean fast?), found \"fsat\""),
                mistake(
                        () -> of.setPreset("best"),
                        "preset: expected a preset that trains one network (default, fast, realmlp, realmlp-s, tabm, plain; searches run on one machine, or with CrossValidator), found \"best\""),
                mistake(
                        () -> of.setRounds("sync"),
                        "rounds: expected one of localSteps, synchronous, lbfgs, found \"sync\""),
                mistake(
                        () -> of.setInputCols(new String[] {"a", "a"}),
                        "inputCols: expected names of columns, each once, found [a, a]"),
                mistake(
                        () -> of.setInputCols(new String[0]),
                        "inputCols: expected names of columns, each once, found []"),
                mistake(
                        () -> of.setInputCols(new String[] {"a", null}),
                        "inputCols: expected names of columns, each once, found [a, null]"),
                mistake(
                        () -> of.setThresholds(new double[] {0, 0}),
                        "thresholds: expected one number from 0 on a class, at most one of them 0, found [0.0, 0.0]"),
                mistake(
                        () -> of.setLabelCol(null),
                        "labelCol: expected a value (clear the parameter to leave it unset), found null"),
                mistake(() -> of.setLabelCol(""), "labelCol: expected a name that is not empty, found \"\""),
                mistake(
                        () -> of.setHandleInvalid("skip"),
                        "handleInvalid: expected one of keep, error, found \"skip\""),
                mistake(
                        () -> values.setTargetTransform("logarithm"),
                        "targetTransform: expected one of none, log, asinh, quantile, found \"logarithm\""),
                mistake(
                        () -> values.setCoverage(1),
                        "coverage: expected a number between 0 and 1, such as 0.9, found 1.0"));
    }

    private static Arguments mistake(org.junit.jupiter.api.function.Executable set, String line) {
        return Arguments.of(set, line);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aWrongValueIsSaidInOneLine(org.junit.jupiter.api.function.Executable set, String line) {
        assertEquals(line, assertThrows(UserException.class, set).getMessage());
    }

    @Test
    void whatIsWrittenIsParsedByThoseWhoKnow() {
        ChainruleClassifier of = new ChainruleClassifier();
        for (org.junit.jupiter.api.function.Executable set : List.<org.junit.jupiter.api.function.Executable>of(
                () -> of.setSchedule("cosin"),
                () -> of.setOptimizer("adamm"),
                () -> of.setLikelihood("normal"),
                () -> of.setActivations(new String[] {"relu", "rleu"}),
                () -> of.setActivations(new String[] {null}))) {
            String line = assertThrows(UserException.class, set).getMessage();
            assertTrue(line.matches("(schedule|optimizer|likelihood|activations): .*"), line);
            assertFalse(line.contains("\n"), line);
        }
    }

    @Test
    void gridsOfParametersAreCheckedLikeSetters() {
        ChainruleClassifier of = new ChainruleClassifier();
        assertThrows(
                UserException.class, () -> new ParamMap().put(of.learningRate().w(-1.0)));
    }
}
