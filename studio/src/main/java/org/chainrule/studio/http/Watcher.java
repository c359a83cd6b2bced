package org.chainrule.studio.http;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/** Counts the requests that are being answered, and tells an {@link Observer} of those that were. */
final class Watcher {
    /** Where an answer's facts are kept until it has been sent. */
    private static final String FACTS = Watcher.class.getName();

    private final Observer observer;
    private final AtomicInteger open = new AtomicInteger();

    Watcher(Observer observer) {
        this.observer = observer;
    }

    /** A request is here. */
    void begun(Request request, Response response) {
        open.incrementAndGet();
        request.setAttribute(FACTS, Map.of());
        Request.addCompletionListener(request, failure -> {
            open.decrementAndGet();
            tell(request, response, failure);
        });
    }

    /** What is known about the answer. */
    void facts(Request request, Map<String, Object> facts) {
        if (!facts.isEmpty()) {
            request.setAttribute(FACTS, facts);
        }
    }

    /** How many requests have come and not been answered to the end. */
    int open() {
        return open.get();
    }

    /** A request that Jetty refused before anybody else saw it. */
    void unread(Request request, int status) {
        if (observer != Observer.NONE && request.getAttribute(FACTS) == null) {
            observer.finished(new Observer.Seen("", "", remote(request), status, 0, 0, 0, Map.of(), null));
        }
    }

    @SuppressWarnings("unchecked")
    private void tell(Request request, Response response, @Nullable Throwable failure) {
        if (observer == Observer.NONE) {
            return;
        }
        Object facts = request.getAttribute(FACTS);
        observer.finished(new Observer.Seen(
                request.getMethod(),
                Request.getPathInContext(request),
                remote(request),
                response.getStatus(),
                Math.max(0, Request.getContentBytesRead(request)),
                Math.max(0, Response.getContentBytesWritten(response)),
                System.nanoTime() - request.getBeginNanoTime(),
                facts instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of(),
                failure));
    }

    private static String remote(Request request) {
        return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress address
                        && address.getAddress() != null
                ? address.getAddress().getHostAddress()
                : "";
    }
}
