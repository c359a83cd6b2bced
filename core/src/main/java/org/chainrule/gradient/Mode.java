package org.chainrule.gradient;

/**
 * How a pass treats the layers that differ between training and prediction.
 *
 * @param training      whether dropout is active and batch normalisation uses the statistics of the batch
 * @param seed          seed of the dropout masks
 * @param step          training step, from 0, which selects the dropout masks
 * @param dropoutFactor multiplies the rate of every dropout layer, 0 to 1
 */
public record Mode(boolean training, long seed, long step, double dropoutFactor) {
    /** Prediction: no dropout, running statistics. */
    public static final Mode PREDICTION = new Mode(false, 0, 0, 1);

    /**
     * A training step.
     *
     * @param seed seed of the dropout masks
     * @param step training step, from 0
     * @return the mode
     */
    public static Mode training(long seed, long step) {
        return training(seed, step, 1);
    }

    /**
     * A training step with other dropout rates than those of the layers.
     *
     * @param seed          seed of the dropout masks
     * @param step          training step, from 0
     * @param dropoutFactor multiplies the rates, 0 to 1
     * @return the mode
     */
    public static Mode training(long seed, long step, double dropoutFactor) {
        return new Mode(true, seed, step, dropoutFactor);
    }
}
