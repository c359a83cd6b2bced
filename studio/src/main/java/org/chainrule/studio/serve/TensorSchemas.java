package org.chainrule.studio.serve;

import static org.chainrule.studio.serve.OpenApi.map;
import static org.chainrule.studio.serve.OpenApi.object;
import static org.chainrule.studio.serve.OpenApi.reference;

import java.util.LinkedHashMap;
import java.util.Map;

/** The objects of the Open Inference Protocol v2, as schemas of the OpenAPI document. */
final class TensorSchemas {
    private TensorSchemas() {}

    /** By name. */
    static Map<String, Object> all() {
        Map<String, Object> text = map("type", "string");
        Map<String, Object> shape = map("type", "array", "items", map("type", "integer", "minimum", -1));
        Map<String, Object> parameters = map("type", "object");
        Map<String, Object> schemas = new LinkedHashMap<>();
        schemas.put(
                "TensorMetadata",
                object(map("name", text, "datatype", text, "shape", shape), "name", "datatype", "shape"));
        schemas.put(
                "ModelMetadata",
                object(
                        map(
                                "name", text,
                                "versions", list(text),
                                "platform", text,
                                "inputs", list(reference("TensorMetadata")),
                                "outputs", list(reference("TensorMetadata"))),
                        "name",
                        "platform",
                        "inputs",
                        "outputs"));
        schemas.putAll(inference(text, shape, parameters));
        return schemas;
    }

    private static Map<String, Object> inference(
            Map<String, Object> text, Map<String, Object> shape, Map<String, Object> parameters) {
        Map<String, Object> schemas = new LinkedHashMap<>();
        schemas.put(
                "Tensor",
                object(
                        map(
                                "name",
                                text,
                                "shape",
                                shape,
                                "datatype",
                                text,
                                "parameters",
                                parameters,
                                "data",
                                map("type", "array")),
                        "name",
                        "shape",
                        "datatype",
                        "data"));
        schemas.put(
                "InferenceRequest",
                object(
                        map(
                                "id", text,
                                "parameters",
                                        map("type", "object", "properties", map("coverage", map("type", "number"))),
                                "inputs", list(reference("Tensor")),
                                "outputs", list(object(map("name", text, "parameters", parameters), "name"))),
                        "inputs"));
        schemas.put(
                "InferenceResponse",
                object(
                        map(
                                "model_name", text,
                                "model_version", text,
                                "id", text,
                                "parameters", parameters,
                                "outputs", list(reference("Tensor"))),
                        "model_name",
                        "outputs"));
        return schemas;
    }

    private static Map<String, Object> list(Map<String, Object> items) {
        return map("type", "array", "items", items);
    }
}
