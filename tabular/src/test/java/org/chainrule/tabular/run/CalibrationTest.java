package org.chainrule.tabular.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.chainrule.calibrate.ScoreKind;
import org.chainrule.random.CounterRandom;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.model.Coverage;
import org.chainrule.tabular.model.Evaluation;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.Uncertainty;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.schema.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a training finds out about the errors of its model. */
class CalibrationTest {
    private static final int ROWS = 2_500;

    @TempDir
    private Path dir;

    private Table train = Table.of("sql:SELECT 1");
    private Table test = train;

    /** y = x + noise that grows with x; the class is whether y is above 1, so that nobody can be sure of it. */
    private static String rows(int from, int to) {
        CounterRandom random = CounterRandom.of(9, CounterRandom.Stream.SAMPLE, 0);
        StringBuilder text = new StringBuilder("x,y,above\n");
        for (int row = from; row < to; row++) {
            double x = 2 * random.uniform(3L * row);
            double y = x + (0.1 + x / 2) * random.normal(1_000_000L + row);
            text.append(x)
                    .append(',')
                    .append(y)
                    .append(',')
                    .append(y > 1 ? "yes" : "no")
                    .append('\n');
        }
        return text.toString();
    }

    @BeforeEach
    void tables() {
        Reruns files = new Reruns(dir);
        train = files.file("train.csv", rows(0, ROWS));
        test = files.file("test.csv", rows(ROWS, 2 * ROWS));
    }

    private static TrainOptionsBuilder options(String target, String dropped) {
        return TrainOptions.builder(target)
                .drop(List.of(dropped))
                .hiddenLayers(List.of(16))
                .epochs(15)
                .validationFraction(0.4);
    }

    private static void covers(Evaluation evaluation) {
        for (double level : new double[] {0.5, 0.8, 0.9, 0.95}) {
            Coverage coverage = Coverage.of(evaluation, level);
            // 3 standard errors of 1,000 calibration and 2,500 test rows
            double error = 0.003 + 3 * Math.sqrt(level * (1 - level) * (1 / 1000.0 + 1 / 2500.0));
            assertEquals(level, coverage.covered(), error, coverage.toString());
            assertTrue(coverage.enough());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gaussian", "gaussian-variance", "quantile(0.1,0.5,0.9)", "huber(1)"})
    void intervalsCoverNewRows(String likelihood) {
        Model model = Chainrule.train(
                train, options("y", "above").likelihood(likelihood).build());
        Uncertainty found = Objects.requireNonNull(model.contents().uncertainty());
        assertEquals(1000, found.scores().rows());
        assertEquals(Uncertainty.Source.VALIDATION, found.source());
        assertEquals(1, found.temperature());
        assertEquals(
                likelihood.startsWith("quantile")
                        ? ScoreKind.QUANTILE_BAND
                        : likelihood.endsWith("variance") ? ScoreKind.SCALED_RESIDUAL : ScoreKind.RESIDUAL,
                found.scores().kind());
        covers(model.evaluate(test));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gaussian-variance", "quantile(0.1,0.5,0.9)"})
    void intervalsOfAnEnsembleCoverNewRows(String likelihood) {
        TrainOptions options = TrainOptions.builder("y")
                .drop(List.of("above"))
                .preset("best")
                .hiddenLayers(List.of(16))
                .epochs(4)
                .timeLimit(Duration.ofMinutes(10))
                .likelihood(likelihood)
                .build();
        TrainingRun run = Chainrule.run(train, options, () -> false);
        Model model = run.model();
        assertTrue(model.contents().members().size() > 1);
        Uncertainty found = Objects.requireNonNull(model.contents().uncertainty());
        assertEquals(ROWS, found.scores().rows(), "every row is held out once");
        assertEquals(Uncertainty.Source.OUT_OF_FOLD, found.source());
        assertEquals(
                likelihood.startsWith("quantile") ? ScoreKind.QUANTILE_BAND : ScoreKind.SCALED_RESIDUAL,
                found.scores().kind());
        covers(model.evaluate(test));
        // The same rows, each by all members: nearly what the members that did not see it gave. Folds have an order of
        // their own.
        double[][] heldOut = widths(Objects.requireNonNull(run.validation()));
        double[][] all = widths(model.evaluate(train));
        double width = 0;
        double difference = 0;
        for (int row = 0; row < ROWS; row++) {
            assertEquals(all[row][0], heldOut[row][0], "the same target");
            width += all[row][1];
            difference += Math.abs(all[row][1] - heldOut[row][1]);
        }
        assertTrue(difference < 0.1 * width, difference + " of " + width);
    }

    /** Target and width of the interval, by rising target. */
    private static double[][] widths(Evaluation evaluation) {
        return IntStream.range(0, evaluation.rows())
                .mapToObj(row -> new double[] {
                    evaluation.targets()[row],
                    evaluation.predictions().interval(row, 0.9).width()
                })
                .sorted(Comparator.comparingDouble(pair -> pair[0]))
                .toArray(double[][]::new);
    }

    @Test
    void setsCoverNewRowsAndProbabilitiesAreScaledEverywhere() {
        TrainOptions options =
                options("above", "y").task(Task.CLASSIFICATION).test(test).build();
        TrainingRun run = Chainrule.run(train, options, () -> false);
        Model model = run.model();
        Uncertainty found = Objects.requireNonNull(model.contents().uncertainty());
        assertTrue(found.temperature() != 1);
        Evaluation evaluation = model.evaluate(test);
        covers(evaluation);
        assertEquals(evaluation.metrics(), model.test(), "the metrics of the file are those of what predict returns");
        Evaluation validation = Objects.requireNonNull(run.validation());
        assertEquals(validation.metrics(), model.validation());
        double raw = run.history().get(model.provenance().bestEpoch() - 1).validationLoss();
        assertTrue(Objects.requireNonNull(model.validation().get("logLoss")) <= raw + 1e-9, "scaled is not worse");
        Path file = dir.resolve("m.chainrule");
        model.save(file);
        assertEquals(found, Model.load(file).contents().uncertainty());
        assertTrue(Chainrule.reproduce(Model.load(file), train).reproduced());
    }

    @Test
    void aTrainingIsRepeatedToTheLastScore() {
        TrainOptions options =
                options("above", "y").task(Task.CLASSIFICATION).epochs(3).build();
        Uncertainty once = Chainrule.train(train, options).contents().uncertainty();
        assertNotNull(once);
        assertEquals(once, Chainrule.train(train, options).contents().uncertainty());
    }

    @Test
    void withoutValidationRowsThereIsNone() {
        Model model = Chainrule.train(
                train, options("y", "above").validationFraction(0).epochs(1).build());
        assertNull(model.contents().uncertainty());
    }

    @Test
    void fewRowsGiveInfiniteIntervals() {
        Table few = new Reruns(dir).file("few.csv", rows(0, 40));
        Model model = Chainrule.train(few, options("y", "above").epochs(2).build());
        Evaluation evaluation = model.evaluate(test);
        assertEquals(
                16,
                Objects.requireNonNull(model.contents().uncertainty()).scores().rows());
        Coverage wide = Coverage.of(evaluation, 0.95);
        assertEquals(1, wide.covered());
        assertEquals(Double.POSITIVE_INFINITY, wide.size());
        assertTrue(!wide.enough());
        assertTrue(Coverage.of(evaluation, 0.9).enough());
    }
}
