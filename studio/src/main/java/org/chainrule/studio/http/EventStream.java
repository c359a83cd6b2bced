package org.chainrule.studio.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.chainrule.studio.run.FrameSink;
import org.chainrule.studio.run.Runs.Subscription;
import org.chainrule.tabular.model.Json;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events to one reader. At most one frame and one state wait while the socket takes what came before; a reader that does not read costs that memory
 * and nothing else, and whoever makes the frames never waits.
 */
final class EventStream implements FrameSink, Callback {
    /** Comments keep proxies and the reader from thinking that nothing is there; one that the socket does not take for so long is gone. */
    private static final int LATE_HEARTBEATS = 6;

    private final Response response;
    private final Callback done;
    private final Executor executor;
    private @Nullable Map<String, @Nullable Object> frame;
    private @Nullable Map<String, @Nullable Object> state;
    private @Nullable Subscription subscription;
    private boolean heartbeat;
    private boolean writing;
    private boolean frameOut;
    private boolean ended;
    private boolean completed;
    private int late;

    EventStream(Response response, Callback done, Executor executor) {
        this.response = response;
        this.done = done;
        this.executor = executor;
    }

    /** What to close when the reader has gone. */
    void subscribed(Subscription made) {
        boolean gone;
        synchronized (this) {
            subscription = made;
            gone = completed;
        }
        if (gone) {
            made.close();
        }
    }

    /** Whether both sides are done with it. */
    synchronized boolean over() {
        return completed;
    }

    @Override
    public synchronized boolean ready() {
        return frame == null && !frameOut && !ended;
    }

    @Override
    public boolean frame(Map<String, @Nullable Object> next) {
        synchronized (this) {
            if (!ready()) {
                return false;
            }
            frame = next;
        }
        pump();
        return true;
    }

    @Override
    public void state(Map<String, @Nullable Object> next) {
        synchronized (this) {
            state = next;
        }
        pump();
    }

    @Override
    public void end() {
        synchronized (this) {
            ended = true;
        }
        pump();
    }

    /** From time to time: says that the server is still there, and gives up a reader that has not taken a byte for long. */
    void beat() {
        boolean gone;
        synchronized (this) {
            late = writing ? late + 1 : 0;
            gone = late > LATE_HEARTBEATS;
            heartbeat = !writing;
        }
        if (gone) {
            failed(new TimeoutException("the reader of the events does not read"));
        } else {
            pump();
        }
    }

    /** One writer at a time, on a thread of the server's: the tree becomes text there, not where it was made. */
    private void pump() {
        synchronized (this) {
            if (writing || completed) {
                return;
            }
            writing = true;
        }
        executor.execute(this::write);
    }

    private record Event(String name, @Nullable Map<String, @Nullable Object> tree) {
        ByteBuffer bytes() {
            String text = tree == null ? ":\n\n" : "event: " + name + "\ndata: " + Json.writeForPage(tree) + "\n\n";
            return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** What comes next; null if nothing waits. */
    private synchronized @Nullable Event take() {
        Event next = null;
        if (state != null) {
            next = new Event("state", state);
            state = null;
        } else if (frame != null) {
            next = new Event("frame", frame);
            frame = null;
            frameOut = true;
        } else if (heartbeat) {
            next = new Event("", null);
        }
        heartbeat = false;
        return next;
    }

    private void write() {
        try {
            Event next = take();
            if (next != null) {
                response.write(false, next.bytes(), this);
                return;
            }
        } catch (RuntimeException wrong) {
            // a tree that is no JSON: a defect, told to the reader by the end of the stream
            failed(wrong);
            return;
        }
        rest();
    }

    /** Nothing waits, unless something came this moment. */
    private void rest() {
        boolean more;
        boolean last;
        synchronized (this) {
            writing = false;
            more = state != null || frame != null;
            last = ended && !more;
        }
        if (last) {
            complete(null);
        } else if (more) {
            pump();
        }
    }

    @Override
    public void succeeded() {
        synchronized (this) {
            frameOut = false;
        }
        rest();
    }

    @Override
    public void failed(Throwable gone) {
        complete(gone);
    }

    private void complete(@Nullable Throwable gone) {
        Subscription made;
        synchronized (this) {
            if (completed) {
                return;
            }
            completed = true;
            ended = true;
            made = subscription;
        }
        if (made != null) {
            made.close();
        }
        if (gone == null) {
            done.succeeded();
        } else {
            done.failed(gone);
        }
    }
}
