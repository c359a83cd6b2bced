package org.chainrule.interop.onnx.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.tabular.encode.CategoryCodes;
import org.chainrule.tabular.encode.CodeLevels;
import org.chainrule.tabular.encode.ColumnEncoding;
import org.chainrule.tabular.encode.DateParts;
import org.chainrule.tabular.encode.Encoder;
import org.chainrule.tabular.encode.Hashed;
import org.chainrule.tabular.encode.NumericEncoding;
import org.chainrule.tabular.encode.OneHot;
import org.chainrule.tabular.encode.PiecewiseLinear;
import org.chainrule.tabular.encode.ScaledOneHot;
import org.chainrule.tabular.encode.TargetMeans;
import org.chainrule.tabular.encode.TwoLevels;

/**
 * An encoder as operators: from the inputs to x [rows x n(0)] in float32. Columns of a kind are computed side by side in float64, as the encodings do it, so
 * that a table of many columns is a graph of few nodes; what is computed together is put in order at the end.
 */
final class EncoderFormulas {
    private final GraphBuilder graph;
    private final ColumnInputs inputs;
    private final Map<Encoder, String> encoded = new HashMap<>();

    EncoderFormulas(GraphBuilder graph, ColumnInputs inputs) {
        this.graph = graph;
        this.inputs = inputs;
    }

    /** The inputs of a network; members with the same encoder share them. */
    String encode(Encoder encoder) {
        return encoded.computeIfAbsent(encoder, this::build);
    }

    private String build(Encoder encoder) {
        Pieces pieces = new Pieces(graph);
        NumberFormulas numbers = new NumberFormulas(graph, inputs, pieces);
        TextFormulas texts = new TextFormulas(graph, inputs, pieces);
        int at = 0;
        for (ColumnEncoding column : encoder.columns()) {
            if (column instanceof NumericEncoding number) {
                numbers.add(number, at);
            } else if (column instanceof CodeLevels levels) {
                numbers.add(levels, at);
            } else if (column instanceof PiecewiseLinear bins) {
                numbers.add(bins, at);
            } else if (column instanceof DateParts parts) {
                new DateFormulas(graph, inputs, pieces).add(parts, at);
            } else {
                texts.add(column, levels(column), at);
            }
            at += column.width();
        }
        numbers.finish();
        return pieces.inOrder(encoder.width());
    }

    /** The levels that an encoding of text knows. */
    static List<String> levels(ColumnEncoding column) {
        if (column instanceof TwoLevels two) {
            return two.levels();
        } else if (column instanceof OneHot hot) {
            return hot.levels();
        } else if (column instanceof ScaledOneHot scaled) {
            return scaled.levels();
        } else if (column instanceof CategoryCodes codes) {
            return codes.levels();
        } else if (column instanceof TargetMeans means) {
            return means.levels();
        } else if (column instanceof Hashed hashed) {
            return hashed.levels();
        }
        throw new IllegalArgumentException("expected an encoding of text, found " + column.getClass().getSimpleName());
    }

    /** Matrices that were computed, and which input of the network each of their columns is. */
    static final class Pieces {
        private final GraphBuilder graph;
        private final List<String> values = new ArrayList<>();
        private final List<Integer> positions = new ArrayList<>();

        Pieces(GraphBuilder graph) {
            this.graph = graph;
        }

        /** Takes a float32 matrix of consecutive inputs. */
        void add(String matrix, int first, int width) {
            add(matrix, IntStream.range(first, first + width).boxed().toList());
        }

        /** Takes a float32 matrix. */
        void add(String matrix, List<Integer> inputs) {
            values.add(matrix);
            positions.addAll(inputs);
        }

        /** Takes a float64 matrix, rounded. */
        void addWide(String matrix, List<Integer> inputs) {
            add(graph.cast(matrix, ElementType.FLOAT), inputs);
        }

        String inOrder(int width) {
            int[] order = new int[width];
            boolean moved = false;
            for (int i = 0; i < width; i++) {
                order[positions.get(i)] = i;
                moved |= positions.get(i) != i;
            }
            String all = graph.concat(values, 1);
            return moved ? graph.columns(all, order) : all;
        }
    }
}
