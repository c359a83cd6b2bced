package org.chainrule.studio.run;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.chainrule.data.ArrayDataset;
import org.chainrule.likelihood.Bernoulli;
import org.chainrule.metric.Metrics;
import org.chainrule.network.Activation;
import org.chainrule.network.Network;
import org.chainrule.optim.Optimizers;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.model.ModelFile;
import org.chainrule.train.Precision;
import org.chainrule.train.TrainingConfiguration;
import org.chainrule.train.TrainingProblem;
import org.jspecify.annotations.Nullable;

/** Small trainings for the tests. */
final class Runnings {
    private Runnings() {}

    static Network network(Activation activation, double dropout) {
        return Network.perceptron(2, List.of(5, 3), activation, dropout, 1);
    }

    static TrainingConfiguration configuration(String optimizer, double learningRate, int epochs, Precision precision) {
        return TrainingConfiguration.of(Optimizers.parse(optimizer), learningRate, epochs, 7)
                .withBatchSize(10)
                .withPrecision(precision)
                .withThreads(1);
    }

    static Subject subject(Network network, TrainingConfiguration configuration) {
        return subject(network, configuration, plane());
    }

    static Subject subject(Network network, TrainingConfiguration configuration, Subject.@Nullable Plane plane) {
        return new Subject(
                new TrainingProblem(
                        network, new Bernoulli(), circle(65, 1), circle(40, 2), Metrics.parse("accuracy"), null),
                configuration,
                new ClassTarget("class", List.of("outside", "inside")),
                List.of("x", "y"),
                List.of("outside", "inside"),
                plane,
                null,
                row -> Map.of("x", "cell " + row),
                () -> {});
    }

    static Subject.Plane plane() {
        return new Subject.Plane() {
            @Override
            public float[] encode(double[][] points) {
                float[] x = new float[points.length * 2];
                for (int n = 0; n < points.length; n++) {
                    x[2 * n] = (float) points[n][0];
                    x[2 * n + 1] = (float) points[n][1];
                }
                return x;
            }

            @Override
            public double low() {
                return 0;
            }

            @Override
            public double high() {
                return 1;
            }
        };
    }

    /** Points in the plane; class 1 within a circle. */
    static ArrayDataset circle(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] x = new double[rows][2];
        double[][] y = new double[rows][1];
        for (int n = 0; n < rows; n++) {
            x[n][0] = random.nextDouble(-3, 3);
            x[n][1] = random.nextDouble(-3, 3);
            y[n][0] = Math.hypot(x[n][0], x[n][1]) < 2 ? 1 : 0;
        }
        return new ArrayDataset(x, y);
    }

    /** The bits of the weights as they stand. */
    static String sha(Playback playback) {
        return ModelFile.weightsSha256(playback.course().training().network());
    }
}
