package org.chainrule.studio.serve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.studio.http.Refusal;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.model.Interval;
import org.chainrule.tabular.model.Predictions;
import org.chainrule.tabular.schema.ColumnSchema;
import org.jspecify.annotations.Nullable;

/** A request of the Open Inference Protocol and its answer: an input is a column, N rows of it. */
final class Inference {
    private static final String COVERAGE = "coverage";

    private final Edition edition;
    private final @Nullable String id;
    private final @Nullable Double coverage;
    private final List<String> wanted;
    private final List<Map<String, @Nullable Object>> rows;

    /**
     * Reads a request.
     *
     * @param tree    the body
     * @param edition the model
     * @param most    the most rows
     * @throws Refusal if it is not as the protocol words it, or has inputs that the model does not
     */
    Inference(@Nullable Object tree, Edition edition, int most) {
        this.edition = edition;
        Map<?, ?> request = Tensors.object(tree, "the request body");
        Object identifier = request.get("id");
        if (identifier != null && !(identifier instanceof String)) {
            throw Tensors.wrong("id", "a text", identifier);
        }
        id = (String) identifier;
        Object parameters = request.get("parameters");
        coverage = parameters == null
                ? null
                : Answers.coverage(Tensors.object(parameters, "\"parameters\"").get(COVERAGE), edition);
        rows = Tensors.rows(request.get("inputs"), edition, most);
        wanted = wanted(request.get("outputs"));
    }

    /** The rows, by column. */
    List<Map<String, @Nullable Object>> rows() {
        return rows;
    }

    /** The names of all outputs that the model can give. */
    private Set<String> possible() {
        Set<String> names = new LinkedHashSet<>();
        outputs(edition).forEach(output -> names.add(String.valueOf(output.get("name"))));
        if (coverage != null) {
            names.addAll(edition.classification() ? List.of("set") : List.of("lower", "upper"));
        }
        return names;
    }

    private List<String> wanted(@Nullable Object outputs) {
        Set<String> possible = possible();
        if (outputs == null) {
            return List.copyOf(possible);
        }
        List<String> names = new ArrayList<>();
        for (Object output : Tensors.array(outputs, "outputs")) {
            Object name = Tensors.object(output, "each of \"outputs\"").get("name");
            if (!(name instanceof String text) || !possible.contains(text)) {
                throw Tensors.wrong("outputs", "names among " + String.join(", ", possible), name);
            }
            if (!names.contains(text)) {
                names.add(text);
            }
        }
        return names.isEmpty() ? List.copyOf(possible) : names;
    }

    /**
     * The answer.
     *
     * @param predictions of the rows
     * @return for JSON
     */
    Map<String, Object> answer(Predictions predictions) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("model_name", edition.name());
        answer.put("model_version", edition.version());
        if (id != null) {
            answer.put("id", id);
        }
        answer.put(
                "outputs",
                wanted.stream().map(name -> output(name, predictions)).toList());
        return answer;
    }

    private Map<String, Object> output(String name, Predictions predictions) {
        int n = predictions.rows();
        return switch (name) {
            case "label" -> tensor(name, "BYTES", predictions.labels(), n);
            case "probabilities" -> matrix(name, predictions.probabilities(), predictions.classes().size());
            case "set" -> sets(predictions);
            case "value" -> tensor(name, "FP64", predictions.values(), n);
            case "deviation" -> tensor(name, "FP64", predictions.standardDeviations(), n);
            case "quantiles" -> matrix(name, predictions.quantiles(), predictions.levels().size());
            default -> ends(name, predictions);
        };
    }

    private Map<String, Object> sets(Predictions predictions) {
        List<Boolean> in = new ArrayList<>();
        for (int row = 0; row < predictions.rows(); row++) {
            List<String> set = coverage == null ? List.of() : predictions.set(row, coverage);
            predictions.classes().forEach(label -> in.add(set.contains(label)));
        }
        return tensor("set", "BOOL", in, predictions.rows(), predictions.classes().size());
    }

    private Map<String, Object> ends(String name, Predictions predictions) {
        double[] ends = new double[predictions.rows()];
        for (int row = 0; row < ends.length && coverage != null; row++) {
            Interval interval = predictions.interval(row, coverage);
            ends[row] = name.equals("lower") ? interval.lower() : interval.upper();
        }
        return tensor(name, "FP64", ends, ends.length);
    }

    private static Map<String, Object> matrix(String name, double[][] rows, int columns) {
        return tensor(
                name,
                "FP64",
                Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray(),
                rows.length,
                columns);
    }

    private static Map<String, Object> tensor(String name, String type, Object data, int... shape) {
        Map<String, Object> tensor = described(name, type, shape);
        tensor.put("data", data);
        return tensor;
    }

    private static Map<String, Object> described(String name, String type, int... shape) {
        Map<String, Object> tensor = new LinkedHashMap<>();
        tensor.put("name", name);
        tensor.put("datatype", type);
        tensor.put("shape", shape);
        return tensor;
    }

    /** What the model takes, for its metadata. */
    static List<Map<String, Object>> inputs(Edition edition) {
        return edition.columns().stream()
                .map(column -> described(column.name(), datatype(column), -1))
                .toList();
    }

    private static String datatype(ColumnSchema column) {
        return ColumnHints.type(column).equals("number") ? "FP64" : "BYTES";
    }

    /** What the model gives, for its metadata. */
    static List<Map<String, Object>> outputs(Edition edition) {
        List<Map<String, Object>> outputs = new ArrayList<>();
        if (edition.classification()) {
            outputs.add(described("label", "BYTES", -1));
            outputs.add(described(
                    "probabilities", "FP64", -1, edition.model().classes().size()));
            return outputs;
        }
        outputs.add(described("value", "FP64", -1));
        if (edition.deviation()) {
            outputs.add(described("deviation", "FP64", -1));
        }
        if (!edition.levels().isEmpty()) {
            outputs.add(described("quantiles", "FP64", -1, edition.levels().size()));
        }
        return outputs;
    }

    /**
     * The metadata of a model.
     *
     * @param edition the model
     * @return for JSON
     */
    static Map<String, Object> metadata(Edition edition) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", edition.name());
        metadata.put("versions", List.of(edition.version()));
        metadata.put("platform", "chainrule_chainrule");
        metadata.put("inputs", inputs(edition));
        metadata.put("outputs", outputs(edition));
        return metadata;
    }

    @Override
    public String toString() {
        return Display.text(String.valueOf(id)) + ", " + rows.size() + " rows";
    }
}
