package org.chainrule.interop.onnx.export;

import java.util.Arrays;
import java.util.List;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.interop.onnx.export.EncoderFormulas.Pieces;
import org.chainrule.tabular.encode.QuantileNumeric;

/**
 * {@link QuantileNumeric} of many columns at once. Where a value stands among the knots of its column is found by a binary search that is unrolled: ten steps for up
 * to 1,023 knots, whatever the number of columns.
 */
final class QuantileFormulas {
    /** As {@link QuantileNumeric}: nearer to an end knot than this is at the end. */
    private static final double END = 1e-7;

    private final GraphBuilder graph;
    private final Formulas f;

    QuantileFormulas(GraphBuilder graph, Formulas f) {
        this.graph = graph;
        this.f = f;
    }

    /**
     * Adds the nodes.
     *
     * @param x         [rows x columns]
     * @param missing   [rows x columns], whether a value is missing
     * @param encodings one a column, none of them constant
     * @param at        which input of the network each column becomes
     * @param pieces    takes the result
     */
    void add(String x, String missing, List<QuantileNumeric> encodings, List<Integer> at, Pieces pieces) {
        int most = encodings.stream().mapToInt(one -> one.knots().size()).max().orElseThrow();
        int size = Integer.highestOneBit(most) * 2;
        double[] knots = new double[encodings.size() * size];
        long[] first = new long[encodings.size()];
        double[] low = new double[first.length];
        double[] high = new double[first.length];
        double[] tolerance = new double[first.length];
        double[] last = new double[first.length];
        double[] fill = new double[first.length];
        Arrays.fill(knots, Double.MAX_VALUE);
        for (int c = 0; c < first.length; c++) {
            List<Double> own = encodings.get(c).knots();
            for (int i = 0; i < own.size(); i++) {
                knots[c * size + i] = own.get(i);
            }
            first[c] = (long) c * size;
            low[c] = own.get(0);
            high[c] = own.get(own.size() - 1);
            tolerance[c] = END * Math.min(1, high[c] - low[c]);
            last[c] = own.size() - 1;
            fill[c] = encodings.get(c).fill();
        }
        String table = f.constant(knots, knots.length);
        String start = graph.constant(OnnxTensor.ofLongs(first, 1, first.length));
        String value = f.where(missing, f.row(fill), x);
        String inner = inner(value, table, start, size, f.row(last));
        String atLow = graph.node(
                "Or",
                f.isBelow(f.subtract(value, f.row(tolerance)), f.row(low)),
                f.isAtMost(value, f.row(low)));
        String atHigh = graph.node(
                "Or",
                f.isBelow(f.row(high), f.add(value, f.row(tolerance))),
                f.isAtMost(f.row(high), value));
        String p = f.where(atLow, f.number(0), f.where(atHigh, f.number(1), inner));
        double end = -encodings.get(0).function().apply(-Double.MAX_VALUE);
        pieces.addWide(f.clamp(NormalFormulas.quantile(f, p), -end, end), at);
    }

    /** The probability of a value between the end knots. */
    private String inner(String x, String table, String start, int size, String last) {
        String below = count("Less", x, table, start, size);
        String upTo = count("LessOrEqual", x, table, start, size);
        String from = graph.gather(table, before(below, start), 0);
        String to = graph.gather(table, graph.node("Add", start, below), 0);
        String half = f.multiply(from, 0.5);
        String part = f.divide(
                f.subtract(f.multiply(x, 0.5), half), f.subtract(f.multiply(to, 0.5), half));
        String position = graph.cast(below, ElementType.DOUBLE);
        String between = f.add(f.add(position, -1), part);
        // On tied knots: the middle of the first, at position "below", and the last
        String end = f.add(graph.cast(upTo, ElementType.DOUBLE), -1);
        String tied = f.add(f.multiply(position, 0.5), f.multiply(end, 0.5));
        return f.divide(f.where(graph.node("Less", below, upTo), tied, between), last);
    }

    /** How many knots of its column are below (or at) each value. */
    private String count(String comparison, String x, String table, String start, int size) {
        String found = "";
        for (int step = size / 2; step >= 1; step /= 2) {
            String candidate = found.isEmpty()
                    ? graph.longs(step)
                    : graph.node("Add", found, graph.longs(step));
            String knot = graph.gather(table, before(candidate, start), 0);
            String passed = graph.cast(graph.node(comparison, knot, x), ElementType.INT64);
            String moved = graph.node("Mul", passed, graph.longs(step));
            found = found.isEmpty() ? moved : graph.node("Add", found, moved);
        }
        return found;
    }

    /** Where the knot before a position lies in the table; that of the first is the first. */
    private String before(String position, String start) {
        String index = graph.node("Max", graph.node("Sub", position, graph.longs(1)), graph.longs(0));
        return graph.node("Add", start, index);
    }
}
