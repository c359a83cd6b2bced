package org.chainrule.gradient;

/**
 * How a pass treats the layers that differ between training and prediction.
 *
 * @param training whether dropout is active and batch normalisation uses the statistics of the batch
 * @param seed     seed of the dropout masks
 * @param step     training step, from 0, which selects the dropout masks
 */
public record Mode(boolean training, long seed, long step) {
    /** Prediction: no dropout, running statistics. */
    public static final Mode PREDICTION = new Mode(false, 0, 0);

    /**
     * A training step.
     *
     * @param seed seed of the dropout masks
     * @param step training step, from 0
     * @return the mode
     */
    public static Mode training(long seed, long step) {
        return new Mode(true, seed, step);
    }
}
