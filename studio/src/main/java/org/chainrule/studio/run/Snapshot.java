package org.chainrule.studio.run;

import org.chainrule.data.Dataset;
import org.chainrule.gradient.GradientCheck.Rows;
import org.chainrule.gradient.Mode;
import org.chainrule.gradient.ReferenceEngine;
import org.chainrule.optim.OptimizerState;
import org.chainrule.tabular.error.UserException;
import org.chainrule.train.TrainedNetwork;
import org.jspecify.annotations.Nullable;

/**
 * A run as it stood between two steps, for whoever looks at it on another thread: weights as doubles for the reference engine, and what the next step would do.
 *
 * @param given      what is trained; null if only the weights are at hand
 * @param network    the weights, a copy
 * @param parameters the same, widened
 * @param statistics the running statistics, widened
 * @param step       steps taken
 * @param next       what the next step does; null if there is none or nobody knows
 */
@SuppressWarnings("ArrayRecordComponent")
record Snapshot(
        @Nullable Subject given,
        TrainedNetwork network,
        double[] parameters,
        double[] statistics,
        long step,
        @Nullable NextStep next) {

    /**
     * The step that follows.
     *
     * @param rows         of its batch, numbers of training rows
     * @param mode         its dropout masks and batch statistics
     * @param learningRate mu
     * @param decayFactor  on the decoupled weight decay
     * @param state        the optimiser's state before it, a copy
     */
    @SuppressWarnings("ArrayRecordComponent")
    record NextStep(int[] rows, Mode mode, double learningRate, double decayFactor, OptimizerState state) {}

    static Snapshot of(@Nullable Subject subject, TrainedNetwork network, long step, @Nullable NextStep next) {
        return new Snapshot(subject, network, network.wideParameters(), network.wideStatistics(), step, next);
    }

    /** What is trained. */
    Subject subject() {
        if (given == null) {
            throw new RunRefusal(
                    RunRefusal.Reason.NOT_NOW,
                    "the rows of this training are not at hand here; look at its weights, or train in the studio");
        }
        return given;
    }

    /** The mode of the next step; prediction if nobody knows it. */
    Mode mode() {
        return next == null ? Mode.PREDICTION : next.mode();
    }

    /** The rows of a choice: numbers of training rows. */
    int[] rows(RowChoice choice) {
        if (choice.kind() == RowChoice.Kind.NUMBER) {
            int rows = subject().problem().training().rows();
            if (choice.number() < 0 || choice.number() >= rows) {
                throw UserException.usage("expected a training row from 0 to " + (rows - 1) + ", found "
                        + choice.number() + "; choose one of them");
            }
            return new int[] {choice.number()};
        }
        if (next == null && choice.kind() == RowChoice.Kind.NEXT) {
            return new int[] {0};
        }
        if (next == null) {
            throw new RunRefusal(
                    RunRefusal.Reason.NOT_NOW,
                    "the next batch of this training is not known here; give the number of a row");
        }
        return choice.kind() == RowChoice.Kind.NEXT
                ? new int[] {next.rows()[0]}
                : next.rows().clone();
    }

    /** An engine for the network. */
    ReferenceEngine engine() {
        return new ReferenceEngine(network.network(), network.likelihood());
    }

    /** Encoded rows of a data set. */
    static Rows rows(Dataset data, int[] numbers) {
        double[] x = new double[numbers.length * data.inputs()];
        double[] y = new double[numbers.length * data.targets()];
        double[] weights = new double[numbers.length];
        data.gather(numbers, 0, numbers.length, x, y, weights);
        return new Rows(x, y, weights, numbers.length);
    }

    /** Numbers of rows at equal distances, all if there are not too many: a table may be sorted, so the first ones would not stand for it. */
    static int[] spread(Dataset data, int most) {
        int[] numbers = new int[Math.min(most, data.rows())];
        for (int n = 0; n < numbers.length; n++) {
            numbers[n] = (int) ((long) n * data.rows() / numbers.length);
        }
        return numbers;
    }
}
