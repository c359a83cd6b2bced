package peers;

import java.util.Arrays;

/** The networks that every runner trains; see the README for the table. */
public enum Workload {
    /** A small regression in small batches. */
    A32(new int[] {32, 64, 64, 1}, 32, 50_000, true),
    /** The same in larger batches. */
    A256(new int[] {32, 64, 64, 1}, 256, 50_000, true),
    /** A classifier of the shape of MNIST. */
    B(new int[] {784, 256, 128, 10}, 128, 60_000, true),
    /** A wide classifier, nearly all matrix products. */
    C(new int[] {1024, 1024, 1024, 1024, 10}, 512, 16_384, false);

    /** The learning rate of the workloads that train with Adam. */
    public static final double ADAM_LEARNING_RATE = 1e-3;
    /** The learning rate of the workload that trains with momentum. */
    public static final double MOMENTUM_LEARNING_RATE = 0.05;
    /** Its momentum. */
    public static final double MOMENTUM = 0.9;

    private final int[] widths;
    private final int batch;
    private final int rows;
    private final boolean adam;

    Workload(int[] widths, int batch, int rows, boolean adam) {
        this.widths = widths;
        this.batch = batch;
        this.rows = rows;
        this.adam = adam;
    }

    public int inputs() {
        return widths[0];
    }

    public int[] hidden() {
        return Arrays.copyOfRange(widths, 1, widths.length - 1);
    }

    public int outputs() {
        return widths[widths.length - 1];
    }

    /** All widths, inputs and outputs included. */
    public int[] widths() {
        return widths.clone();
    }

    public int batch() {
        return batch;
    }

    /** Training rows, an epoch. */
    public int rows() {
        return rows;
    }

    /** Squared error on one output; otherwise softmax and cross-entropy. */
    public boolean regression() {
        return outputs() == 1;
    }

    /** Adam; otherwise stochastic gradient descent with momentum. */
    public boolean adam() {
        return adam;
    }

    public double learningRate() {
        return adam ? ADAM_LEARNING_RATE : MOMENTUM_LEARNING_RATE;
    }
}
