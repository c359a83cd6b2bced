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
     * Where a training stood whose weights and optimiser were kept, such as in a model file: {@link SteppedTraining#restore} goes on from there with the steps that
     * followed. What nobody kept begins anew: within an epoch its loss is that of the steps to come. A schedule that goes by past epochs, {@code plateau}, gives
     * other steps than those that followed.
     *
     * @param network   the weights
     * @param optimizer what the update rule remembered, and the steps taken until then
     * @param epoch     the epoch that ended there, which then is the best so far; 0 for a place within an epoch
     * @param metric    its validation metric, NaN without validation rows
     * @param loss      its validation cost, NaN without validation rows
     * @return a checkpoint; the arguments are not copied and must not be written
     */
    public static Checkpoint kept(
            TrainedNetwork network, OptimizerState optimizer, int epoch, double metric, double loss) {
        BestEpoch best = epoch == 0 ? BestEpoch.none(network) : new BestEpoch(epoch, metric, loss, network, optimizer);
        return new Checkpoint(optimizer.step(), network, optimizer, PlateauState.START, best, 0, 0, false);
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
