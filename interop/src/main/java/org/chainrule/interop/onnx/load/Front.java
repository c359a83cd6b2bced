package org.chainrule.interop.onnx.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.interop.assemble.InputColumn;
import org.chainrule.interop.onnx.load.ColumnMap.Source;
import org.chainrule.interop.onnx.load.Piece.Affine;
import org.chainrule.interop.onnx.load.Piece.Product;

/**
 * The columns of a network, and what of a {@link ColumnMap} an encoder cannot say: a column that is read twice or turned around becomes a piece in front of the first
 * layer.
 *
 * @param columns in the order of the network's inputs
 * @param pieces  in front of the first layer
 */
record Front(List<InputColumn> columns, List<Piece> pieces) {
    /** Of a map, with the inputs of the graph in their order. */
    static Front of(ColumnMap map, List<Term> inputs) {
        List<Source> sources = map.sources();
        boolean once = sources.stream().map(Front::key).distinct().count() == sources.size();
        boolean upright = sources.stream().allMatch(source -> source.scale() > 0 && Double.isFinite(source.shift()));
        if (once && upright) {
            return new Front(
                    sources.stream().map(source -> scaled(source, inputs)).toList(), List.of());
        }
        Map<List<Integer>, Integer> places = new LinkedHashMap<>();
        List<InputColumn> columns = new ArrayList<>();
        for (Source source : sources) {
            if (places.putIfAbsent(key(source), places.size()) == null) {
                columns.add(new InputColumn(name(source, inputs), 0, 1, fill(source)));
            }
        }
        return new Front(columns, List.of(once ? turned(sources) : chosen(sources, places)));
    }

    private static List<Integer> key(Source source) {
        return List.of(source.input().id(), source.index());
    }

    /** scale value + shift = (value - mean) factor. */
    private static InputColumn scaled(Source source, List<Term> inputs) {
        double mean = source.shift() == 0 ? 0 : -source.shift() / source.scale();
        double fill = Double.isNaN(source.fill()) ? mean : source.fill();
        return new InputColumn(name(source, inputs), mean, source.scale(), fill);
    }

    private static double fill(Source source) {
        return Double.isNaN(source.fill()) ? 0 : source.fill();
    }

    private static String name(Source source, List<Term> inputs) {
        String input = source.input().name();
        return inputs.size() == 1 && source.input().width() > 1
                ? "x" + source.index()
                : source.input().width() == 1 ? input : input + "_" + source.index();
    }

    private static Piece turned(List<Source> sources) {
        return new Affine(
                sources.stream().mapToDouble(Source::scale).toArray(),
                sources.stream().mapToDouble(Source::shift).toArray());
    }

    private static Piece chosen(List<Source> sources, Map<List<Integer>, Integer> places) {
        int out = sources.size();
        double[] weight = new double[Math.multiplyExact(places.size(), out)];
        for (int j = 0; j < out; j++) {
            Integer place = places.get(key(sources.get(j)));
            weight[(place == null ? 0 : place) * out + j] = sources.get(j).scale();
        }
        double[] bias = sources.stream().mapToDouble(Source::shift).toArray();
        return new Product(weight, bias, places.size(), out);
    }
}
