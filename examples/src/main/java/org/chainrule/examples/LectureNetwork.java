package org.chainrule.examples;

import java.util.Arrays;
import org.chainrule.gradient.Backpropagation;
import org.chainrule.likelihood.Categorical;
import org.chainrule.network.Activation;

/**
 * The lecture's network by hand: 2 inputs, 3 hidden units with tanh, 2 classes with softmax. One example goes forward [2], its deltas come back [10, 9], the
 * gradients are outer products [6], and then, not earlier, every layer is updated [7, 8].
 */
public final class LectureNetwork {
    private LectureNetwork() {}

    /**
     * Runs the example.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        step(network());
    }

    /** W[l][i][j] leads from node i of layer l-1 to node j of layer l; index 0 is unused, since layer 0 is the input. */
    static Backpropagation network() {
        double[][][] w = {{}, {{0.1, -0.2, 0.4}, {0.3, 0.5, -0.1}}, {{0.2, -0.3}, {-0.4, 0.1}, {0.6, 0.2}}};
        double[][] b = {{}, {0.0, 0.1, -0.1}, {0.0, 0.0}};
        Activation[] phi = {Activation.IDENTITY, Activation.TANH, Activation.IDENTITY};
        return new Backpropagation(w, b, phi, new Categorical(0));
    }

    /** One step on one example; returns the cost before and after it. */
    static double[] step(Backpropagation network) {
        double[] x = {1.0, -2.0};
        double[] y = {1}; // the class of the example
        print("o         = f(x)                   [2]    ", network.forward(x));
        double before = network.cost(y);
        network.backward(y);
        print("delta(2)  = o - y                  [10]   ", network.delta(2));
        print("delta(1)  = W(2) delta(2) * phi'   [9]    ", network.delta(1));
        print("dJ/dW(2)  = h(1) delta(2)^T        [6]    ", network.gradient(2));
        print("dJ/dW(1)  = x delta(1)^T           [6]    ", network.gradient(1));
        network.update(0.5);
        print("o after W := W - 0.5 dJ/dW         [7, 8] ", network.forward(x));
        double after = network.cost(y);
        System.out.println("the cost J falls from " + before + " to " + after);
        return new double[] {before, after};
    }

    private static void print(String what, double[]... rows) {
        for (double[] row : rows) {
            System.out.println(what + Arrays.toString(row));
        }
    }
}
