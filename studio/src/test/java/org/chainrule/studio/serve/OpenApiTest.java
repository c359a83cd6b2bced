package org.chainrule.studio.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.studio.http.PortChoice;
import org.chainrule.studio.serve.Serving.Reply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The document is OpenAPI 3.1 and true: every route in it answers, every schema that is named is there, and answers fit theirs. */
@Timeout(60)
class OpenApiTest {
    private static final Set<String> FIELDS =
            Set.of("openapi", "info", "servers", "paths", "components", "security", "tags", "externalDocs", "webhooks");
    private static final Set<String> OPERATION =
            Set.of("operationId", "summary", "description", "parameters", "requestBody", "responses", "security");

    @TempDir
    Path folder;

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object tree) {
        assertTrue(tree instanceof Map<?, ?>, () -> "no object: " + tree);
        return (Map<String, Object>) java.util.Objects.requireNonNull(tree);
    }

    @Test
    void everyRouteAnswersAndEveryReferenceIsThere() throws Exception {
        List<ModelSource> models = List.of(
                new ModelSource("c", Serving.saved(Serving.classes(folder, 1), folder.resolve("c.chainrule"))),
                new ModelSource("v", Serving.saved(Serving.values(folder, "gaussian"), folder.resolve("v.chainrule"))));
        for (List<ModelSource> served : List.of(models, models.subList(0, 1))) {
            try (Serving serving = new Serving(ServeOptions.of(served, new PortChoice(0, true)))) {
                Map<String, Object> document = map(serving.get("/openapi.json").json());
                structure(document);
                references(document, document);
                for (Map.Entry<String, Object> path : map(document.get("paths")).entrySet()) {
                    answers(serving, document, path.getKey(), map(path.getValue()));
                }
                assertEquals(served.size() == 1, map(document.get("paths")).containsKey("/predict"));
                assertEquals(List.of(), serving.defects);
            }
        }
    }

    private static void structure(Map<String, Object> document) {
        assertTrue(FIELDS.containsAll(document.keySet()), document.keySet().toString());
        assertEquals("3.1.0", document.get("openapi"));
        assertTrue(map(document.get("info")).get("title") instanceof String);
        assertTrue(map(document.get("info")).get("version") instanceof String);
        Set<Object> ids = new HashSet<>();
        map(document.get("paths")).forEach((path, item) -> {
            assertTrue(path.startsWith("/"), path);
            map(item).forEach((method, operation) -> {
                assertTrue(Set.of("get", "post").contains(method), method);
                Map<String, Object> said = map(operation);
                assertTrue(OPERATION.containsAll(said.keySet()), said.keySet().toString());
                assertTrue(ids.add(said.get("operationId")), "twice: " + said.get("operationId"));
                map(said.get("responses")).forEach((status, response) -> {
                    assertTrue(status.matches("[1-5]\\d\\d"), status);
                    assertTrue(map(response).get("description") instanceof String);
                    map(map(response).get("content")).values().forEach(media -> map(map(media).get("schema")));
                });
            });
        });
    }

    private static void references(Object tree, Map<String, Object> document) {
        if (tree instanceof Map<?, ?> map) {
            if (map.get("$ref") instanceof String reference) {
                assertNotNull(target(document, reference), reference);
            }
            map.values().forEach(value -> references(value, document));
        } else if (tree instanceof List<?> list) {
            list.forEach(value -> references(value, document));
        }
    }

    private static Map<String, Object> target(Map<String, Object> document, String reference) {
        assertTrue(reference.startsWith("#/components/schemas/"), reference);
        return map(map(map(document.get("components")).get("schemas")).get(reference.substring(21)));
    }

    private static void answers(Serving serving, Map<String, Object> document, String path, Map<String, Object> item)
            throws Exception {
        if (item.containsKey("get")) {
            Reply reply = serving.get(path);
            assertEquals(200, reply.status(), path + ": " + reply.body());
            Map<String, Object> content =
                    map(map(map(map(item.get("get")).get("responses")).get("200")).get("content"));
            String type = content.keySet().iterator().next();
            assertTrue(reply.headers().get("content-type").get(0).startsWith(type), path);
            if (type.equals("application/json")) {
                fits(map(map(content.get(type)).get("schema")), reply.json(), document, path);
            }
            HttpRequest.Builder wrong = HttpRequest.newBuilder(serving.server.address().resolve(path)).DELETE();
            assertEquals(405, serving.send(wrong).status(), path);
        } else {
            Map<String, Object> post = map(item.get("post"));
            boolean classes = path.contains("/c/") || path.equals("/predict");
            String name = classes ? "color" : "a";
            Object cell = classes ? "red" : 1.5;
            Object body = path.endsWith("/infer")
                    ? Map.of("inputs", List.of(Map.of("name", name, "shape", List.of(1), "datatype", classes ? "BYTES" : "FP64", "data", List.of(cell))))
                    : Map.of(name, cell);
            Reply reply = serving.post(path, body);
            assertEquals(200, reply.status(), path + ": " + reply.body());
            Map<String, Object> ok = map(map(map(post.get("responses")).get("200")).get("content"));
            fits(map(map(ok.get("application/json")).get("schema")), reply.json(), document, path);
            Map<String, Object> asked = map(map(map(post.get("requestBody")).get("content")).get("application/json"));
            fits(map(asked.get("schema")), body, document, path);
            assertEquals(405, serving.get(path).status(), path);
        }
    }

    /** As much of JSON Schema as the document uses. */
    private static void fits(Map<String, Object> schema, @Nullable Object value, Map<String, Object> document, String where) {
        List<String> wrong = new ArrayList<>();
        check(schema, value, document, where, wrong);
        assertEquals(List.of(), wrong);
    }

    private static void check(
            Map<String, Object> schema, @Nullable Object value, Map<String, Object> document, String where, List<String> wrong) {
        if (schema.get("$ref") instanceof String reference) {
            check(target(document, reference), value, document, where, wrong);
            return;
        }
        if (schema.get("anyOf") instanceof List<?> any) {
            boolean one = any.stream().anyMatch(choice -> {
                List<String> inner = new ArrayList<>();
                check(map(choice), value, document, where, inner);
                return inner.isEmpty();
            });
            if (!one) {
                wrong.add(where + " fits none");
            }
            return;
        }
        List<?> types = schema.get("type") instanceof List<?> list ? list : List.of(String.valueOf(schema.get("type")));
        if (types.stream().noneMatch(type -> is(String.valueOf(type), value))) {
            wrong.add(where + " is no " + types + ": " + value);
        } else if (value instanceof Map<?, ?> object) {
            if (schema.get("required") instanceof List<?> required && !object.keySet().containsAll(required)) {
                wrong.add(where + " lacks one of " + required);
            }
            if (schema.get("properties") instanceof Map<?, ?> properties) {
                object.forEach((key, inner) -> {
                    if (properties.get(key) != null) {
                        check(map(properties.get(key)), inner, document, where + "." + key, wrong);
                    }
                });
            }
        } else if (value instanceof List<?> list && schema.get("items") != null) {
            list.forEach(inner -> check(map(schema.get("items")), inner, document, where + "[]", wrong));
        }
        if (schema.get("enum") instanceof List<?> allowed && !allowed.contains(value)) {
            wrong.add(where + " is none of " + allowed);
        }
    }

    private static boolean is(String type, @Nullable Object value) {
        return switch (type) {
            case "object" -> value instanceof Map<?, ?>;
            case "array" -> value instanceof List<?>;
            case "string" -> value instanceof String;
            case "boolean" -> value instanceof Boolean;
            case "integer" -> value instanceof Long || value instanceof Integer;
            case "number" -> value instanceof Number;
            case "null" -> value == null;
            default -> false;
        };
    }
}
