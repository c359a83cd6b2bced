package org.chainrule.studio.http;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
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
 * A server, usually for this machine alone: whatever it serves, {@link Guard} decides who may ask, headers, bodies, times, threads and waiting requests are
 * bounded, and errors are one line of JSON. What it serves is an {@link Endpoint}.
 */
public final class LocalServer implements AutoCloseable {
    private static final Duration BEAT = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** A request whose bytes are here is noticed within this time. */
    private static final long QUIET_MILLIS = 100;

    private static final long IDLE_MORE = 1_000;

    private final Access access;
    private final Server server;
    private final ServerConnector connector;
    private final RequestHandler handler;
    private final Watcher watcher;

    private LocalServer(
            Endpoint endpoint,
            PortChoice port,
            Access access,
            Limits limits,
            Observer observer,
            Consumer<Throwable> defects) {
        this.access = access;
        QueuedThreadPool threads = new QueuedThreadPool(12, 2);
        threads.setName("chainrule-http");
        threads.setDaemon(true);
        watcher = new Watcher(observer);
        server = new Server(threads);
        server.setErrorHandler(new PlainErrors(limits, watcher));
        server.setStopTimeout(0);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration(limits)));
        connector.setHost(access.host());
        connector.setIdleTimeout(limits.readMillis() + IDLE_MORE); // whoever sends half a body is told before
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(limits.connections(), server));
        handler = new RequestHandler(endpoint, new Guard(access, limits), limits, watcher, defects);
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
        return start(endpoint, port, Access.LOCAL, Limits.USUAL, Observer.NONE, defects);
    }

    /** The same with less patience, for tests. */
    static LocalServer start(Endpoint endpoint, PortChoice port, int readMillis, Consumer<Throwable> defects) {
        return start(endpoint, port, Access.LOCAL, Limits.USUAL.withReadMillis(readMillis), Observer.NONE, defects);
    }

    /**
     * Starts a server.
     *
     * @param endpoint what it serves
     * @param port     where
     * @param access   for whom
     * @param limits   how much
     * @param observer told of every request
     * @param defects  told of failures that are defects of ours, on a thread of the server
     * @return the server, listening
     * @throws UserException if no port is free, or the address is not of this machine
     */
    public static LocalServer start(
            Endpoint endpoint,
            PortChoice port,
            Access access,
            Limits limits,
            Observer observer,
            Consumer<Throwable> defects) {
        return new LocalServer(endpoint, port, access, limits, observer, defects);
    }

    /** What is read of a request before anybody looks at it. */
    static HttpConfiguration configuration(Limits limits) {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setRequestHeaderSize(limits.headerBytes());
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

    private UserException cannot(PortChoice port, Exception e) {
        return new UserException(
                UserException.Kind.USAGE,
                "the server cannot start on " + access.host() + ": " + cause(e) + "; choose another " + port.option()
                        + " or address",
                e);
    }

    private static String cause(Exception e) {
        return String.valueOf(
                e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
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
     * Where the page is, for this machine.
     *
     * @return such as {@code http://127.0.0.1:8181/}
     */
    public URI address() {
        InetAddress bound = access.address();
        String host = bound.isAnyLocalAddress() ? "127.0.0.1" : access.host();
        return URI.create("http://" + (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":"
                + port() + "/");
    }

    /**
     * How many requests wait for a thread that answers them.
     *
     * @return requests
     */
    public int waiting() {
        return handler.waiting();
    }

    /**
     * How many connections are open.
     *
     * @return connections
     */
    public int connections() {
        return connector.getConnectedEndPoints().size();
    }

    /**
     * Takes no more connections, answers what has come, and ends.
     *
     * @param patience how long answers may take
     * @return whether all were given in that time
     */
    public boolean finish(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        handler.ending();
        connector.close();
        long quiet = System.nanoTime();
        boolean interrupted = false;
        while (System.nanoTime() < deadline
                && !interrupted
                && System.nanoTime() - quiet < TimeUnit.MILLISECONDS.toNanos(QUIET_MILLIS)) {
            if (watcher.open() > 0) {
                quiet = System.nanoTime();
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                interrupted = true;
            }
        }
        boolean done = watcher.open() == 0;
        close();
        return done;
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
