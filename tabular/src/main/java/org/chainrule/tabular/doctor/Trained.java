package org.chainrule.tabular.doctor;

import java.util.List;
import org.chainrule.tabular.encode.Encoder;
import org.chainrule.tabular.model.Evaluation;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.train.TrainedNetwork;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.chainrule.train.TrainingEvent.StopReason;
import org.jspecify.annotations.Nullable;

/**
 * What is looked at after a training. Arrays are not copied and not written.
 *
 * @param network    the weights that were kept
 * @param encoder    from rows to inputs
 * @param table      the training table
 * @param rows       rows of it that were trained on
 * @param history    one entry an epoch
 * @param stopReason why it ended; null if it diverged
 * @param watched    name of the metric that early stopping watched
 * @param training   the model on a sample of the training rows
 * @param validation the model on the validation rows; null without
 */
@SuppressWarnings("ArrayRecordComponent")
public record Trained(
        TrainedNetwork network,
        Encoder encoder,
        RawTable table,
        int[] rows,
        List<EpochFinished> history,
        @Nullable StopReason stopReason,
        String watched,
        Evaluation training,
        @Nullable Evaluation validation) {
    /** Rows of the sample {@link #training}, at most. */
    public static final int MOST_ROWS = 2_000;

    /** Copies the list. */
    public Trained {
        history = List.copyOf(history);
    }

    /**
     * The training rows to judge the model on.
     *
     * @param rows all of them
     * @return an evenly spread sample
     */
    public static int[] sample(int[] rows) {
        return Cells.spread(rows, MOST_ROWS);
    }
}
