package org.chainrule.train;

import org.chainrule.optim.OptimizerState;
import org.chainrule.schedule.PlateauState;
import org.jspecify.annotations.Nullable;

/**
 * All that the following steps of a training depend on, beside its problem and configuration: a value that {@link SteppedTraining#restore} takes back. The order
 * of the rows and all random numbers are pure functions of the seed and the step, so the step stands for them.
 *
 * @param step           steps taken; of L-BFGS its iterations
 * @param network        the weights as they stood, not to be written
 * @param optimizerState what the update rule remembered, not to be written
 * @param plateau        the part of the learning rate that goes by past epochs
 * @param best           the best epoch so far, with its weights
 * @param lossSum        weighted sum of the costs of the epoch's steps so far
 * @param weightSum      sum of their weights
 * @param learningRate   mu of the last step; 0 before the first
 * @param lastFiniteLoss cost of the last step, NaN before the first
 * @param epochComplete  whether the last step ended an epoch that was not judged yet
 * @param outerMomentum  what the step of {@link Rounds.LocalSteps} remembers of every parameter, not to be written; null elsewhere and before its first
 */
@SuppressWarnings("ArrayRecordComponent")
public record Checkpoint(
        long step,
        TrainedNetwork network,
        OptimizerState optimizerState,
        PlateauState plateau,
        BestEpoch best,
        double lossSum,
        double weightSum,
        double learningRate,
        double lastFiniteLoss,
        boolean epochComplete,
        double @Nullable [] outerMomentum) {
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
        return new Checkpoint(
                optimizer.step(), network, optimizer, PlateauState.START, best, 0, 0, 0, Double.NaN, false, null);
    }
}
