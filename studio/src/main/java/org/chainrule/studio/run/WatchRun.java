package org.chainrule.studio.run;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.chainrule.studio.problem.Settings;
import org.chainrule.tabular.run.OpenedModel;
import org.chainrule.tabular.run.PreparedTraining;
import org.chainrule.train.TrainingEvent;
import org.chainrule.train.TrainingListener;
import org.jspecify.annotations.Nullable;

/**
 * A training that somebody else drives, to be looked at: the one run {@value #ID}. Its {@link #listener} is given to the training; frames are made on a thread of
 * low priority from copies of the weights at the end of epochs. Nothing here slows or disturbs the training.
 */
public final class WatchRun implements Runs {
    /** The name of the run. */
    public static final String ID = "training";

    /** Parts of frames take at most one over this of the time of one core. */
    private static final int SHARE = 20;

    private static final long PATIENCE_SECONDS = 20;

    private final Mailbox mailbox = new Mailbox();
    private final WatchFeed feed = new WatchFeed(() -> mailbox.post(this::drain));
    private final Watched watched = new Watched();
    private final WatchParts parts = new WatchParts();
    private final Frames frames = new Frames(
            watched, new Parts(ID, SHARE).with("layers", parts::layers).with("outcome", parts::outcome));
    private final CountDownLatch known = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean opened;

    /** A training that has not begun. */
    @SuppressWarnings("ThreadPriorityCheck") // a hint and no more: the training goes first
    public WatchRun() {
        thread = new Thread(this::loop, "watched-training");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    /**
     * What to give to the training.
     *
     * @return a listener that never waits and throws nothing
     */
    public TrainingListener listener() {
        return feed;
    }

    /**
     * Says what is trained, so that rows can be looked at too; without it only weights and curves are shown. To be called before the training begins.
     *
     * @param prepared the training's data; stays open for as long as this is, and is not closed by it
     */
    public void begin(PreparedTraining prepared) {
        begin(Subjects.watched(prepared));
    }

    void begin(Subject subject) {
        mailbox.post(() -> {
            watched.subject(subject);
            parts.subject(subject);
            known.countDown();
        });
    }

    /**
     * A model that can only be looked at, instead of a training.
     *
     * @param model stays open for as long as this is, and is not closed by it
     * @param text  what a person should know of it
     * @return the one run
     */
    public static WatchRun of(OpenedModel model, String text) {
        WatchRun run = new WatchRun();
        run.opened = true;
        Subject subject = Subjects.opened(model);
        int perEpoch = subject.configuration()
                .passes()
                .stepsPerEpoch(subject.problem().training().rows());
        run.begin(subject);
        run.mailbox.post(() -> {
            run.watched.model(model.network(), model.history(Integer.MAX_VALUE), model.epoch(), perEpoch, text);
            run.frames.touch();
        });
        return run;
    }

    /**
     * Says that the training ended without a result, such as by divergence.
     *
     * @param why one line
     */
    public void failed(String why) {
        mailbox.post(() -> {
            drain();
            watched.failed(why);
            frames.touch();
            frames.state();
        });
    }

    private void drain() {
        boolean changed = false;
        for (TrainingEvent event = feed.next(); event != null; event = feed.next()) {
            changed |= watched.take(event);
            WatchFeed.Weights weights = event instanceof TrainingEvent.Started ? null : feed.weights();
            if (weights != null) {
                watched.weights(weights);
                known.countDown();
            }
        }
        frames.touch();
        if (changed) {
            frames.state();
        }
    }

    private void loop() {
        try {
            while (!mailbox.closed()) {
                boolean pending = frames.pending();
                Runnable task = mailbox.next(pending ? Math.max(1, frames.nanosToFrame(System.nanoTime())) : -1);
                if (task != null) {
                    task.run();
                } else if (pending) {
                    send();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            mailbox.close();
            mailbox.drain();
            frames.close();
        }
    }

    private void send() {
        try {
            frames.send();
        } catch (RuntimeException e) {
            watched.say("a frame could not be made: " + e);
        }
    }

    private RunRefusal onlyWatched() {
        return new RunRefusal(
                RunRefusal.Reason.NOT_NOW,
                opened
                        ? "this model can only be looked at; start chainrule studio DATA --target COLUMN to train one"
                        : "this training is run by the command line and can only be looked at; start chainrule studio to drive one");
    }

    private void require(String run) {
        if (!run.equals(ID)) {
            throw new RunRefusal(
                    RunRefusal.Reason.NO_SUCH_RUN, "there is no such run; the one that is watched is " + ID);
        }
    }

    private Snapshot snapshot(String run) {
        require(run);
        Snapshot at = mailbox.ask(watched::look);
        if (at == null) {
            throw new RunRefusal(
                    RunRefusal.Reason.NOT_NOW, "the weights are known when the first epoch has ended; wait for it");
        }
        return at;
    }

    @Override
    public Map<String, @Nullable Object> create(Settings settings) {
        throw onlyWatched();
    }

    @Override
    public Map<String, @Nullable Object> describe(String run) {
        require(run);
        try {
            // What is trained is known a moment after the command was started.
            if (!known.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new RunRefusal(
                        RunRefusal.Reason.NOT_NOW, "the training has not come to its first epoch's end; try again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Mailbox.gone();
        }
        return mailbox.ask(() -> {
            Map<String, @Nullable Object> tree = Shown.tree();
            tree.put("run", ID);
            tree.put("setup", SetupTree.ofWatched(watched));
            tree.put("frame", frames.complete());
            return tree;
        });
    }

    @Override
    public void delete(String run) {
        throw onlyWatched();
    }

    @Override
    public Map<String, @Nullable Object> control(String run, Control control) {
        throw onlyWatched();
    }

    @Override
    public Map<String, @Nullable Object> travel(String run, long step) {
        throw onlyWatched();
    }

    @Override
    public Map<String, @Nullable Object> edit(String run, String weight, double value) {
        throw onlyWatched();
    }

    @Override
    public Map<String, @Nullable Object> frame(String run) {
        require(run);
        return mailbox.ask(frames::complete);
    }

    @Override
    public Subscription subscribe(String run, FrameSink sink) {
        require(run);
        return mailbox.ask(() -> frames.subscribe(sink));
    }

    @Override
    public Map<String, @Nullable Object> pass(String run, RowChoice row) {
        Snapshot at = snapshot(run);
        return PassTree.of(at, at.rows(row)[0]);
    }

    @Override
    public Map<String, @Nullable Object> explain(String run, String weight, RowChoice row, int paths) {
        return Explained.of(snapshot(run), weight, row, paths);
    }

    @Override
    public Map<String, @Nullable Object> weights(String run, Window window) {
        return WeightWindow.of(snapshot(run), window);
    }

    @Override
    public Map<String, @Nullable Object> unit(String run, int layer, int unit) {
        return new UnitView(snapshot(run), layer, unit).tree(null);
    }

    @Override
    public Map<String, @Nullable Object> death(String run, int layer, int unit) {
        throw onlyWatched();
    }

    @Override
    public byte[] model(String run) {
        throw onlyWatched();
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
