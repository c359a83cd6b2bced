package org.chainrule.interop.onnx.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.network.Embedding;
import org.chainrule.network.Embedding.Lookup;
import org.chainrule.network.Embedding.Periodic;
import org.chainrule.network.Embedding.PiecewiseLinear;
import org.chainrule.network.NetworkPlan.Node;
import org.chainrule.network.NetworkPlan.Part;

/** The parts of an embedding layer, each from some columns of x to its own numbers. */
final class EmbeddingFormulas {
    private final GraphBuilder graph;
    private final Formulas f;
    private final NetworkFormulas network;

    EmbeddingFormulas(GraphBuilder graph, Formulas f, NetworkFormulas network) {
        this.graph = graph;
        this.f = f;
        this.network = network;
    }

    String embed(Node node, String x) {
        List<String> parts = new ArrayList<>();
        for (Part part : node.parts()) {
            Embedding embedding = part.embedding();
            boolean all = embedding.from() == 0 && embedding.columns() == node.inputs();
            String columns = all ? x : columns(x, embedding);
            if (embedding instanceof Periodic periodic) {
                parts.add(periodic(part, periodic, columns));
            } else if (embedding instanceof PiecewiseLinear piecewise) {
                parts.add(piecewise(part, piecewise, columns));
            } else if (embedding instanceof Lookup lookup) {
                parts.add(lookup(part, lookup, columns));
            } else {
                parts.add(columns);
            }
        }
        return graph.concat(parts, 1);
    }

    private String columns(String x, Embedding embedding) {
        return graph.node(
                "Slice",
                x,
                graph.longs(embedding.from()),
                graph.longs(embedding.from() + embedding.columns()),
                graph.longs(1));
    }

    /** e = u W + c with u = cos(2 pi f x + b), or the cosines and then the sines. */
    private String periodic(Part part, Periodic spec, String x) {
        int columns = spec.columns();
        int next = 0;
        String frequency = network.weight(part.slices().get(next++), columns, spec.frequencies());
        String turns = f.multiply(graph.unsqueeze(x, 2), 2 * Math.PI);
        String waves;
        if (spec.phase()) {
            waves = cosine(
                    angles(turns, frequency, network.weight(part.slices().get(next++), columns, spec.frequencies())));
        } else {
            String angles = f.multiply(turns, frequency);
            waves = graph.concat(List.of(cosine(angles), graph.node("Sin", angles)), 2);
        }
        int blocks = spec.shared() ? 1 : columns;
        String weight = network.weight(part.slices().get(next++), blocks, spec.waves(), spec.width());
        String bias = network.weight(part.slices().get(next), blocks, spec.width());
        String e = f.add(network.byBlock(waves, weight), bias);
        return flat(spec.relu() ? graph.node("Relu", e) : e);
    }

    /** A product and a sum that are rounded once, as the engine does it: a cosine feels the last digits of many turns. */
    private String angles(String turns, String frequency, String phase) {
        if (f.isDouble()) {
            return f.add(f.multiply(turns, frequency), phase);
        }
        Formulas wide = new Formulas(graph, ElementType.DOUBLE);
        String product = wide.multiply(wide(turns), wide(frequency));
        return graph.cast(wide.add(product, wide(phase)), ElementType.FLOAT);
    }

    private String wide(String value) {
        return graph.cast(value, ElementType.DOUBLE);
    }

    /** Runtimes know no cosine of doubles. */
    private String cosine(String angles) {
        return f.isDouble() ? graph.node("Sin", f.add(angles, Math.PI / 2)) : graph.node("Cos", angles);
    }

    /** Features side by side. */
    private String flat(String values) {
        return graph.node("Flatten", values);
    }

    /** e = x w + c + p V; features with fewer bins than others have further ones that weigh nothing. */
    private String piecewise(Part part, PiecewiseLinear spec, String x) {
        int columns = spec.columns();
        int width = spec.width();
        Bins bins = new Bins(spec, network.isFloat32());
        int most = bins.most;
        String column = graph.unsqueeze(x, 2);
        String position = f.divide(
                f.subtract(column, f.constant(bins.low, columns, most)), f.constant(bins.range, columns, most));
        String p = f.least(
                f.most(position, f.constant(bins.floor, columns, most)), f.constant(bins.ceiling, columns, most));
        String linear = f.add(
                f.multiply(column, network.weight(part.slices().get(0), columns, width)),
                network.weight(part.slices().get(1), columns, width));
        String v = network.weight(part.slices().get(2), spec.bins(), width);
        if (spec.bins() < bins.rows.length) {
            String nothing = f.constant(new double[width], 1, width);
            v = graph.gather(graph.concat(List.of(v, nothing), 0), graph.longs(bins.rows), 0);
        }
        String product = network.byBlock(p, graph.reshape(v, columns, most, width));
        return flat(f.add(linear, product));
    }

    /** The bins of all features, as many of each as the feature with the most has: p = (x - low) / range, between floor and ceiling. */
    private static final class Bins {
        private final int most;
        private final double[] low;
        private final double[] range;
        private final double[] floor;
        private final double[] ceiling;
        /** Rows of V; the one behind the last for a bin that its feature does not have. */
        private final long[] rows;

        Bins(PiecewiseLinear spec, boolean single) {
            most = spec.edges().stream().mapToInt(List::size).max().orElseThrow() - 1;
            low = new double[spec.columns() * most];
            range = new double[low.length];
            floor = new double[low.length];
            ceiling = new double[low.length];
            rows = new long[low.length];
            Arrays.fill(range, 1);
            Arrays.fill(rows, spec.bins());
            int row = 0;
            for (int c = 0; c < spec.columns(); c++) {
                // The edges of float32 networks are rounded as the engine rounds them
                double[] edges = spec.edges().get(c).stream()
                        .mapToDouble(edge -> single ? edge.floatValue() : edge)
                        .toArray();
                for (int t = 0; t < edges.length - 1; t++) {
                    rows[c * most + t] = row++;
                    set(c * most + t, edges[t], edges[t + 1], t == 0, t == edges.length - 2);
                }
            }
        }

        private void set(int at, double from, double to, boolean first, boolean last) {
            if (to > from) {
                low[at] = from;
                range[at] = to - from;
                floor[at] = first ? -Float.MAX_VALUE : 0;
                ceiling[at] = last ? Float.MAX_VALUE : 1;
            } else { // closed by rounding: a step, and in the last place nothing at all
                low[at] = Math.nextDown((float) from);
                range[at] = from - low[at];
                ceiling[at] = last ? 0 : 1;
            }
        }
    }

    /** The row of the table; 0 for anything that is no code. */
    private String lookup(Part part, Lookup lookup, String x) {
        String column = graph.squeeze(x, 1);
        String inside = graph.node(
                "And",
                f.isAtMost(f.number(0), column),
                graph.node(
                        "And",
                        f.isBelow(column, f.number(lookup.codes())),
                        graph.node("Equal", column, f.floor(column))));
        String code = graph.cast(f.where(inside, column, f.number(0)), ElementType.INT64);
        return graph.gather(network.weight(part.slices().get(0), lookup.codes(), lookup.width()), code, 0);
    }
}
