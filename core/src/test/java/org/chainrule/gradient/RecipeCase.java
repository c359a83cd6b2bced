package org.chainrule.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.chainrule.network.Network;
import org.chainrule.network.ParameterLayout;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.testing.Shared;
import org.chainrule.testing.TestJson;
import org.jspecify.annotations.Nullable;

/** A case of the recipes' vectors, or an object within one. */
record RecipeCase(Map<String, Object> members) {
    static List<RecipeCase> all(String block) {
        Object file = TestJson.parse(Shared.path("conformance/recipes/" + block + ".json"));
        return of(TestJson.object(file).get("cases"));
    }

    private static List<RecipeCase> of(@Nullable Object list) {
        return TestJson.list(list).stream()
                .map(each -> new RecipeCase(TestJson.object(each)))
                .toList();
    }

    String name() {
        return (String) get("name");
    }

    Object get(String member) {
        return java.util.Objects.requireNonNull(members.get(member), member);
    }

    boolean has(String member) {
        return members.get(member) != null;
    }

    RecipeCase object(String member) {
        return new RecipeCase(TestJson.object(get(member)));
    }

    List<RecipeCase> list(String member) {
        return of(get(member));
    }

    double number(String member) {
        return TestJson.number(get(member));
    }

    int integer(String member) {
        return (int) number(member);
    }

    double[] flat(String member) {
        return flatten(get(member)).toArray();
    }

    /** Lengths of the nested lists. */
    int length(String member, int depth) {
        Object value = get(member);
        for (int d = 0; d < depth; d++) {
            value = TestJson.list(value).get(0);
        }
        return TestJson.list(value).size();
    }

    /** A matrix the other way round. */
    double[] transposed(String member) {
        double[] values = flat(member);
        int rows = length(member, 0);
        int columns = values.length / rows;
        double[] transposed = new double[values.length];
        for (int e = 0; e < values.length; e++) {
            transposed[e % columns * rows + e / columns] = values[e];
        }
        return transposed;
    }

    private static DoubleStream flatten(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().flatMapToDouble(RecipeCase::flatten)
                : DoubleStream.of(TestJson.number(value));
    }

    /** Flat parameters of a network from those of its slices. */
    static double[] parameters(Network network, Map<String, double[]> slices) {
        ParameterLayout layout = new ParameterLayout(network);
        double[] parameters = new double[layout.size()];
        for (Slice slice : layout.parameters()) {
            double[] values = java.util.Objects.requireNonNull(slices.get(slice.name()), slice.name());
            assertEquals(slice.size(), values.length, slice.name());
            System.arraycopy(values, 0, parameters, slice.offset(), values.length);
        }
        assertEquals(layout.parameters().size(), slices.size());
        return parameters;
    }

    /** Compares element by element; returns how many. */
    static int compare(String what, double[] expected, double[] found, DoubleUnaryOperator tolerance) {
        assertEquals(expected.length, found.length, what);
        for (int e = 0; e < expected.length; e++) {
            assertEquals(expected[e], found[e], tolerance.applyAsDouble(expected[e]), what + ", element " + e);
        }
        return expected.length;
    }
}
