package org.chainrule.studio.serve;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be asked for, by the template that logs, metrics and the OpenAPI document call it. */
enum Route {
    PAGE("/", "GET"),
    ASSET("/web/{file}", "GET"),
    PREDICT_ONE("/predict", "POST"),
    MODELS("/models", "GET"),
    MODEL("/models/{model}", "GET"),
    PREDICT("/models/{model}/predict", "POST"),
    SERVER("/v2", "GET"),
    LIVE("/v2/health/live", "GET"),
    READY("/v2/health/ready", "GET"),
    METADATA("/v2/models/{model}", "GET"),
    MODEL_READY("/v2/models/{model}/ready", "GET"),
    INFER("/v2/models/{model}/infer", "POST"),
    OPENAPI("/openapi.json", "GET"),
    METRICS("/metrics", "GET");

    private static final List<Route> PLAIN = List.of(PAGE, PREDICT_ONE, MODELS, SERVER, LIVE, READY, OPENAPI, METRICS);

    private final String template;
    private final String method;

    Route(String template, String method) {
        this.template = template;
        this.method = method;
    }

    /** The address, with names where it varies. */
    String template() {
        return template;
    }

    /** GET, which HEAD goes with, or POST. */
    String method() {
        return method;
    }

    /** Whether nothing about models or requests is told there: files of the page, and whether the server is alive. */
    boolean open() {
        return this == PAGE || this == ASSET || this == LIVE || this == READY;
    }

    /**
     * What an address stands for.
     *
     * @param route   what
     * @param model   the name in it; null without
     * @param version the version in it; null without
     */
    record Match(
            Route route,
            @Nullable String model,
            @Nullable String version) {}

    /**
     * Finds what an address stands for.
     *
     * @param path such as {@code /v2/models/penguins/infer}
     * @return null if nothing is there
     */
    static @Nullable Match match(String path) {
        for (Route route : PLAIN) {
            if (route.template.equals(path)) {
                return new Match(route, null, null);
            }
        }
        if (path.startsWith("/web/")) {
            return new Match(ASSET, null, null);
        }
        String[] parts = path.split("/", -1);
        if (parts.length >= 3 && parts[1].equals("models") && !parts[2].isEmpty()) {
            return parts.length == 3
                    ? new Match(MODEL, parts[2], null)
                    : parts.length == 4 && parts[3].equals("predict") ? new Match(PREDICT, parts[2], null) : null;
        }
        return parts.length >= 4 && parts[1].equals("v2") && parts[2].equals("models") && !parts[3].isEmpty()
                ? inference(parts)
                : null;
    }

    /** {@code /v2/models/NAME[/versions/VERSION][/ready or /infer]}. */
    private static @Nullable Match inference(String[] parts) {
        boolean versioned = parts.length >= 6 && parts[4].equals("versions") && !parts[5].isEmpty();
        String version = versioned ? parts[5] : null;
        int rest = versioned ? 6 : 4;
        if (parts.length == rest) {
            return new Match(METADATA, parts[3], version);
        }
        if (parts.length > rest + 1) {
            return null;
        }
        return switch (parts[rest]) {
            case "ready" -> new Match(MODEL_READY, parts[3], version);
            case "infer" -> new Match(INFER, parts[3], version);
            default -> null;
        };
    }
}
