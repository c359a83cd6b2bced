package org.chainrule.studio.http;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.chainrule.tabular.error.Display;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * From a request of Jetty's to the endpoint and back: guarded, read without a thread that waits, answered by a few threads with a queue in front of them. Whom
 * the queue has no room for is told so at once.
 */
final class RequestHandler extends Handler.Abstract.NonBlocking {
    private static final int STREAMS = 32;
    /** Bodies together may be this share of the heap: the values that are read from one take many times its bytes. */
    private static final int HEAP_SHARE = 32;
    /** Bodies up to here are not counted: there are no more of them than connections. */
    private static final int SMALL_BYTES = 32 << 10;

    private final Endpoint endpoint;
    private final Guard guard;
    private final Limits limits;
    private final Connections connections;
    private final Watcher watcher;
    private final Consumer<Throwable> defects;
    private final long room;
    private final AtomicLong taken = new AtomicLong();
    private volatile boolean ending;
    private final AtomicInteger made = new AtomicInteger();
    private final ThreadPoolExecutor workers;
    private final Deque<EventStream> streams = new ArrayDeque<>();

    RequestHandler(Endpoint endpoint, Guard guard, Limits limits, Watcher watcher, Consumer<Throwable> defects) {
        this.endpoint = endpoint;
        this.guard = guard;
        this.limits = limits;
        this.connections = new Connections(limits.readMillis());
        this.watcher = watcher;
        this.defects = defects;
        this.room = Math.max(limits.bodyBytes(), Runtime.getRuntime().maxMemory() / HEAP_SHARE);
        workers = new ThreadPoolExecutor(
                limits.threads(),
                limits.threads(),
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(limits.queue()),
                work -> {
                    Thread thread = new Thread(work, "chainrule-answer-" + made.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        workers.allowCoreThreadTimeOut(true);
    }

    /** Requests that wait for a thread. */
    int waiting() {
        return workers.getQueue().size();
    }

    /** From now on every answer is the last of its connection. */
    void ending() {
        ending = true;
    }

    /** The connections that are watched. */
    Connections connections() {
        return connections;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        connections.begun(request);
        watcher.begun(request, response);
        Guard.HEADERS.forEach(response.getHeaders()::put);
        Refusal refused = guard.check(request);
        if (refused == null && !reserved(request)) {
            refused = limits.full();
        }
        if (refused != null) {
            refuse(response, callback, refused);
            return true;
        }
        AtomicBoolean decided = new AtomicBoolean();
        AtomicReference<Scheduler.Task> late = new AtomicReference<>();
        BiConsumer<byte[], @Nullable Throwable> read = (bytes, wrong) -> {
            if (!decided.compareAndSet(false, true)) {
                return;
            }
            Scheduler.Task task = late.get();
            if (task != null) {
                task.cancel();
            }
            if (wrong != null) {
                refuse(response, callback, unread(wrong));
            } else if (bytes.length <= endpoint.swiftBytes()) {
                answer(request, response, callback, bytes);
            } else {
                queue(response, callback, () -> answer(request, response, callback, bytes));
            }
        };
        Content.Source.asByteArrayAsync(
                request, limits.bodyBytes(), Promise.Invocable.from(InvocationType.NON_BLOCKING, read));
        if (!decided.get()) {
            late.set(request.getComponents()
                    .getScheduler()
                    .schedule(
                            () -> {
                                if (decided.compareAndSet(false, true)) {
                                    refuse(response, callback, limits.late());
                                }
                            },
                            limits.readMillis(),
                            TimeUnit.MILLISECONDS));
        }
        return true;
    }

    /** Takes room for the body until the answer is sent; false if too many large ones are here already. */
    private boolean reserved(Request request) {
        long declared = request.getLength();
        long bytes = declared >= 0
                ? declared
                : request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING) ? limits.bodyBytes() : 0;
        if (bytes <= SMALL_BYTES) {
            return true;
        }
        if (taken.addAndGet(bytes) > room) {
            taken.addAndGet(-bytes);
            return false;
        }
        Request.addCompletionListener(request, failure -> taken.addAndGet(-bytes));
        return true;
    }

    private Refusal unread(Throwable wrong) {
        if (wrong instanceof TimeoutException) {
            return limits.late();
        }
        return wrong instanceof IllegalStateException || wrong instanceof BufferOverflowException
                ? limits.tooLarge()
                : new Refusal(400, "expected a whole request, found that it breaks off; send it again");
    }

    private void queue(Response response, Callback callback, Runnable work) {
        try {
            workers.execute(work);
        } catch (RejectedExecutionException full) {
            refuse(response, callback, limits.full());
        }
    }

    private void answer(Request request, Response response, Callback callback, byte[] body) {
        give(request, response, callback, made(() -> endpoint.answer(call(request, body))));
    }

    private Answer made(Supplier<Answer> work) {
        try {
            return work.get();
        } catch (Exception | OutOfMemoryError | StackOverflowError wrong) { // every request gets an answer
            if (Failures.isDefect(wrong)) {
                defects.accept(wrong);
            }
            return Failures.answer(wrong);
        }
    }

    private void give(Request request, Response response, Callback callback, Answer answer) {
        if (answer instanceof Answer.Events events) {
            stream(request, response, callback, events);
        } else if (answer instanceof Answer.Later later) {
            queue(response, callback, () -> give(request, response, callback, made(later.work())));
        } else if (answer instanceof Answer.Content content) {
            watcher.facts(request, content.facts());
            write(response, callback, content);
        }
    }

    private static Call call(Request request, byte[] body) {
        Map<String, String> query = new LinkedHashMap<>();
        try {
            for (Fields.Field field : Request.extractQueryParameters(request)) {
                if (field.getValues().size() > 1) {
                    throw new Refusal(
                            400,
                            "expected each parameter once, found " + Display.text(field.getName())
                                    + " several times; keep one");
                }
                query.put(field.getName(), field.getValue());
            }
        } catch (IllegalArgumentException | IllegalStateException wrong) {
            throw new Refusal(400, "expected parameters in UTF-8 as name=value, found others; correct the address");
        }
        return new Call(
                request.getMethod(),
                Request.getPathInContext(request),
                query,
                body,
                request.getHeaders().get(HttpHeader.IF_NONE_MATCH));
    }

    private void refuse(Response response, Callback callback, Refusal refusal) {
        // what is left of the request is not read
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        write(response, callback, Failures.answer(refusal));
    }

    private void write(Response response, Callback callback, Answer.Content content) {
        response.setStatus(content.status());
        if (ending) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        if (!content.type().isEmpty()) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, content.type());
        }
        content.headers().forEach(response.getHeaders()::put);
        response.write(true, ByteBuffer.wrap(content.body()), callback);
    }

    private void stream(Request request, Response response, Callback callback, Answer.Events events) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream; charset=utf-8");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        // it may be silent for long; heartbeats find out whether somebody reads
        request.getConnectionMetaData().getConnection().getEndPoint().setIdleTimeout(0);
        EventStream stream =
                new EventStream(response, callback, request.getComponents().getExecutor());
        try {
            stream.subscribed(events.subscribe().apply(stream));
        } catch (RuntimeException wrong) {
            response.reset();
            Guard.HEADERS.forEach(response.getHeaders()::put);
            write(response, callback, Failures.answer(wrong));
            return;
        }
        request.addFailureListener(stream::failed);
        EventStream eldest = keep(stream);
        if (eldest != null) {
            eldest.end();
        }
        stream.beat();
    }

    private @Nullable EventStream keep(EventStream stream) {
        synchronized (streams) {
            streams.removeIf(EventStream::over);
            streams.addLast(stream);
            return streams.size() > STREAMS ? streams.removeFirst() : null;
        }
    }

    /** From time to time: finds readers that have gone. */
    void beat() {
        EventStream[] all;
        synchronized (streams) {
            streams.removeIf(EventStream::over);
            all = streams.toArray(EventStream[]::new);
        }
        for (EventStream stream : all) {
            stream.beat();
        }
    }

    /** Ends the streams; no request is answered any more. */
    void close() {
        synchronized (streams) {
            streams.forEach(EventStream::end);
            streams.clear();
        }
        workers.shutdownNow();
    }
}
