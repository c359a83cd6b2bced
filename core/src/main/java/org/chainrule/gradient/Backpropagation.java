package org.chainrule.gradient;

import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.Activation;

/**
 * The lecture "The backpropagation algorithm", one example at a time, in plain double precision. Numbers in brackets are the lecture's equations.
 * This class is meant to be read beside the slides; {@link ReferenceEngine} is the same mathematics for batches and every layer, and a test joins them.
 *
 * <p>Layer l = 1..L has weights W[l] of n[l-1] rows and n[l] columns (column j feeds node j) and biases b[l], which the lecture leaves out: they are
 * weights of a constant input 1, so their gradient is delta itself. Index 0 of {@code W}, {@code b}, {@code z} and {@code delta} is unused.
 */
public final class Backpropagation {
    final int L;
    final double[][][] W;
    final double[][] b;
    final Activation[] phi;
    final Likelihood likelihood;

    final double[][] z;
    final double[][] h;
    final double[][] delta;
    final double[][][] dW;

    /**
     * A network of L dense layers. The arrays are kept, not copied: {@link #update} changes them.
     *
     * @param W          W[l][i][j] for l = 1..L, W[0] unused
     * @param b          b[l][j]
     * @param phi        phi[l] for the hidden layers l = 1..L-1
     * @param likelihood output activation o(.), cost J and delta(L)
     */
    public Backpropagation(double[][][] W, double[][] b, Activation[] phi, Likelihood likelihood) {
        this.L = W.length - 1;
        this.W = W;
        this.b = b;
        this.phi = phi;
        this.likelihood = likelihood;
        z = new double[L + 1][];
        h = new double[L + 1][];
        delta = new double[L + 1][];
        dW = new double[L + 1][][];
        for (int l = 1; l <= L; l++) {
            z[l] = new double[W[l][0].length];
            h[l] = new double[W[l][0].length];
            delta[l] = new double[W[l][0].length];
            dW[l] = new double[W[l].length][W[l][0].length];
        }
    }

    /**
     * Forward: z(l) = W(l)^T h(l-1) + b(l), h(l) = phi(z(l)), o = o(z(L)) [2].
     *
     * @param x the input, h(0) = x [10]
     * @return o = f(x), valid until the next call
     */
    public double[] forward(double[] x) {
        h[0] = x; // [10]
        for (int l = 1; l <= L; l++) {
            for (int j = 0; j < z[l].length; j++) {
                z[l][j] = b[l][j];
                for (int i = 0; i < h[l - 1].length; i++) {
                    z[l][j] += W[l][i][j] * h[l - 1][i]; // [2]
                }
                if (l < L) {
                    h[l][j] = phi[l].value(z[l][j]); // [2]
                }
            }
        }
        likelihood.output(z[L], 0, h[L], 0, z[L].length); // o = o(z(L)) [2]
        return h[L];
    }

    /**
     * The cost J_ML = -log p(y | f(x)) of the example that went forward.
     *
     * @param y its target
     * @return J
     */
    public double cost(double[] y) {
        return likelihood.cost(z[L], 0, y, 0, z[L].length);
    }

    /**
     * Backward: all the deltas [10, 9] and all the gradients dJ/dW(l) = h(l-1) delta(l)^T [4, 6]. No weight changes.
     *
     * @param y the target of the example that went forward
     */
    public void backward(double[] y) {
        likelihood.delta(z[L], 0, y, 0, delta[L], 0, z[L].length); // delta(L) = Jac_o(z)^T grad_o J [10]
        for (int l = L; l >= 1; l--) {
            for (int i = 0; i < h[l - 1].length; i++) {
                double s = 0;
                for (int j = 0; j < delta[l].length; j++) {
                    dW[l][i][j] = h[l - 1][i] * delta[l][j]; // [4, 6]
                    s += W[l][i][j] * delta[l][j]; // sum_j w_ij(l) delta_j(l) [3, 5]
                }
                if (l > 1) {
                    delta[l - 1][i] = s * phi[l - 1].derivative(z[l - 1][i], h[l - 1][i]); // [5, 9]
                }
            }
        }
    }

    /**
     * The update of every layer, {@code W(l) <- W(l) - mu h(l-1) delta(l)^T} [7, 8], once all the deltas are known.
     *
     * @param mu the learning rate
     */
    public void update(double mu) {
        for (int l = 1; l <= L; l++) {
            for (int j = 0; j < b[l].length; j++) {
                for (int i = 0; i < W[l].length; i++) {
                    W[l][i][j] -= mu * dW[l][i][j]; // [7, 8]
                }
                b[l][j] -= mu * delta[l][j]; // db = delta
            }
        }
    }

    /**
     * The gradient of one layer's weights, dJ/dW(l) [1, 6].
     *
     * @param l the layer, from 1
     * @return [n(l-1)][n(l)], valid until the next backward pass
     */
    public double[][] gradient(int l) {
        return dW[l];
    }

    /**
     * delta(l) = dJ/dz(l) [9, 10], which is the gradient of b(l) too.
     *
     * @param l the layer, from 1
     * @return [n(l)], valid until the next backward pass
     */
    public double[] delta(int l) {
        return delta[l];
    }
}
