package org.chainrule.train;

import org.chainrule.data.ArrayDataset;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.BatchNormalization;
import org.chainrule.network.Dense;
import org.chainrule.network.Dropout;
import org.chainrule.network.LayerNormalization;
import org.chainrule.network.Network;
import org.chainrule.network.Residual;
import org.chainrule.testing.Draws;

/** What the tests of training share. */
final class Trainings {
    private Trainings() {}

    /** Rows of 6 normal inputs in 3 classes that a network can learn. */
    static ArrayDataset classes(int rows, long seed) {
        Draws draws = new Draws(seed);
        double[][] x = new double[rows][];
        double[][] y = new double[rows][1];
        double[] weights = new double[rows];
        for (int n = 0; n < rows; n++) {
            x[n] = draws.normals(6, 1);
            double score = x[n][0] + x[n][1] * x[n][2] - x[n][3];
            y[n][0] = score < -0.5 ? 0 : score < 0.5 ? 1 : 2;
            weights[n] = n % 5 == 0 ? 0.5 : 1;
        }
        return new ArrayDataset(x, y, weights);
    }

    /** 6 inputs, 3 outputs, every kind of layer between. */
    static Network everyLayer() {
        return Network.of(
                6,
                new Dense(19),
                new BatchNormalization(),
                new Activate(Activation.GELU),
                new Dropout(0.25),
                new Residual(
                        new LayerNormalization(),
                        new Activate(Activation.SILU),
                        new Residual(new Dense(19), new Activate(Activation.TANH)),
                        new Dense(19)),
                new Activate(Activation.ELU),
                new Dense(3));
    }
}
