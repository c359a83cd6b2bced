package org.chainrule.likelihood;

import java.util.List;
import org.chainrule.random.CounterRandom;

/** One list of likelihoods drives all their tests; random rows for each. */
final class LikelihoodSamples {
    /** A likelihood as a user would write it: normal errors of variance 4, by the double methods alone. */
    record WideGaussian() implements CustomLikelihood {
        @Override
        public String name() {
            return "wide-gaussian";
        }

        @Override
        public int targets(int width) {
            return width;
        }

        @Override
        public int outputs(int targets) {
            return targets;
        }

        @Override
        public @org.jspecify.annotations.Nullable String impossible(double[] y, int yStart, int width) {
            return null;
        }

        @Override
        public void output(double[] z, int zStart, double[] o, int oStart, int width) {
            System.arraycopy(z, zStart, o, oStart, width);
        }

        @Override
        public double cost(double[] z, int zStart, double[] y, int yStart, int width) {
            return new Gaussian().cost(z, zStart, y, yStart, width) / 4;
        }

        @Override
        public void delta(double[] z, int zStart, double[] y, int yStart, double[] delta, int deltaStart, int width) {
            for (int k = 0; k < width; k++) {
                delta[deltaStart + k] = (z[zStart + k] - y[yStart + k]) / 4;
            }
        }

        @Override
        public void outputGradient(double[] o, double[] y, double[] gradient) {
            delta(o, 0, y, 0, gradient, 0, o.length);
        }

        @Override
        public void outputJacobian(double[] z, double[] jacobian) {
            new Gaussian().outputJacobian(z, jacobian);
        }
    }

    static final List<Likelihood> ALL = List.of(
            new Gaussian(),
            new GaussianWithVariance(),
            new Laplace(),
            new Huber(1),
            new Huber(0.3),
            new Quantile(List.of(0.1, 0.5, 0.9)),
            new Bernoulli(),
            new Categorical(0),
            new Categorical(0.1),
            new Poisson(),
            new WideGaussian());

    /** A width that every likelihood of the list can follow. */
    static final int WIDTH = 6;

    private LikelihoodSamples() {}

    /** Random pre-activations that floats hold exactly. */
    static double[] z(long seed, double scale) {
        CounterRandom random = CounterRandom.of(seed, CounterRandom.Stream.SAMPLE, 0);
        double[] z = new double[WIDTH];
        for (int k = 0; k < WIDTH; k++) {
            z[k] = (float) (scale * random.normal(k));
        }
        return z;
    }

    /** Random possible targets that floats hold exactly. */
    static double[] y(Likelihood likelihood, long seed) {
        CounterRandom random = CounterRandom.of(seed, CounterRandom.Stream.SAMPLE, 1);
        double[] y = new double[likelihood.targets(WIDTH)];
        for (int t = 0; t < y.length; t++) {
            y[t] = switch (likelihood.name()) {
                case "categorical" -> random.below(t, WIDTH);
                case "poisson" -> random.below(t, 5);
                case "bernoulli" -> random.below(t, 3) / 2.0;
                default -> (float) random.normal(t);
            };
        }
        return y;
    }
}
