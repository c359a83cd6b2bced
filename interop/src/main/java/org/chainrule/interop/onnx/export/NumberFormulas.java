package org.chainrule.interop.onnx.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.export.EncoderFormulas.Pieces;
import org.chainrule.tabular.encode.CodeLevels;
import org.chainrule.tabular.encode.NumericEncoding;
import org.chainrule.tabular.encode.PiecewiseLinear;
import org.chainrule.tabular.encode.QuantileNumeric;
import org.chainrule.tabular.encode.RobustNumeric;
import org.chainrule.tabular.encode.ScaledNumeric;

/** Columns of numbers as operators, all of an encoder side by side: one column of the matrix a column of the table. */
final class NumberFormulas {
    /** As {@code Scaling} clamps. */
    private static final double LIMIT = 65536;
    /** As {@code Scaling} bounds what is squared. */
    private static final double SQUARABLE = 1e100;

    /** z = (x - center) factor, then the clip; a missing x is the fill. */
    private record Affine(int column, int input, double center, double factor, double fill, double clip) {}

    private record Quantiles(int column, int input, QuantileNumeric encoding) {}

    private record Level(int column, int input, double value) {}

    private record Bin(int column, int input, double low, double high, double fill) {}

    private final GraphBuilder graph;
    private final ColumnInputs inputs;
    private final Pieces pieces;
    private final Formulas f;
    private final Map<String, Integer> columns = new LinkedHashMap<>();
    private final List<Affine> affine = new ArrayList<>();
    private final List<Quantiles> quantiles = new ArrayList<>();
    private final List<int[]> indicators = new ArrayList<>();
    private final List<Level> levels = new ArrayList<>();
    private final List<Bin> bins = new ArrayList<>();

    NumberFormulas(GraphBuilder graph, ColumnInputs inputs, Pieces pieces) {
        this.graph = graph;
        this.inputs = inputs;
        this.pieces = pieces;
        this.f = new Formulas(graph, ElementType.DOUBLE);
    }

    private int column(String name) {
        return columns.computeIfAbsent(name, key -> columns.size());
    }

    /** Takes a number and its indicator. */
    void add(NumericEncoding encoding, int at) {
        int column = column(encoding.column());
        if (encoding instanceof ScaledNumeric scaled) {
            affine.add(affine(column, at, scaled.mean(), scaled.factor(), scaled.fill(), scaled.clip()));
        } else if (encoding instanceof RobustNumeric robust) {
            affine.add(affine(column, at, robust.median(), robust.factor(), robust.median(), robust.clip()));
        } else if (encoding instanceof QuantileNumeric quantile) {
            List<Double> knots = quantile.knots();
            if (knots.get(0).doubleValue() == knots.get(knots.size() - 1)) {
                affine.add(affine(column, at, 0, 0, 0, 0));
            } else {
                quantiles.add(new Quantiles(column, at, quantile));
            }
        }
        if (encoding.indicator()) {
            indicators.add(new int[] {column, at + 1});
        }
    }

    private static Affine affine(int column, int at, double center, double factor, double fill, double clip) {
        return factor == 0 ? new Affine(column, at, 0, 0, 0, 0) : new Affine(column, at, center, factor, fill, clip);
    }

    /** Takes a number and its levels. */
    void add(CodeLevels encoding, int at) {
        add(encoding.numeric(), at);
        int first = at + encoding.numeric().width();
        for (int i = 0; i < encoding.levels().size(); i++) {
            levels.add(new Level(column(encoding.column()), first + i, encoding.levels().get(i)));
        }
    }

    /** Takes a number and its bins. */
    void add(PiecewiseLinear encoding, int at) {
        add(encoding.numeric(), at);
        int first = at + encoding.numeric().width();
        List<Double> edges = encoding.edges();
        for (int t = 0; t + 1 < edges.size(); t++) {
            bins.add(new Bin(
                    column(encoding.column()),
                    first + t,
                    edges.get(t),
                    edges.get(t + 1),
                    encoding.numeric().median()));
        }
    }

    /** Adds the nodes. */
    void finish() {
        if (columns.isEmpty()) {
            return;
        }
        String x = inputs.numbers(List.copyOf(columns.keySet()));
        String missing = graph.node("Or", graph.node("IsNaN", x), graph.node("IsInf", x));
        finish(x, missing, affine.stream().filter(one -> one.clip == 0).toList());
        finish(x, missing, affine.stream().filter(one -> one.clip > 0).toList());
        if (!quantiles.isEmpty()) {
            new QuantileFormulas(graph, f)
                    .add(
                            pick(x, quantiles.stream().map(Quantiles::column).toList()),
                            pick(missing, quantiles.stream().map(Quantiles::column).toList()),
                            quantiles.stream().map(Quantiles::encoding).toList(),
                            quantiles.stream().map(Quantiles::input).toList(),
                            pieces);
        }
        if (!indicators.isEmpty()) {
            String picked = pick(missing, indicators.stream().map(one -> one[0]).toList());
            pieces.add(graph.cast(picked, ElementType.FLOAT), indicators.stream().map(one -> one[1]).toList());
        }
        if (!levels.isEmpty()) {
            String picked = pick(x, levels.stream().map(Level::column).toList());
            String wanted = f.row(levels.stream().mapToDouble(Level::value).toArray());
            pieces.add(
                    graph.cast(graph.node("Equal", picked, wanted), ElementType.FLOAT),
                    levels.stream().map(Level::input).toList());
        }
        finishBins(x, missing);
    }

    private void finish(String x, String missing, List<Affine> group) {
        if (group.isEmpty()) {
            return;
        }
        List<Integer> which = group.stream().map(Affine::column).toList();
        String fill = f.row(group.stream().mapToDouble(Affine::fill).toArray());
        String value = f.where(pick(missing, which), fill, pick(x, which));
        String center = f.row(group.stream().mapToDouble(Affine::center).toArray());
        String factor = f.row(group.stream().mapToDouble(Affine::factor).toArray());
        String z = f.multiply(f.subtract(value, center), factor);
        if (group.get(0).clip == 0) {
            z = f.clamp(z, -LIMIT, LIMIT);
        } else {
            String bounded = f.clamp(z, -SQUARABLE, SQUARABLE);
            String ratio = f.divide(bounded, f.row(group.stream().mapToDouble(Affine::clip).toArray()));
            z = f.divide(bounded, f.root(f.add(f.multiply(ratio, ratio), 1)));
        }
        pieces.addWide(z, group.stream().map(Affine::input).toList());
    }

    private void finishBins(String x, String missing) {
        if (bins.isEmpty()) {
            return;
        }
        List<Integer> which = bins.stream().map(Bin::column).toList();
        String fill = f.row(bins.stream().mapToDouble(Bin::fill).toArray());
        String value = f.where(pick(missing, which), fill, pick(x, which));
        String above = f.subtract(value, f.row(bins.stream().mapToDouble(Bin::low).toArray()));
        String filled = f.clamp(
                f.divide(above, f.row(bins.stream().mapToDouble(bin -> bin.high - bin.low).toArray())), 0, 1);
        pieces.addWide(
                f.add(f.multiply(filled, 2), -1), bins.stream().map(Bin::input).toList());
    }

    private String pick(String matrix, List<Integer> which) {
        boolean all = which.size() == columns.size()
                && IntStream.range(0, which.size()).allMatch(i -> which.get(i) == i);
        return all ? matrix : graph.columns(matrix, which.stream().mapToInt(i -> i).toArray());
    }
}
