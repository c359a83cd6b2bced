package org.chainrule.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.likelihood.Bernoulli;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.likelihood.Poisson;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.Dense;
import org.chainrule.network.Layer;
import org.chainrule.network.Network;
import org.chainrule.testing.Draws;
import org.chainrule.testing.RandomProblem;
import org.junit.jupiter.api.Test;

/** The lecture's class against the reference engine and two worked examples that others have published. */
class BackpropagationTest {
    private static final Activation[] LOGISTIC = {Activation.IDENTITY, Activation.LOGISTIC};

    @Test
    void equalsTheReferenceEngineOnDenseNetworks() {
        double worst = 0;
        for (int number = 0; number < 300; number++) {
            worst = Math.max(
                    worst, compare(number, RandomProblem.LIKELIHOODS.get(number % RandomProblem.LIKELIHOODS.size())));
        }
        System.out.printf("lecture and reference engine: largest relative difference %.1e%n", worst);
        assertTrue(worst <= 1e-14, "relative difference " + worst);
    }

    /** Largest difference relative to the largest element of the layer's gradient. */
    private static double compare(int number, Likelihood likelihood) {
        Draws draws = new Draws(number);
        int columns = likelihood instanceof Categorical ? draws.between(2, 4) : draws.between(1, 3);
        int outputs = likelihood.outputs(columns);
        int hidden = draws.between(0, 3);
        int[] width = new int[hidden + 2];
        for (int l = 0; l <= hidden; l++) {
            width[l] = draws.between(1, 6);
        }
        width[hidden + 1] = outputs;
        Activation[] phi = new Activation[hidden + 1];
        List<Layer> layers = new ArrayList<>();
        for (int l = 1; l <= hidden; l++) {
            phi[l] = RandomProblem.ACTIVATIONS.get(draws.between(0, RandomProblem.ACTIVATIONS.size() - 1));
            layers.add(new Dense(width[l]));
            layers.add(new Activate(phi[l]));
        }
        layers.add(new Dense(outputs));
        double[][][] w = new double[hidden + 2][][];
        double[][] b = new double[hidden + 2][];
        List<Double> flat = new ArrayList<>();
        for (int l = 1; l <= hidden + 1; l++) {
            w[l] = new double[width[l - 1]][];
            for (int i = 0; i < width[l - 1]; i++) {
                w[l][i] = draws.normals(width[l], 0.7);
                append(flat, w[l][i]);
            }
            b[l] = draws.normals(width[l], 0.3);
            append(flat, b[l]);
        }
        double[] x = draws.normals(width[0], 1);
        double[] y = new double[likelihood.targets(outputs)];
        for (int t = 0; t < y.length; t++) {
            // Rates are often about 1: against a count of 1 the digits of o - y would cancel, and with them the
            // comparison
            y[t] = draws.between(0, 1) * (likelihood instanceof Poisson ? 2 : 1);
        }
        Backpropagation lecture = new Backpropagation(w, b, phi, likelihood);
        double[] o = lecture.forward(x).clone();
        lecture.backward(y);
        ReferenceEngine engine = new ReferenceEngine(new Network(width[0], layers), likelihood);
        double[] parameters = flat.stream().mapToDouble(v -> v).toArray();
        ReferencePass pass = engine.forward(parameters, new double[0], x, 1, Mode.training(0, 0));
        double[] gradient = new double[parameters.length];
        engine.backward(pass, y, new double[] {1}, gradient);
        double cost = engine.cost(pass, y, new double[] {1});
        double worst = Math.abs(lecture.cost(y) - cost) / Math.max(1, Math.abs(cost));
        worst = Math.max(worst, difference(o, engine.outputs(pass), 0));
        int at = 0;
        for (int l = 1; l <= hidden + 1; l++) {
            List<Double> layer = new ArrayList<>();
            for (double[] row : lecture.gradient(l)) {
                append(layer, row);
            }
            append(layer, lecture.delta(l));
            worst = Math.max(
                    worst, difference(layer.stream().mapToDouble(v -> v).toArray(), gradient, at));
            at += layer.size();
        }
        assertEquals(gradient.length, at);
        return worst;
    }

    private static void append(List<Double> list, double[] values) {
        for (double value : values) {
            list.add(value);
        }
    }

    private static double difference(double[] found, double[] expected, int start) {
        double largest = 0;
        double distance = 0;
        for (int e = 0; e < found.length; e++) {
            largest = Math.max(largest, Math.abs(expected[start + e]));
            distance = Math.max(distance, Math.abs(found[e] - expected[start + e]));
        }
        return distance == 0 ? 0 : distance / largest;
    }

    /** Matt Mazur, "A step by step backpropagation example" (2015): 2-2-2, logistic everywhere, squared error, rate 0.5, biases stay. */
    private static Backpropagation mazur() {
        double[][][] w = {{}, {{0.15, 0.25}, {0.2, 0.3}}, {{0.4, 0.5}, {0.45, 0.55}}};
        double[][] b = {{}, {0.35, 0.35}, {0.6, 0.6}};
        return new Backpropagation(w, b, LOGISTIC, new LogisticSquares());
    }

    private static final double[] MAZUR_X = {0.05, 0.1};
    private static final double[] MAZUR_Y = {0.01, 0.99};

    private static double[] mazurWeights(double[][][] w) {
        return new double[] {
            w[1][0][0], w[1][1][0], w[1][0][1], w[1][1][1], w[2][0][0], w[2][1][0], w[2][0][1], w[2][1][1]
        };
    }

    private static double[] mazurGradient(Backpropagation net) {
        return mazurWeights(new double[][][] {{}, net.gradient(1), net.gradient(2)});
    }

    private static void mazurUpdate(Backpropagation net) {
        double[][] biases = {net.b[1].clone(), net.b[2].clone()};
        net.update(0.5);
        net.b[1] = biases[0];
        net.b[2] = biases[1];
    }

    @Test
    void mazursExampleIsReproduced() {
        Backpropagation net = mazur();
        double[] o = net.forward(MAZUR_X);
        assertClose(new double[] {0.5932699921071872, 0.596884378259767}, net.h[1], 1e-15);
        assertClose(new double[] {0.7513650695523157, 0.7729284653214625}, o, 1e-15);
        assertEquals(0.2983711087600027, net.cost(MAZUR_Y), 1e-15);
        net.backward(MAZUR_Y);
        assertClose(
                new double[] {
                    0.0004385677344743465,
                    0.000877135468948693,
                    0.0004977127352608599,
                    0.0009954254705217198,
                    0.08216704056423077,
                    0.08266762784753325,
                    -0.02260254047747507,
                    -0.022740242215978222
                },
                mazurGradient(net),
                1e-16);
        mazurUpdate(net);
        assertClose(
                new double[] {
                    0.1497807161327628, 0.19956143226552567, 0.24975114363236958, 0.29950228726473915,
                    0.35891647971788465, 0.4086661860762334, 0.5113012702387375, 0.5613701211079891
                },
                mazurWeights(net.W),
                1e-15);
        net.forward(MAZUR_X);
        assertEquals(0.29102777369359933, net.cost(MAZUR_Y), 1e-15);
    }

    @Test
    void mazursPublishedNumbersHoldToTheDigitsPrinted() {
        Backpropagation net = mazur();
        net.forward(MAZUR_X);
        net.backward(MAZUR_Y);
        mazurUpdate(net);
        double[] published = {
            0.149780716, 0.19956143, 0.24975114, 0.29950229, 0.35891648, 0.408666186, 0.51130127, 0.561370121
        };
        double[] digits = {1e-9, 1e-8, 1e-8, 1e-8, 1e-8, 1e-9, 1e-8, 1e-9};
        for (int k = 0; k < published.length; k++) {
            assertEquals(published[k], mazurWeights(net.W)[k], digits[k] / 2 * 1.01, "w" + (k + 1));
        }
    }

    @Test
    void updatingTheOutputWeightsBeforeTheHiddenDeltasGivesAWrongGradient() {
        Backpropagation net = mazur();
        net.forward(MAZUR_X);
        net.backward(MAZUR_Y);
        double[] right = mazurGradient(net);
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                net.W[2][i][j] -= 0.5 * net.gradient(2)[i][j];
            }
        }
        net.backward(MAZUR_Y); // the same forward pass, but [9] now sees W(2) after its update
        double[] wrong = mazurGradient(net);
        for (int k = 0; k < 4; k++) {
            assertTrue(
                    Math.abs(wrong[k] - right[k]) > 0.05 * Math.abs(right[k]),
                    "w" + (k + 1) + ": " + wrong[k] + " and " + right[k]);
            // Far more than the last published digit of the updated weight
            assertTrue(0.5 * Math.abs(wrong[k] - right[k]) > 1e-5);
        }
        assertClose(
                new double[] {right[4], right[5], right[6], right[7]},
                new double[] {wrong[4], wrong[5], wrong[6], wrong[7]},
                0);
    }

    /** scikit-learn, test_mlp.py, test_fit: 3-2-1, one row, one step of rate 0.1 with L2 0.1 on the weights. */
    private static Backpropagation scikit() {
        double[][][] w = {{}, {{0.1, 0.2}, {0.3, 0.1}, {0.5, 0}}, {{0.1}, {0.2}}};
        double[][] b = {{}, {0.1, 0.1}, {1.0}};
        return new Backpropagation(w, b, LOGISTIC, new Bernoulli());
    }

    private static final double[] SCIKIT_X = {0.6, 0.8, 0.7};

    private static void scikitStep(Backpropagation net) {
        net.forward(SCIKIT_X);
        net.backward(new double[] {0});
        for (int l = 1; l <= 2; l++) {
            for (int i = 0; i < net.W[l].length; i++) {
                for (int j = 0; j < net.W[l][i].length; j++) {
                    net.gradient(l)[i][j] += 0.1 * net.W[l][i][j];
                }
            }
        }
        net.update(0.1);
    }

    @Test
    void scikitLearnsExampleIsReproduced() {
        Backpropagation net = scikit();
        assertEquals(0.76545202190952, net.forward(SCIKIT_X)[0], 1e-15);
        assertClose(new double[] {0.679178699175393, 0.574442516811659}, net.h[1], 1e-15);
        scikitStep(net);
        assertClose(new double[] {0.09799927101876635, 0.1957545466925248}, net.W[1][0], 1e-15);
        assertClose(new double[] {0.29566569469168846, 0.09600606225669969}, net.W[1][1], 1e-15);
        assertClose(new double[] {0.4938324828552274, -0.0026196955253877676}, net.W[1][2], 1e-15);
        assertEquals(0.04701212914783179, net.W[2][0][0], 1e-15);
        assertEquals(0.15402918140357222, net.W[2][1][0], 1e-15);
        assertClose(new double[] {0.09833211836461057, 0.09625757782087463}, net.b[1], 1e-15);
        assertEquals(0.9234547978090479, net.b[2][0], 1e-15);
        assertEquals(0.7394919180486681, net.forward(SCIKIT_X)[0], 1e-15);
    }

    @Test
    void scikitLearnsPublishedNumbersHoldToThreeDecimalsButHideSlips() {
        Backpropagation net = scikit();
        double o = net.forward(SCIKIT_X)[0];
        assertTrue(Math.abs(0.7654329236196236 - o) > 1e-5, "the published output is wrong in the fifth digit");
        net.backward(new double[] {0});
        double delta = net.delta(1)[0];
        scikitStep(net);
        double[] published = {0.098, 0.195756, 0.2956664, 0.096008, 0.4939998, -0.002244};
        for (int k = 0; k < published.length; k++) {
            assertEquals(published[k], net.W[1][k / 2][k % 2], 1.5e-3, "W1 " + k);
        }
        assertEquals(0.739, net.forward(SCIKIT_X)[0], 1.5e-3);
        // The published 0.4939998 is what comes out when the third input is taken for 0.6 instead of 0.7
        assertEquals(0.4939998, 0.5 - 0.1 * (0.6 * delta + 0.1 * 0.5), 1e-6);
        assertTrue(Math.abs(0.4939998 - net.W[1][2][0]) > 1e-4);
    }

    private static void assertClose(double[] expected, double[] found, double tolerance) {
        assertEquals(expected.length, found.length);
        for (int k = 0; k < expected.length; k++) {
            assertEquals(expected[k], found[k], tolerance, "element " + k);
        }
    }
}
