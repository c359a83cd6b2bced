package org.chainrule.studio.problem;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
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
 * How fast this machine trains: a cost a step and a cost an operation, found for a precision by two short trainings, one of a tiny network and one of a
 * larger one, and again in the background when asked 10 seconds later. An estimate of whole epochs without pictures; not a promise.
 */
final class Speed {
    /**
     * Seconds of a step of the tiny and of the large network.
     *
     * @param at when, by {@link System#nanoTime()}
     */
    record Measured(double tiny, double large, long at) {
        /** The faster of both: whatever else the machine does only makes a measurement slower. */
        Measured or(Measured later) {
            return new Measured(Math.min(tiny, later.tiny), Math.min(large, later.large), later.at);
        }

        /** Seconds of as many steps with as many operations in all. */
        double seconds(int steps, double flops) {
            return steps * tiny + flops * Math.max(0, large - tiny) / FLOPS;
        }
    }

    private static final int WIDTH = 128;
    private static final int ROWS = 64;
    private static final int MOST_STEPS = 3_000;
    /** So many steps, if they come within a second; on a busy machine the first ones, not yet compiled, are ten times as slow. */
    private static final int FEWEST_STEPS = 200;

    private static final long LEAST_NANOS = 60_000_000;
    private static final long MOST_NANOS = 1_000_000_000;

    private static final long AGAIN_NANOS = 10_000_000_000L;
    private static final double FLOPS = 6.0 * ROWS * (2.0 * WIDTH * WIDTH + WIDTH);

    private final Map<Precision, Measured> fastest = new ConcurrentHashMap<>();
    private final AtomicBoolean measuring = new AtomicBoolean();

    /** Seconds of as many steps with as many operations in all. */
    double seconds(Precision precision, int steps, double flops) {
        Measured found = fastest.computeIfAbsent(precision, Speed::measure);
        if (System.nanoTime() - found.at() > AGAIN_NANOS && measuring.compareAndSet(false, true)) {
            Thread again = new Thread(() -> again(precision), "chainrule-studio-speed");
            again.setDaemon(true);
            again.start();
        }
        return found.seconds(steps, flops);
    }

    /** The first measurement may have met a busy machine; each later one can only improve it. */
    private void again(Precision precision) {
        try {
            fastest.merge(precision, measure(precision), Measured::or);
        } finally {
            measuring.set(false);
        }
    }

    private static Measured measure(Precision precision) {
        return new Measured(secondsPerStep(precision, 2), secondsPerStep(precision, WIDTH), System.nanoTime());
    }

    /** The fastest of a few steps within a moment: the first ones warm up, and others may use the machine. */
    private static double secondsPerStep(Precision precision, int width) {
        double[][] inputs = new double[ROWS][width];
        double[][] targets = new double[ROWS][1];
        for (int row = 0; row < ROWS; row++) {
            inputs[row][row % width] = 1;
            targets[row][0] = row % 2;
        }
        Network network = Network.perceptron(width, List.of(width, width), Activation.TANH, 0, 1);
        TrainingProblem problem = new TrainingProblem(network, new Gaussian(), new ArrayDataset(inputs, targets));
        TrainingConfiguration configuration = TrainingConfiguration.of(Adam.defaults(), 1e-3, MOST_STEPS, 0)
                .withBatchSize(ROWS)
                .withPrecision(precision)
                .withThreads(1);
        Stopwatch watch = new Stopwatch();
        Trainer.train(problem, configuration, watch);
        return watch.fastest / 1e9;
    }

    /** Asked before every step. */
    private static final class Stopwatch implements BooleanSupplier {
        private final long begun = System.nanoTime();
        private long last = begun;
        private long fastest = Long.MAX_VALUE;
        private int steps;

        @Override
        public boolean getAsBoolean() {
            long now = System.nanoTime();
            steps++;
            if (last != begun) {
                fastest = Math.min(fastest, Math.max(1, now - last));
            }
            last = now;
            long taken = now - begun;
            return fastest != Long.MAX_VALUE && ((steps > FEWEST_STEPS && taken > LEAST_NANOS) || taken > MOST_NANOS);
        }
    }
}
