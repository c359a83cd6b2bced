package org.chainrule.tabular.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.chainrule.optim.Optimizer;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.AtomicFile;
import org.chainrule.train.TrainingKeeper;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which a training keeps its states: locked while it is open, and the last two states that were written stay, so that one is whole whatever happens
 * to the other. Writing is done by a thread of its own, one file at a time.
 */
public final class CheckpointFolder implements AutoCloseable {
    /** The name of a training that has the folder for itself. */
    public static final String ONE = "training";

    private final @Nullable CheckpointOptions options;
    private final @Nullable FolderLock lock;
    private final List<Generation> found;
    private final ExecutorService writer = StoreKeeper.writer();

    private CheckpointFolder(@Nullable CheckpointOptions options, @Nullable FolderLock lock, List<Generation> found) {
        this.options = options;
        this.lock = lock;
        this.found = found;
    }

    /**
     * Opens a folder, or makes it.
     *
     * @param options where; null keeps nothing
     * @return to be closed
     * @throws UserException if it cannot be written to, belongs to a training that runs, or holds one that is not to be gone on with
     */
    public static CheckpointFolder open(@Nullable CheckpointOptions options) {
        if (options == null) {
            return new CheckpointFolder(null, null, List.of());
        }
        Path directory = options.directory();
        try {
            if (Files.exists(directory) && !Files.isDirectory(directory)) {
                throw UserException.usage("expected a folder for --checkpoint, found the file "
                        + Display.text(directory.toString()) + "; name another");
            }
            Files.createDirectories(directory);
            FolderLock lock = FolderLock.of(directory);
            boolean opened = false;
            try {
                FolderStore store = new FolderStore(directory);
                store.tidy();
                AtomicFile.requireWritable(directory.resolve("new.checkpoint"));
                List<Generation> found = store.all();
                if (!options.resume() && !found.isEmpty()) {
                    throw UserException.usage(occupied(directory, found.get(0)));
                }
                opened = true;
                return new CheckpointFolder(options, lock, found);
            } finally {
                if (!opened) {
                    lock.close();
                }
            }
        } catch (IOException e) {
            throw new UserException(
                    UserException.Kind.USAGE,
                    "cannot keep checkpoints in " + Display.text(directory.toString()) + ": "
                            + Display.text(String.valueOf(e))
                            + "; check its permissions, or name another --checkpoint folder",
                    e);
        }
    }

    private static String occupied(Path directory, Generation newest) {
        return "the folder " + Display.text(directory.toString()) + " holds the checkpoints of a "
                + (newest.finished() && newest.name().equals(ONE)
                        ? "training that is finished; add --resume to take its result"
                        : "training; add --resume to go on with it")
                + ", or name another --checkpoint folder for a new one";
    }

    /**
     * Whether states are kept.
     *
     * @return false if there is no folder
     */
    public boolean keeps() {
        return options != null;
    }

    /**
     * Where it is.
     *
     * @return its path; null if nothing is kept
     */
    public @Nullable Path directory() {
        return options == null ? null : options.directory();
    }

    /**
     * What keeps the states of one training.
     *
     * @param name        of the training within the folder
     * @param fingerprint all that its steps depend on, by name
     * @param rule        its update rule
     * @return to be given to the trainer
     * @throws UserException if the folder holds states of another training by this name, or none of them can be read
     */
    public TrainingKeeper keeper(String name, Map<String, String> fingerprint, Optimizer rule) {
        if (options == null) {
            return TrainingKeeper.NONE;
        }
        CheckpointStore store = new FolderStore(options.directory());
        TrainingStates.Identity identity = new TrainingStates.Identity(name, fingerprint, rule);
        TrainingStates.Start start = TrainingStates.start(store, identity);
        if (options.resume() && found.isEmpty() && start.from() == null) {
            start = start.warned("there is no checkpoint in " + store.where() + ": training begins anew");
        }
        return new StoreKeeper(store, identity, start, Cadence.of(options), writer);
    }

    /**
     * The trainings that the folder held when it was opened.
     *
     * @return their names
     */
    public Set<String> names() {
        return found.stream().map(Generation::name).collect(Collectors.toSet());
    }

    /** Waits until everything is written, and lets go of the folder. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(1, TimeUnit.HOURS)) {
                writer.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (lock != null) {
            try {
                lock.close();
            } catch (IOException e) {
                // the system lets go of it when the process ends
            }
        }
    }
}
