package org.chainrule.studio.http;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.chainrule.tabular.error.UserException;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A server for this machine alone: it listens on 127.0.0.1, and whatever it serves, {@link Guard} decides who may ask, headers, bodies, times, threads and
 * waiting requests are bounded, and errors are one line of JSON. What it serves is an {@link Endpoint}.
 */
public final class LocalServer implements AutoCloseable {
    /** The most bytes of a request's headers. */
    static final int HEADER_BYTES = 16 << 10;

    private static final String ADDRESS = "127.0.0.1";
    private static final int READ_MILLIS = 10_000;
    private static final int CONNECTIONS = 256;
    private static final Duration BEAT = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Server server;
    private final ServerConnector connector;
    private final RequestHandler handler;

    private LocalServer(Endpoint endpoint, PortChoice port, int readMillis, Consumer<Throwable> defects) {
        QueuedThreadPool threads = new QueuedThreadPool(12, 2);
        threads.setName("chainrule-http");
        threads.setDaemon(true);
        server = new Server(threads);
        server.setErrorHandler(new PlainErrors());
        server.setStopTimeout(0);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration()));
        connector.setHost(ADDRESS);
        connector.setIdleTimeout(readMillis);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(CONNECTIONS, server));
        handler = new RequestHandler(endpoint, new Connections(readMillis), readMillis, defects);
        server.setHandler(handler);
        begin(port);
    }

    /**
     * Starts a server.
     *
     * @param endpoint what it serves
     * @param port     where
     * @param defects  told of failures that are defects of ours, on a thread of the server
     * @return the server, listening
     * @throws UserException if no port is free
     */
    public static LocalServer start(Endpoint endpoint, PortChoice port, Consumer<Throwable> defects) {
        return new LocalServer(endpoint, port, READ_MILLIS, defects);
    }

    /** The same with less patience, for tests. */
    static LocalServer start(Endpoint endpoint, PortChoice port, int readMillis, Consumer<Throwable> defects) {
        return new LocalServer(endpoint, port, readMillis, defects);
    }

    /** What is read of a request before anybody looks at it. */
    static HttpConfiguration configuration() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setRequestHeaderSize(HEADER_BYTES);
        configuration.setSendServerVersion(false);
        configuration.setSendXPoweredBy(false);
        configuration.setHttpCompliance(HttpCompliance.RFC9110);
        configuration.setUriCompliance(UriCompliance.RFC3986);
        return configuration;
    }

    private void begin(PortChoice port) {
        try {
            open(port);
            server.start();
        } catch (UserException taken) {
            close();
            throw taken;
        } catch (Exception e) { // what Jetty's life cycle declares
            close();
            throw cannot(port, e);
        }
        look();
        beat();
    }

    private void open(PortChoice port) throws IOException {
        for (int number = port.number(); ; number++) {
            connector.setPort(number);
            try {
                connector.open();
                return;
            } catch (IOException taken) {
                if (!(taken instanceof BindException) && !(taken.getCause() instanceof BindException)) {
                    throw taken;
                }
                if (number >= port.last()) {
                    throw taken(port, taken);
                }
            }
        }
    }

    private static UserException taken(PortChoice port, IOException cause) {
        return new UserException(
                UserException.Kind.USAGE,
                port.explicit()
                        ? "the port " + port.number() + " is in use; choose another with " + port.option()
                                + ", or leave it out"
                        : "the ports " + port.number() + " to " + port.last() + " are all in use; choose another with "
                                + port.option(),
                cause);
    }

    private static UserException cannot(PortChoice port, Exception e) {
        return new UserException(
                UserException.Kind.USAGE,
                "the server cannot start on " + ADDRESS + ": " + e.getMessage() + "; choose another " + port.option(),
                e);
    }

    private void look() {
        handler.connections().endIdle(connector);
        if (server.isRunning()) {
            server.getScheduler().schedule(this::look, LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void beat() {
        handler.beat();
        if (server.isRunning()) {
            server.getScheduler().schedule(this::beat, BEAT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /**
     * The port that it listens on.
     *
     * @return the port
     */
    public int port() {
        return connector.getLocalPort();
    }

    /**
     * Where the page is.
     *
     * @return such as {@code http://127.0.0.1:8181/}
     */
    public URI address() {
        return URI.create("http://" + ADDRESS + ":" + port() + "/");
    }

    /** Ends it, and all that goes on. */
    @Override
    public void close() {
        handler.close();
        try {
            server.stop();
        } catch (Exception e) { // what Jetty's life cycle declares: the threads are daemons, nothing is lost
            connector.close();
        }
    }
}
