package org.chainrule.studio.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.chainrule.train.Checkpoint;
import org.jspecify.annotations.Nullable;

/**
 * A run and the one thread that it belongs to. Requests come as messages and are answered between two steps; whoever only looks gets a copy and works on its own
 * thread. A paused run waits for messages and costs nothing.
 */
final class Run implements AutoCloseable {
    private static final long RETRY_NANOS = 50_000_000;

    private final Subject subject;
    private final Mailbox mailbox = new Mailbox();
    private final Playback playback;
    private final Frames frames;
    private final @Nullable Surfaces surfaces;
    private final Thread thread;
    private final List<CompletableFuture<Map<String, @Nullable Object>>> waiting = new ArrayList<>();
    private volatile boolean playing;
    private volatile long used = System.nanoTime();

    Run(String name, Subject subject, List<Edit> edits) {
        this.subject = subject;
        Subject.Plane plane = subject.plane();
        this.surfaces = plane == null ? null : new Surfaces(subject, plane);
        Parts parts = Parts.of(subject, LayerTrees.of(subject), surfaces, name);
        this.playback = new Playback(subject, edits);
        this.frames = new Frames(playback, parts);
        this.thread = new Thread(this::loop, name);
        thread.setDaemon(true);
        thread.start();
    }

    Subject subject() {
        return subject;
    }

    /** Whether nothing goes on. */
    boolean idle() {
        return !playing;
    }

    boolean watched() {
        return frames.hasListeners();
    }

    /** When it was last asked for something, by {@code System.nanoTime}. */
    long used() {
        return used;
    }

    private void loop() {
        try {
            while (!mailbox.closed()) {
                go(mailbox.next(patience()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            mailbox.close();
            mailbox.drain();
            waiting.forEach(future -> future.completeExceptionally(Mailbox.gone()));
            frames.close();
            playback.close();
            subject.close();
        }
    }

    /** One turn; a run outlives what goes wrong in it. */
    private void go(@Nullable Runnable task) {
        try {
            if (task == null) {
                proceed();
            } else {
                moved(task);
            }
        } catch (RuntimeException e) {
            playback.stop("something went wrong: " + e + "; travel back, or start the run again");
            playing = false;
            frames.giveUp();
            frames.state();
            waiting.forEach(future -> future.completeExceptionally(e));
            waiting.clear();
        }
    }

    /** How long to wait for a message. */
    private long patience() {
        if (!playback.playing()) {
            return frames.pending() ? RETRY_NANOS : -1;
        }
        long now = System.nanoTime();
        long step = playback.nanosToStep(now);
        return Math.max(0, frames.pending() ? Math.min(step, frames.nanosToFrame(now)) : step);
    }

    /** A step, if it is time; a frame, if it is time. */
    private void proceed() {
        if (playback.playing() && playback.nanosToStep(System.nanoTime()) <= 0) {
            moved(playback::take);
            frames.touch();
        }
        if (frames.hasListeners() && frames.nanosToFrame(System.nanoTime()) <= 0 && frames.pending()) {
            frames.send();
        }
    }

    /** Does something, and says so if the state is another then. */
    private void moved(Runnable action) {
        Playback.State before = playback.state();
        action.run();
        playing = playback.playing();
        if (before != playback.state()) {
            frames.touch();
            frames.state();
        }
        if (!playing && !waiting.isEmpty()) {
            Map<String, @Nullable Object> frame = frames.complete();
            waiting.forEach(future -> future.complete(frame));
            waiting.clear();
        }
    }

    Map<String, @Nullable Object> control(Control control) {
        used = System.nanoTime();
        if (control.action() == Control.Action.EPOCH) {
            return await(mailbox.order(() -> {
                playback.epoch();
                frames.touch();
                CompletableFuture<Map<String, @Nullable Object>> future = new CompletableFuture<>();
                waiting.add(future);
                return future;
            }));
        }
        return mailbox.order(() -> {
            switch (control.action()) {
                case PLAY -> playback.play(control.stepsPerSecond());
                case PAUSE -> playback.pause();
                default -> playback.batch();
            }
            frames.touch();
            return frames.complete();
        });
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    Map<String, @Nullable Object> travel(long step) {
        used = System.nanoTime();
        return mailbox.order(() -> {
            playback.travel(step, mailbox::hasOrder);
            frames.outdate();
            return frames.complete();
        });
    }

    Map<String, @Nullable Object> edit(String weight, double value) {
        used = System.nanoTime();
        return mailbox.order(() -> {
            playback.edit(weight, value);
            frames.outdate();
            return frames.complete();
        });
    }

    Map<String, @Nullable Object> frame() {
        used = System.nanoTime();
        return mailbox.ask(frames::complete);
    }

    Runs.Subscription subscribe(FrameSink sink) {
        return mailbox.ask(() -> frames.subscribe(sink));
    }

    /** The run as it stands, with what the next step would do. */
    Snapshot snapshot() {
        used = System.nanoTime();
        return mailbox.ask(() -> playback.course().snapshot(true));
    }

    Map<String, @Nullable Object> unit(int layer, int unit) {
        return new UnitView(snapshot(), layer, unit).tree(surfaces);
    }

    Map<String, @Nullable Object> death(int layer, int unit) {
        Question question = mailbox.ask(() -> new Question(
                playback.course().snapshot(false),
                playback.course().edits(),
                playback.timeline().until(playback.course().step())));
        return new DeathSearch(subject, question.edits(), question.checkpoints(), layer, unit).answer(question.now());
    }

    /** What a search for a death needs to know. */
    private record Question(Snapshot now, List<Edit> edits, List<Checkpoint> checkpoints) {}

    /** Asks something of the run between two steps. */
    <T> T ask(Function<Playback, T> question) {
        used = System.nanoTime();
        return mailbox.ask(() -> question.apply(playback));
    }

    @Override
    public void close() {
        mailbox.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
