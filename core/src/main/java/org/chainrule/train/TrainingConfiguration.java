package org.chainrule.train;

import java.time.Duration;
import org.chainrule.optim.Clipping;
import org.chainrule.optim.Optimizer;
import org.chainrule.schedule.LearningRateSchedule;
import org.jspecify.annotations.Nullable;

/**
 * How a network is trained. Weights depend on this record (its time limit and thread count aside), the data and the version of Chainrule, and on nothing else.
 *
 * @param optimizer    the update rule
 * @param learningRate mu, before the schedule
 * @param schedule     factor on mu over time
 * @param epochs       passes over the training rows, at most
 * @param batchSize    rows of a step; more than there are means all of them
 * @param patience     epochs without improvement on the validation rows before training stops; 0 never stops early
 * @param clipping     bound on the gradient
 * @param l1           weight of sum abs(w) in the cost, weight matrices only
 * @param l2           weight of 1/2 sum w^2 in the cost, weight matrices only
 * @param precision    which engine
 * @param threads      threads that work on a step; 0 chooses by a cost model
 * @param seed         where all randomness comes from
 * @param timeLimit    wall-clock bound, null for none
 */
public record TrainingConfiguration(
        Optimizer optimizer,
        double learningRate,
        LearningRateSchedule schedule,
        int epochs,
        int batchSize,
        int patience,
        Clipping clipping,
        double l1,
        double l2,
        Precision precision,
        int threads,
        long seed,
        @Nullable Duration timeLimit) {

    /** Checks the ranges. */
    public TrainingConfiguration {
        require(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY, "learningRate must be positive and finite, found " + learningRate);
        require(epochs >= 1, "epochs must be at least 1, found " + epochs);
        require(batchSize >= 1, "batchSize must be at least 1, found " + batchSize);
        require(patience >= 0, "patience must be 0 (never stop early) or more, found " + patience);
        require(l1 >= 0 && l2 >= 0, "l1 and l2 must not be negative, found " + l1 + " and " + l2);
        require(threads >= 0 && threads <= 1024, "threads must be 0 (automatic) to 1024, found " + threads);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
