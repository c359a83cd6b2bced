package org.chainrule.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.chainrule.gradient.Backpropagation;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.optim.ParameterGroup;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.Prediction;
import org.chainrule.tabular.read.Table;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.junit.jupiter.api.Test;

/** The examples do what they say. Maven runs tests in the module's folder, where the penguins are. */
class ExamplesTest {
    @Test
    void threeLinesFindTheGentoo() {
        Prediction species = ThreeLines.predict();
        assertEquals("Gentoo", species.label());
        assertTrue(species.probability("Gentoo") > 0.5, species::toString);
    }

    @Test
    void everyThreadSeesTheSameBits() throws Exception {
        Model model = Chainrule.train(Table.read(Path.of("penguins.csv")), "species");
        List<double[]> means = ThreadsExample.inThreads(model.predictor(), 4);
        double[] expected = new double[model.classes().size()];
        for (int millimetres = 35; millimetres < 60; millimetres++) {
            var prediction = model.predict(Map.of("island", "Biscoe", "beak_length_mm", millimetres));
            for (int k = 0; k < expected.length; k++) {
                expected[k] += prediction.probability(model.classes().get(k)) / 25;
            }
        }
        means.forEach(mean -> assertArrayEquals(expected, mean, 0));
    }

    @Test
    void lectureNetworkTakesAStepDownhill() {
        Backpropagation network = LectureNetwork.network();
        double[] o = network.forward(new double[] {1, -2}).clone();
        double[] cost = LectureNetwork.step(network);
        assertEquals(-StrictMath.log(o[1]), cost[0], 1e-15);
        assertTrue(cost[1] < cost[0]);
        assertArrayEquals(new double[] {o[0], o[1] - 1}, network.delta(2), 1e-15);
        double h = StrictMath.tanh(0.1 - 0.6); // of the first hidden node, from the weights as they were
        double delta = (0.2 * o[0] - 0.3 * (o[1] - 1)) * (1 - h * h);
        assertEquals(delta, network.delta(1)[0], 1e-15);
        assertArrayEquals(new double[] {h * o[0], h * (o[1] - 1)}, network.gradient(2)[0], 1e-15);
        assertEquals(-2 * delta, network.gradient(1)[1][0], 1e-15);
    }

    @Test
    void arraysLearnTheExclusiveOr() {
        double[] p = ArraysExample.probabilities();
        assertTrue(p[0] < 0.1 && p[1] > 0.9 && p[2] > 0.9 && p[3] < 0.1);
    }

    @Test
    void customOptimizerLearns() {
        List<EpochFinished> history = CustomOptimizer.train(200).history();
        double first = history.get(0).trainingLoss();
        double last = history.get(199).trainingLoss();
        assertTrue(last < 0.05 * first, () -> first + " to " + last);
    }

    @Test
    void firstStepOfTheCustomOptimizerMovesByTheLearningRate() {
        CustomOptimizer lion = new CustomOptimizer(0.9, 0.99);
        double[] w = {1, 1, 1};
        double[][] m = new double[1][3];
        lion.update(ParameterGroup.WEIGHTS, new double[] {0.25}, w, new double[] {4, -8, 0}, m, 0, 3);
        assertArrayEquals(new double[] {0.75, 1.25, 1}, w);
        assertArrayEquals(new double[] {0.04, -0.08, 0}, m[0], 1e-15);
    }

    @Test
    void customLikelihoodIsRightAndRobust() {
        assertEquals(2, CustomLikelihoodExample.check().checked());
        assertTrue(CustomLikelihoodExample.check().worstError() < 1e-8);
        double cauchy = CustomLikelihoodExample.atOne(new CustomLikelihoodExample.Cauchy());
        double gaussian = CustomLikelihoodExample.atOne(new Gaussian());
        assertEquals(3, cauchy, 0.2);
        assertTrue(Math.abs(gaussian - 3) > 1, () -> "the Gaussian should be misled: " + gaussian);
    }

    @Test
    void plotDrawsABarAnEpochAndItShrinks() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ArraysExample.train(20, new PlottingListener(new PrintStream(bytes, true, StandardCharsets.UTF_8)));
        List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(21, lines.size());
        assertEquals(50, bar(lines.get(0)));
        assertTrue(bar(lines.get(19)) < 45, lines.get(19));
        assertTrue(lines.get(20).startsWith("best epoch "), lines.get(20));
    }

    private static long bar(String line) {
        return line.chars().filter(c -> c == '#').count();
    }
}
