package org.chainrule.metric;

/**
 * A number that judges predictions, computed in row order with compensated double sums, so that it has the same bits everywhere. Every metric takes sample
 * weights: a row of weight 2 counts like two rows.
 */
public interface Metric {
    /**
     * The name in {@code --json} and in the model file, such as {@code logLoss}.
     *
     * @return the name
     */
    String name();

    /**
     * Which way is better.
     *
     * @return true if larger values are better
     */
    boolean higherIsBetter();

    /**
     * Judges predictions.
     *
     * @param outputs [rows][width]: probabilities of the classes, or predicted values in the units of the targets
     * @param targets [rows]: class indices, or true values
     * @param weights [rows], not negative
     * @return the value; NaN where it is not defined (such as the AUC of one class)
     */
    double value(double[][] outputs, double[] targets, double[] weights);
}
