package org.chainrule.studio.problem;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.chainrule.data.ArrayDataset;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.network.Activation;
import org.chainrule.network.Network;
import org.chainrule.optim.Adam;
import org.chainrule.train.Precision;
import org.chainrule.train.Trainer;
import org.chainrule.train.TrainingConfiguration;
import org.chainrule.train.TrainingProblem;

/**
 * How fast this machine trains: a cost a step and a cost an operation, found once for a precision by two short trainings, one of a tiny network and one of a
 * larger one. An estimate of whole epochs without pictures; not a promise.
 */
final class Speed {
    private record Rate(double secondsPerStep, double secondsPerFlop) {}

    private static final int WIDTH = 128;
    private static final int ROWS = 64;

    private final Map<Precision, Rate> rates = new ConcurrentHashMap<>();

    /** Seconds of as many steps with as many operations in all. */
    double seconds(Precision precision, int steps, double flops) {
        Rate rate = rates.computeIfAbsent(precision, Speed::measure);
        return steps * rate.secondsPerStep() + flops * rate.secondsPerFlop();
    }

    private static Rate measure(Precision precision) {
        boolean fast = precision == Precision.FLOAT32;
        double tiny = secondsPerStep(precision, 2, fast ? 2_000 : 500);
        double large = secondsPerStep(precision, WIDTH, fast ? 60 : 4);
        double flops = 6.0 * ROWS * (2.0 * WIDTH * WIDTH + WIDTH);
        return new Rate(tiny, Math.max(0, large - tiny) / flops);
    }

    /** The faster of two runs: the first one warms up. */
    private static double secondsPerStep(Precision precision, int width, int steps) {
        double[][] inputs = new double[ROWS][width];
        double[][] targets = new double[ROWS][1];
        for (int row = 0; row < ROWS; row++) {
            inputs[row][row % width] = 1;
            targets[row][0] = row % 2;
        }
        Network network = Network.perceptron(width, List.of(width, width), Activation.TANH, 0, 1);
        TrainingProblem problem = new TrainingProblem(network, new Gaussian(), new ArrayDataset(inputs, targets));
        TrainingConfiguration configuration = TrainingConfiguration.of(Adam.defaults(), 1e-3, steps, 0)
                .withBatchSize(ROWS)
                .withPrecision(precision)
                .withThreads(1);
        double best = Double.POSITIVE_INFINITY;
        for (int run = 0; run < 2; run++) {
            long begun = System.nanoTime();
            Trainer.train(problem, configuration);
            best = Math.min(best, (System.nanoTime() - begun) / 1e9 / steps);
        }
        return best;
    }
}
