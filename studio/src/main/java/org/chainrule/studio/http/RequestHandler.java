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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
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
    private static final int THREADS = 4;
    private static final int WAITING = 64;
    private static final int STREAMS = 32;

    private final Endpoint endpoint;
    private final Connections connections;
    private final int readMillis;
    private final Consumer<Throwable> defects;
    private final AtomicInteger made = new AtomicInteger();
    private final ThreadPoolExecutor workers;
    private final Deque<EventStream> streams = new ArrayDeque<>();

    RequestHandler(Endpoint endpoint, Connections connections, int readMillis, Consumer<Throwable> defects) {
        this.endpoint = endpoint;
        this.connections = connections;
        this.readMillis = readMillis;
        this.defects = defects;
        workers = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), work -> {
                    Thread thread = new Thread(work, "chainrule-answer-" + made.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        workers.allowCoreThreadTimeOut(true);
    }

    /** The connections that are watched. */
    Connections connections() {
        return connections;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        connections.begun(request);
        Guard.HEADERS.forEach(response.getHeaders()::put);
        Refusal refused = Guard.check(request);
        if (refused != null) {
            refuse(response, callback, refused);
            return true;
        }
        AtomicBoolean decided = new AtomicBoolean();
        Runnable tooLate = () -> {
            if (decided.compareAndSet(false, true)) {
                refuse(response, callback, late());
            }
        };
        Scheduler.Task late =
                request.getComponents().getScheduler().schedule(tooLate, readMillis, TimeUnit.MILLISECONDS);
        BiConsumer<byte[], @Nullable Throwable> read = (bytes, wrong) -> {
            late.cancel();
            if (!decided.compareAndSet(false, true)) {
                return;
            }
            if (wrong == null) {
                queue(request, response, callback, bytes);
            } else {
                refuse(response, callback, unread(wrong));
            }
        };
        Content.Source.asByteArrayAsync(
                request, Guard.BODY_BYTES, Promise.Invocable.from(InvocationType.NON_BLOCKING, read));
        return true;
    }

    private Refusal late() {
        return new Refusal(
                408,
                "expected the whole body within " + readMillis / 1000.0 + " s, found a part of it; send it at once");
    }

    private static Refusal unread(Throwable wrong) {
        return wrong instanceof IllegalStateException || wrong instanceof BufferOverflowException
                ? Guard.tooLarge()
                : new Refusal(400, "expected a whole request, found that it breaks off; send it again");
    }

    private void queue(Request request, Response response, Callback callback, byte[] body) {
        try {
            workers.execute(() -> answer(request, response, callback, body));
        } catch (RejectedExecutionException full) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
            refuse(response, callback, new Refusal(503, "the server has too much to do; try again in a second"));
        }
    }

    private void answer(Request request, Response response, Callback callback, byte[] body) {
        Answer answer;
        try {
            answer = endpoint.answer(call(request, body));
        } catch (Exception | OutOfMemoryError | StackOverflowError wrong) { // every request gets an answer
            if (Failures.isDefect(wrong)) {
                defects.accept(wrong);
            }
            answer = Failures.answer(wrong);
        }
        if (answer instanceof Answer.Events events) {
            stream(request, response, callback, events);
        } else if (answer instanceof Answer.Content content) {
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

    private static void refuse(Response response, Callback callback, Refusal refusal) {
        // what is left of the request is not read
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        write(response, callback, Answer.error(refusal.status(), String.valueOf(refusal.getMessage())));
    }

    private static void write(Response response, Callback callback, Answer.Content content) {
        response.setStatus(content.status());
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
