package org.chainrule.studio.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.function.Consumer;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;
import org.jspecify.annotations.Nullable;

/**
 * The place of one model: whoever answers a request takes the {@link Edition} that is there, and a newer one of the same file takes its place whole or not at
 * all. A file that cannot be read, or whose model asks for other columns or gives other classes, changes nothing.
 */
final class ModelSlot {
    /** What came of looking at the file again. */
    enum Outcome {
        /** There is a new edition. */
        LOADED,
        /** The file holds what is served already. */
        SAME,
        /** The file is bad or does not fit: what was served still is. */
        REFUSED
    }

    /** What tells a file that was changed from one that was not. */
    private record Stamp(long modified, long size, @Nullable Object key) {}

    private final ModelSource source;
    private final Consumer<String> say;
    private volatile Edition edition;
    private @Nullable Stamp read;
    private @Nullable Stamp seen;

    /**
     * Reads the model for the first time.
     *
     * @param source name and file
     * @param say    told what a person should know, line by line
     * @throws UserException if it cannot be read
     */
    ModelSlot(ModelSource source, Consumer<String> say) {
        this.source = source;
        this.say = say;
        read = stamp();
        seen = read;
        edition = load();
    }

    /** What is served. */
    Edition edition() {
        return edition;
    }

    /** Reads the file again if it has changed and stays as it is: one that is still being written is left for the next time. Null if there was nothing to do. */
    @Nullable
    synchronized Outcome poll() {
        Stamp now = stamp();
        boolean settled = now != null && now.equals(seen);
        seen = now;
        return settled && !Objects.equals(now, read) ? reload() : null;
    }

    /** Reads the file again. */
    synchronized Outcome reload() {
        read = stamp(); // before the bytes: what changes meanwhile is found by the next look
        Edition was = edition;
        try {
            Edition next = load();
            String differs = next.differsFrom(was);
            if (!differs.isEmpty()) {
                say.accept("model " + source.name() + ": expected a model with the columns, target and classes of the"
                        + " one that is served, found other " + differs
                        + "; the old model is kept, start the server again to serve the new one");
                return Outcome.REFUSED;
            }
            if (next.same(was)) {
                return Outcome.SAME;
            }
            edition = next;
            say.accept("model " + source.name() + ": version " + next.version() + " instead of " + was.version());
            return Outcome.LOADED;
        } catch (RuntimeException
                | OutOfMemoryError wrong) { // whatever a file does to its reader, the old model is served
            say.accept("model " + source.name() + ": " + wrong.getMessage() + "; the old model is kept");
            return Outcome.REFUSED;
        }
    }

    private Edition load() {
        return Edition.of(source.name(), Model.load(source.file()));
    }

    private @Nullable Stamp stamp() {
        try {
            BasicFileAttributes file = Files.readAttributes(source.file(), BasicFileAttributes.class);
            return new Stamp(file.lastModifiedTime().toMillis(), file.size(), file.fileKey());
        } catch (IOException gone) {
            return null;
        }
    }

    @Override
    public String toString() {
        return source.name() + " from " + Display.text(String.valueOf(source.file()));
    }
}
