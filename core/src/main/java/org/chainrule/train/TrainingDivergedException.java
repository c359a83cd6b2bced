package org.chainrule.train;

/** A loss or a weight became infinite or NaN. The weights from before are kept in {@link #lastGood()}. */
public final class TrainingDivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Not part of any serial form: exceptions are not serialised here. */
    private final transient TrainedNetwork lastGood;

    /**
     * A divergence.
     *
     * @param message  names epoch, batch, layer, the last finite loss and a remedy
     * @param lastGood the last good weights
     */
    TrainingDivergedException(String message, TrainedNetwork lastGood) {
        super(message);
        this.lastGood = lastGood;
    }

    /**
     * The last good weights: those of the best epoch, or, in the first epoch, those from before the step that failed or the epoch began.
     *
     * @return the network
     */
    public TrainedNetwork lastGood() {
        return lastGood;
    }
}
