package org.chainrule.studio.serve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.tabular.Chainrule;
import org.jspecify.annotations.Nullable;

/** The OpenAPI 3.1 document of the models that are served: their names are in its paths, their columns in its schemas. */
final class OpenApi {
    private static final String JSON = "application/json";

    private final List<Edition> editions;
    private final int mostRows;
    private final boolean token;
    private final boolean page;

    OpenApi(List<Edition> editions, int mostRows, boolean token, boolean page) {
        this.editions = editions;
        this.mostRows = mostRows;
        this.token = token;
        this.page = page;
    }

    /** The document, for JSON. */
    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put(
                "info",
                map(
                        "title",
                        "Chainrule: predictions",
                        "version",
                        Chainrule.VERSION,
                        "description",
                        "Predictions of trained networks, by column names and by the Open Inference Protocol v2. Every refusal is one line: what was"
                                + " expected, what was found, what to do."));
        document.put("servers", List.of(map("url", "/")));
        document.put("paths", paths());
        Map<String, Object> components = map("schemas", schemas());
        if (token) {
            components.put("securitySchemes", map("token", map("type", "http", "scheme", "bearer")));
            document.put("security", List.of(map("token", List.of())));
        }
        document.put("components", components);
        return document;
    }

    private Map<String, Object> paths() {
        Map<String, Object> paths = new LinkedHashMap<>();
        if (editions.size() == 1) {
            paths.put("/predict", predict(editions.get(0), "predictOne"));
        }
        paths.put("/models", read("listModels", "The models that are served", JSON, map("type", "object")));
        for (Edition edition : editions) {
            String models = "/models/" + edition.name();
            String inference = "/v2/models/" + edition.name();
            String name = identifier(edition);
            paths.put(
                    models,
                    read("describe_" + name, "Columns and classes of " + edition.name(), JSON, map("type", "object")));
            paths.put(models + "/predict", predict(edition, "predict_" + name));
            for (String at : List.of(inference, inference + "/versions/" + edition.version())) {
                String which = at.equals(inference) ? name : name + "_version";
                paths.put(
                        at,
                        read(
                                "metadata_" + which,
                                "Inputs and outputs of " + edition.name(),
                                JSON,
                                reference("ModelMetadata")));
                paths.put(
                        at + "/ready",
                        read(
                                "ready_" + which,
                                "Whether " + edition.name() + " answers",
                                JSON,
                                reference("ModelReady")));
                paths.put(at + "/infer", infer("infer_" + which));
            }
        }
        paths.put("/v2", read("server", "The server", JSON, reference("ServerMetadata")));
        paths.put("/v2/health/live", free(read("live", "Whether the server lives", JSON, reference("Live"))));
        Map<String, Object> ready =
                read("ready", "Whether it takes requests; 503 while it ends", JSON, reference("Live"));
        paths.put("/v2/health/ready", free(ready));
        paths.put("/openapi.json", read("openapi", "This document", JSON, map("type", "object")));
        paths.put("/metrics", read("metrics", "Metrics for Prometheus", "text/plain", map("type", "string")));
        if (page) {
            paths.put(
                    "/", free(read("page", "A page to try a prediction by hand", "text/html", map("type", "string"))));
        }
        return paths;
    }

    private static String identifier(Edition edition) {
        return edition.name().replaceAll("[^A-Za-z0-9]", "_");
    }

    /** What needs no token. */
    private Map<String, Object> free(Map<String, Object> path) {
        if (token && path.get("get") instanceof Map<?, ?> operation) {
            Map<String, Object> open = new LinkedHashMap<>();
            operation.forEach((key, value) -> open.put(String.valueOf(key), value));
            open.put("security", List.of());
            path.put("get", open);
        }
        return path;
    }

    private Map<String, Object> read(String id, String summary, String type, Map<String, Object> schema) {
        Map<String, Object> responses = map("200", response("As asked for", type, schema));
        responses.putAll(refusals(false));
        return map("get", map("operationId", id, "summary", summary, "responses", responses));
    }

    private Map<String, Object> predict(Edition edition, String id) {
        Map<String, Object> row = reference("Row_" + edition.name());
        Map<String, Object> rows = map("type", "array", "items", row, "maxItems", mostRows);
        Map<String, Object> answer = reference("Prediction_" + edition.name());
        List<Object> bodies = List.of(
                map("title", "one row", "type", "object", "properties", map("row", row), "required", List.of("row")),
                map("title", "rows", "type", "object", "properties", map("rows", rows), "required", List.of("rows")),
                row,
                rows);
        List<Object> answers = List.of(
                answer,
                map(
                        "title",
                        "of rows",
                        "type",
                        "object",
                        "properties",
                        map("predictions", map("type", "array", "items", answer)),
                        "required",
                        List.of("predictions")));
        Map<String, Object> post =
                post(id, "Predicts " + edition.model().target(), map("anyOf", bodies), map("anyOf", answers));
        if (edition.uncertainty() != null) {
            post.put(
                    "parameters",
                    List.of(map(
                            "name", "coverage",
                            "in", "query",
                            "description",
                                    "Adds an interval, or a set of classes, that holds the truth with this probability",
                            "schema", map("type", "number", "exclusiveMinimum", 0, "exclusiveMaximum", 1))));
        }
        return map("post", post);
    }

    private Map<String, Object> infer(String id) {
        return map(
                "post",
                post(
                        id,
                        "Inference by the Open Inference Protocol v2: an input for each column, shape [N] or [N, 1]",
                        reference("InferenceRequest"),
                        reference("InferenceResponse")));
    }

    private Map<String, Object> post(String id, String summary, Map<String, Object> body, Map<String, Object> answer) {
        Map<String, Object> responses = map("200", response("The prediction", JSON, answer));
        responses.putAll(refusals(true));
        return map(
                "operationId", id,
                "summary", summary,
                "requestBody", map("required", true, "content", map(JSON, map("schema", body))),
                "responses", responses);
    }

    private Map<String, Object> refusals(boolean body) {
        Map<String, Object> refusals = new LinkedHashMap<>();
        if (body) {
            refusals.put("400", response("No JSON, or no rows of this model", JSON, reference("Error")));
            refusals.put("408", response("The body did not come in time", JSON, reference("Error")));
            refusals.put("413", response("Too many bytes or rows", JSON, reference("Error")));
            refusals.put("415", response("Not application/json", JSON, reference("Error")));
        }
        if (token) {
            refusals.put("401", response("Without this server's token", JSON, reference("Error")));
        }
        refusals.put("403", response("Another host or origin than this server's", JSON, reference("Error")));
        refusals.put("503", response("Too much to do, or about to end", JSON, reference("Error")));
        return refusals;
    }

    private static Map<String, Object> response(String description, String type, Map<String, Object> schema) {
        return map("description", description, "content", map(type, map("schema", schema)));
    }

    private Map<String, Object> schemas() {
        Map<String, Object> schemas = new LinkedHashMap<>();
        schemas.put("Error", object(map("error", map("type", "string")), "error"));
        for (Edition edition : editions) {
            schemas.put("Row_" + edition.name(), row(edition));
            schemas.put("Prediction_" + edition.name(), prediction(edition));
        }
        schemas.put("Live", object(map("live", map("type", "boolean"), "ready", map("type", "boolean")), "live"));
        schemas.put(
                "ModelReady",
                object(map("name", map("type", "string"), "ready", map("type", "boolean")), "name", "ready"));
        schemas.put(
                "ServerMetadata",
                object(
                        map(
                                "name", map("type", "string"),
                                "version", map("type", "string"),
                                "extensions", map("type", "array", "items", map("type", "string"))),
                        "name",
                        "version",
                        "extensions"));
        schemas.putAll(TensorSchemas.all());
        return schemas;
    }

    private static Map<String, Object> row(Edition edition) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Map<String, @Nullable Object> hint : ColumnHints.of(edition.model())) {
            properties.put(String.valueOf(hint.get("name")), column(hint));
        }
        return map(
                "type", "object",
                "description",
                        "A row by column names; a column that is null or absent is missing. Other names are passed over",
                "properties", properties);
    }

    private static Map<String, Object> column(Map<String, @Nullable Object> hint) {
        Map<String, Object> schema = new LinkedHashMap<>();
        Object type = hint.get("type");
        schema.put(
                "type",
                "number".equals(type)
                        ? List.of("number", "null")
                        : "date".equals(type)
                                ? List.of("string", "null")
                                : List.of("string", "number", "boolean", "null"));
        schema.put("description", hint.get("kind") + ": " + hint.get("note"));
        if (hint.get("levels") instanceof List<?> levels) {
            schema.put("examples", levels);
        } else if (hint.get("example") instanceof String example) {
            schema.put("examples", List.of(example));
        }
        return schema;
    }

    private static Map<String, Object> prediction(Edition edition) {
        Map<String, Object> number = map("type", "number");
        Map<String, Object> properties = new LinkedHashMap<>();
        if (edition.classification()) {
            List<String> classes = edition.model().classes();
            Map<String, Object> each = new LinkedHashMap<>();
            classes.forEach(label -> each.put(label, number));
            properties.put("label", map("type", "string", "enum", classes));
            properties.put("probabilities", map("type", "object", "properties", each, "required", classes));
            if (edition.uncertainty() != null) {
                properties.put("set", map("type", "array", "items", map("type", "string")));
            }
            return object(properties, "label", "probabilities");
        }
        properties.put("value", number);
        List<String> required = new ArrayList<>(List.of("value"));
        if (edition.deviation()) {
            properties.put("deviation", number);
            required.add("deviation");
        }
        if (!edition.levels().isEmpty()) {
            properties.put("quantiles", map("type", "object", "additionalProperties", number));
            required.add("quantiles");
        }
        if (edition.uncertainty() != null) {
            properties.put(
                    "interval",
                    map(
                            "type",
                            "array",
                            "items",
                            map("type", List.of("number", "null")),
                            "minItems",
                            2,
                            "maxItems",
                            2));
        }
        return object(properties, required.toArray(String[]::new));
    }

    /** An object with these properties, of which some must be there. */
    static Map<String, Object> object(Map<String, Object> properties, String... required) {
        return map("type", "object", "properties", properties, "required", List.of(required));
    }

    /** A schema that stands among the components. */
    static Map<String, Object> reference(String name) {
        return map("$ref", "#/components/schemas/" + name);
    }

    /** Keys and values in turn. */
    static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
