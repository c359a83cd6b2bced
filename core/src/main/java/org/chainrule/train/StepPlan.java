package org.chainrule.train;

import java.util.Arrays;
import org.chainrule.gradient.Mode;

/** Which rows a step takes, at which rates: a pure function of the step's number and the configuration, so that any step can be taken up again. */
final class StepPlan {
    final int batchSize;
    final int stepsPerEpoch;
    final long totalSteps;
    private final TrainingConfiguration configuration;
    private final long seed;
    private final int rows;
    private int[] shuffled = {};
    private int shuffledEpoch;

    StepPlan(TrainingConfiguration configuration, int rows) {
        this(configuration, configuration.seed(), rows, rows);
    }

    /**
     * As many steps as if there were {@code rowsOfLargest} rows: the last one of an epoch may find fewer rows than elsewhere, or none.
     *
     * @param configuration batch size and rates
     * @param seed          of the order of the rows
     * @param rows          that there are
     * @param rowsOfLargest as many or more
     */
    StepPlan(TrainingConfiguration configuration, long seed, int rows, int rowsOfLargest) {
        this.configuration = configuration;
        this.seed = seed;
        this.rows = rows;
        this.batchSize = configuration.passes().batchRows(rowsOfLargest);
        this.stepsPerEpoch = configuration.passes().stepsPerEpoch(rowsOfLargest);
        this.totalSteps = (long) stepsPerEpoch * configuration.epochs();
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
        return order(step, stepsPerEpoch - inEpoch(step));
    }

    /**
     * The rows of some steps of one epoch; valid until another epoch is asked for.
     *
     * @param step  the first
     * @param count how many
     * @return row numbers; where the last of these steps {@link #isIdle}, one more than there are rows ends them
     */
    int[] order(long step, int count) {
        shuffle(epoch(step));
        long from = (long) inEpoch(step) * batchSize;
        int end = (int) Math.min(rows, from + (long) count * batchSize);
        if (from == 0 && end == rows && !isIdle(step + count - 1)) {
            return shuffled;
        }
        int[] order = Arrays.copyOfRange(shuffled, (int) from, isIdle(step + count - 1) ? end + 1 : end);
        if (isIdle(step + count - 1)) {
            order[order.length - 1] = rows;
        }
        return order;
    }

    /** Whether no row is left for a step that others take, who have one row more. */
    boolean isIdle(long step) {
        return (long) inEpoch(step) * batchSize >= rows;
    }

    /** The rows of a step. */
    int[] rows(long step) {
        return order(step, 1).clone();
    }

    private void shuffle(int epoch) {
        if (shuffledEpoch != epoch) {
            if (shuffledEpoch == 0) {
                shuffled = new int[rows];
            }
            Shuffle.fill(shuffled, seed, epoch);
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
