package org.chainrule.studio.serve;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.chainrule.studio.http.Answer;
import org.chainrule.studio.http.Observer.Seen;

/** What Prometheus asks for. Labels are routes, models and statuses, of which there are few: nothing that a request makes up becomes one. */
final class ServeMetrics {
    private static final double[] SECONDS = {
        1e-4, 2.5e-4, 5e-4, 1e-3, 2.5e-3, 5e-3, 1e-2, 2.5e-2, 5e-2, 0.1, 0.25, 0.5, 1, 2.5, 10
    };
    private static final String MODEL = "model";

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter requests = Counter.builder()
            .name("chainrule_http_requests_total")
            .help("Requests by route, method and status of the answer.")
            .labelNames("route", "method", "status")
            .withoutExemplars()
            .register(registry);
    private final Histogram durations = Histogram.builder()
            .name("chainrule_http_request_duration_seconds")
            .help("From the first byte of a request to the last of its answer.")
            .labelNames("route")
            .withoutExemplars()
            .classicOnly()
            .classicUpperBounds(SECONDS)
            .register(registry);
    private final Counter rows = Counter.builder()
            .name("chainrule_predicted_rows_total")
            .help("Rows that were predicted.")
            .labelNames(MODEL)
            .withoutExemplars()
            .register(registry);
    private final Counter reloads = Counter.builder()
            .name("chainrule_model_reloads_total")
            .help("How often a model file was read again, by what came of it: loaded, same or refused.")
            .labelNames(MODEL, "outcome")
            .register(registry);

    ServeMetrics() {
        gauge("jvm_memory_used_bytes", "Heap in use, what is not collected yet included.", ServeMetrics::used);
        gauge("jvm_memory_max_bytes", "The most heap there can be.", () -> Runtime.getRuntime()
                .maxMemory());
    }

    private static double used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** A number that is looked up when it is asked for. */
    void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    /** What is served, and since when. */
    void models(Supplier<List<Edition>> editions) {
        GaugeWithCallback.builder()
                .name("chainrule_model_info")
                .help("The models that are served; always 1.")
                .labelNames(MODEL, "version", "task", "target")
                .callback(callback -> editions.get()
                        .forEach(edition -> callback.call(
                                1,
                                edition.name(),
                                edition.version(),
                                edition.model().task().name().toLowerCase(Locale.ROOT),
                                edition.model().target())))
                .register(registry);
        GaugeWithCallback.builder()
                .name("chainrule_model_loaded_timestamp_seconds")
                .help("When the model was read from its file, in seconds since 1970.")
                .labelNames(MODEL)
                .callback(callback -> editions.get()
                        .forEach(edition ->
                                callback.call((double) edition.loaded().getEpochSecond(), edition.name())))
                .register(registry);
        editions.get().forEach(edition -> {
            rows.initLabelValues(edition.name());
            for (ModelSlot.Outcome outcome : ModelSlot.Outcome.values()) {
                reloads.initLabelValues(edition.name(), outcome.name().toLowerCase(Locale.ROOT));
            }
        });
    }

    /** A request is over. */
    void finished(String route, Seen seen) {
        requests.labelValues(route, known(seen.method()), String.valueOf(seen.status()))
                .inc();
        durations.labelValues(route).observe(seen.nanos() / 1e9);
    }

    private static String known(String method) {
        return switch (method) {
            case "GET", "HEAD", "POST", "DELETE" -> method;
            default -> "other";
        };
    }

    /** Rows were predicted. */
    void predicted(String model, int count) {
        rows.labelValues(model).inc(count);
    }

    /** A file was read again. */
    void reloaded(String model, ModelSlot.Outcome outcome) {
        reloads.labelValues(model, outcome.name().toLowerCase(Locale.ROOT)).inc();
    }

    /** All of it in Prometheus' text format. */
    Answer answer() {
        PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            writer.write(text, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return new Answer.Content(
                200, writer.getContentType(), Map.of("Cache-Control", "no-store"), text.toByteArray());
    }
}
