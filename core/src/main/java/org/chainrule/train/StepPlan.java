package org.chainrule.train;

import java.util.Arrays;
import org.chainrule.gradient.Mode;

/** Which rows a step takes, at which rates: a pure function of the step's number and the configuration, so that any step can be taken up again. */
final class StepPlan {
    final int batchSize;
    final int stepsPerEpoch;
    final long totalSteps;
    private final TrainingConfiguration configuration;
    private final int rows;
    private final int[] shuffled;
    private int shuffledEpoch;

    StepPlan(TrainingConfiguration configuration, int rows) {
        this.configuration = configuration;
        this.rows = rows;
        this.batchSize = configuration.passes().batchRows(rows);
        this.stepsPerEpoch = configuration.passes().stepsPerEpoch(rows);
        this.totalSteps = (long) stepsPerEpoch * configuration.epochs();
        this.shuffled = new int[rows];
    }

    /** The epoch of a step, from 1. */
    int epoch(long step) {
        return (int) (step / stepsPerEpoch) + 1;
    }

    /** The number of a step within its epoch, from 0. */
    int inEpoch(long step) {
        return (int) (step % stepsPerEpoch);
    }

    /** The rows of a step and of the rest of its epoch, without those of a last batch that is left out; valid until another epoch is asked for. */
    int[] orderFrom(long step) {
        shuffle(epoch(step));
        int from = inEpoch(step) * batchSize;
        int end = (int) Math.min(rows, (long) stepsPerEpoch * batchSize);
        return from == 0 && end == rows ? shuffled : Arrays.copyOfRange(shuffled, from, end);
    }

    /** The rows of a step. */
    int[] rows(long step) {
        shuffle(epoch(step));
        int from = inEpoch(step) * batchSize;
        return Arrays.copyOfRange(shuffled, from, Math.min(rows, from + batchSize));
    }

    private void shuffle(int epoch) {
        if (shuffledEpoch != epoch) {
            Shuffle.fill(shuffled, configuration.seed(), epoch);
            shuffledEpoch = epoch;
        }
    }

    /** mu of a step, before the plateau's factor. */
    double learningRate(long step) {
        Rates rates = configuration.rates();
        return rates.learningRate() * rates.schedule().factor(step, totalSteps, stepsPerEpoch);
    }

    double decayFactor(long step) {
        return configuration.rates().decayFactor(step, totalSteps, stepsPerEpoch);
    }

    double dropoutFactor(long step) {
        return configuration.rates().dropoutFactor(step, totalSteps, stepsPerEpoch);
    }

    Mode mode(long step) {
        return Mode.training(configuration.seed(), step, dropoutFactor(step));
    }
}
