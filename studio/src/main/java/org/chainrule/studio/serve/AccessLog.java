package org.chainrule.studio.serve;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.chainrule.studio.http.Observer.Seen;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Json;
import org.jspecify.annotations.Nullable;

/**
 * One line of JSON a request, without anything of its rows. Lines are written by a thread of their own; a disk that is slow or full holds up no request: lines
 * that find no room are counted and left out.
 */
final class AccessLog implements AutoCloseable {
    private static final int ROOM = 8192;
    private static final int LONGEST_PATH = 200;

    private record Line(Instant time, String route, Seen seen) {}

    private final @Nullable Path file;
    private final Consumer<String> say;
    private final BlockingQueue<Line> lines = new ArrayBlockingQueue<>(ROOM);
    private final AtomicLong lost = new AtomicLong();
    private final Thread writer;
    private volatile boolean ended;
    private volatile boolean reopen;
    private boolean failed;
    private OutputStream out;

    /**
     * Opens it.
     *
     * @param file     what is written to, at its end
     * @param standard written to instead where there is no file
     * @param say      told when it cannot be written
     * @throws UserException if it cannot be opened
     */
    AccessLog(@Nullable Path file, OutputStream standard, Consumer<String> say) {
        this.file = file;
        this.say = say;
        this.out = file == null ? standard : open(file);
        writer = new Thread(this::write, "chainrule-access-log");
        writer.setDaemon(true);
        writer.start();
    }

    private static OutputStream open(Path file) {
        try {
            return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UserException(
                    UserException.Kind.USAGE,
                    "expected a file to write the log to, found " + Display.text(file.toString())
                            + ", which cannot be opened (" + e.getClass().getSimpleName()
                            + "); choose another --log, or - for standard output",
                    e);
        }
    }

    /** A request is over. */
    void add(String route, Seen seen) {
        if (!lines.offer(new Line(Instant.now(), route, seen))) {
            lost.incrementAndGet();
        }
    }

    /** Lines that were left out. */
    long lost() {
        return lost.get();
    }

    /** The file may have been moved away: the next line begins a new one. */
    void reopen() {
        reopen = file != null;
    }

    private void write() {
        List<Line> batch = new ArrayList<>();
        while (true) {
            try {
                Line first = lines.poll(200, TimeUnit.MILLISECONDS);
                if (first == null && ended) {
                    return;
                }
                if (first != null) {
                    batch.add(first);
                    lines.drainTo(batch, 511);
                    write(batch);
                    batch.clear();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void write(List<Line> batch) {
        StringBuilder text = new StringBuilder();
        batch.forEach(line -> text.append(Json.writeForPage(json(line))).append('\n'));
        try {
            if (reopen && file != null) {
                reopen = false;
                out.close();
                out = open(file);
            }
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
            out.flush();
            failed = false;
        } catch (IOException | UserException e) {
            lost.addAndGet(batch.size());
            if (!failed) {
                failed = true;
                say.accept("the access log cannot be written: " + e.getMessage()
                        + "; requests are answered, lines are lost");
            }
        }
    }

    private static Map<String, Object> json(Line line) {
        Seen seen = line.seen();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("time", line.time().toString());
        json.put("remote", seen.remote());
        json.put("method", Display.text(seen.method(), LONGEST_PATH));
        json.put("path", Display.text(seen.path(), LONGEST_PATH));
        json.put("route", line.route());
        json.put("status", seen.status());
        json.put("requestBytes", seen.requestBytes());
        json.put("responseBytes", seen.responseBytes());
        json.put("millis", Math.round(seen.nanos() / 1e3) / 1e3);
        json.putAll(seen.facts());
        if (seen.failure() != null) {
            json.put("broken", true);
        }
        return json;
    }

    /** Writes what waits and ends. */
    @Override
    public void close() {
        ended = true;
        try {
            writer.join(TimeUnit.SECONDS.toMillis(5));
            if (file != null) {
                out.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            say.accept("the access log cannot be closed: " + e.getMessage());
        }
    }
}
