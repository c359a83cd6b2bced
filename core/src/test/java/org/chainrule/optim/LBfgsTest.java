package org.chainrule.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.chainrule.gradient.Mode;
import org.chainrule.gradient.ReferenceEngine;
import org.chainrule.gradient.ReferencePass;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.Dense;
import org.chainrule.network.Initializer;
import org.chainrule.network.Network;
import org.chainrule.testing.Shared;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LBfgsTest {
    /** Tolerance 0: goes on until the digits are used up. */
    private static final LBfgs FIT = new LBfgs(10, 2000, 0);

    /** The certified values have 11 digits. */
    private static final double BAR = 1e-10;

    /** One model of the NIST collection: its value and its derivatives by the parameters. */
    @FunctionalInterface
    private interface Model {
        double value(double x, double[] b, double[] derivatives);
    }

    private record Problem(double[][] starts, double[] certified, double rss, List<double[]> rows) {}

    /** y = b1 sigmoid(b3 x - b2): a 1-1-1 network without output bias. */
    private static double rat42(double x, double[] b, double[] d) {
        double e = StrictMath.exp(b[1] - b[2] * x);
        double s = 1 / (1 + e);
        d[0] = s;
        d[1] = -b[0] * s * s * e;
        d[2] = b[0] * s * s * e * x;
        return b[0] * s;
    }

    private static double saturation(double x, double[] b, double[] d) {
        double e = StrictMath.exp(-b[1] * x);
        d[0] = 1 - e;
        d[1] = b[0] * x * e;
        return b[0] * (1 - e);
    }

    private static Problem read(String name, int parameters) {
        try {
            List<String> lines = Files.readAllLines(Shared.path("conformance/nist/" + name));
            double[][] starts = new double[2][parameters];
            double[] certified = new double[parameters];
            List<double[]> rows = new ArrayList<>();
            double rss = Double.NaN;
            boolean data = false;
            for (String line : lines) {
                String[] words = line.strip().split("\\s+");
                if (line.matches("\\s+b\\d =.*")) {
                    int k = words[0].charAt(1) - '1';
                    starts[0][k] = Double.parseDouble(words[2]);
                    starts[1][k] = Double.parseDouble(words[3]);
                    certified[k] = Double.parseDouble(words[4]);
                } else if (line.startsWith("Residual Sum of Squares:")) {
                    rss = Double.parseDouble(words[words.length - 1]);
                } else if (line.startsWith("Data:   y")) {
                    data = true;
                } else if (data && words.length == 2) {
                    rows.add(new double[] {Double.parseDouble(words[0]), Double.parseDouble(words[1])});
                }
            }
            return new Problem(starts, certified, rss, rows);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** J = 1/2 RSS over parameters u = b / scale. */
    private static Objective objective(Problem problem, Model model, double[] scale) {
        return (u, gradient) -> {
            double[] b = new double[u.length];
            java.util.Arrays.setAll(b, k -> u[k] * scale[k]);
            java.util.Arrays.fill(gradient, 0);
            double[] d = new double[u.length];
            double cost = 0;
            for (double[] row : problem.rows()) {
                double residual = model.value(row[1], b, d) - row[0];
                cost += residual * residual / 2;
                for (int k = 0; k < d.length; k++) {
                    gradient[k] += residual * d[k] * scale[k];
                }
            }
            return cost;
        };
    }

    /** Starts where NIST says; the start itself is the scale of the parameters, nothing else is known about them. */
    private static void fit(String name, int parameters, Model model, int start) {
        Problem problem = read(name, parameters);
        double[] scale = problem.starts()[start];
        double[] ones = new double[parameters];
        java.util.Arrays.fill(ones, 1);
        LBfgs.Result result = FIT.minimize(objective(problem, model, scale), ones, null);
        assertTrue(result.iterations() < 200, name + " took " + result.iterations() + " steps");
        for (int k = 0; k < parameters; k++) {
            double found = result.point()[k] * scale[k];
            assertEquals(problem.certified()[k], found, BAR * Math.abs(problem.certified()[k]), name + " b" + (k + 1));
        }
        assertEquals(problem.rss(), 2 * result.cost(), BAR * problem.rss(), name);
    }

    /** The same fit with the network itself: 1-1-1, logistic, no output bias, gradient by the reference engine. J is the mean of 1/2 (o - y)^2. */
    private static Objective rat42Network(Problem problem, double[] scale) {
        Network network =
                Network.of(1, new Dense(1), new Activate(Activation.LOGISTIC), new Dense(1, false, Initializer.ZEROS));
        ReferenceEngine engine = new ReferenceEngine(network, new Gaussian());
        int rows = problem.rows().size();
        double[] x = problem.rows().stream().mapToDouble(row -> row[1]).toArray();
        double[] y = problem.rows().stream().mapToDouble(row -> row[0]).toArray();
        double[] weights = new double[rows];
        java.util.Arrays.fill(weights, 1);
        return (u, gradient) -> {
            double[] parameters = {u[2] * scale[2], -u[1] * scale[1], u[0] * scale[0]};
            double[] d = new double[3];
            ReferencePass pass = engine.forward(parameters, new double[0], x, rows, Mode.PREDICTION);
            engine.backward(pass, y, weights, d);
            gradient[0] = rows * d[2] * scale[0];
            gradient[1] = -rows * d[1] * scale[1];
            gradient[2] = rows * d[0] * scale[2];
            return rows * engine.cost(pass, y, weights);
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void rat42AsANetworkReachesTheCertifiedValues(int start) {
        Problem problem = read("Rat42.dat", 3);
        double[] scale = problem.starts()[start];
        LBfgs.Result result = FIT.minimize(rat42Network(problem, scale), new double[] {1, 1, 1}, null);
        for (int k = 0; k < 3; k++) {
            double certified = problem.certified()[k];
            assertEquals(certified, result.point()[k] * scale[k], 1e-9 * certified, "b" + (k + 1));
        }
        assertEquals(problem.rss(), 2 * result.cost(), 1e-9 * problem.rss());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void rat42ReachesTheCertifiedValues(int start) {
        fit("Rat42.dat", 3, LBfgsTest::rat42, start);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void boxBodReachesTheCertifiedValues(int start) {
        fit("BoxBOD.dat", 2, LBfgsTest::saturation, start);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void misra1aReachesTheCertifiedValues(int start) {
        fit("Misra1a.dat", 2, LBfgsTest::saturation, start);
    }

    private static double rosenbrock(double[] w, double[] g) {
        double cost = 0;
        java.util.Arrays.fill(g, 0);
        for (int i = 0; i + 1 < w.length; i++) {
            double a = w[i + 1] - w[i] * w[i];
            double b = 1 - w[i];
            cost += 100 * a * a + b * b;
            g[i] += -400 * a * w[i] - 2 * b;
            g[i + 1] += 200 * a;
        }
        return cost;
    }

    @Test
    void rosenbrockInTwentyDimensions() {
        double[] start = new double[20];
        java.util.Arrays.setAll(start, i -> i % 2 == 0 ? -1.2 : 1);
        LBfgs.Result result = LBfgs.defaults().minimize(LBfgsTest::rosenbrock, start, null);
        assertEquals(LBfgs.Status.CONVERGED, result.status());
        for (double w : result.point()) {
            assertEquals(1, w, 1e-7);
        }
        assertEquals(-1.2, start[0], 0.0, "the start is only read");
        assertTrue(result.evaluations() < 400, "took " + result.evaluations());
    }

    /** -log(w) + w is infinite or NaN left of 0, where the first long steps land. */
    @Test
    void stepsBackFromWhereTheCostIsNotFinite() {
        Objective barrier = (w, g) -> {
            g[0] = 1 - 1 / w[0];
            return w[0] - StrictMath.log(w[0]);
        };
        for (double start : new double[] {1e-6, 0.01, 30, 1e6}) {
            LBfgs.Result result = LBfgs.defaults().minimize(barrier, new double[] {start}, null);
            assertEquals(LBfgs.Status.CONVERGED, result.status(), "from " + start);
            assertEquals(1, result.point()[0], 1e-7);
        }
    }

    @Test
    void saysWhyItEnded() {
        double[] start = {-1.2, 1};
        assertEquals(
                LBfgs.Status.MAX_ITERATIONS,
                new LBfgs(5, 3, 1e-8)
                        .minimize(LBfgsTest::rosenbrock, start, null)
                        .status());
        List<Integer> heard = new ArrayList<>();
        LBfgs.Result stopped = LBfgs.defaults().minimize(LBfgsTest::rosenbrock, start, (i, cost, norm, w) -> {
            heard.add(i);
            return i < 4;
        });
        assertEquals(LBfgs.Status.STOPPED, stopped.status());
        assertEquals(List.of(1, 2, 3, 4), heard);
        assertEquals(4, stopped.iterations());
        Objective nan = (w, g) -> Double.NaN;
        assertEquals(
                LBfgs.Status.NOT_FINITE,
                LBfgs.defaults().minimize(nan, start, null).status());
        Objective wrong = (w, g) -> {
            g[0] = -1;
            return w[0] * w[0];
        };
        assertEquals(
                LBfgs.Status.NO_PROGRESS,
                LBfgs.defaults().minimize(wrong, new double[] {1}, null).status());
        assertThrows(IllegalArgumentException.class, () -> new LBfgs(0, 1, 1));
    }

    @Test
    void startsAtTheMinimumAndStaysThere() {
        LBfgs.Result result = LBfgs.defaults().minimize(LBfgsTest::rosenbrock, new double[] {1, 1}, null);
        assertEquals(LBfgs.Status.CONVERGED, result.status());
        assertEquals(0, result.iterations());
        assertEquals(1, result.evaluations());
    }
}
