package org.chainrule.examples;

import java.util.Arrays;
import org.chainrule.data.ArrayDataset;
import org.chainrule.gradient.GradientCheck;
import org.chainrule.gradient.Mode;
import org.chainrule.likelihood.CustomLikelihood;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.Dense;
import org.chainrule.network.Network;
import org.chainrule.optim.Optimizers;
import org.chainrule.predict.Predictor;
import org.chainrule.train.Trainer;
import org.chainrule.train.TrainingConfiguration;
import org.chainrule.train.TrainingProblem;
import org.jspecify.annotations.Nullable;

/**
 * A likelihood of one's own, for data with gross errors: one number with a Cauchy distribution around o = z. With d = o - y, J = log(1 + d^2) (constants
 * dropped) and delta(L) = 2 d / (1 + d^2) [10], which fades for an outlier. {@link GradientCheck} says whether the two belong together.
 */
public final class CustomLikelihoodExample {
    private CustomLikelihoodExample() {}

    /**
     * Runs the example.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        System.out.println("largest relative error of a gradient: " + check().worstError());
        System.out.println("f(1) should be 3; Cauchy: " + atOne(new Cauchy()) + ", Gaussian: " + atOne(new Gaussian()));
    }

    static GradientCheck.Result check() {
        double[] x = {0.5, -1, 2};
        double[] y = {1, 30, -2};
        return GradientCheck.run(
                Network.of(1, new Dense(1)),
                new Cauchy(),
                new double[] {0.7, -0.2},
                new double[0],
                new GradientCheck.Rows(x, y, new double[] {1, 1, 1}, 3),
                Mode.PREDICTION,
                2);
    }

    /** Trains a straight line on y = 3 x, where every fifth of the 50 rows is 20 too high, and reads it at x = 1. */
    static double atOne(Likelihood likelihood) {
        double[][] x = new double[50][1];
        double[][] y = new double[50][1];
        for (int n = 0; n < 50; n++) {
            x[n][0] = n / 24.5 - 1;
            y[n][0] = 3 * x[n][0] + (n % 5 == 0 ? 20 : 0);
        }
        TrainingProblem problem = new TrainingProblem(Network.of(1, new Dense(1)), likelihood, new ArrayDataset(x, y));
        TrainingConfiguration how = TrainingConfiguration.of(Optimizers.parse("adam"), 0.05, 400, 42);
        double[] o = new double[1];
        new Predictor(Trainer.train(problem, how).network()).predict(new float[] {1}, 1, o);
        return o[0];
    }

    /** J = log(1 + (o - y)^2). */
    record Cauchy() implements CustomLikelihood {
        @Override
        public String name() {
            return "cauchy";
        }

        @Override
        public int targets(int width) {
            if (width != 1) {
                throw new IllegalArgumentException("cauchy expects a last layer of width 1, found " + width);
            }
            return 1;
        }

        @Override
        public int outputs(int targets) {
            return targets;
        }

        @Override
        public @Nullable String impossible(double[] y, int yStart, int width) {
            return Double.isFinite(y[yStart]) ? null : "a finite number";
        }

        @Override
        public void output(double[] z, int zStart, double[] o, int oStart, int width) {
            o[oStart] = z[zStart];
        }

        @Override
        public double cost(double[] z, int zStart, double[] y, int yStart, int width) {
            double d = z[zStart] - y[yStart];
            return StrictMath.log1p(d * d);
        }

        @Override
        public void delta(double[] z, int zStart, double[] y, int yStart, double[] delta, int deltaStart, int width) {
            double d = z[zStart] - y[yStart];
            delta[deltaStart] = 2 * d / (1 + d * d);
        }

        @Override
        public void outputGradient(double[] o, double[] y, double[] gradient) {
            delta(o, 0, y, 0, gradient, 0, 1);
        }

        @Override
        public void outputJacobian(double[] z, double[] jacobian) {
            Arrays.fill(jacobian, 1); // do/dz of the identity
        }
    }
}
