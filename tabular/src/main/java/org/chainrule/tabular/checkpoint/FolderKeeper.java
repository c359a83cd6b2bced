package org.chainrule.tabular.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.CheckpointContents;
import org.chainrule.tabular.model.CheckpointFile;
import org.chainrule.train.TrainingKeeper;
import org.chainrule.train.TrainingState;
import org.jspecify.annotations.Nullable;

/** Keeps the states of one training in its folder. At most one state is being written; none is due until it is. */
final class FolderKeeper implements TrainingKeeper {
    private static final int GENERATIONS = 2;

    /**
     * Where a training begins.
     *
     * @param state   what was kept; null begins anew
     * @param from    the file that it was read from
     * @param kept    all files of this training, the newest first
     * @param warning what a person should know of it
     */
    record Start(
            @Nullable TrainingState state,
            @Nullable Generation from,
            List<Generation> kept,
            @Nullable String warning) {}

    private final CheckpointOptions options;
    private final String name;
    private final Function<TrainingState, CheckpointContents> contents;
    private final Start start;
    private final ExecutorService writer;
    private final AtomicReference<@Nullable String> warning;
    private final AtomicReference<@Nullable String> failed = new AtomicReference<>();

    // of the training thread
    private long kept = System.nanoTime();
    private int epochs;
    private long number;
    private @Nullable Future<?> pending;
    private boolean said;

    // of the writing thread
    private final Deque<Generation> whole = new ArrayDeque<>();
    private final List<Generation> others;

    FolderKeeper(
            CheckpointOptions options,
            String name,
            Function<TrainingState, CheckpointContents> contents,
            Start start,
            ExecutorService writer) {
        this.options = options;
        this.name = name;
        this.contents = contents;
        this.start = start;
        this.writer = writer;
        this.warning = new AtomicReference<>(start.warning());
        this.number = start.kept().isEmpty() ? 0 : start.kept().get(0).number();
        this.others = new ArrayList<>(start.kept());
        if (start.from() != null) {
            whole.add(start.from());
            others.remove(start.from());
        }
    }

    @Override
    public @Nullable TrainingState resumed() {
        return start.state();
    }

    @Override
    public boolean due(boolean epochEnded) {
        if (epochEnded) {
            epochs++;
        }
        boolean time = options.everyEpochs() > 0
                ? epochEnded && epochs >= options.everyEpochs()
                : System.nanoTime() - kept >= options.every().toNanos();
        return time && (pending == null || pending.isDone());
    }

    @Override
    public void keep(TrainingState state, boolean last) {
        await();
        epochs = 0;
        number++;
        Generation next = Generation.of(options.directory(), name, number, state.ended() != null);
        pending = writer.submit(() -> write(next, state));
        if (last) {
            await();
        }
        kept = System.nanoTime();
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
            CheckpointFile.write(contents.apply(state), next.file());
            whole.addLast(next);
            while (whole.size() > GENERATIONS) {
                Files.deleteIfExists(whole.removeFirst().file());
            }
            while (!others.isEmpty()) {
                Files.deleteIfExists(others.remove(0).file());
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
                Files.deleteIfExists(one.file());
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
