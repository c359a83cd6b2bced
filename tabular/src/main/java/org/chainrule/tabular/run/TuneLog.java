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
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Json;
import org.jspecify.annotations.Nullable;

/**
 * The trials of a search on the disk, so that it can be continued: a text file of one JSON object a line, first what is searched, then each finished training
 * in the order in which they ended. A line is forced to the disk before the next training counts on it; a last line that was cut off is forgotten.
 */
final class TuneLog implements AutoCloseable {
    private static final String FILE = "trials.jsonl";
    private static final String FORMAT = "chainrule-tune-1";
    private static final long MOST_BYTES = 1L << 28;

    private final Path directory;
    private final @Nullable FileChannel channel;
    private final List<Entry> entries = new ArrayList<>();

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

    private TuneLog(Path directory, @Nullable FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** A log that is kept nowhere. */
    static TuneLog nowhere() {
        return new TuneLog(Path.of(""), null);
    }

    /**
     * Opens a log, or begins one.
     *
     * @param directory made if it is absent
     * @param search    what is searched, by name: a log of another search is refused
     */
    static TuneLog open(Path directory, Map<String, String> search) {
        Path file = directory.resolve(FILE);
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                lock(channel, directory);
                TuneLog log = new TuneLog(directory, channel);
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

    /** Adds a finished training; it is on the disk when this returns. */
    synchronized void add(Entry entry) {
        entries.add(entry);
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("trial", entry.trial());
        line.put("rung", entry.rung());
        line.put("name", entry.name());
        line.put("score", Double.isFinite(entry.score()) ? entry.score() : null);
        line.put("epochs", entry.epochs());
        line.put("seconds", entry.seconds());
        line.put("note", entry.note());
        append(line);
    }

    private void append(Map<String, ?> line) {
        if (channel == null) {
            return;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap((Json.write(line) + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            throw failed(directory.resolve(FILE), e);
        }
    }

    /** Where the model of a training is kept as long as it is the best; null if nothing is kept. */
    @Nullable
    Path model(Entry entry) {
        return channel == null ? null : directory.resolve("trial-" + entry.trial() + "-" + entry.rung() + ".chainrule");
    }

    /** Deletes the model of a training that is no longer the best. */
    void forget(Entry entry) {
        Path file = model(entry);
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw failed(file, e);
            }
        }
    }

    @Override
    public void close() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                throw failed(directory.resolve(FILE), e);
            }
        }
    }
}
