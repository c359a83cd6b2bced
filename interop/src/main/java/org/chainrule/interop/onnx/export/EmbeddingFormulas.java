package org.chainrule.interop.onnx.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
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
        String angles = f.multiply(turns, frequency);
        String waves;
        if (spec.phase()) {
            angles = f.add(angles, network.weight(part.slices().get(next++), columns, spec.frequencies()));
            waves = cosine(angles);
        } else {
            waves = graph.concat(List.of(cosine(angles), graph.node("Sin", angles)), 2);
        }
        int blocks = spec.shared() ? 1 : columns;
        String weight = network.weight(part.slices().get(next++), blocks, spec.waves(), spec.width());
        String bias = network.weight(part.slices().get(next), blocks, spec.width());
        String e = f.add(byFeature(waves, weight), bias);
        return flat(spec.relu() ? graph.node("Relu", e) : e, spec.outputs());
    }

    /** Runtimes know no cosine of doubles. */
    private String cosine(String angles) {
        return f.isDouble() ? graph.node("Sin", f.add(angles, Math.PI / 2)) : graph.node("Cos", angles);
    }

    /** [rows x features x n] by [features x n x width]: features first for the product, and back. */
    private String byFeature(String values, String weight) {
        return graph.transpose(graph.node("MatMul", graph.transpose(values, 1, 0, 2), weight), 1, 0, 2);
    }

    private String flat(String values, int width) {
        return graph.reshape(values, -1, width);
    }

    /** e = x w + c + p V; features with fewer bins than others have further ones that weigh nothing. */
    private String piecewise(Part part, PiecewiseLinear spec, String x) {
        int columns = spec.columns();
        int width = spec.width();
        int most = spec.edges().stream().mapToInt(List::size).max().orElseThrow() - 1;
        double[] low = new double[columns * most];
        double[] range = new double[low.length];
        double[] floor = new double[low.length];
        double[] ceiling = new double[low.length];
        long[] rows = new long[low.length];
        Arrays.fill(range, 1);
        Arrays.fill(ceiling, 1);
        int bins = spec.bins();
        Arrays.fill(rows, bins);
        int bin = 0;
        for (int c = 0; c < columns; c++) {
            double[] edges = edges(spec.edges().get(c));
            for (int t = 0; t < edges.length - 1; t++, bin++) {
                int at = c * most + t;
                low[at] = edges[t];
                range[at] = edges[t + 1] - edges[t];
                floor[at] = t == 0 ? -Float.MAX_VALUE : 0;
                ceiling[at] = t == edges.length - 2 ? Float.MAX_VALUE : 1;
                rows[at] = bin;
                if (range[at] <= 0) { // closed by rounding: a step, which nothing passes in the last bin
                    low[at] = Math.nextDown((float) edges[t]);
                    range[at] = edges[t] - low[at];
                    floor[at] = 0;
                    ceiling[at] = t == edges.length - 2 ? 0 : 1;
                }
            }
        }
        String position = f.divide(
                f.subtract(graph.unsqueeze(x, 2), f.constant(low, columns, most)), f.constant(range, columns, most));
        String p = f.least(
                f.most(position, f.constant(floor, columns, most)), f.constant(ceiling, columns, most));
        String linear = f.add(
                f.multiply(graph.unsqueeze(x, 2), network.weight(part.slices().get(0), columns, width)),
                network.weight(part.slices().get(1), columns, width));
        String v = network.weight(part.slices().get(2), bins, width);
        if (IntStream.range(0, rows.length).anyMatch(i -> rows[i] == bins)) {
            v = graph.gather(graph.concat(List.of(v, f.constant(new double[width], 1, width)), 0), graph.longs(rows), 0);
        }
        String product = byFeature(p, graph.reshape(v, columns, most, width));
        return flat(f.add(linear, product), spec.outputs());
    }

    /** In float32 networks the edges are rounded as the engine rounds them. */
    private double[] edges(List<Double> edges) {
        return edges.stream()
                .mapToDouble(edge -> network.isFloat32() ? edge.floatValue() : edge)
                .toArray();
    }

    /** The row of the table; 0 for anything that is no code. */
    private String lookup(Part part, Lookup lookup, String x) {
        String column = graph.squeeze(x, 1);
        String inside = graph.node(
                "And",
                f.isAtMost(f.number(0), column),
                graph.node("And", f.isBelow(column, f.number(lookup.codes())), graph.node("Equal", column, f.floor(column))));
        String code = graph.cast(f.where(inside, column, f.number(0)), ElementType.INT64);
        return graph.gather(network.weight(part.slices().get(0), lookup.codes(), lookup.width()), code, 0);
    }
}
