package org.chainrule.tabular.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.network.Activation;
import org.chainrule.network.Network;
import org.chainrule.network.ParameterLayout;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.encode.Encoder;
import org.chainrule.tabular.encode.ScaledNumeric;
import org.chainrule.tabular.encode.ValueTarget;
import org.chainrule.tabular.model.Evaluation;
import org.chainrule.tabular.model.Predictions;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.read.RawTables;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.Task;
import org.chainrule.train.TrainedNetwork;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.chainrule.train.TrainingEvent.StopReason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The checks after a training, on trainings made up to have a defect. */
class TrainingFindingsTest {
    private static final int ROWS = 4_000;
    private static final ClassTarget CLASSES = new ClassTarget("label", List.of("no", "yes"));
    private static final List<EpochFinished> FLAT = history(1, 0.5, 0.4, 0.39, 0.39, 0.39);

    /** Training losses; the metric is the same number. */
    private static List<EpochFinished> history(double... losses) {
        List<EpochFinished> history = new ArrayList<>();
        double best = Double.POSITIVE_INFINITY;
        for (double loss : losses) {
            history.add(new EpochFinished(history.size() + 1, loss, loss, loss, 1e-3, 1, Duration.ZERO, loss < best));
            best = Math.min(best, loss);
        }
        return history;
    }

    /** Every other row is a yes; p is what the model says of the class that is right, wrong for one row in so many. */
    private static Evaluation classes(int rows, double p, int oneWrongIn) {
        double[][] outputs = new double[rows][];
        double[] targets = new double[rows];
        for (int n = 0; n < rows; n++) {
            targets[n] = n % 2;
            double right = n % oneWrongIn == oneWrongIn - 1 ? 1 - p : p;
            outputs[n] = n % 2 == 0 ? new double[] {right, 1 - right} : new double[] {1 - right, right};
        }
        double accuracy = 1 - (double) (rows / oneWrongIn) / rows;
        return new Evaluation(
                Task.CLASSIFICATION,
                rows,
                0,
                Map.of("accuracy", accuracy, "auc", accuracy),
                Predictions.of(new Categorical(0), CLASSES, outputs),
                targets,
                ones(rows));
    }

    /** Targets are a saw from -1 to 1, errors alternate in sign. */
    static Evaluation values(int rows, double error) {
        double[][] outputs = new double[rows][];
        double[] targets = new double[rows];
        for (int n = 0; n < rows; n++) {
            targets[n] = (n % 101 - 50) / 50.0;
            outputs[n] = new double[] {error < 0 ? 0 : targets[n] + (n % 2 == 0 ? error : -error)};
        }
        return new Evaluation(
                Task.REGRESSION,
                rows,
                0,
                Map.of(),
                Predictions.of(new Gaussian(), ValueTarget.unscaled("value"), outputs),
                targets,
                ones(rows));
    }

    private static double[] ones(int rows) {
        double[] ones = new double[rows];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** One input from -1 to 1; the hidden units have weight 1, so many of them the other bias. */
    private static Trained trained(
            Activation activation,
            int odd,
            double bias,
            List<EpochFinished> history,
            StopReason reason,
            Evaluation training,
            @Nullable Evaluation validation) {
        Network network = Network.perceptron(1, List.of(8), activation, 0, 1);
        ParameterLayout layout = new ParameterLayout(network);
        float[] parameters = new float[layout.size()];
        Arrays.fill(parameters, 0, 8, 1);
        Arrays.fill(parameters, 8, 8 + odd, (float) bias);
        List<Map<String, Object>> rows = IntStream.range(0, 200)
                .mapToObj(n -> Map.<String, Object>of("x", n / 100.0 - 1))
                .toList();
        RawTable table = RawTables.of(rows, List.of(new ColumnSchema("x", ColumnKind.NUMERIC, false, "")));
        return new Trained(
                TrainedNetwork.float32(network, new Gaussian(), parameters, new float[0]),
                new Encoder(List.of(new ScaledNumeric("x", 0, 1, 0, 0, false))),
                table,
                IntStream.range(0, 200).toArray(),
                history,
                reason,
                "logLoss",
                training,
                validation);
    }

    private static List<Finding> ofUnits(Activation activation, int odd, double bias) {
        return Doctor.after(
                trained(activation, odd, bias, FLAT, StopReason.EARLY_STOPPED, classes(ROWS, 0.9, 12), null));
    }

    private static List<Finding> ofHistory(StopReason reason, double... losses) {
        return Doctor.after(trained(
                Activation.TANH, 0, 0, history(losses), reason, classes(ROWS, 0.9, 12), classes(ROWS, 0.9, 12)));
    }

    private static List<Finding> ofFigures(Evaluation training, Evaluation validation) {
        return Doctor.after(trained(Activation.TANH, 0, 0, FLAT, StopReason.EARLY_STOPPED, training, validation));
    }

    private static void assertOnly(List<Finding> findings, Finding.Severity severity, String code, String... words) {
        assertEquals(List.of(code), findings.stream().map(Finding::code).toList(), findings::toString);
        assertEquals(severity, findings.get(0).severity());
        for (String word : words) {
            assertTrue(findings.get(0).line().contains(word), findings.get(0)::line);
        }
    }

    @Test
    void aHealthyTrainingHasNone() {
        assertEquals(List.of(), ofHistory(StopReason.EARLY_STOPPED, 1, 0.5, 0.4, 0.39, 0.39));
        assertEquals(List.of(), ofFigures(values(ROWS, 0.1), values(ROWS, 0.11)));
    }

    @Test
    void deadUnits() {
        assertOnly(
                ofUnits(Activation.RELU, 3, -2),
                Finding.Severity.WARNING,
                "dead-units",
                "3 of the 8 relu units after dense.1",
                "--learning-rate",
                "--activation silu");
        assertEquals("dense.1", ofUnits(Activation.RELU, 3, -2).get(0).subject());
        assertEquals(List.of(), ofUnits(Activation.RELU, 3, -0.9), "they wake for some rows");
        assertOnly(ofUnits(Activation.SOFTPLUS, 8, -9), Finding.Severity.WARNING, "dead-units", "8 of the 8");
        assertEquals(List.of(), ofUnits(Activation.LEAKY_RELU, 8, -9), "a slope is left");
        assertEquals(List.of(), ofUnits(Activation.SILU, 8, 0));
    }

    @Test
    void saturatedUnits() {
        assertOnly(
                ofUnits(Activation.TANH, 2, 5),
                Finding.Severity.WARNING,
                "saturated-units",
                "2 of the 8 tanh units after dense.1",
                "99 % of 200 rows");
        assertOnly(ofUnits(Activation.LOGISTIC, 1, -8), Finding.Severity.WARNING, "saturated-units", "1 of the 8");
        assertEquals(List.of(), ofUnits(Activation.LOGISTIC, 8, 2));
    }

    @Test
    void endedTooSoon() {
        assertOnly(
                ofHistory(StopReason.COMPLETED, 1, 0.9, 0.8, 0.7, 0.6),
                Finding.Severity.NOTE,
                "still-improving",
                "improved logLoss by 14 %",
                "--epochs 10");
        assertOnly(
                ofHistory(StopReason.TIME_LIMIT, 1, 0.9, 0.8),
                Finding.Severity.NOTE,
                "still-improving",
                "--time-limit");
        assertEquals(List.of(), ofHistory(StopReason.EARLY_STOPPED, 1, 0.9, 0.8, 0.7, 0.6));
        assertEquals(List.of(), ofHistory(StopReason.COMPLETED, 1, 0.6, 0.501, 0.5005, 0.5));
    }

    @Test
    void endedTooSoonByAMetricOfWhichMoreIsBetter() {
        assertOnly(
                Doctor.after(watching("accuracy", history(1, 0.9, 0.8), 0.6, 0.7, 0.84)),
                Finding.Severity.NOTE,
                "still-improving",
                "improved accuracy by 20 %");
        assertEquals(List.of(), Doctor.after(watching("accuracy", history(1, 0.9, 0.8), 0.84, 0.7, 0.6)));
    }

    private static Trained watching(String metric, List<EpochFinished> history, double... values) {
        List<EpochFinished> measured = new ArrayList<>();
        for (EpochFinished one : history) {
            measured.add(new EpochFinished(
                    one.epoch(),
                    one.trainingLoss(),
                    one.trainingLoss(),
                    values[measured.size()],
                    1e-3,
                    1,
                    Duration.ZERO,
                    true));
        }
        Trained t = trained(
                Activation.TANH, 0, 0, measured, StopReason.COMPLETED, classes(ROWS, 0.9, 12), classes(ROWS, 0.9, 12));
        return new Trained(
                t.network(),
                t.encoder(),
                t.table(),
                t.rows(),
                t.history(),
                t.stopReason(),
                metric,
                t.training(),
                t.validation());
    }

    @Test
    void thrownBack() {
        assertOnly(
                ofHistory(StopReason.EARLY_STOPPED, 1, 0.4, 0.3, 0.9, 0.3),
                Finding.Severity.WARNING,
                "loss-spike",
                "from 0.300 to 0.900 in epoch 4",
                "--clip-norm");
        assertEquals(List.of(), ofHistory(StopReason.EARLY_STOPPED, 1, 0.4, 0.3, 0.4, 0.3));
    }

    @Test
    void learnedByHeart() {
        assertOnly(
                ofFigures(classes(2_000, 0.99, 1_000), classes(ROWS, 0.99, 20)),
                Finding.Severity.NOTE,
                "overfitting",
                "log loss is 0.0146 on training rows and 0.240 on validation rows",
                "--dropout");
        assertOnly(
                ofFigures(values(2_000, 0.1), values(ROWS, 0.3)),
                Finding.Severity.NOTE,
                "overfitting",
                "RMSE is 0.100");
        assertEquals(
                List.of(), ofFigures(values(2_000, 0.01), values(ROWS, 0.03)), "nearly nothing is left to explain");
    }

    @Test
    void noBetterThanKnowingNothing() {
        assertOnly(
                ofFigures(classes(2_000, 0.6, 2), classes(ROWS, 0.6, 2)),
                Finding.Severity.WARNING,
                "no-better-than-baseline",
                "log loss of 0.7");
        assertOnly(
                ofFigures(values(2_000, -1), values(ROWS, -1)),
                Finding.Severity.WARNING,
                "no-better-than-baseline",
                "RMSE of 0.58");
    }

    @Test
    void tooFewRowsToTellModelsApart() {
        assertOnly(
                ofFigures(classes(2_000, 0.9, 10), classes(200, 0.9, 10)),
                Finding.Severity.NOTE,
                "small-validation",
                "an accuracy on 200 rows is uncertain by 4.34 points; compare models");
        assertOnly(
                ofFigures(classes(2_000, 0.9, 10), classes(20, 0.9, 10)),
                Finding.Severity.WARNING,
                "small-validation",
                "the gain over answering the shares of the classes is uncertain too: 0.3",
                "--validation-fraction");
        assertOnly(
                ofFigures(classes(2_000, 0.999, 1_000), classes(20, 0.999, 1_000)),
                Finding.Severity.NOTE,
                "small-validation",
                "20 rows"); // few, but the gain is beyond doubt
    }

    @Test
    void aModelOfManyNetworks() {
        double[] known = classes(2_000, 0.9, 10).targets();
        assertEquals(List.of(), Doctor.judged(known, classes(ROWS, 0.9, 12)));
        assertOnly(
                Doctor.judged(known, classes(ROWS, 0.6, 2)),
                Finding.Severity.WARNING,
                "no-better-than-baseline",
                "log loss of 0.7");
        assertEquals(
                List.of("no-better-than-baseline", "small-validation"),
                Doctor.judged(known, classes(100, 0.6, 2)).stream()
                        .map(Finding::code)
                        .toList());
        assertEquals(
                Finding.Severity.NOTE,
                Doctor.judged(known, classes(100, 0.6, 2)).get(1).severity(),
                "said already");
    }
}
