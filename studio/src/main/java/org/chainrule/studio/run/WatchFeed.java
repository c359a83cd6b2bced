package org.chainrule.studio.run;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.chainrule.train.TrainedNetwork;
import org.chainrule.train.TrainingEvent;
import org.chainrule.train.TrainingListener;
import org.jspecify.annotations.Nullable;

/**
 * What a training hands to those who watch it, on the training's thread: short notes in a queue, and now and then a copy of the weights. It never waits, copies
 * weights a few times a second at most and only for a small share of the time, and keeps its own mistakes to itself.
 */
final class WatchFeed implements TrainingListener {
    private static final long COPY_NANOS = 250_000_000;
    /** Copying takes at most one over this of the time. */
    private static final int COPY_SHARE = 100;

    private final Runnable wake;
    private final ConcurrentLinkedQueue<TrainingEvent> notes = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Weights> weights = new AtomicReference<>();
    private final AtomicBoolean awake = new AtomicBoolean();
    private long nextCopy = System.nanoTime();
    private int epochs;

    /**
     * Weights at the end of an epoch.
     *
     * @param epoch   from 1
     * @param network a copy
     */
    record Weights(int epoch, TrainedNetwork network) {}

    /**
     * A feed.
     *
     * @param wake called when something is there; must not wait
     */
    WatchFeed(Runnable wake) {
        this.wake = wake;
    }

    @Override
    public boolean hearsWeights() {
        return true;
    }

    @Override
    public void on(TrainingEvent event) {
        try {
            hear(event);
        } catch (RuntimeException e) {
            // A training is worth more than a picture of it.
        }
    }

    private void hear(TrainingEvent event) {
        if (event instanceof TrainingEvent.WeightsChanged changed) {
            copy(changed);
            return;
        }
        if (event instanceof TrainingEvent.StepFinished) {
            return;
        }
        if (event instanceof TrainingEvent.Started started) {
            epochs = started.epochs();
            nextCopy = System.nanoTime();
        }
        notes.add(event);
        if (!awake.getAndSet(true)) {
            wake.run();
        }
    }

    private void copy(TrainingEvent.WeightsChanged changed) {
        long now = System.nanoTime();
        if (now - nextCopy < 0 && changed.epoch() < epochs) {
            return;
        }
        weights.set(new Weights(changed.epoch(), changed.weights().get()));
        long done = System.nanoTime();
        nextCopy = done + Math.max(COPY_NANOS, COPY_SHARE * (done - now));
    }

    /** The next note; null if there is none, and then the next one wakes again. */
    @Nullable
    TrainingEvent next() {
        TrainingEvent note = notes.poll();
        if (note == null && awake.getAndSet(false)) {
            return notes.poll();
        }
        return note;
    }

    /** The weights that were copied last; null if there are none since. */
    @Nullable
    Weights weights() {
        return weights.getAndSet(null);
    }
}
