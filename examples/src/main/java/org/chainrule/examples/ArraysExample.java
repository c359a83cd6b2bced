package org.chainrule.examples;

import java.util.List;
import org.chainrule.data.ArrayDataset;
import org.chainrule.likelihood.Bernoulli;
import org.chainrule.network.Activation;
import org.chainrule.network.Network;
import org.chainrule.optim.Optimizers;
import org.chainrule.predict.Predictor;
import org.chainrule.train.Trainer;
import org.chainrule.train.TrainingConfiguration;
import org.chainrule.train.TrainingListener;
import org.chainrule.train.TrainingProblem;
import org.chainrule.train.TrainingResult;

/** No table, only arrays: the exclusive or, which no network without a hidden layer can learn. */
public final class ArraysExample {
    private ArraysExample() {}

    /**
     * Runs the example.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        double[] p = probabilities();
        System.out.printf("0 xor 0: %.4f%n0 xor 1: %.4f%n1 xor 0: %.4f%n1 xor 1: %.4f%n", p[0], p[1], p[2], p[3]);
    }

    static double[] probabilities() {
        double[] p = new double[4];
        new Predictor(train(300).network()).predict(new float[] {0, 0, 0, 1, 1, 0, 1, 1}, 4, p);
        return p;
    }

    static TrainingResult train(int epochs, TrainingListener... listeners) {
        double[][] x = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
        double[][] y = {{0}, {1}, {1}, {0}};
        Network network = Network.perceptron(2, List.of(8), Activation.TANH, 0, 1);
        TrainingProblem problem = new TrainingProblem(network, new Bernoulli(), new ArrayDataset(x, y));
        TrainingConfiguration how = TrainingConfiguration.of(Optimizers.parse("adam"), 0.05, epochs, 42);
        return Trainer.train(problem, how, listeners);
    }
}
