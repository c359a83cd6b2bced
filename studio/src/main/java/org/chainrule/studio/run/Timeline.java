package org.chainrule.studio.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.chainrule.network.ParameterLayout;
import org.chainrule.train.Checkpoint;
import org.chainrule.train.Precision;

/**
 * The steps of a run that can be gone back to: checkpoints, thinned to a budget of memory. Step 0 and the latest are always kept; of the others those go first
 * that stand close together and long ago, and ends of epochs go last. Steps between are taken again from the checkpoint before them.
 */
final class Timeline {
    /** Memory of a run's checkpoints. */
    static final long BUDGET_BYTES = 64L << 20;

    private static final int FEWEST = 6;
    private static final int MOST = 2000;
    /** How much dearer the end of an epoch is than a step within. */
    private static final double EPOCH_END = 4;

    private final TreeMap<Long, Mark> checkpoints = new TreeMap<>();
    private final int stepsPerEpoch;
    private final int capacity;
    private final int latest;
    private long seen;

    /**
     * The step that led somewhere.
     *
     * @param loss         of its batch, before it; NaN at step 0
     * @param learningRate mu; NaN at step 0
     */
    record Last(double loss, double learningRate) {
        /** No step. */
        static final Last NONE = new Last(Double.NaN, Double.NaN);
    }

    /**
     * A step that can be gone back to.
     *
     * @param checkpoint the run as it stood there
     * @param last       the step that led there
     */
    record Mark(Checkpoint checkpoint, Last last) {
        long step() {
            return checkpoint.step();
        }
    }

    Timeline(Subject subject, int stepsPerEpoch) {
        this(stepsPerEpoch, (int) Math.max(FEWEST, Math.min(MOST, BUDGET_BYTES / Math.max(1, bytes(subject)))));
    }

    Timeline(int stepsPerEpoch, int capacity) {
        this.stepsPerEpoch = stepsPerEpoch;
        this.capacity = capacity;
        this.latest = Math.max(1, Math.min(8, capacity / 4));
    }

    /** Weights, the best weights and the optimiser's vectors. */
    private static long bytes(Subject subject) {
        long parameters = new ParameterLayout(subject.problem().network()).size();
        int number = subject.configuration().precision() == Precision.FLOAT32 ? 4 : 8;
        return parameters * number * (2 + subject.configuration().optimizer().vectors());
    }

    /** The furthest step seen. */
    long seen() {
        return seen;
    }

    void see(long step) {
        seen = Math.max(seen, step);
    }

    void add(Checkpoint checkpoint, Last last) {
        checkpoints.put(checkpoint.step(), new Mark(checkpoint, last));
        see(checkpoint.step());
        while (checkpoints.size() > capacity) {
            thin(checkpoint.step());
        }
    }

    private void thin(long added) {
        List<Long> steps = new ArrayList<>(checkpoints.keySet());
        int last = steps.size() - 1;
        double end = steps.get(last);
        long victim = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int k = 1; k <= last - latest; k++) {
            long step = steps.get(k);
            double gap = steps.get(k + 1) - steps.get(k - 1);
            double worth = gap / (end - step + 1) * (step % stepsPerEpoch == 0 ? EPOCH_END : 1);
            if (worth < least && step != added) {
                least = worth;
                victim = step;
            }
        }
        checkpoints.remove(victim < 0 ? steps.get(1) : victim);
    }

    /** The checkpoint at a step, or the nearest before it. */
    Mark before(long step) {
        return Objects.requireNonNull(checkpoints.floorEntry(step)).getValue();
    }

    /** Forgets what came at a step and behind it: from there on the run is another. */
    void cut(long step) {
        checkpoints.tailMap(step, true).clear();
        seen = step;
    }

    /** The checkpoints up to a step, in order. */
    List<Checkpoint> until(long step) {
        return checkpoints.headMap(step, true).entrySet().stream()
                .map(entry -> entry.getValue().checkpoint())
                .toList();
    }
}
