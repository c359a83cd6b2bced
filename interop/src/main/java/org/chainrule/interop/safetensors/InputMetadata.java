package org.chainrule.interop.safetensors;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.chainrule.interop.assemble.InputColumn;
import org.chainrule.tabular.encode.ColumnEncoding;
import org.chainrule.tabular.encode.Encoder;
import org.chainrule.tabular.encode.ScaledNumeric;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Json;
import org.jspecify.annotations.Nullable;

/**
 * What the metadata say of a network's inputs: {@code inputs} names them, {@code inputMeans} and {@code inputFactors} say that the network sees (value - mean) factor.
 * An input that is encoded in another way has null there, and " (encoded)" behind its name.
 */
final class InputMetadata {
    private static final String ENCODED = " (encoded)";

    private InputMetadata() {}

    static void write(Encoder encoder, String prefix, Map<String, String> metadata) {
        List<String> names = new ArrayList<>();
        List<@Nullable Double> means = new ArrayList<>();
        List<@Nullable Double> factors = new ArrayList<>();
        for (ColumnEncoding encoding : encoder.columns()) {
            ScaledNumeric line = line(encoding);
            for (String name : encoding.featureNames()) {
                names.add(line == null ? name + ENCODED : name);
                means.add(line == null ? null : (Double) line.mean());
                factors.add(line == null ? null : (Double) line.factor());
            }
        }
        metadata.put(prefix + "inputs", Json.write(names));
        metadata.put(prefix + "inputMeans", Json.write(means));
        metadata.put(prefix + "inputFactors", Json.write(factors));
    }

    /** An encoding that is one line; null if it is more. */
    private static @Nullable ScaledNumeric line(ColumnEncoding encoding) {
        return encoding instanceof ScaledNumeric scaled
                        && !scaled.indicator()
                        && (scaled.clip() == 0 || scaled.clip() == ScaledNumeric.UNBOUNDED)
                        && scaled.factor() > 0
                ? scaled
                : null;
    }

    /** The columns of a network; x0, x1 and so on if nothing says them. */
    static List<InputColumn> read(Map<String, String> metadata, int inputs, List<String> notes) {
        List<String> names = texts(metadata.get("inputs"));
        if (names.size() != inputs || new HashSet<>(names).size() != inputs) {
            return IntStream.range(0, inputs)
                    .mapToObj(i -> InputColumn.plain("x" + i))
                    .toList();
        }
        List<@Nullable Double> means = numbers(metadata.get("inputMeans"));
        List<@Nullable Double> factors = numbers(metadata.get("inputFactors"));
        List<InputColumn> columns = new ArrayList<>();
        int encoded = 0;
        for (int i = 0; i < inputs; i++) {
            Double mean = i < means.size() ? means.get(i) : null;
            Double factor = i < factors.size() ? factors.get(i) : null;
            if (mean != null && factor != null && factor > 0) {
                columns.add(new InputColumn(names.get(i), mean, factor, mean));
            } else {
                columns.add(InputColumn.plain(names.get(i)));
                encoded++;
            }
        }
        if (encoded > 0) {
            notes.add(encoded + " of " + inputs
                    + " inputs must be given as the encoder of the exported model gives them");
        }
        return columns;
    }

    private static List<@Nullable Double> numbers(@Nullable String json) {
        List<@Nullable Double> numbers = new ArrayList<>();
        if (parsed(json) instanceof List<?> list) {
            for (Object value : list) {
                boolean finite = value instanceof Number number && Double.isFinite(number.doubleValue());
                numbers.add(finite ? (Double) ((Number) value).doubleValue() : null);
            }
        }
        return numbers;
    }

    /** A list of texts as JSON; metadata of another kind that happens to have the name is passed over. */
    static List<String> texts(@Nullable String json) {
        return parsed(json) instanceof List<?> list && list.stream().allMatch(String.class::isInstance)
                ? list.stream().map(String.class::cast).toList()
                : List.of();
    }

    private static @Nullable Object parsed(@Nullable String json) {
        try {
            return json == null ? null : Json.parse(json);
        } catch (UserException another) {
            return null;
        }
    }
}
