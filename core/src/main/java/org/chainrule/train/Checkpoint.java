package org.chainrule.train;

import org.chainrule.optim.OptimizerState;
import org.chainrule.schedule.PlateauState;

/** All that the following steps of a training depend on, beside its problem and configuration: a value that {@link SteppedTraining#restore} takes back. */
public final class Checkpoint {
    private final long step;
    private final TrainedNetwork network;
    private final OptimizerState optimizerState;
    private final PlateauState plateau;
    private final BestEpoch best;
    private final double lossSum;
    private final double weightSum;
    private final boolean epochComplete;

    Checkpoint(
            long step,
            TrainedNetwork network,
            OptimizerState optimizerState,
            PlateauState plateau,
            BestEpoch best,
            double lossSum,
            double weightSum,
            boolean epochComplete) {
        this.step = step;
        this.network = network;
        this.optimizerState = optimizerState;
        this.plateau = plateau;
        this.best = best;
        this.lossSum = lossSum;
        this.weightSum = weightSum;
        this.epochComplete = epochComplete;
    }

    /**
     * Steps taken.
     *
     * @return 0 before the first
     */
    public long step() {
        return step;
    }

    /**
     * The weights as they stood.
     *
     * @return not to be written
     */
    public TrainedNetwork network() {
        return network;
    }

    /**
     * What the update rule remembered.
     *
     * @return not to be written
     */
    public OptimizerState optimizerState() {
        return optimizerState;
    }

    PlateauState plateau() {
        return plateau;
    }

    BestEpoch best() {
        return best;
    }

    double lossSum() {
        return lossSum;
    }

    double weightSum() {
        return weightSum;
    }

    boolean epochComplete() {
        return epochComplete;
    }
}
