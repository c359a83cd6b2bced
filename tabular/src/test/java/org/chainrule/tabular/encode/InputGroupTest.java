package org.chainrule.tabular.encode;

import static org.chainrule.tabular.encode.MemoryTable.numbers;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.chainrule.tabular.encode.BinEdges.Placement;
import org.chainrule.tabular.model.Models;
import org.chainrule.tabular.schema.ColumnKind;
import org.junit.jupiter.api.Test;

class InputGroupTest {
    @Test
    void groupsCoverEveryInputOfEveryEncodingInOrder() {
        Encoder encoder = new Encoder(Models.encodings());
        int next = 0;
        for (InputGroup group : encoder.inputGroups()) {
            assertEquals(next, group.first(), group.toString());
            next += group.width();
        }
        assertEquals(encoder.width(), next);
        List<String> names = encoder.featureNames();
        for (int input : encoder.inputs(InputGroup.Kind.NUMERIC)) {
            assertTrue(
                    List.of(
                                    "scaled",
                                    "robust",
                                    "quantile",
                                    "code",
                                    "bins",
                                    "date",
                                    "means (share of class 2)",
                                    "means (share of class 3)")
                            .contains(names.get(input)),
                    names.get(input));
        }
        assertEquals(8, encoder.inputs(InputGroup.Kind.NUMERIC).length);
        int[] codes = encoder.inputs(InputGroup.Kind.CODES);
        assertArrayEquals(new int[] {names.indexOf("codes (code)")}, codes);
        assertEquals(
                List.of(4),
                encoder.inputGroups().stream()
                        .filter(group -> group.kind() == InputGroup.Kind.CODES)
                        .map(InputGroup::codes)
                        .toList());
    }

    @Test
    void impossibleGroupsAreRefused() {
        for (InputGroup.Kind kind : InputGroup.Kind.values()) {
            int wrong = kind == InputGroup.Kind.CODES ? 0 : 3;
            assertThrows(IllegalArgumentException.class, () -> new InputGroup(kind, "c", 0, 1, wrong));
            assertThrows(IllegalArgumentException.class, () -> new InputGroup(kind, "c", 0, 0, 3 - wrong));
        }
        assertThrows(IllegalArgumentException.class, () -> InputGroup.passed("c", -1, 1));
    }

    @Test
    @SuppressWarnings("unchecked")
    void edgesMatchTheRecipe() throws IOException {
        int checked = 0;
        for (Map<String, Object> vectors : RecipeVectors.cases("ple")) {
            int bins = (int) (double) (Double) vectors.get("n_bins");
            List<List<Double>> wanted = (List<List<Double>>) vectors.get("edges");
            for (int i = 0; i < wanted.size(); i++) {
                double[] train = RecipeVectors.column(vectors.get("train"), i);
                List<Double> found = BinEdges.of(train, train.length, bins);
                assertEquals(wanted.get(i).size(), found.size());
                for (int t = 0; t < found.size(); t++) {
                    double edge = wanted.get(i).get(t);
                    assertEquals(edge, found.get(t), 1e-10 + 1e-9 * Math.abs(edge));
                    checked++;
                }
            }
        }
        assertTrue(checked > 30, "checked " + checked);
    }

    @Test
    void edgesAreOfTheEncodedColumnOfEachQuantity() {
        double[] values = new double[101];
        Arrays.setAll(values, i -> i * i);
        MemoryTable table = new MemoryTable(101)
                .with(ColumnKind.NUMERIC, numbers("x", values))
                .with(ColumnKind.CATEGORICAL, MemoryTable.texts("c", new String[101]))
                .with(ColumnKind.NUMERIC, numbers("constant", new double[101]));
        Encoder encoder = Encoder.fit(
                table,
                table.schema(),
                MemoryTable.first(101),
                EncoderOptions.defaults().withNumeric(NumericTransform.ROBUST, 3));
        List<List<Double>> edges = BinEdges.of(encoder, table, MemoryTable.first(101), 4, Placement.ROWS);
        assertEquals(2, edges.size());
        NumericEncoding.NumericFunction function =
                ((RobustNumeric) encoder.columns().get(0)).function();
        assertEquals(5, edges.get(0).size());
        for (int t = 0; t < 5; t++) {
            assertEquals((float) function.apply(values[25 * t]), edges.get(0).get(t));
        }
        assertEquals(List.of(0.0, 1.0), edges.get(1), "a constant input has one bin");
        assertThrows(IllegalArgumentException.class, () -> BinEdges.of(encoder, table, new int[0], 4, Placement.ROWS));
        assertThrows(IllegalArgumentException.class, () -> BinEdges.of(encoder, table, new int[1], 0, Placement.ROWS));
    }

    @Test
    void edgesLieAtRareValuesToo() {
        double[] values = new double[1000];
        for (int v = 0; v < 50; v++) {
            values[950 + v] = 1 + v;
        }
        assertEquals(2, BinEdges.of(values.clone(), 1000, 10).size());
        List<Double> mixed = BinEdges.mixed(values.clone(), 1000, 10);
        assertEquals(List.of(0.0, 10.0, 20.0, 30.0, 40.0, 50.0), mixed);
        assertEquals(List.of(7.0, 8.0), BinEdges.mixed(new double[] {7, 7}, 2, 10));
        for (int bins = 1; bins < 60; bins++) {
            List<Double> edges = BinEdges.mixed(values.clone(), 1000, bins);
            assertTrue(edges.size() >= 2 && edges.size() <= bins + 2, edges.toString());
        }
    }
}
