package org.chainrule.studio.http;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** What stands behind the sockets of {@link LocalServer}, without sockets: bytes of a connection go in, a defect comes out. */
public final class LocalHttp {
    private static final long PATIENCE_SECONDS = 5;

    private final LocalConnector connector;
    private final AtomicReference<Throwable> defect = new AtomicReference<>();

    /**
     * Starts one; its threads are daemons.
     *
     * @param routes what it serves
     */
    public LocalHttp(Endpoint routes) {
        QueuedThreadPool threads = new QueuedThreadPool(8, 2);
        threads.setDaemon(true);
        Server server = new Server(threads);
        Limits limits = Limits.USUAL;
        Watcher watcher = new Watcher(Observer.NONE);
        server.setErrorHandler(new PlainErrors(limits, watcher));
        connector = new LocalConnector(server, new HttpConnectionFactory(LocalServer.configuration(limits)));
        server.addConnector(connector);
        server.setHandler(new RequestHandler(routes, new Guard(Access.LOCAL, limits), limits, watcher, defect::set));
        try {
            server.start();
        } catch (Exception e) { // what Jetty's life cycle declares
            throw new IllegalStateException(e);
        }
    }

    /**
     * One connection, from its first byte to its last.
     *
     * @param bytes what a client sends
     * @throws Exception if it does not end
     */
    public void send(byte[] bytes) throws Exception {
        LocalConnector.LocalEndPoint end = connector.executeRequest("");
        end.addInput(ByteBuffer.wrap(bytes));
        end.addInputEOF();
        end.waitUntilClosedOrIdleFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        end.close();
        Throwable wrong = defect.getAndSet(null);
        if (wrong != null) {
            throw new AssertionError("a defect", wrong);
        }
    }
}
