package org.chainrule.tabular.checkpoint;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.chainrule.optim.Optimizer;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.CheckpointContents;
import org.chainrule.train.TrainingKeeper;
import org.chainrule.train.TrainingState;
import org.jspecify.annotations.Nullable;

/** Keeps the states of one training in a store, the last two of them. At most one state is being written; none is due until it is. */
public final class StoreKeeper implements TrainingKeeper {
    private static final int GENERATIONS = 2;

    private final CheckpointStore store;
    private final TrainingStates.Identity identity;
    private final TrainingStates.Start start;
    private final Cadence cadence;
    private final ExecutorService writer;
    private final AtomicReference<@Nullable String> warning;
    private final AtomicReference<@Nullable String> failed = new AtomicReference<>();

    // of the training thread
    private long number;
    private @Nullable Future<?> pending;
    private boolean said;

    // of the writing thread
    private final Deque<Generation> whole = new ArrayDeque<>();
    private final List<Generation> others;

    StoreKeeper(
            CheckpointStore store,
            TrainingStates.Identity identity,
            TrainingStates.Start start,
            Cadence cadence,
            ExecutorService writer) {
        this.store = store;
        this.identity = identity;
        this.start = start;
        this.cadence = cadence;
        this.writer = writer;
        this.warning = new AtomicReference<>(start.warning());
        this.number = start.kept().isEmpty() ? 0 : start.kept().get(0).number();
        this.others = new ArrayList<>(start.kept());
        if (start.from() != null) {
            whole.add(start.from());
            others.remove(start.from());
        }
    }

    /**
     * The keeper of a training that has a store for itself, going on from the last state in it that is whole.
     *
     * @param store       where
     * @param fingerprint all that its steps depend on, by name
     * @param rule        its update rule
     * @param cadence     how often
     * @param writer      a single thread
     * @return to be given to the trainer
     * @throws UserException if the store holds states of another training, or none of them can be read
     */
    public static StoreKeeper of(
            CheckpointStore store,
            Map<String, String> fingerprint,
            Optimizer rule,
            Cadence cadence,
            ExecutorService writer) {
        TrainingStates.Identity identity = new TrainingStates.Identity(CheckpointFolder.ONE, fingerprint, rule);
        return new StoreKeeper(store, identity, TrainingStates.start(store, identity), cadence, writer);
    }

    /**
     * A thread that writes, and that no process waits for.
     *
     * @return to be shut down by whoever asked
     */
    public static ExecutorService writer() {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "chainrule-checkpoint");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public @Nullable TrainingState resumed() {
        return start.state();
    }

    @Override
    public boolean due(boolean epochEnded) {
        return cadence.due(epochEnded) && (pending == null || pending.isDone());
    }

    @Override
    public void keep(TrainingState state, boolean last) {
        await();
        number++;
        Generation next = new Generation(identity.name(), number, state.ended() != null);
        pending = writer.submit(() -> write(next, state));
        if (last) {
            await();
        }
        cadence.kept();
    }

    private void await() {
        if (pending != null) {
            try {
                pending.get();
            } catch (ExecutionException e) {
                failed.compareAndSet(null, String.valueOf(e.getCause()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void write(Generation next, TrainingState state) {
        try {
            forgetBeforeTheLastTwo();
            store.write(next, new CheckpointContents(identity.fingerprint(), identity.rule(), state));
            whole.addLast(next);
            while (whole.size() > GENERATIONS) {
                store.delete(whole.removeFirst());
            }
            while (!others.isEmpty()) {
                store.delete(others.remove(0));
            }
        } catch (UserException e) {
            failed.compareAndSet(null, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            failed.compareAndSet(null, "cannot delete an older checkpoint: " + Display.text(String.valueOf(e)));
        } catch (OutOfMemoryError e) {
            failed.compareAndSet(null, "the memory of the virtual machine is too small; give more, for example -Xmx4g");
        }
    }

    /** A training that was killed before it could delete leaves more; killed again and again they must not pile up. */
    private void forgetBeforeTheLastTwo() throws IOException {
        Generation from = start.from();
        if (from != null) {
            List<Generation> older =
                    others.stream().filter(one -> one.number() < from.number()).toList();
            for (Generation one : older.subList(Math.min(GENERATIONS - 1, older.size()), older.size())) {
                store.delete(one);
                others.remove(one);
            }
        }
    }

    @Override
    public @Nullable String warning() {
        String found = warning.getAndSet(null);
        String why = failed.get();
        if (why != null && !said) {
            said = true;
            String lost = "no checkpoint was kept: " + why
                    + "; the training goes on and tries again, but what is not kept is lost if it is killed";
            return found == null ? lost : found + "; " + lost;
        }
        return found;
    }
}
