package org.chainrule.studio.serve;

import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.chainrule.studio.http.Access;
import org.chainrule.studio.http.LocalServer;
import org.chainrule.studio.http.Observer;
import org.chainrule.tabular.error.UserException;
import org.jspecify.annotations.Nullable;

/** Serves trained models over HTTP until it is told to end. */
public final class ModelServer implements AutoCloseable {
    private final Map<String, ModelSlot> slots;
    private final ServeMetrics metrics;
    private final ServeRoutes routes;
    private final @Nullable AccessLog log;
    private final LocalServer server;
    private final ScheduledExecutorService looks;
    private final @Nullable ScheduledFuture<?> polls;

    private ModelServer(
            ServeOptions options, OutputStream standard, Consumer<String> say, Consumer<Throwable> defects) {
        slots = slots(options.models(), say);
        metrics = new ServeMetrics();
        metrics.models(this::editions);
        routes = new ServeRoutes(
                slots, options.mostRows(), options.page(), options.access().token() != null, metrics);
        log = options.log() ? new AccessLog(options.logFile(), standard, say) : null;
        try {
            server = LocalServer.start(
                    routes, options.port(), opened(options.access()), options.limits(), observer(), defects);
        } catch (RuntimeException e) {
            if (log != null) {
                log.close();
            }
            throw e;
        }
        metrics.gauge("chainrule_requests_waiting", "Requests that wait for a thread.", server::waiting);
        metrics.gauge("chainrule_connections_open", "Connections that are open.", server::connections);
        metrics.gauge("chainrule_log_lines_lost", "Lines of the access log that found no room.", this::lost);
        looks = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "chainrule-reload");
            thread.setDaemon(true);
            return thread;
        });
        Duration every = options.look();
        if (every != null) {
            long millis = every.toMillis();
            polls = looks.scheduleWithFixedDelay(() -> again(ModelSlot::poll), millis, millis, TimeUnit.MILLISECONDS);
        } else {
            polls = null;
        }
    }

    /**
     * Starts serving.
     *
     * @param options  what and how
     * @param standard where the access log goes if not to a file; not closed
     * @param say      told what a person should know, line by line
     * @param defects  told of failures that are defects of ours
     * @return the server, listening
     * @throws UserException if a model cannot be read, a name is there twice, or the address is not free
     */
    public static ModelServer start(
            ServeOptions options, OutputStream standard, Consumer<String> say, Consumer<Throwable> defects) {
        return new ModelServer(options, standard, say, defects);
    }

    private static Map<String, ModelSlot> slots(List<ModelSource> models, Consumer<String> say) {
        Map<String, ModelSlot> slots = new LinkedHashMap<>();
        for (ModelSource source : models) {
            if (slots.containsKey(source.name())) {
                throw UserException.usage("expected models of different names, found two that are called "
                        + source.name() + "; write NAME=MODEL for one of them");
            }
            slots.put(source.name(), new ModelSlot(source, say));
        }
        if (slots.isEmpty()) {
            throw UserException.usage("expected a model file, found none; write chainrule serve MODEL");
        }
        return slots;
    }

    /** The page's files, and whether the server lives, are told to everybody. */
    private static Access opened(Access access) {
        return new Access(access.host(), access.names(), access.token(), path -> {
            Route.Match match = Route.match(path);
            return match != null && match.route().open();
        });
    }

    private Observer observer() {
        return seen -> {
            Route.Match match = seen.method().isEmpty() ? null : Route.match(seen.path());
            String route = seen.method().isEmpty()
                    ? "unreadable"
                    : match == null ? "unknown" : match.route().template();
            metrics.finished(route, seen);
            if (log != null) {
                log.add(route, seen);
            }
        };
    }

    private double lost() {
        return log == null ? 0 : log.lost();
    }

    private List<Edition> editions() {
        return slots.values().stream().map(ModelSlot::edition).toList();
    }

    private void again(Function<ModelSlot, ModelSlot.@Nullable Outcome> look) {
        slots.forEach((name, slot) -> {
            ModelSlot.Outcome outcome = look.apply(slot);
            if (outcome != null) {
                metrics.reloaded(name, outcome);
            }
        });
    }

    /** Reads all files again, on a thread of its own, and begins a new file of the log if the old one was moved away. */
    public void reload() {
        if (log != null) {
            log.reopen();
        }
        looks.execute(() -> again(ModelSlot::reload));
    }

    /**
     * Where it is.
     *
     * @return such as {@code http://127.0.0.1:8080/}
     */
    public URI address() {
        return server.address();
    }

    /**
     * What is served: for each model its name, version, task and target.
     *
     * @return for JSON
     */
    public List<Map<String, Object>> models() {
        return editions().stream().map(ServeRoutes::brief).toList();
    }

    /**
     * Takes no more connections, answers what has come, and ends.
     *
     * @param patience how long answers may take
     * @return whether all were given in that time
     */
    public boolean finish(Duration patience) {
        routes.ending();
        boolean done = server.finish(patience);
        rest();
        return done;
    }

    private void rest() {
        if (polls != null) {
            polls.cancel(false);
        }
        looks.shutdownNow();
        if (log != null) {
            log.close();
        }
    }

    /** Ends at once. */
    @Override
    public void close() {
        server.close();
        rest();
    }
}
