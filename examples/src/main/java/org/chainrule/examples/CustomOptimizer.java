package org.chainrule.examples;

import java.util.List;
import org.chainrule.data.ArrayDataset;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.network.Activation;
import org.chainrule.network.Network;
import org.chainrule.optim.Optimizer;
import org.chainrule.optim.ParameterGroup;
import org.chainrule.schedule.Schedules;
import org.chainrule.train.Trainer;
import org.chainrule.train.TrainingConfiguration;
import org.chainrule.train.TrainingProblem;
import org.chainrule.train.TrainingResult;

/**
 * An update rule of one's own: Lion. With c = beta1 m + (1 - beta1) g, {@code w := w - mu sign(c)} and {@code m := beta2 m + (1 - beta2) g}: every weight moves
 * by the same amount, and one accumulator is enough. The rule has no state; m lives in the trainer's {@code OptimizerState}.
 *
 * <p>Source: Chen et al. 2023, "Symbolic discovery of optimization algorithms".
 *
 * @param beta1 weight of the momentum in the direction
 * @param beta2 decay of the momentum
 */
public record CustomOptimizer(double beta1, double beta2) implements Optimizer {
    /**
     * Runs the example.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        TrainingResult result = train(200);
        System.out.println(
                "mean cost of the first epoch: " + result.history().get(0).trainingLoss());
        System.out.println(
                "mean cost of the last epoch:  " + result.history().get(199).trainingLoss());
    }

    /** Fits y = x^2 on [-1, 1]. */
    static TrainingResult train(int epochs) {
        double[][] x = new double[64][1];
        double[][] y = new double[64][1];
        for (int n = 0; n < 64; n++) {
            x[n][0] = n / 31.5 - 1;
            y[n][0] = x[n][0] * x[n][0];
        }
        Network network = Network.perceptron(1, List.of(16), Activation.TANH, 0, 1);
        TrainingProblem problem = new TrainingProblem(network, new Gaussian(), new ArrayDataset(x, y));
        TrainingConfiguration how = TrainingConfiguration.of(new CustomOptimizer(0.9, 0.99), 0.01, epochs, 42);
        return Trainer.train(problem, how.withSchedule(Schedules.parse("cosine"))); // else it keeps stepping by mu
    }

    @Override
    public String name() {
        return "lion";
    }

    @Override
    public int vectors() {
        return 1; // m
    }

    @Override
    public int scalars() {
        return 1; // the learning rate of the step
    }

    @Override
    public void prepare(long step, double learningRate, double[] scalars) {
        scalars[0] = learningRate;
    }

    @Override
    public void update(
            ParameterGroup group,
            double[] scalars,
            double[] weights,
            double[] gradient,
            double[][] vectors,
            int from,
            int to) {
        double rate = scalars[0] * group.learningRateFactor();
        double[] m = vectors[0];
        for (int i = from; i < to; i++) {
            weights[i] -= rate * Math.signum(beta1 * m[i] + (1 - beta1) * gradient[i]);
            m[i] = beta2 * m[i] + (1 - beta2) * gradient[i];
        }
    }
}
