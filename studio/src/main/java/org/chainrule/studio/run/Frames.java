package org.chainrule.studio.run;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Makes the frames of a run and sends them to those who listen: each gets what is new to it, and as often as it takes them. On the run's thread. */
final class Frames implements AutoCloseable {
    /** Between two frames: at most 30 a second. */
    static final long INTERVAL_NANOS = 33_333_333;
    /** Frames without their parts take at most one over this of the time. */
    private static final int SHARE = 10;

    private final Standing standing;
    private final Parts parts;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private long news = 1;
    private long lastFrame;
    private long cost;

    /** Somebody who listens, and what it has. */
    private static final class Listener {
        final FrameSink sink;
        long news;
        long serial;
        int curve;
        int era = -1;

        Listener(FrameSink sink) {
            this.sink = sink;
        }
    }

    Frames(Standing standing, Parts parts) {
        this.standing = standing;
        this.parts = parts;
    }

    /** A complete frame of the run as it stands; within a play, with the parts that were made last. */
    Map<String, @Nullable Object> complete() {
        parts.collect();
        if (!standing.playing() || parts.serial() == 0) {
            parts.complete(standing);
        }
        Map<String, @Nullable Object> frame = frame(0);
        parts.addTo(frame, 0);
        return frame;
    }

    /** The run was moved or changed: parts that were made are of another step. */
    void outdate() {
        parts.outdate();
        news++;
    }

    /** Something happened that listeners have not seen. */
    void touch() {
        news++;
    }

    Runs.Subscription subscribe(FrameSink sink) {
        Listener listener = new Listener(sink);
        complete();
        listeners.add(listener);
        send(listener);
        return () -> listeners.remove(listener);
    }

    boolean hasListeners() {
        return !listeners.isEmpty();
    }

    /** Whether somebody has not seen the latest. */
    boolean pending() {
        for (Listener listener : listeners) {
            if (listener.news != news || listener.serial != parts.serial() || parts.busy()) {
                return true;
            }
        }
        return false;
    }

    /** When the next frame may be sent, from now, in nanoseconds. */
    long nanosToFrame(long now) {
        return lastFrame + Math.max(INTERVAL_NANOS, SHARE * cost) - now;
    }

    /** Sends a frame to everybody who is ready for one. */
    void send() {
        long now = System.nanoTime();
        // By the clock, not by the last frame, so that being late once does not make all later ones late.
        lastFrame = now - lastFrame < 2 * INTERVAL_NANOS ? Math.min(now, lastFrame + INTERVAL_NANOS) : now;
        if (listeners.stream().noneMatch(listener -> listener.sink.ready())) {
            return;
        }
        parts.collect();
        if (standing.playing()) {
            parts.refresh(standing, now);
        } else {
            parts.complete(standing);
        }
        long started = System.nanoTime();
        listeners.forEach(this::send);
        cost = System.nanoTime() - started;
    }

    private void send(Listener listener) {
        if (!listener.sink.ready()) {
            return;
        }
        Curve curve = standing.curve();
        int from = listener.era == curve.era() ? Math.min(listener.curve, curve.size()) : 0;
        Map<String, @Nullable Object> frame = frame(from);
        parts.addTo(frame, listener.serial);
        if (listener.sink.frame(frame)) {
            listener.era = curve.era();
            listener.curve = curve.size();
            listener.serial = parts.serial();
            listener.news = news;
        }
    }

    /** Does not try again to send what could not be made. */
    void giveUp() {
        listeners.forEach(listener -> {
            listener.news = news;
            listener.serial = parts.serial();
        });
    }

    /** Says that the run plays, pauses, has ended or diverged. */
    void state() {
        Map<String, @Nullable Object> tree = Shown.tree();
        putState(tree);
        listeners.forEach(listener -> listener.sink.state(tree));
    }

    private void putState(Map<String, @Nullable Object> tree) {
        tree.put("state", standing.stateName());
        tree.put("message", standing.message());
    }

    private Map<String, @Nullable Object> frame(int curveFrom) {
        long step = standing.step();
        int perEpoch = standing.stepsPerEpoch();
        boolean end = step > 0 && step % perEpoch == 0;
        Map<String, @Nullable Object> tree = Shown.tree();
        tree.put("step", step);
        tree.put("epoch", step == 0 ? 0 : (step - 1) / perEpoch + 1);
        tree.put("stepInEpoch", end ? perEpoch : step % perEpoch);
        tree.put("stepsPerEpoch", perEpoch);
        tree.put("seen", standing.seen());
        putState(tree);
        tree.put("loss", standing.loss());
        tree.put("learningRate", standing.learningRate());
        tree.put("stepsPerSecond", Shown.figures(standing.stepsPerSecond()));
        tree.put("curve", standing.curve().from(curveFrom));
        tree.put("curveFrom", curveFrom);
        tree.put("metricName", standing.metricName());
        tree.put("edits", standing.edits());
        return tree;
    }

    /** Nothing follows. */
    @Override
    public void close() {
        listeners.forEach(listener -> listener.sink.end());
        listeners.clear();
        parts.close();
    }
}
