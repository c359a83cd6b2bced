package org.chainrule.studio.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/**
 * Ends connections on which no request has come to its end for a while, even if now and then a byte of one arrives: whoever sends headers slowly holds nothing
 * for long.
 */
final class Connections {
    private static final long BUSY = Long.MAX_VALUE;

    private final long patienceNanos;
    /** When a connection began to wait for a request; absent until it had one. */
    private final Map<EndPoint, Long> waiting = new ConcurrentHashMap<>();

    Connections(long patienceMillis) {
        patienceNanos = TimeUnit.MILLISECONDS.toNanos(patienceMillis);
    }

    /** A request has arrived. */
    void begun(Request request) {
        EndPoint end = request.getConnectionMetaData().getConnection().getEndPoint();
        waiting.put(end, BUSY);
        Request.addCompletionListener(request, wrong -> waiting.replace(end, System.nanoTime()));
    }

    /** To be called from time to time. */
    void endIdle(ServerConnector connector) {
        var open = connector.getConnectedEndPoints();
        waiting.keySet().retainAll(open);
        long now = System.nanoTime();
        for (EndPoint end : open) {
            if (idle(waiting.get(end), now, end)) {
                end.close();
            }
        }
    }

    private boolean idle(@Nullable Long since, long now, EndPoint end) {
        if (since == null) { // the clock of the end point is the wall's
            return System.currentTimeMillis() - end.getCreatedTimeStamp()
                    > TimeUnit.NANOSECONDS.toMillis(patienceNanos);
        }
        return since != BUSY && now - since > patienceNanos;
    }
}
