package org.chainrule.interop.onnx.export;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.interop.onnx.export.EncoderFormulas.Pieces;
import org.chainrule.tabular.encode.BoundEncoding;
import org.chainrule.tabular.encode.ColumnEncoding;
import org.chainrule.tabular.encode.Hashed;
import org.chainrule.tabular.read.RawColumn;

/**
 * Encodings of text as operators: a text becomes a code, the code a row of a table, which the encoding itself fills, so that the bits are its own. Wide one-hot
 * encodings, whose tables would be mostly zeros, compare the code with the position of each column instead.
 */
final class TextFormulas {
    /** Tables of more elements are looked at for a shorter form. */
    private static final int LARGE = 4_096;

    private final GraphBuilder graph;
    private final ColumnInputs inputs;
    private final Pieces pieces;

    TextFormulas(GraphBuilder graph, ColumnInputs inputs, Pieces pieces) {
        this.graph = graph;
        this.inputs = inputs;
        this.pieces = pieces;
    }

    /** Adds the nodes of a column. */
    void add(ColumnEncoding encoding, List<String> levels, int at) {
        int width = encoding.width();
        String codes = inputs.codes(encoding.column(), levels);
        float[] table = table(encoding, levels);
        if (table.length > LARGE && isComparable(table, levels.size(), width)) {
            pieces.add(compared(codes, table, levels.size(), width), at, width);
            return;
        }
        String rows = graph.constant(OnnxTensor.ofFloats(table, levels.size() + 2, width));
        pieces.add(graph.gather(rows, codes, 0), at, width);
    }

    /** The numbers of each level, of a missing cell, and of a text that is no level. */
    private static float[] table(ColumnEncoding encoding, List<String> levels) {
        int width = encoding.width();
        List<String> dictionary = new ArrayList<>(levels);
        dictionary.add(unknown(levels));
        BoundEncoding bound = encoding.bind(new Texts(encoding.column(), dictionary));
        float[] table = new float[(levels.size() + 2) * width];
        for (int row = 0; row < levels.size() + 2; row++) {
            bound.encode(row, table, row * width);
        }
        if (encoding instanceof Hashed hashed) {
            // Which buckets another text falls into no standard operator can say: none.
            java.util.Arrays.fill(table, (levels.size() + 1) * width, (levels.size() + 1) * width + hashed.buckets(), 0);
        }
        return table;
    }

    private static String unknown(List<String> levels) {
        Set<String> known = new HashSet<>(levels);
        String unknown = "x";
        while (known.contains(unknown)) {
            unknown += "x";
        }
        return unknown;
    }

    /** Whether the row of position p (a level, or missing if that has a column) is that of an unknown text but for column p. */
    private static boolean isComparable(float[] table, int levels, int width) {
        if (width < levels) {
            return false;
        }
        int unknown = (levels + 1) * width;
        for (int row = 0; row < levels + 1; row++) {
            for (int i = 0; i < width; i++) {
                if (i != row && table[row * width + i] != table[unknown + i]) {
                    return false;
                }
            }
        }
        return true;
    }

    private String compared(String codes, float[] table, int levels, int width) {
        long[] positions = new long[width];
        float[] present = new float[width];
        float[] absent = new float[width];
        for (int i = 0; i < width; i++) {
            positions[i] = i;
            present[i] = i <= levels ? table[i * width + i] : 0;
            absent[i] = table[(levels + 1) * width + i];
        }
        String equal = graph.node(
                "Equal", graph.unsqueeze(codes, 1), graph.constant(OnnxTensor.ofLongs(positions, 1, width)));
        return graph.node(
                "Where",
                equal,
                graph.constant(OnnxTensor.ofFloats(present, 1, width)),
                graph.constant(OnnxTensor.ofFloats(absent, 1, width)));
    }

    /** Row i has text i, but for one row before the last text, which has none. */
    private record Texts(String name, List<String> dictionary) implements RawColumn.Text {
        @Override
        public int code(int row) {
            int levels = dictionary.size() - 1;
            return row == levels ? -1 : row < levels ? row : levels;
        }
    }
}
