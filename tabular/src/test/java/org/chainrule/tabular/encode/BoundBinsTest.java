package org.chainrule.tabular.encode;

import static org.chainrule.tabular.encode.MemoryTable.numbers;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.chainrule.random.CounterRandom;
import org.junit.jupiter.api.Test;

class BoundBinsTest {
    /** Far, near, tiny and signed edges. */
    private static final List<List<Double>> EDGES = List.of(
            List.of(0.0, 1.0),
            List.of(-1.5, -0.25, 0.0, 0.125, 3.0),
            List.of(-0.0, Double.MIN_VALUE, 3 * Double.MIN_VALUE, 1e-300),
            List.of(1.0, Math.nextUp(1.0), Math.nextUp(Math.nextUp(1.0)), 2.0),
            List.of(-8e307, -1.0, 1.0, 8e307));

    @Test
    void binsAreThoseOfTheFormula() {
        for (List<Double> edges : EDGES) {
            for (boolean indicator : new boolean[] {false, true}) {
                RobustNumeric numeric = new RobustNumeric("x", 0.5, 2, 3, indicator);
                PiecewiseLinear encoding = new PiecewiseLinear("x", numeric, edges);
                double[] cells = cells(edges);
                BoundEncoding bound = encoding.bind(numbers("x", cells));
                float[] found = new float[encoding.width()];
                for (int row = 0; row < cells.length; row++) {
                    bound.encode(row, found, 0);
                    check(encoding, cells[row], found);
                }
            }
        }
    }

    /** Every edge and its neighbours, what lies between, far outside, and nothing. */
    private static double[] cells(List<Double> edges) {
        CounterRandom random = CounterRandom.of(3, CounterRandom.Stream.SAMPLE, 0);
        double[] cells = new double[5 * edges.size() + 6];
        int n = 0;
        for (int t = 0; t < edges.size(); t++) {
            double edge = edges.get(t);
            double next = edges.get(Math.min(t + 1, edges.size() - 1));
            cells[n++] = edge;
            cells[n++] = Math.nextUp(edge);
            cells[n++] = Math.nextDown(edge);
            cells[n++] = edge + random.uniform(t) * (next - edge);
            cells[n++] = edge / 2 + next / 2;
        }
        cells[n++] = Double.NaN;
        cells[n++] = Double.POSITIVE_INFINITY;
        cells[n++] = Float.MAX_VALUE;
        cells[n++] = -Float.MAX_VALUE;
        cells[n++] = -0.0;
        cells[n] = 8e307;
        return cells;
    }

    /** The plain twin: a division a bin. */
    private static void check(PiecewiseLinear encoding, double cell, float[] found) {
        RobustNumeric numeric = encoding.numeric();
        assertEquals((float) numeric.function().apply(cell), found[0]);
        if (numeric.indicator()) {
            assertEquals(Double.isFinite(cell) ? 0 : 1, found[1]);
        }
        double x = Double.isFinite(cell) ? cell : numeric.median();
        for (int t = 1; t < encoding.edges().size(); t++) {
            double low = encoding.edges().get(t - 1);
            double filled =
                    Math.max(0, Math.min(1, (x - low) / (encoding.edges().get(t) - low)));
            assertEquals((float) (2 * filled - 1), found[numeric.width() + t - 1], "bin " + t + " of " + cell);
        }
    }
}
