package org.chainrule.tabular.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Json;
import org.chainrule.tabular.model.ModelContents;
import org.chainrule.tabular.model.ModelFile;
import org.jspecify.annotations.Nullable;

/**
 * The trials of a search on the disk, so that it can be continued: a text file of one JSON object a line, first what is searched, then each finished training
 * in the order in which they ended. A line is forced to the disk before the next training counts on it; a last line that was cut off is forgotten. Once
 * something cannot be written, as on a full disk, that is said once, and the search goes on in memory.
 */
final class TuneLog implements AutoCloseable {
    /** The file of the trials. */
    static final String FILE = "trials.jsonl";

    private static final String FORMAT = "chainrule-tune-1";
    private static final long MOST_BYTES = 1L << 28;

    private final Path directory;
    private final @Nullable FileChannel channel;
    private final List<Entry> entries = new ArrayList<>();
    private final Consumer<String> warnings;
    private boolean lost;
    private double secondsBefore;

    /**
     * A finished training.
     *
     * @param trial   the configuration, from 0
     * @param rung    from 0: how many of its epochs it had
     * @param name    the preset and what is changed
     * @param score   the watched metric on the validation rows; NaN if it diverged
     * @param epochs  epochs that were run
     * @param seconds wall-clock time
     * @param note    may be empty
     */
    record Entry(int trial, int rung, String name, double score, int epochs, double seconds, String note) {}

    private TuneLog(Path directory, @Nullable FileChannel channel, Consumer<String> warnings) {
        this.directory = directory;
        this.channel = channel;
        this.warnings = warnings;
    }

    /** A log that is kept nowhere. */
    static TuneLog nowhere() {
        return new TuneLog(Path.of(""), null, message -> {});
    }

    /**
     * Opens a log, or begins one.
     *
     * @param directory made if it is absent
     * @param search    what is searched, by name: a log of another search is refused
     * @param warnings  told once if something cannot be written
     */
    static TuneLog open(Path directory, Map<String, String> search, Consumer<String> warnings) {
        return open(directory, search, warnings, channel -> channel);
    }

    /** The same, with a channel put around that of the file: how tests make disks full. */
    static TuneLog open(
            Path directory, Map<String, String> search, Consumer<String> warnings, UnaryOperator<FileChannel> around) {
        Path file = directory.resolve(FILE);
        try {
            Files.createDirectories(directory);
            FileChannel channel = around.apply(FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
            try {
                lock(channel, directory);
                TuneLog log = new TuneLog(directory, channel, warnings);
                log.read(search);
                return log;
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private static void lock(FileChannel channel, Path directory) throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // by this process: the message is the same
        }
        throw UserException.usage("the trials in " + Display.text(directory.toString())
                + " are being continued by another search; wait for its end, or name another --tune-dir");
    }

    private static UserException failed(Path file, IOException e) {
        return new UserException(
                UserException.Kind.USAGE,
                "cannot keep trials in " + Display.text(file.toString()) + ": " + Display.text(String.valueOf(e))
                        + "; check --tune-dir",
                e);
    }

    private void read(Map<String, String> search) throws IOException {
        FileChannel open = java.util.Objects.requireNonNull(channel);
        if (open.size() > MOST_BYTES) {
            throw damaged(0);
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) open.size());
        while (bytes.hasRemaining() && open.read(bytes) >= 0) {
            // on to the end
        }
        String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        int whole = text.lastIndexOf('\n') + 1;
        List<String> lines = text.substring(0, whole).lines().toList();
        int good = 0;
        for (int n = 0; n < lines.size(); n++) {
            if (!take(lines.get(n), n, search)) {
                if (n < lines.size() - 1) {
                    throw damaged(n + 1);
                }
                break;
            }
            good += lines.get(n).getBytes(StandardCharsets.UTF_8).length + 1;
        }
        open.truncate(good);
        open.position(good);
        if (good == 0) {
            Map<String, Object> header = new LinkedHashMap<>();
            header.put("format", FORMAT);
            header.putAll(search);
            append(header);
        }
    }

    private boolean take(String line, int number, Map<String, String> search) {
        Object json;
        try {
            json = Json.parse(line, FILE);
        } catch (UserException e) {
            return false;
        }
        if (!(json instanceof Map<?, ?> map)) {
            return false;
        }
        if (number == 0) {
            requireSame(map, search);
            return true;
        }
        if (map.get("trial") instanceof Long trial
                && map.get("rung") instanceof Long rung
                && map.get("name") instanceof String name
                && map.get("epochs") instanceof Long epochs
                && map.get("seconds") instanceof Number seconds
                && map.get("note") instanceof String note
                && map.containsKey("score")) {
            secondsBefore = map.get("elapsed") instanceof Number elapsed ? elapsed.doubleValue() : secondsBefore;
            double score = map.get("score") instanceof Number found ? found.doubleValue() : Double.NaN;
            entries.add(new Entry(
                    trial.intValue(), rung.intValue(), name, score, epochs.intValue(), seconds.doubleValue(), note));
            return true;
        }
        return false;
    }

    private void requireSame(Map<?, ?> found, Map<String, String> search) {
        if (!FORMAT.equals(found.get("format"))) {
            throw UserException.data("expected trials of chainrule train --preset tune in "
                    + Display.text(directory.resolve(FILE).toString())
                    + ", found another file; name another --tune-dir");
        }
        search.forEach((name, value) -> {
            String before = String.valueOf(found.get(name));
            if (!before.equals(value)) {
                throw UserException.usage("the trials in " + Display.text(directory.toString())
                        + " are of another search (" + name + " was " + Display.text(before) + ", now it is "
                        + Display.text(value) + "); name another --tune-dir, or take the data and options of then");
            }
        });
    }

    private UserException damaged(int line) {
        return UserException.data("line " + line + " of the trials in "
                + Display.text(directory.resolve(FILE).toString())
                + " cannot be read; mend or delete the line, or name another --tune-dir");
    }

    /** The trainings that are finished, in the order in which they ended. */
    List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Time that the search had used when the last of them ended. */
    double secondsBefore() {
        return secondsBefore;
    }

    /** Adds a finished training, and the time that the search has used; it is on the disk when this returns. */
    synchronized void add(Entry entry, double elapsed) {
        entries.add(entry);
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("trial", entry.trial());
        line.put("rung", entry.rung());
        line.put("name", entry.name());
        line.put("score", Double.isFinite(entry.score()) ? entry.score() : null);
        line.put("epochs", entry.epochs());
        line.put("seconds", entry.seconds());
        line.put("note", entry.note());
        line.put("elapsed", elapsed);
        append(line);
    }

    private void append(Map<String, ?> line) {
        if (channel == null || lost) {
            return;
        }
        try {
            long before = channel.position();
            try {
                ByteBuffer bytes = ByteBuffer.wrap((Json.write(line) + "\n").getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            } catch (IOException e) {
                channel.truncate(before);
                throw e;
            }
        } catch (IOException e) {
            lose(directory.resolve(FILE), String.valueOf(e.getMessage()));
        }
    }

    /** From here on nothing is written: later lines would count on earlier ones. */
    private void lose(Path file, String why) {
        if (!lost) {
            lost = true;
            warnings.accept("cannot keep trials in " + Display.text(file.toString()) + ": " + Display.text(why)
                    + "; the search goes on in memory, and what is trained from here on is lost when it ends: free some space"
                    + " before you run the same command again");
        }
    }

    /** Keeps the model of the best training, before the line that says how good it is. */
    synchronized void keep(Entry entry, ModelContents contents) {
        if (channel == null || lost) {
            return;
        }
        Path file = model(entry);
        try {
            ModelFile.write(contents, file);
        } catch (UserException e) {
            Throwable cause = e.getCause();
            lose(file, String.valueOf(cause == null ? e.getMessage() : cause.getMessage()));
        }
    }

    /** The model of a training that was the best, if it is still there. */
    synchronized @Nullable ModelContents kept(Entry entry) {
        Path file = channel == null ? null : model(entry);
        return file == null || !Files.isRegularFile(file) ? null : ModelFile.read(file);
    }

    private Path model(Entry entry) {
        return directory.resolve("trial-" + entry.trial() + "-" + entry.rung() + ".chainrule");
    }

    /** Deletes the model of a training that is no longer the best; if the better one could not be written, it stays. */
    synchronized void forget(Entry entry) {
        if (channel != null && !lost) {
            Path file = model(entry);
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                lose(file, String.valueOf(e.getMessage()));
            }
        }
    }

    @Override
    public void close() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                lose(directory.resolve(FILE), String.valueOf(e.getMessage()));
            }
        }
    }
}
